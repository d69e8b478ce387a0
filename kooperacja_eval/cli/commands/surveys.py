"""``survey inspect``: what a file of a survey is, and a first mapping for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import lang_option, output_option
from kooperacja_eval.cli.screen import say, show_frame, shown_path
from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    from kooperacja_eval.pipeline.inspecting import Inspected

FILE_HELP = Text("Plik z odpowiedziami.", "File with the answers.")
DEFINITION_HELP = Text(
    "Definicja ankiety z platformy (.lss, XLSForm).",
    "Definition of the survey from the platform (.lss, XLSForm).",
)
WAVE_HELP = Text(
    "Pomiar ze study.toml; ex_ante, gdy nie podano.", "Wave of study.toml; ex_ante by default."
)
SEVERITIES = {"error": Text("Błąd", "Error"), "warning": Text("Ostrzeżenie", "Warning")}
OVERWRITE_HELP = Text("Zastąp istniejący plik.", "Replace a file that is there.")


def register_survey(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add the group ``survey`` with ``inspect``."""
    about = Text("Ankiety: rozpoznaj plik z platformy.", "Surveys: recognise a platform's file.")
    survey = typer.Typer(cls=app.info.cls, help=about.in_(lang), rich_markup_mode=None)
    app.add_typer(survey, name="survey")
    _register_inspect(survey, lang, cls)


def _register_inspect(survey: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    about = Text(
        "Rozpoznaj plik z odpowiedziami i zapisz pierwsze survey.toml.",
        "Recognise a file of answers and write a first survey.toml.",
    )

    # a command of its own name, so that further ones of the group change nothing for this one
    @survey.callback()
    def _group() -> None:
        """Leave everything to the commands."""

    @survey.command("inspect", cls=cls, help=about.in_(lang))
    def inspect(
        file: Annotated[Path, _file_argument(lang)],
        *,
        definition: Annotated[Path | None, _definition_option(lang)] = None,
        output: Annotated[Path | None, output_option(lang)] = None,
        wave: Annotated[
            str | None, typer.Option("--wave", help=WAVE_HELP.in_(lang), show_default=False)
        ] = None,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=OVERWRITE_HELP.in_(lang))
        ] = False,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.inspecting import inspect_survey  # noqa: PLC0415

        found = inspect_survey(
            file, definition=definition, output=output, wave=wave, lang=lang, overwrite=overwrite
        )
        _show(found, lang)


def _file_argument(lang: Lang) -> Any:
    metavar = "PLIK" if lang == "pl" else "FILE"
    return typer.Argument(metavar=metavar, help=FILE_HELP.in_(lang), show_default=False)


def _definition_option(lang: Lang) -> Any:
    return typer.Option(
        "--definition",
        metavar="PLIK" if lang == "pl" else "FILE",
        help=DEFINITION_HELP.in_(lang),
        show_default=False,
    )


def _show(found: "Inspected", lang: Lang) -> None:
    from kooperacja_eval.ingest.surveys.inspect_report import (  # noqa: PLC0415
        items_frame,
        overview_frame,
    )

    overview = overview_frame(found.inspection, lang)
    show_frame(overview, {name: str(name) for name in overview.columns})
    say("", lang)
    items = items_frame(found.inspection, lang)
    show_frame(items, {name: str(name) for name in items.columns})
    for note in found.inspection.notes:
        say(note, lang)
    for problem in found.inspection.problems:
        said, row = SEVERITIES[problem.severity], problem.row
        place = Text("", "") if row is None else Text(f", wiersz {row}", f", row {row}")
        words = problem.message
        say(
            Text(
                f"{said.pl}: {problem.file}{place.pl}: {words.pl}",
                f"{said.en}: {problem.file}{place.en}: {words.en}",
            ),
            lang,
        )
    say(_next_steps(found), lang)


def _next_steps(found: "Inspected") -> Text:
    path, name = shown_path(found.output), found.output.name
    lines = f'\n[[surveys]]\nmapping = "{name}"\n'
    move = Text(
        "" if found.inside else "Włóż plik z odpowiedziami do data_raw i popraw files. ",
        "" if found.inside else "Put the file of answers into data_raw and mend files. ",
    )
    return Text(
        f"Zapisano {path}. Sprawdź go. {move.pl}Do study.toml dopisz:\n{lines}",
        f"Wrote {path}. Check it. {move.en}Add to study.toml:\n{lines}",
    )
