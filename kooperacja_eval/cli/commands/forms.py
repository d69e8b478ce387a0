"""``forms``: the Excel forms that teams fill in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import lang_option, study_argument
from kooperacja_eval.cli.screen import progress, say, shown_path
from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    from kooperacja_eval.pipeline.forms import WrittenForms

MONTH_HELP = Text(
    "Tylko sprawozdania miesięczne za ten miesiąc (2020-03). Bez opcji: za każdy miesiąc pracy "
    "zespołów, i formularze rejestrów.",
    "Only monthly reports for this month (2020-03). By default for each month in which teams "
    "work, and the registers.",
)
OUT_HELP = Text(
    "Folder formularzy; forms w folderze badania, gdy go nie podano.",
    "Folder of the forms; forms in the study folder by default.",
)
OVERWRITE_HELP = Text("Zastąp istniejące formularze.", "Replace forms that are there.")
WRITING = Text("Zapis formularzy", "Writing forms")


def register_forms(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``forms``: a workbook for each team and month, and the registers."""
    about = Text(
        "Zapisz formularze Excela: sprawozdania miesięczne zespołów i rejestry.",
        "Write Excel forms: monthly reports of teams, and registers.",
    )

    @app.command("forms", cls=cls, help=about.in_(lang))
    def forms(
        context: typer.Context,
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        month: Annotated[
            str | None,
            typer.Option(
                "--month",
                metavar="RRRR-MM" if lang == "pl" else "YYYY-MM",
                help=MONTH_HELP.in_(lang),
                show_default=False,
            ),
        ] = None,
        out: Annotated[
            Path | None,
            typer.Option(
                "--out",
                metavar="FOLDER",
                help=OUT_HELP.in_(lang),
                show_default=False,
            ),
        ] = None,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=OVERWRITE_HELP.in_(lang))
        ] = False,
        form_lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.forms import write_forms  # noqa: PLC0415

        with progress(lang) as bar:
            done = write_forms(
                folder,
                month=month,
                out=out,
                lang=form_lang or context.find_root().params["_lang"],
                overwrite=overwrite,
                progress=bar,
                stage=WRITING.in_(lang),
            )
        _say_written(done, lang)


def _say_written(done: "WrittenForms", lang: Lang) -> None:
    where = shown_path(done.folder)
    say(
        Text(
            f"{where}: sprawozdania miesięczne: {done.monthly}, rejestry: {done.registers}, "
            f"bez zmian: {done.unchanged}.",
            f"{where}: monthly reports: {done.monthly}, registers: {done.registers}, "
            f"unchanged: {done.unchanged}.",
        ),
        lang,
    )
