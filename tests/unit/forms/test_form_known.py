"""What a form knows of a team in a month: its families, entities, identifiers."""

import datetime as dt

import pandas as pd
import pytest
from forms_sample import KNOWN, MARCH, OTHER, TEAM, march

from kooperacja_eval.forms.known import Known, Option, Team, identifier, months_between
from kooperacja_eval.pipeline.known import known_from
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

JANUARY, FEBRUARY = dt.date(2020, 1, 1), dt.date(2020, 2, 1)


def config() -> StudyConfig:
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "test", "title_pl": "Test", "title_en": "Test", "programme": "-",
                "synthetic": True, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31),
                "period": {"first": dt.date(2019, 4, 1), "last": dt.date(2020, 12, 31)},
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "covid": {"first": dt.date(2020, 3, 12)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "internal"},
        }
    )  # fmt: skip


def frame(text: str) -> pd.DataFrame:
    """Return a drawn table; columns whose names end with ``_on`` are days, ``.`` is missing."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells = [[None if cell == "." else cell for cell in row] for row in rows]
    made = pd.DataFrame(cells, columns=pd.Index(head)).astype("str").where(lambda f: f != "None")
    days = {name: pd.to_datetime(made[name]) for name in head if name.endswith("_on")}
    return made.assign(**days)


def study() -> Known:
    return known_from(
        {
            "pzk": frame(
                """
                pzk_id | name  | voivodeship | started_on | ended_on
                LU-01  | Jeden | lubelskie   | 2019-07-15 | .
                LU-02  | Dwa   | lubelskie   | 2019-07-01 | 2020-01-10
                """
            ),
            "families": frame(
                """
                family_id | pzk_id | started_on | ended_on
                LU-01-R01 | LU-01  | 2019-09-02 | 2020-01-31
                LU-01-R02 | LU-01  | 2020-02-29 | .
                LU-02-R01 | LU-01  | 2019-09-02 | .
                """
            ),
            "family_moves": frame(
                """
                family_id | moved_on   | from_pzk_id | to_pzk_id
                LU-02-R01 | 2020-02-01 | LU-02       | LU-01
                """
            ),
            "meetings": frame(
                """
                meeting_id | pzk_id | held_on
                LU-01-S101 | LU-01  | 2019-11-05
                LU-WZK-S01 | .      | 2019-11-05
                """
            ),
        },
        config(),
    )


def test_families_are_those_with_a_day_in_the_month_and_a_moved_one_is_in_one_team() -> None:
    known = study()
    one, two = known.teams
    # R01 left on 31 January, R02 came on 29 February, the other moved on 1 February
    assert known.families_of(one, JANUARY) == ("LU-01-R01",)
    assert known.families_of(one, FEBRUARY) == ("LU-01-R02", "LU-02-R01")
    assert known.families_of(two, JANUARY) == ("LU-02-R01",)
    assert known.families_of(two, FEBRUARY) == ()


def test_a_team_works_in_the_months_of_its_first_and_last_day_too() -> None:
    known = study()
    one, two = known.teams
    assert [known.works(one, dt.date(2019, month, 1)) for month in (6, 7)] == [False, True]
    assert [known.works(two, month) for month in (JANUARY, FEBRUARY)] == [True, False]


def test_meetings_get_the_month_of_the_study_and_a_count() -> None:
    known = study()
    # November 2019 is the 8th month of a study that begins in April, January 2020 the 10th
    november = dt.date(2019, 11, 1)
    assert known.next_meetings(known.teams[0], november)[:2] == ("LU-01-S081", "LU-01-S082")
    # S101 is what an earlier meeting is called already
    assert known.next_meetings(known.teams[0], JANUARY)[0] == "LU-01-S102"
    assert len(known.next_meetings(known.teams[0], FEBRUARY)) == 9
    assert known.next_meetings(known.teams[0], dt.date(2030, 1, 1)) == ()


def test_identifiers_of_meetings_have_three_digits_so_the_hundredth_month_gets_none() -> None:
    known = Known(months=months_between(dt.date(2010, 1, 1), dt.date(2018, 4, 30)))
    team = Team(pzk_id="LU-01", name="a", voivodeship="lubelskie", started_on=dt.date(2010, 1, 1))
    assert known.next_meetings(team, dt.date(2018, 3, 1))[0] == "LU-01-S991"
    assert known.next_meetings(team, dt.date(2018, 4, 1)) == ()


def test_lists_offer_what_belongs_to_the_team_in_that_month() -> None:
    offered = march().offered
    assert offered["families.family_id"] == (Option("LU-01-R01"), Option("LU-01-R02"))
    # LU-P003 left in February; goals of other teams are not offered
    assert [option.id for option in offered["entities.entity_id"]] == ["LU-P001", "LU-P002"]
    assert offered["goals.goal_id"] == (Option("LU-01-R01-C01"),)
    assert "services.service_id" not in offered


def test_form_comes_with_families_months_and_identifiers() -> None:
    form = march()
    assert form.above == {"pzk_id": "LU-01", "month": "III.2020", "voivodeship": "lubelskie"}
    assert form.rows["contacts"] == ({"family_id": "LU-01-R01"}, {"family_id": "LU-01-R02"})
    assert form.rows["difficulties"][0] == {"conclusion_id": "LU-01-202003-T01"}
    assert form.rows["conclusions"][19] == {"conclusion_id": "LU-01-202003-W20"}
    # March 2020 is the 12th month from April 2019
    assert form.rows["meetings"][1] == {"meeting_id": "LU-01-S122"}


def test_a_name_is_shown_after_the_identifier_and_taken_off_again() -> None:
    option = KNOWN.all["entities.entity_id"][0]
    assert option.shown == "LU-P001 – OPS Przykład"
    assert identifier(option.shown) == "LU-P001"
    assert Option("LU-01-R01").shown == "LU-01-R01"


def test_families_stand_in_the_order_of_their_identifiers() -> None:
    assert KNOWN.families_of(OTHER, MARCH) == ("LU-02-R01",)
    assert KNOWN.families_of(TEAM, MARCH) == ("LU-01-R01", "LU-01-R02")


def test_a_study_without_tables_knows_the_codebook_and_its_months() -> None:
    known = known_from({}, config())
    assert (known.teams, len(known.months)) == ((), 21)
    assert Option("barrier.time", "Brak czasu") in known.all["codes.code_id"]
