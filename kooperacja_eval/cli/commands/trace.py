"""``trace``: from a number in a report down to raw files."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import form_option, lang_option
from kooperacja_eval.cli.screen import progress, say
from kooperacja_eval.text import Lang, Text

WORDS_HELP = Text(
    "Raport, jak nazywają się jego pliki, i adres liczby: tabela, tabela:wiersz:kolumna, "
    "zdanie:numer albo klucz wskaźnika. Przed nimi można podać folder badania.",
    "Report, as its files are called, and address of a number: table, table:row:column, "
    "sentence:number or key of an indicator. The study folder may stand before them.",
)
NEEDS = Text(
    "podaj raport i adres liczby, a przed nimi, jeśli trzeba, folder badania.",
    "give a report and the address of a number, and the study folder before them if need be.",
)
TWO, THREE = 2, 3


def register_trace(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``trace``."""
    about = Text(
        "Pokaż, skąd wzięła się liczba w raporcie: wskaźnik, tabele, pliki, poprawki.",
        "Show where a number in a report comes from: indicator, tables, files, corrections.",
    )

    @app.command("trace", cls=cls, help=about.in_(lang))
    def trace(
        words: Annotated[list[str], _words(lang)],
        *,
        form: Annotated[Literal["text", "json"], form_option(lang)] = "text",
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        if len(words) not in {TWO, THREE}:
            raise typer.BadParameter(NEEDS.in_(lang))
        folder = Path(words[0]) if len(words) == THREE else Path()
        from kooperacja_eval.pipeline.trace import trace as follow  # noqa: PLC0415
        from kooperacja_eval.pipeline.trace_model import trace_json  # noqa: PLC0415
        from kooperacja_eval.pipeline.trace_words import trace_text  # noqa: PLC0415

        with progress(lang) as bar:
            found = follow(folder, words[-2], words[-1], progress=bar)
        if form == "json":
            say(json.dumps(trace_json(found), ensure_ascii=False, indent=1, allow_nan=False), lang)
        else:
            say(trace_text(found, lang), lang)


def _words(lang: Lang) -> Any:
    metavar = "[BADANIE] RAPORT ADRES" if lang == "pl" else "[STUDY] REPORT ID"
    return typer.Argument(metavar=metavar, help=WORDS_HELP.in_(lang), show_default=False)
