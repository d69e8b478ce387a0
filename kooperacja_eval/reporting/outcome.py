"""What the cells of a notebook showed, and the failures of the process that ran them."""

from kooperacja_eval.reporting.blocks import Block
from kooperacja_eval.reporting.session import Failure
from kooperacja_eval.text import Text

Outcome = list[tuple[int, Block | Failure]]
"""What each code cell showed, by cell number, in order; a failure is last."""


def killed(exit_code: int | None) -> Text:
    """Say that the process of a notebook ended without an answer."""
    code = "" if exit_code is None else f" ({exit_code})"
    return Text(
        f"proces notatnika zakończył się bez wyniku{code}; sprawdź, czy nie zabrakło pamięci",
        f"the notebook's process ended without a result{code}; check whether memory ran out",
    )


def too_long(timeout_s: float) -> Text:
    """Say that a notebook was stopped."""
    return Text(
        f"notatnik nie zakończył pracy w ciągu {timeout_s:g} s i został przerwany",
        f"the notebook did not finish within {timeout_s:g} s and was stopped",
    )
