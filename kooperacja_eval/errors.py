"""The error tree: what can go wrong, in words for people, each with an exit code.

A message says what is wrong, where, and what to do. It never shows a person's value. A wrong
argument in Python is a built-in ``ValueError`` or ``TypeError`` and does not belong here.
"""

from typing import ClassVar

from kooperacja_eval.text import Text


class KooperacjaError(Exception):
    """The root of the tree.

    Parameters
    ----------
    text : Text
        What is wrong, where, and what to do, in both languages.

    Notes
    -----
    Exit codes 0-2 belong to the shell: done, a bug, wrong command line.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.pl)
        self.text = text

    def __reduce__(self) -> tuple[type["KooperacjaError"], tuple[Text]]:
        return type(self), (self.text,)


class ConfigurationError(KooperacjaError):
    """``study.toml``, ``corrections.toml`` or an option is wrong; the allowed values are named."""

    exit_code = 3


class IngestError(KooperacjaError):
    """A raw file cannot be read, is missing, or was changed since the manifest."""

    exit_code = 4


class ValidationError(KooperacjaError):
    """The data break the rules of their tables; the table of problems says where."""

    exit_code = 5


class InsufficientDataError(KooperacjaError):
    """A number is undefined for the data at hand."""

    exit_code = 6


class DisclosureError(KooperacjaError):
    """Something would leave that the disclosure profile does not let out."""

    exit_code = 7


class ReproducibilityError(KooperacjaError):
    """A rebuilt report differs from the one in the manifest."""

    exit_code = 8


class ReportError(KooperacjaError):
    """A notebook failed or a report could not be rendered."""

    exit_code = 9
