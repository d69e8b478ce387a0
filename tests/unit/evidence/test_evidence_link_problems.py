"""Every link that leads nowhere is reported with its row and with near names."""

import pytest
from evidence_link_tables import links, study_tables, table, values
from evidence_tables import config

from kooperacja_eval.evidence.confidence import check_assessments
from kooperacja_eval.evidence.links_problems import check_links, linked_indicators
from kooperacja_eval.evidence.links_recommendations import check_recommendations
from kooperacja_eval.evidence.triangulation import check_convergences

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("cell", "column", "rule", "said"),
    [
        ("indicator ipp_complete_share", "target", "unknown_indicator", "ipp_completed_share"),
        ("indicator ipp_completed_share group=x", "group", "unknown_group", "x"),
        ("indicator scale_change group=cooperatio wave=ex_post", "group", "unknown_group",
         "cooperation"),
        ("indicator scale_change wave=ex_post", "group", "unknown_group", "cooperation"),
        ("indicator scale_change group=cooperation wave=ex_pots", "wave", "unknown_wave",
         "ex_ante/ex_post"),
        ("indicator meetings_held_share period=2019-09", "period", "unknown_period", "2019-08"),
        ("indicator meetings_held_share", "period", "evidence_ambiguous", "2019-07, 2019-08"),
        ("indicator scale_change group=cooperation", "wave", "evidence_ambiguous",
         "ex_ante/mid_term"),
        ("indicator ipp_completed_share pzk_id=LU-09", "target", "evidence_not_computed",
         "miejsce"),
        ("code barrier.tim", "target", "unknown_code", "barrier.time"),
        ("quotation fgi_2019-LU-02:10-40", "target", "unknown_quotation", "fgi_2019-LU-01"),
        ("conclusion LU-201907-T11", "target", "unknown_conclusion", "LU-201907-T01"),
        ("figure 000-familie", "target", "unknown_figure", "000-families"),
    ],
)  # fmt: skip
def test_a_link_to_nothing_is_an_error(cell: str, column: str, rule: str, said: str) -> None:
    found = check_links(study_tables(links("code barrier.time", cell)), values())
    assert [(one.field, one.rule, one.severity) for one in found] == [(column, rule, "error")]
    assert (found[0].file, found[0].row) == ("evidence_links.csv", 3)
    assert said in found[0].message.pl


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("indicator cost_total", "evidence_without_tables"),
        ("conclusion LU-201907-T02", "rejected_conclusion"),
    ],
)
def test_what_the_author_may_not_mend_is_a_warning(cell: str, rule: str) -> None:
    found = check_links(study_tables(links(cell)), values())
    assert [(one.rule, one.severity) for one in found] == [(rule, "warning")]


def test_links_that_lead_somewhere_are_no_problem() -> None:
    sound = links(
        "indicator ipp_completed_share", "indicator ipp_completed_share pzk_id=LU-01",
        "code barrier.time", "quotation c-1", "conclusion LU-201907-T01", "figure 000-families",
    )  # fmt: skip
    assert check_links(study_tables(sound), values()) == []


def test_without_values_only_names_are_checked() -> None:
    named = links("indicator ipp_completed_share group=x", "indicator nothing_such")
    assert [one.rule for one in check_links(study_tables(named))] == ["unknown_indicator"]


def test_indicators_to_compute_are_those_of_the_catalogue() -> None:
    named = links("indicator scale_change", "indicator nothing_such", "code barrier.time")
    assert linked_indicators(study_tables(named)) == ("scale_change",)
    assert linked_indicators({}) == ()


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ({"level": "law", "deadline": "2020-12-01"}, []),  # the month of the day of the data
        ({"level": "law", "deadline": "2020-11-01"}, ["past_deadline"]),
        ({"level": "law", "deadline": "2020-11-01", "status": "done"}, []),
        ({"level": "law", "theme": "organizacja współpracy"}, []),  # in words
        ({"level": "law", "theme": "barrier.time"}, []),
        ({"level": "law", "theme": "barrier.tiem"}, ["unknown_theme"]),
        ({}, ["no_level"]),
        ({"level": "law", "question": "cooperation_leve"}, ["unknown_question"]),
    ],
)
def test_what_is_wrong_with_a_recommendation(row: dict[str, object], rules: list[str]) -> None:
    tables = study_tables(links("code barrier.time"))
    tables["recommendations"] = table("recommendations", [{"recommendation_id": "R01"} | row])
    found = check_recommendations(tables, config())
    assert [one.rule for one in found] == rules
    assert {one.severity for one in found} <= {"warning"}


def test_a_recommendation_that_rests_on_nothing_is_named() -> None:
    tables = study_tables(links("code barrier.time"))
    rows = [{"recommendation_id": name, "level": "law"} for name in ("R01", "R02")]
    tables["recommendations"] = table("recommendations", rows)
    found = check_recommendations(tables, config())
    assert [(one.rule, one.row) for one in found] == [("no_evidence", 3)]
    del tables["evidence_links"]
    assert check_recommendations(tables, config()) == []


def test_a_recommendation_assessed_in_part_is_named_with_what_lacks() -> None:
    rows = [{"recommendation_id": "R01", "component": "methods", "concern": "minor"}]
    (found,) = check_assessments({"assessments": table("assessments", rows)})
    assert found.rule == "assessment_in_part"
    assert "spójność, wystarczalność danych, trafność danych" in found.message.pl


def test_a_question_that_nobody_asks_is_an_error_with_near_names() -> None:
    rows = [
        {"question": name, "source": "survey", "convergence": "agreement"}
        for name in ("cost", "barriars")
    ]
    (found,) = check_convergences({"convergences": table("convergences", rows)}, config())
    assert (found.rule, found.severity, found.row) == ("unknown_question", "error", 3)
    assert "barriers" in found.message.pl


def test_a_study_without_these_tables_has_no_such_problems() -> None:
    assert check_links({}) == []
    assert check_recommendations({}, config()) == []
    assert check_assessments({}) == []
    assert check_convergences({}, config()) == []
