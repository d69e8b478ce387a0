"""The command line: words in, words out.

Nothing is computed here. Commands import what they need when they run, so that ``--help`` is fast.
"""

import codecs
import io
import os
import sys
from collections.abc import Sequence

from kooperacja_eval.cli.app import UNREAD, run
from kooperacja_eval.cli.language import language_of


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with the exit code of what happened.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; those of the process by default.
    """
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_delivered(run(words, language_of(words))))


def _delivered(code: int) -> int:
    """Write out what is still held back; a reader who has left is no bug."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        code = UNREAD
        # the interpreter flushes once more when it ends, and this time it must not fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _speak_utf8(stream: object) -> None:
    """Make a text stream UTF-8 where it is not, as on Windows: Polish letters need it."""
    if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
        stream.reconfigure(encoding="utf-8", errors=stream.errors)
