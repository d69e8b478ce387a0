"""Briefs that there are: every month from the first meeting or entry to the last, every place."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.parameters import (
    check_restrictions,
    chosen_values,
    existing_values,
    parameter_words,
)
from kooperacja_eval.pipeline.reports import REPORTS, chosen, stem

pytestmark = pytest.mark.unit

BRIEF = REPORTS["monthly_brief"]


def tables(held: list[str], written: list[tuple[str, str | None]]) -> dict[str, pd.DataFrame]:
    """Return days of meetings, and months with places of entries; two teams in one place."""
    return {
        "pzk": pd.DataFrame(
            {
                "pzk_id": ["PD-01", "LU-01", "LU-02"],
                "voivodeship": ["podlaskie", "lubelskie", "lubelskie"],
            }
        ),
        "meetings": pd.DataFrame({"held_on": pd.to_datetime(held)}),
        "conclusions": pd.DataFrame(
            {
                "month": pd.to_datetime([month for month, _ in written]),
                "voivodeship": [place for _, place in written],
            }
        ),
    }


def test_months_run_from_the_first_day_to_the_last_without_gaps() -> None:
    found = existing_values(tables(["2020-02-28", "2019-12-31"], [("2020-03-01", None)]))
    months = list(dict.fromkeys(month for month, _ in found["monthly_brief"]))
    assert months == ["2019-12", "2020-01", "2020-02", "2020-03"]
    places = [place for month, place in found["monthly_brief"] if month == "2020-01"]
    assert places == ["lubelskie", "podlaskie", "makroregion"]


def test_either_table_will_do() -> None:
    every = tables(["2020-02-28"], [("2020-03-01", "mazowieckie")])
    alone = existing_values({"conclusions": every["conclusions"]})
    assert alone["monthly_brief"] == (("2020-03", "mazowieckie"), ("2020-03", "makroregion"))
    meetings = existing_values({name: every[name] for name in ("pzk", "meetings")})
    assert meetings["monthly_brief"][0] == ("2020-02", "lubelskie")
    assert existing_values(tables([], []))["monthly_brief"] == ()


def test_briefs_are_built_only_when_named() -> None:
    assert "monthly_brief" not in [kind.name for kind in chosen(None)]
    assert [kind.name for kind in chosen(["monthly_brief"])] == ["monthly_brief"]


def test_month_and_place_are_chosen_and_stand_in_the_name_of_the_file() -> None:
    existing = existing_values(tables(["2020-02-28", "2020-03-01"], []))["monthly_brief"]
    where = {"month": ["2020-03"], "voivodeship": ["makroregion"]}
    [values] = chosen_values(BRIEF, existing, where)
    about = dict(zip(BRIEF.parameters, values, strict=True))
    name = stem(
        "monthly_brief", lang="pl", profile="public", defaults=("pl", "public"), parameters=about
    )
    assert name == "monthly_brief-2020-03-makroregion"


def test_a_month_without_data_is_refused_with_those_there_are() -> None:
    existing = existing_values(tables(["2020-02-28", "2020-03-01"], []))["monthly_brief"]
    with pytest.raises(ConfigurationError) as raised:
        chosen_values(BRIEF, existing, {"month": ["2021-01"]})
    assert "nie ma danych dla --month 2021-01" in raised.value.text.pl
    assert "2020-02, 2020-03" in raised.value.text.pl
    with pytest.raises(ConfigurationError) as raised:
        check_restrictions([REPORTS["pzk_profile"]], {"month": ["2020-03"]})
    assert "Mają go: monthly_brief" in raised.value.text.pl


def test_month_and_macroregion_are_said_in_words() -> None:
    config: Any = SimpleNamespace(waves=())
    assert parameter_words("month", "2020-03", config).pl == "III.2020"
    assert parameter_words("month", "2020-03", config).en == "March\xa02020"
    assert parameter_words("voivodeship", "makroregion", config).pl == "makroregion"
