"""``check``, ``ingest`` and ``indicators``: what the data are and what they say."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import (
    form_option,
    lang_option,
    output_option,
    profile_option,
    require_form,
    study_argument,
)
from kooperacja_eval.cli.screen import progress, say, show_frame, shown_path
from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    from kooperacja_eval.pipeline.data import StudyData

Level = Literal["macroregion", "voivodeship", "area", "pzk"]
Profile = Literal["internal", "public"]

STRICT_HELP = Text(
    "Kod wyjścia 5 także wtedy, gdy są same ostrzeżenia.",
    "Exit code 5 for warnings as well.",
)
ACCEPT_HELP = Text(
    "Przyjmij zmienione pliki surowe i zapisz nowy MANIFEST.csv.",
    "Accept changed raw files and write a new MANIFEST.csv.",
)
ID_HELP = Text(
    "Wskaźnik z katalogu; można podać kilka razy.", "Indicator of the catalogue; repeatable."
)
BY_HELP = Text("Poziom, dla którego liczyć.", "Level to compute for.")


def register_check(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``check``: every problem at once, nothing written unless asked for."""
    about = Text(
        "Pokaż wszystkie problemy w plikach surowych naraz.",
        "Check the raw files and show every problem at once.",
    )

    @app.command("check", cls=cls, help=about.in_(lang))
    def check(
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        form: Annotated[Literal["table", "json", "xlsx"], form_option(lang)] = "table",
        output: Annotated[Path | None, output_option(lang)] = None,
        strict: Annotated[bool, typer.Option("--strict", help=STRICT_HELP.in_(lang))] = False,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        require_form(form, output, lang)
        from kooperacja_eval.pipeline.checking import check_study, write_problems  # noqa: PLC0415

        with progress(lang) as report:
            data = check_study(folder, progress=report)
        if form == "table":
            _show_problems(data, lang)
        else:
            written = write_problems(folder, data, form=form, output=output, lang=lang)
            say(shown_path(written) if isinstance(written, Path) else written, lang)
        bad = data.problems if strict else data.errors
        if bad:
            raise typer.Exit(5)


def _show_problems(data: "StudyData", lang: Lang) -> None:
    from kooperacja_eval.disclosure.release import release_problems  # noqa: PLC0415
    from kooperacja_eval.schemas.problems import problems_frame  # noqa: PLC0415

    headers = Text(
        "plik|arkusz|wiersz|kolumna|reguła|waga|komunikat|wartość",
        "file|sheet|row|column|rule|severity|message|value",
    )
    columns = ("file", "sheet", "row", "column", "rule", "severity", "message", "value")
    severities = {"error": Text("błąd", "error"), "warning": Text("ostrzeżenie", "warning")}
    frame = problems_frame(release_problems(data.problems), lang)
    if len(frame):
        words = {key: text.in_(lang) for key, text in severities.items()}
        frame = frame.assign(severity=frame["severity"].map(words))
        show_frame(frame, dict(zip(columns, headers.in_(lang).split("|"), strict=True)))
    errors = len(data.errors)
    warnings = len(data.problems) - errors
    say(
        Text(
            f"Tabele: {len(data.tables)}. Błędy: {errors}. Ostrzeżenia: {warnings}.",
            f"Tables: {len(data.tables)}. Errors: {errors}. Warnings: {warnings}.",
        ),
        lang,
    )


def register_ingest(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``ingest``: raw files to checked tables."""
    about = Text(
        "Wczytaj pliki, zastosuj poprawki i zapisz tabele.",
        "Read the files, apply corrections, write the tables.",
    )

    @app.command("ingest", cls=cls, help=about.in_(lang))
    def ingest(
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        accept: Annotated[
            bool, typer.Option("--accept-changes", help=ACCEPT_HELP.in_(lang))
        ] = False,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.checking import check_study  # noqa: PLC0415
        from kooperacja_eval.pipeline.stored import store  # noqa: PLC0415

        with progress(lang) as report:
            data = check_study(folder, progress=report)
        store(folder, data, accept_changes=accept)
        rows = sum(len(frame) for frame in data.tables.values())
        say(
            Text(
                f"Zapisano tabele: {len(data.tables)}, wiersze: {rows}, reguły z corrections.toml: "
                f"{len(data.corrections)}, ostrzeżenia: {len(data.problems) - len(data.errors)}.",
                f"Wrote tables: {len(data.tables)}, rows: {rows}, rules of corrections.toml: "
                f"{len(data.corrections)}, warnings: {len(data.problems) - len(data.errors)}.",
            ),
            lang,
        )


def register_indicators(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``indicators``: values with denominators, intervals and methods."""
    about = Text(
        "Policz wskaźniki (z ochroną małych grup).",
        "Compute indicators (with disclosure control).",
    )

    @app.command("indicators", cls=cls, help=about.in_(lang))
    def indicators(
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        ids: Annotated[
            list[str] | None,
            typer.Option("--id", metavar="ID", help=ID_HELP.in_(lang), show_default=False),
        ] = None,
        by: Annotated[Level, typer.Option("--by", help=BY_HELP.in_(lang))] = "macroregion",
        form: Annotated[Literal["table", "csv", "json", "xlsx"], form_option(lang)] = "table",
        profile: Annotated[Profile | None, profile_option(lang)] = None,
        output: Annotated[Path | None, output_option(lang)] = None,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        require_form(form, output, lang)
        from kooperacja_eval.pipeline.tabulate import tabulate  # noqa: PLC0415

        with progress(lang) as report:
            result = tabulate(
                folder,
                ids=ids or None,
                by=by,
                form=form,
                profile=profile,
                output=output,
                lang=lang,
                progress=report,
            )
        if isinstance(result, Path):
            say(shown_path(result), lang)
        elif isinstance(result, str):
            say(result, lang)
        else:
            frame, headers = result
            show_frame(frame, headers)
