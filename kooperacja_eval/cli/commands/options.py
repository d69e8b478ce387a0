"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Any

import typer

from kooperacja_eval.text import Lang, Text

_STUDY = Text(
    "Folder badania; bieżący, gdy go nie podano.", "Study folder; the current one by default."
)
_OUTPUT = Text("Plik wyniku.", "File of the result.")
_FORM = Text("Postać wyniku.", "Form of the result.")
_PROFILE = Text(
    "Profil ochrony; bez opcji ten ze study.toml.",
    "Disclosure profile; that of study.toml by default.",
)
_NEEDS_FORM = Text(
    "tabela jest na ekran; do pliku podaj też inną postać (--format).",
    "a table is for the screen; for a file choose another form too (--format).",
)
_LANG = Text("Język komunikatów i wyników.", "Language of messages and results.")


def study_argument(lang: Lang) -> Any:
    """Return the first argument of every command: the study folder."""
    metavar = "BADANIE" if lang == "pl" else "STUDY"
    return typer.Argument(metavar=metavar, help=_STUDY.in_(lang), show_default=False)


def output_option(lang: Lang) -> Any:
    """Return the option that names the file of a result."""
    return typer.Option(
        "--output",
        "-o",
        metavar="PLIK" if lang == "pl" else "FILE",
        help=_OUTPUT.in_(lang),
        show_default=False,
    )


def form_option(lang: Lang) -> Any:
    """Return the option that chooses the form of a result."""
    return typer.Option("--format", help=_FORM.in_(lang))


def profile_option(lang: Lang) -> Any:
    """Return the option that chooses the disclosure profile."""
    return typer.Option("--profile", help=_PROFILE.in_(lang), show_default=False)


def lang_option(lang: Lang) -> Any:
    """Return the option that chooses the language."""
    return typer.Option("--lang", help=_LANG.in_(lang), show_default=False)


def require_form(form: str, output: Path | None, lang: Lang) -> None:
    """Refuse a file for the table on the screen, rather than leave it unwritten in silence."""
    if form == "table" and output is not None:
        raise typer.BadParameter(_NEEDS_FORM.in_(lang), param_hint="'--output'")
