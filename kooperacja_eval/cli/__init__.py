"""The command line: words in, words out.

Nothing is computed here. Commands import what they need when they run, so that ``--help`` is fast.
"""

import sys
from collections.abc import Sequence

from kooperacja_eval.cli.app import run
from kooperacja_eval.cli.language import language_of


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with the exit code of what happened.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; those of the process by default.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(words, language_of(words)))
