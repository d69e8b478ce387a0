"""``init`` and ``demo``: a new study, an example study."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import lang_option
from kooperacja_eval.cli.screen import progress, say, typed_path
from kooperacja_eval.text import Lang, Text


def register_init(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``init``: the folders and a ``study.toml`` to fill in."""
    about = Text(
        "Utwórz nowe badanie ze study.toml do uzupełnienia.",
        "Make a new study with a study.toml to fill in.",
    )
    where = Text(
        "Folder nowego badania; pusty albo jeszcze nieistniejący.", "Folder of the new study."
    )

    @app.command("init", cls=cls, help=about.in_(lang))
    def init(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=where.in_(lang))],
        *,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.start import start_study  # noqa: PLC0415

        start_study(folder)
        say(
            Text(
                f"Utworzono {folder}. Uzupełnij study.toml, dodaj pliki do data_raw/, "
                f"potem uruchom: kooperacja-eval check {typed_path(folder)}",
                f"Made {folder}. Fill in study.toml, put files into data_raw/, "
                f"then run: kooperacja-eval check {typed_path(folder)}",
            ),
            lang,
        )


def register_demo(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``demo``: a complete synthetic study."""
    about = Text(
        "Zapisz przykładowe badanie z danymi syntetycznymi.",
        "Write an example study with synthetic data.",
    )
    where = Text("Folder przykładu; pusty albo jeszcze nieistniejący.", "Folder of the example.")
    seed_help = Text(
        "Ziarno losowości: to samo daje te same pliki.", "Seed: the same gives the same files."
    )
    size_help = Text(
        "Liczba rodzin; zespoły rosną razem z nią.", "Number of families; teams grow along."
    )

    @app.command("demo", cls=cls, help=about.in_(lang))
    def demo(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=where.in_(lang))],
        *,
        seed: Annotated[int, typer.Option("--seed", metavar="N", help=seed_help.in_(lang))] = 2019,
        families: Annotated[
            int, typer.Option("--families", metavar="N", min=1, help=size_help.in_(lang))
        ] = 172,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.demo.write import write_demo  # noqa: PLC0415

        with progress(lang) as report:
            write_demo(folder, seed=seed, families=families, progress=report)
        typed = typed_path(folder)
        say(
            Text(
                f"Zapisano badanie syntetyczne: {folder}. Raporty: kooperacja-eval build {typed}",
                f"Wrote the synthetic study {folder}. Reports: kooperacja-eval build {typed}",
            ),
            lang,
        )
