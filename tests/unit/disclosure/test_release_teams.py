"""Values that set single teams beside each other are for the teams, and not for the public."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from released_rows import rows, seen

from kooperacja_eval.disclosure import teams
from kooperacja_eval.disclosure.release import release
from kooperacja_eval.disclosure.teams import hidden_teams
from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.sections import Disclosure

pytestmark = pytest.mark.unit

PUBLIC = Disclosure(profile="public")
INTERNAL = Disclosure(profile="internal")
DRAWING = """
indicator_id       voivodeship  pzk_id  group  numerator  denominator  value  ci_low  n   n_missing
meetings_held_share  -          -       -      8          10           .8     .5      10  1
meetings_held_share  lubelskie  -       -      3          4            .75    .3      4   0
meetings_held_share  lubelskie  LU-01   -      1          2            .5     .1      2   0
meetings_held_share  lubelskie  LU-02   -      2          2            1      .4      2   1
meetings_held        lubelskie  LU-01   -      9          -            9      -       9   0
"""
NUMBERS = ("numerator", "denominator", "value", "ci_low", "n", "n_missing")


@pytest.fixture
def for_teams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one indicator protect teams, wherever the rule asks for it."""
    entries: Mapping[str, Indicator] = {
        name: replace(entry, protects="teams") if name == "meetings_held_share" else entry
        for name, entry in catalogue().items()
    }
    monkeypatch.setattr(teams, "catalogue", lambda: entries)


@pytest.mark.usefixtures("for_teams")
def test_rows_of_teams_are_hidden_in_public_and_those_above_stay() -> None:
    frame = release(rows(DRAWING), PUBLIC).frame
    assert seen(frame, "pzk_id", "status") == [
        (None, "ok"),
        (None, "ok"),
        ("LU-01", "suppressed"),
        ("LU-02", "suppressed"),
        ("LU-01", "ok"),  # another indicator, which protects nobody
    ]
    assert seen(frame, *NUMBERS)[:4] == [
        (8.0, 10.0, 0.8, 0.5, 10, 1),
        (3.0, 4.0, 0.75, 0.3, 4, 0),
        (None,) * 6,  # the number missing is hidden too
        (None,) * 6,
    ]


@pytest.mark.usefixtures("for_teams")
def test_inside_every_team_is_shown() -> None:
    released = release(rows(DRAWING), INTERNAL)
    assert released.n_suppressed == 0
    assert seen(released.frame, *NUMBERS) == seen(rows(DRAWING), *NUMBERS)


@pytest.mark.usefixtures("for_teams")
def test_what_is_hidden_is_counted_and_the_rows_given_stay_as_they_are() -> None:
    given = rows(DRAWING)
    released = release(given, PUBLIC)
    assert (released.n_rows, released.n_suppressed) == (5, 2)
    assert seen(given, "status") == [("ok",)] * 5


@pytest.mark.usefixtures("for_teams")
def test_values_beside_which_the_rows_leave_hide_nothing_more() -> None:
    # Rows of the context come after the frame's own and must not shift what is hidden.
    frame = release(rows(DRAWING).iloc[:3], PUBLIC, context=rows(DRAWING).iloc[3:]).frame
    assert seen(frame, "status") == [("ok",), ("ok",), ("suppressed",)]


@pytest.mark.usefixtures("for_teams")
def test_the_rule_asks_for_the_indicator_and_for_a_team() -> None:
    assert hidden_teams(rows(DRAWING)).tolist() == [False, False, True, True, False]
    assert hidden_teams(rows(DRAWING).iloc[:0]).tolist() == []


def test_without_the_protection_of_teams_nothing_is_hidden() -> None:
    # The same rows under the catalogue as it is: meetings are open.
    assert not hidden_teams(rows(DRAWING)).any()


def test_what_the_catalogue_protects_for_teams_is_hidden() -> None:
    # Whichever indicators these are: each with one row of a team and one above it.
    protected = [name for name, entry in catalogue().items() if entry.protects == "teams"]
    lines = [f"{name} {place} 1" for name in protected for place in ("- -", "lubelskie LU-01")]
    drawing = "\n".join(["indicator_id voivodeship pzk_id value", *lines])
    assert protected
    assert hidden_teams(rows(drawing)).tolist() == [False, True] * len(protected)
