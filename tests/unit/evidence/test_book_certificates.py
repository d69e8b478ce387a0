"""Who meets the criteria of the certificate: months, meetings and trainings counted by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from kooperacja_eval.evidence.book_certificates import CertificateList, asked, certificate_list
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Certificates, Profile
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

TEAMS = """
pzk_id  voivodeship  started_on  ended_on
LU-01   lubelskie    2019-07-01  2020-12-31
LU-02   lubelskie    2019-07-01  -
MA-01   mazowieckie  2019-07-01  2020-12-31
"""
ENTITIES = """
entity_id  name     kind   voivodeship
MA-P001    OPS-MA   ops    mazowieckie
LU-P003    sąd      court  lubelskie
LU-P002    policja  police lubelskie
LU-P001    OPS      ops    lubelskie
LU-P009    obcy     school lubelskie
"""
# P001 in two teams; P002 left after about half a year; P003 without a day of joining; P009 nowhere
MEMBERSHIPS = """
pzk_id  entity_id  role  joined_on   left_on
LU-01   LU-P001    core  2019-07-01  -
LU-02   LU-P001    core  2020-07-01  -
LU-01   LU-P002    core  2019-07-01  2019-12-31
LU-02   LU-P003    core  -           -
MA-01   MA-P001    core  2019-07-01  -
"""
# LU-01-S03 has no list: it counts for nobody. LU-WZK is above the teams.
MEETINGS = """
meeting_id  pzk_id  held_on     level
LU-01-S01   LU-01   2019-08-10  pzk
LU-01-S02   LU-01   2020-02-10  pzk
LU-01-S03   LU-01   2020-03-10  pzk
LU-02-S01   LU-02   2020-01-10  pzk
LU-02-S02   LU-02   2020-08-10  pzk
LU-WZK-S01  -       2020-08-11  wzk
"""
ATTENDANCE = """
meeting_id  entity_id
LU-01-S01   LU-P001
LU-01-S01   LU-P002
LU-01-S02   LU-P001
LU-02-S01   LU-P003
LU-02-S02   LU-P003
LU-02-S02   LU-P009
LU-WZK-S01  LU-P002
"""
# W03 is for LU-01 alone, W04 has no list, W05 is no training, W06 came after P002 had left
SUPPORT = """
event_id  kind      pzk_id  voivodeship  held_on     hours
LU-W001   training  -       lubelskie    2019-09-01  8
LU-W003   training  LU-01   lubelskie    2019-10-01  8
LU-W004   training  -       lubelskie    2019-11-01  8
LU-W005   coaching  LU-01   lubelskie    2019-11-02  2
LU-W006   training  -       lubelskie    2020-06-01  8
"""
PARTICIPANTS = """
event_id  entity_id
LU-W001   LU-P001
LU-W001   LU-P002
LU-W003   LU-P002
LU-W005   LU-P001
LU-W006   LU-P003
"""
DRAWN = {
    "pzk": TEAMS,
    "entities": ENTITIES,
    "memberships": MEMBERSHIPS,
    "meetings": MEETINGS,
    "attendance": ATTENDANCE,
    "support": SUPPORT,
    "support_participants": PARTICIPANTS,
}
CRITERIA = {"min_attendance_share": 0.75, "min_months": 12, "min_training_share": 0.5}


def table(name: str) -> pd.DataFrame:
    header, *lines = [line.split() for line in DRAWN[name].strip().splitlines()]
    kinds = {column: field.dtype for column, field in TABLES[name].fields.items()}
    rows = pd.DataFrame(lines, columns=header).replace("-", None).reindex(columns=list(kinds))
    for column in ("hours", "participants", "persons", "minutes", "families_discussed"):
        if column in rows:
            rows[column] = pd.to_numeric(rows[column])
    return rows.astype(kinds)


def tables(*left_out: str) -> dict[str, pd.DataFrame]:
    return {name: table(name) for name in DRAWN if name not in left_out}


def config(criteria: dict[str, Any] | None) -> StudyConfig:
    stated = {"certificates": {"name": "Lider", **criteria}} if criteria else {}
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "synthetic", "title_pl": "Badanie", "title_en": "Study", "programme": "-",
                "synthetic": True, "data_date": date(2020, 12, 31), "as_of": date(2019, 12, 31),
                "period": {"first": date(2018, 4, 1), "last": date(2021, 3, 31)},
            },
            "macroregions": ({"id": "I", "voivodeships": ("mazowieckie", "lubelskie")},),
            "covid": {"first": date(2020, 3, 1)},
            "targets": {
                "entities": 4, "pzk": 3, "families": 3, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "public"},
            **stated,
        }
    )  # fmt: skip


def found(
    criteria: dict[str, Any] | None = None, *left_out: str, profile: Profile = "internal"
) -> CertificateList:
    made = certificate_list(tables(*left_out), config(criteria or CRITERIA), profile=profile)
    if made is None:
        raise AssertionError("no list")
    return made


def row(made: CertificateList, entity: str) -> dict[Any, Any]:
    rows = made.entities
    return rows[rows["entity_id"] == entity].to_dict("records")[0]


def test_meetings_with_a_list_during_a_membership_count() -> None:
    made = found()
    # P001: LU-01-S01, S02 (came) and, as a member of LU-02 since VII.2020, LU-02-S02 (did not);
    # not LU-02-S01, before it joined, nor LU-01-S03, without a list
    first = row(made, "LU-P001")
    assert (first["attended"], first["meetings"], first["attendance_share"]) == (2, 3, 2 / 3)
    # P002 had left before LU-01-S02; the meeting above the teams is nobody's
    assert (row(made, "LU-P002")["attended"], row(made, "LU-P002")["meetings"]) == (1, 1)
    # a membership without a day of joining is open at its beginning
    assert (row(made, "LU-P003")["attended"], row(made, "LU-P003")["meetings"]) == (2, 2)


def test_trainings_with_a_list_open_to_the_entity_count() -> None:
    made = found()
    # P001: W001, W003 and W006 were open to it; it was in W001, and coaching is no training
    assert (row(made, "LU-P001")["trained"], row(made, "LU-P001")["trainings"]) == (1, 3)
    # P002: W001 and W003; it left before W006
    assert (row(made, "LU-P002")["trained"], row(made, "LU-P002")["trainings"]) == (2, 2)
    # P003 of LU-02: not W003, which was for LU-01
    assert (row(made, "LU-P003")["trained"], row(made, "LU-P003")["trainings"]) == (1, 2)


def test_months_are_those_of_the_longest_membership() -> None:
    made = found()
    # 2019-07-01 to the end of the team 2020-12-31 are 550 days; 550 / 30.4375 = 18.07
    assert row(made, "LU-P001")["months"] == pytest.approx(550 / 30.4375)
    # 2019-07-01 to 2019-12-31 are 184 days
    assert row(made, "LU-P002")["months"] == pytest.approx(184 / 30.4375)
    assert pd.isna(row(made, "LU-P003")["months"])  # nobody wrote when it joined


def test_unknown_is_no_miss() -> None:
    made = found()
    outcomes = {
        entity: [row(made, entity)[name] for name in (
            "meets_attendance", "meets_months", "meets_training", "verdict")]
        for entity in made.entities["entity_id"]
    }  # fmt: skip
    assert outcomes == {
        # attendance 2/3 is below 0.75, training 1/3 below 0.5
        "LU-P001": ["missed", "met", "missed", "missed"],
        "LU-P002": ["met", "missed", "met", "missed"],
        "LU-P003": ["met", "unknown", "met", "unknown"],
        # no meeting of its team has a list, no training was held in its voivodeship
        "MA-P001": ["unknown", "met", "unknown", "unknown"],
    }
    assert made.verdicts == {"met": 0, "missed": 2, "unknown": 2}
    assert made.outcomes == {
        "attendance": {"met": 2, "missed": 1, "unknown": 1},
        "months": {"met": 2, "missed": 1, "unknown": 1},
        "training": {"met": 2, "missed": 1, "unknown": 1},
    }


def test_entities_come_by_voivodeship_as_the_study_has_them_and_strangers_do_not_come() -> None:
    made = found()
    assert list(made.entities["entity_id"]) == ["MA-P001", "LU-P001", "LU-P002", "LU-P003"]
    assert row(made, "LU-P001")["teams"] == "LU-01, LU-02"


def test_a_criterion_that_is_not_stated_decides_nothing() -> None:
    made = found({"min_months": 12})
    assert asked(made.criteria) == {"months": 12.0}
    assert row(made, "LU-P001")["verdict"] == "met"
    assert made.entities["meets_attendance"].isna().all()
    assert set(made.outcomes) == {"months"}


def test_the_limit_itself_is_met() -> None:
    made = found({"min_training_share": 0.5})
    assert row(made, "LU-P003")["meets_training"] == "met"  # 1 of 2


def test_the_public_list_names_those_that_meet_all_and_counts_the_others() -> None:
    public = found({"min_months": 12}, profile="public")
    assert list(public.entities["entity_id"]) == ["MA-P001", "LU-P001"]
    assert public.verdicts == {"met": 2, "missed": 1, "unknown": 1}


def test_without_trainings_nobody_is_said_to_have_missed_them() -> None:
    made = found(CRITERIA, "support", "support_participants")
    assert set(made.entities["meets_training"]) == {"unknown"}
    assert row(made, "LU-P002")["trainings"] == 0


def test_no_list_without_criteria_or_registers() -> None:
    assert certificate_list(tables(), config(None), profile="public") is None
    assert certificate_list(tables("attendance"), config(CRITERIA), profile="public") is None


def test_tables_are_left_as_they_are() -> None:
    given = tables()
    kept = {name: frame.copy() for name, frame in given.items()}
    certificate_list(given, config(CRITERIA), profile="internal")
    for name, frame in given.items():
        pd.testing.assert_frame_equal(frame, kept[name])


@pytest.mark.parametrize(
    "wrong",
    [{}, {"min_attendance_share": 1.5}, {"min_months": 0}, {"min_families": 3, "min_months": 1}],
)
def test_a_section_without_a_sound_criterion_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Certificates(name="Lider", **wrong)
