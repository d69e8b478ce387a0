"""The commands, put together in the language of the reader, and what happens when one fails."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from kooperacja_eval import __version__
from kooperacja_eval.cli import commands
from kooperacja_eval.cli.commands.evidence import register_freeze_evidence
from kooperacja_eval.cli.commands.options import lang_option
from kooperacja_eval.cli.commands.trace import register_trace
from kooperacja_eval.cli.language import in_words
from kooperacja_eval.errors import KooperacjaError
from kooperacja_eval.text import Lang, Text

USAGE_ERROR = 2
INTERRUPTED = 130
UNREAD = 141
"""As shells say of a program whose reader left, such as ``head``: 128 + SIGPIPE."""
HELP_WIDTH = 110

ABOUT = Text(
    "Ewaluacja testowania Modelu Kooperacji: od plików surowych do powtarzalnych raportów.",
    "Evaluation of the test of the Model Kooperacji: from raw files to reproducible reports.",
)
VERSION_HELP = Text("Podaj wersję i zakończ.", "Show the version and leave.")


class _PolishGroup(TyperGroup):
    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return in_words(super().get_help(ctx), "pl")


class _PolishCommand(TyperCommand):
    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return in_words(super().get_help(ctx), "pl")


def build_app(lang: Lang) -> typer.Typer:
    """Return the whole command line in one language."""
    app = typer.Typer(
        cls=_PolishGroup if lang == "pl" else TyperGroup,
        help=ABOUT.in_(lang),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={
            "help_option_names": ["--help", "-h"],
            "max_content_width": HELP_WIDTH,
        },
    )

    @app.callback(invoke_without_command=True)
    def _options(
        context: typer.Context,
        *,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
        version: Annotated[bool, typer.Option("--version", help=VERSION_HELP.in_(lang))] = False,
    ) -> None:
        if version:
            typer.echo(f"kooperacja-eval {__version__}")
        elif context.invoked_subcommand is None:
            typer.echo(context.get_help())

    for register in commands.ALL:
        register(app, lang, _PolishCommand if lang == "pl" else TyperCommand)
    register_freeze_evidence(app, lang, _PolishCommand if lang == "pl" else TyperCommand)
    register_trace(app, lang, _PolishCommand if lang == "pl" else TyperCommand)
    return app


def run(words: Sequence[str], lang: Lang) -> int:
    """Run one command line.

    Returns
    -------
    int
        Exit code: 0 where all is well, 2 for a wrong command line, that of the error tree where
        a known thing went wrong. Anything else is a bug and keeps its traceback.
    """
    try:
        code = build_app(lang)(args=list(words), prog_name="kooperacja-eval", standalone_mode=False)
    except KooperacjaError as error:
        return _complain(error.text.in_(lang), error.exit_code, lang)
    except TyperException as error:
        return _complain(in_words(error.format_message(), lang), USAGE_ERROR, lang)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except SystemExit:  # the libraries beneath leave so where nobody reads the output any more
        return UNREAD
    if code == INTERRUPTED:  # the library beneath turns Ctrl+C into this code and says nothing
        return _complain(Text("przerwano", "interrupted").in_(lang), INTERRUPTED, lang)
    return code if isinstance(code, int) else 0


def _complain(message: str, code: int, lang: Lang) -> int:
    label = Text("Błąd", "Error").in_(lang)
    sys.stderr.write(f"{label}: {message}\n")
    return code
