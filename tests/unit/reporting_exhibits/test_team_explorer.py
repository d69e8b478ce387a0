"""Teams explored with widgets: what can be chosen, what is shown, and that nobody is ranked."""

import re
from dataclasses import replace
from typing import Any

import pytest
from pzk_material import pzk_material

from kooperacja_eval.reporting.explorer import TeamExplorer

pytestmark = pytest.mark.unit

WHOLE = "cały test"


@pytest.fixture
def explorer() -> TeamExplorer:
    return TeamExplorer(pzk_material("internal"))


def labels(choice: Any) -> list[str]:
    return [label for label, _ in choice.options]


def test_choices_are_in_words(explorer: TeamExplorer) -> None:
    assert "Obecność członków na spotkaniach" in labels(explorer.indicator)
    assert labels(explorer.voivodeship) == ["wszystkie", "lubelskie", "mazowieckie"]
    for _, name in explorer.indicator.options:
        explorer.indicator.value = name
        for label in labels(explorer.group) + labels(explorer.period):
            assert not re.search(r"[|_]", label), (name, label)


def test_the_whole_test_comes_first_and_months_last(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "meetings_held"
    assert labels(explorer.period)[:2] == [WHOLE, "VII.2019"]


def test_teams_stand_in_alphabetical_order_whatever_their_values(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "meetings_held"
    data = explorer.exhibit().data
    # LU-01 has three meetings, LU-02 none, the others one
    assert data["pzk_id"].tolist() == ["LU-01", "LU-02", "MA-01", "MA-02"]
    assert data["value"].tolist() == [3.0, 0.0, 1.0, 1.0]
    assert "kolejności alfabetycznej" in explorer.exhibit().caption.pl


def test_no_rank_can_be_chosen(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "cooperation_intensity"
    assert "rank" not in [value for _, value in explorer.group.options]


def test_a_place_leaves_its_teams(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "meetings_held"
    explorer.voivodeship.value = "mazowieckie"
    assert explorer.exhibit().data["pzk_id"].tolist() == ["MA-01", "MA-02"]
    assert "województwo mazowieckie" in explorer.view.value


def test_another_indicator_keeps_the_period_where_it_has_it(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "meetings_held"
    explorer.period.value = "2020-03"
    explorer.indicator.value = "attendance_share"
    assert explorer.period.value == "2020-03"
    explorer.indicator.value = "days_between_meetings"  # has no months
    assert labels(explorer.period) == [WHOLE]


def test_the_macroregion_is_a_line_beside_the_teams(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "meetings_held_share"
    shown = explorer.exhibit()
    assert shown.data["beside"].nunique() == 1
    assert "Linia: makroregion" in shown.caption.pl


def test_what_is_hidden_in_public_cannot_be_chosen() -> None:
    public = TeamExplorer(pzk_material("public"))
    names = [name for _, name in public.indicator.options]
    assert "pzk_variance" not in names
    assert "meetings_held" in names


def test_in_english_every_label_is_english() -> None:
    english = TeamExplorer(pzk_material("internal"), lang="en")
    assert labels(english.voivodeship)[0] == "all"
    assert "Attendance of members" in labels(english.indicator)
    assert "alphabetical order" in english.view.value


def test_the_widgets_show_themselves(explorer: TeamExplorer) -> None:
    shown = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in shown


def test_without_values_of_teams_there_is_nothing_to_explore() -> None:
    report = pzk_material("internal")
    values = report.values
    nothing = replace(values, values=values.frame.iloc[:0])
    with pytest.raises(LookupError, match="teams"):
        TeamExplorer(replace(report, values=nothing))


def test_a_number_that_adds_up_has_no_line_of_the_macroregion(explorer: TeamExplorer) -> None:
    explorer.indicator.value = "meetings_held"
    assert explorer.exhibit().data["beside"].isna().all()
    assert "Linia" not in explorer.exhibit().caption.pl


def test_the_intensity_comes_first_and_days_are_written_as_days(explorer: TeamExplorer) -> None:
    assert explorer.indicator.value == "cooperation_intensity"
    explorer.indicator.value = "families_in_cooperation"
    assert labels(explorer.period) == ["31.12.2019"]
