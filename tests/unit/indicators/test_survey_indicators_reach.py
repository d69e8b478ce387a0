"""Who is counted where, who is linked, what is missing and why."""

import pytest
from indicator_tables import TEAMS
from survey_tables import questionnaire, rows, study, survey

from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_data import Pair, SurveyData

pytestmark = pytest.mark.unit

KEY = questionnaire("item_id scale\nA1 coop", "scale\ncoop")
PEOPLE = survey(
    KEY,
    """
    respondent_id linkable wave    pzk_id voivodeship sector    A1
    P1            yes      ex_ante LU-01  -           education 3
    P2            yes      ex_ante -      mazowieckie education 4
    P3            no       ex_ante MA-01  -           -         2
    P4            yes      ex_ante LU-02  lubelskie   health    1
    X             no       ex_ante LU-01  -           health    5
    P1            yes      ex_post LU-01  -           education 4
    P2            no       ex_post -      mazowieckie education 4
    P4            yes      ex_post LU-02  lubelskie   health    3
    P5            yes      ex_post MA-01  -           -         3
    X             no       ex_post LU-01  -           health    1
    """,
)
"""LU: P1 and P4 linked, X the same name twice without a key. MA: P2 gave a key only once."""


def data(tables: dict) -> SurveyData:
    waves = tuple(wave.id for wave in study().waves)
    return SurveyData(tables=tables, wave_order=waves)


def test_respondents_count_once_in_each_wave_and_attribute() -> None:
    found = rows(PEOPLE, "survey_respondents", "group", "wave", "value", "n")
    assert found == [
        (None, "ex_ante", 5.0, 5),
        ("sector:education", "ex_ante", 2.0, 2),
        ("sector:health", "ex_ante", 2.0, 2),
        ("sector:unknown", "ex_ante", 1.0, 1),
        ("role:unknown", "ex_ante", 5.0, 5),
        ("level:unknown", "ex_ante", 5.0, 5),
        (None, "ex_post", 5.0, 5),
        ("sector:education", "ex_post", 2.0, 2),
        ("sector:health", "ex_post", 2.0, 2),
        ("sector:unknown", "ex_post", 1.0, 1),
        ("role:unknown", "ex_post", 5.0, 5),
        ("level:unknown", "ex_post", 5.0, 5),
    ]


def test_without_a_voivodeship_of_ones_own_that_of_the_team_counts() -> None:
    found = rows(PEOPLE, "survey_respondents", "voivodeship", "n", by="voivodeship", wave="ex_ante")
    assert found == [("lubelskie", 3), ("mazowieckie", 2)]


def test_without_a_team_nobody_is_in_a_team() -> None:
    found = rows(PEOPLE, "survey_respondents", "pzk_id", "n", by="pzk", wave="ex_ante")
    assert found == [("LU-01", 2), ("LU-02", 1), ("MA-01", 1)]


def test_without_a_team_everybody_is_a_cluster_of_ones_own() -> None:
    tables = survey(
        KEY,
        """
        respondent_id linkable wave    pzk_id voivodeship A1
        A             yes      ex_ante -      lubelskie   3
        B             yes      ex_ante -      lubelskie   3
        N             no       ex_ante -      lubelskie   3
        A             yes      ex_post -      lubelskie   3
        N             no       ex_post -      lubelskie   3
        C             yes      ex_post LU-01  -           3
        D             yes      ex_post LU-01  -           3
        """,
    )
    surveys = data(tables)
    people = surveys.rows["respondent_id"]
    of = {(p, w): c for p, w, c in zip(people, surveys.wave, surveys.cluster, strict=True)}
    assert len({of["A", "ex_ante"], of["B", "ex_ante"], of["N", "ex_ante"]}) == 3
    assert of["A", "ex_ante"] == of["A", "ex_post"]  # the same person
    assert of["N", "ex_ante"] != of["N", "ex_post"]  # nobody knows whether it is
    assert of["C", "ex_post"] == of["D", "ex_post"]


def test_only_who_can_be_linked_in_both_waves_is_linked() -> None:
    surveys = data(PEOPLE)
    links = surveys.links(Pair("ex_ante", "ex_post"))
    ids = surveys.rows["respondent_id"].to_numpy(dtype=object)
    assert ids[links.before].tolist() == ids[links.after].tolist() == ["P1", "P4"]
    assert ids[links.only_before].tolist() == ["P2", "P3", "X"]
    assert ids[links.only_after].tolist() == ["P2", "P5", "X"]


@pytest.mark.parametrize(
    ("by", "where", "expected"),
    [
        ("macroregion", None, {"linked": 2, "only_before": 3, "only_after": 3}),
        ("voivodeship", "lubelskie", {"linked": 2, "only_before": 1, "only_after": 1}),
        ("voivodeship", "mazowieckie", {"linked": 0, "only_before": 2, "only_after": 2}),
    ],
)
def test_links_add_up_to_the_respondents_of_each_wave(
    by: str, where: str | None, expected: dict[str, int]
) -> None:
    links = rows(PEOPLE, "survey_links", "voivodeship", "group", "n", by=by)
    found = {group: n for place, group, n in links if place == where}
    assert found == expected
    people = rows(PEOPLE, "survey_respondents", "voivodeship", "wave", "n", by=by, group="")
    asked = {wave: n for place, wave, n in people if place == where}
    assert found["linked"] + found["only_before"] == asked["ex_ante"]
    assert found["linked"] + found["only_after"] == asked["ex_post"]


def test_who_moved_is_linked_in_the_place_of_the_earlier_wave() -> None:
    tables = survey(
        KEY,
        """
        respondent_id wave    pzk_id A1
        P1            ex_ante LU-01  3
        P1            ex_post MA-01  4
        """,
    )
    links = rows(tables, "survey_links", "voivodeship", "group", "n", by="voivodeship")
    assert [row for row in links if row[2]] == [("lubelskie", "linked", 1)]


def test_waves_follow_the_study_not_the_alphabet() -> None:
    assert data(PEOPLE).pairs == (Pair("ex_ante", "ex_post"),)
    three = survey(
        KEY,
        "respondent_id wave pzk_id A1\nP ex_post LU-01 1\nP mid_term LU-01 1\nP ex_ante LU-01 1",
    )
    names = [pair.name for pair in data(three).pairs]
    assert names == ["ex_ante/mid_term", "ex_ante/ex_post", "mid_term/ex_post"]


def test_a_place_holds_its_voivodeships_only() -> None:
    surveys = data(PEOPLE)
    elsewhere = Place(level="macroregion", macroregion="II", voivodeships=("pomorskie",))
    assert not surveys.inside(elsewhere).any()
    assert TEAMS["pzk_id"].is_unique


def test_missing_answers_are_a_share_of_those_that_were_to_be_given() -> None:
    key = questionnaire("item_id scale\nA1 coop\nA2 coop\nA3 coop", "scale\ncoop")
    tables = survey(
        key,
        """
        respondent_id wave    pzk_id A1 A2 A3
        P1            ex_ante LU-01  3  -  x
        P2            ex_ante LU-01  ?  -  5
        """,
    )
    # 6 cells, one of them not asked: 5 were to be given; skipped 2, don't know 1
    found = rows(tables, "answer_missing_share", "group", "numerator", "denominator", "value")
    assert found == [
        ("skipped", 2.0, 5.0, 0.4),
        ("dont_know", 1.0, 5.0, 0.2),
        (None, 3.0, 5.0, 0.6),
    ]


def test_answers_are_shares_of_those_who_answered_the_item() -> None:
    tables = survey(
        questionnaire("item_id scale low high\nA1 coop 1 3", "scale\ncoop"),
        """
        respondent_id wave    pzk_id A1
        P1            ex_ante LU-01  1
        P2            ex_ante LU-01  3
        P3            ex_ante MA-01  3
        P4            ex_ante MA-01  -
        """,
    )
    found = rows(tables, "answer_share", "group", "numerator", "denominator", "value", "n_missing")
    assert found == [
        ("A1=1", 1.0, 3.0, 0.333333, 1),
        ("A1=2", 0.0, 3.0, 0.0, 1),
        ("A1=3", 2.0, 3.0, 0.666667, 1),
    ]
