"""Text in two languages, and the tree of errors with their exit codes."""

import pickle

import pytest

from kooperacja_eval import errors
from kooperacja_eval.errors import KooperacjaError
from kooperacja_eval.text import LANGUAGES, Text, same

pytestmark = pytest.mark.unit

TREE = [
    errors.ConfigurationError,
    errors.IngestError,
    errors.ValidationError,
    errors.InsufficientDataError,
    errors.DisclosureError,
    errors.ReproducibilityError,
    errors.ReportError,
]


def test_a_text_is_read_in_either_language_and_polish_is_the_first() -> None:
    text = Text("rodzina", "family")
    assert [text.in_(lang) for lang in LANGUAGES] == ["rodzina", "family"]
    assert str(text) == "rodzina"


def test_an_acronym_is_the_same_in_both() -> None:
    assert same("PZK") == Text("PZK", "PZK")


def test_the_tree_is_complete() -> None:
    assert set(KooperacjaError.__subclasses__()) == set(TREE)


def test_exit_codes_tell_errors_apart_and_leave_the_shells_alone() -> None:
    # 0 done, 1 a bug, 2 a wrong command line
    assert [error.exit_code for error in TREE] == [3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("error", TREE)
def test_an_error_keeps_its_text_between_processes(error: type[KooperacjaError]) -> None:
    raised = error(Text("źle", "wrong"))
    again = pickle.loads(pickle.dumps(raised))
    assert type(again) is error
    assert again.text == raised.text
    assert str(again) == "źle"
