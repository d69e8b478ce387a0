"""Schedules, gminas and output targets of the published record hold what the documents print."""

import re
from collections import Counter

import pytest
from published_reading import FIVE, figures, number, only, read

from kooperacja_eval.schemas import codes

pytestmark = pytest.mark.integration


def months_of(cell: str) -> list[int]:
    """Write out ``2-3,6`` as ``[2, 3, 6]``."""
    spans = [[int(end) for end in part.split("-")] for part in cell.split(",") if part]
    return [month for span in spans for month in range(span[0], span[-1] + 1)]


def steps(version: str, document: str) -> dict[str, list[int]]:
    """Return step to months in one version of the schedule."""
    return {
        row["step"]: months_of(row["months"])
        for row in read("schedule")
        if (row["version"], row["document"]) == (version, document)
    }


@pytest.mark.parametrize(
    ("version", "document", "length"),
    [("planned", "000", 18), ("realised", "000", 21), ("planned", "001", 18)],
)
def test_schedules_fill_their_test_from_the_first_month_to_the_last(
    version: str, document: str, length: int
) -> None:
    months = {month for marked in steps(version, document).values() for month in marked}
    assert months == set(range(1, length + 1))


def test_months_lie_on_the_axis_and_rise() -> None:
    for row in read("schedule"):
        months = months_of(row["months"])
        assert months == sorted(set(months))
        assert all(1 <= month <= 29 for month in months), "29 is the longest axis (003)"
        # IV.2019 is month 1 on every axis that has a calendar; the model's own tables have none.
        assert row["month_one"] == ("2019-04-01" if months else "")


def test_the_model_has_no_marks_and_every_other_version_has() -> None:
    marked = {(row["version"], bool(row["months"])) for row in read("schedule")}
    assert marked == {
        ("planned", True), ("realised", True), ("modified", True), ("model", False),
    }  # fmt: skip


def test_the_pandemic_moved_the_end_and_left_the_start() -> None:
    planned, realised = steps("planned", "000"), steps("realised", "000")
    assert planned.keys() == realised.keys()
    moved = {step for step in planned if planned[step] != realised[step]}
    assert moved == {"K5", "K7", "K8", "K9", "K10", "mid-term", "ex-post", "report"}
    assert (planned["K9"], realised["K9"]) == ([17], [19, 20])
    assert (planned["ex-post"], realised["ex-post"]) == ([17], [20])


def test_the_modified_schedule_ends_the_evaluation_a_month_before_the_realised_one() -> None:
    # 003 puts K9 in 19 and K10 in 20; 000 puts them in 19-20 and 21. Both are kept.
    realised, modified = steps("realised", "000"), steps("modified", "003")
    assert (modified["K9"], modified["K10"]) == ([19], [20])
    assert (realised["K9"], realised["K10"]) == ([19, 20], [21])


def test_the_slides_repeat_the_plan_of_the_final_summary() -> None:
    plan, slides = steps("planned", "000"), steps("planned", "001")
    assert {step: plan[step] for step in slides} == slides
    assert "K1.2" in plan.keys() - slides.keys(), "001 leaves K1.2 out"


def test_every_actor_has_the_steps_that_the_model_gives_it() -> None:
    rows = [row for row in read("schedule") if row["version"] == "model"]
    assert Counter(row["actor"] for row in rows) == {
        "voivodeship": 10, "gmina_powiat": 18, "pzk": 9,
    }  # fmt: skip
    (work,) = [row for row in rows if (row["actor"], row["step"]) == ("pzk", "K7.2")]
    assert work["title"].count("; ") == 7, "eight activities share the number 7.2"


def test_gminas_are_the_thirty_one_that_the_slides_name() -> None:
    rows = read("gminas")
    assert Counter(row["voivodeship"] for row in rows) == dict.fromkeys(FIVE, 6) | {
        "mazowieckie": 7
    }
    unlike = [row["name"] for row in rows if row["name"] not in row["quote"]]
    assert unlike == ["Małkinia Górna"], "the slides misspell it Malkinia Górna"


def test_teryt_codes_agree_with_voivodeship_and_kind() -> None:
    kind_digit = {"urban": "1", "rural": "2", "urban_rural": "3"}
    coded = [row for row in read("gminas") if row["teryt"]]
    assert len({row["teryt"] for row in coded}) == len(coded)
    for row in coded:
        assert codes.TERYT_VOIVODESHIPS[row["teryt"][:2]] == row["voivodeship"], row["name"]
        assert row["teryt"][-1] == kind_digit[row["kind"]], row["name"]


def test_gminas_of_one_powiat_share_the_first_four_digits() -> None:
    powiats = {(row["powiat"], row["teryt"][:4]) for row in read("gminas") if row["teryt"]}
    assert len(powiats) == len({name for name, _ in powiats}) == len({code for _, code in powiats})


def test_doubtful_gmina_carries_no_code() -> None:
    # Rural gminas named Radzanów lie in two powiats of Mazowieckie; the slides do not decide.
    doubtful = {row["name"] for row in read("gminas") if not row["teryt"]}
    assert doubtful == {"Radzanów"}


def test_the_one_gmina_that_is_a_town() -> None:
    # TERC knows only the urban gmina Węgrów, the seat of the powiat of Liw and Stoczek.
    assert [row["name"] for row in read("gminas") if row["kind"] != "rural"] == ["Węgrów"]


def test_output_targets_by_milestone() -> None:
    rows = read("output_targets")
    assert Counter(row["milestone"] for row in rows) == {"I": 9, "II": 7, "III": 1, "IV": 3}
    without = [row["indicator"] for row in rows if not row["target"]]
    assert without == ["certificates"], "002 gives no number of certificates"
    assert {row["achieved"] for row in rows} == {""}, "002 is a plan"
    for row in rows:
        assert not row["target"] or row["target"] in re.findall(r"\d+", row["quote"])


def test_targets_agree_with_the_prose_of_the_same_document() -> None:
    target = {(row["indicator"], row["milestone"]): row["target"] for row in read("output_targets")}
    # 8 partial reports and 1 summary = 9 reports; 6 gminas and 4 powiats = 10 local governments.
    partial = only(figures("fgi_reports_partial", "002", group="2018"))
    summary = only(figures("fgi_reports_summary", "002", group="2018"))
    assert partial + summary == number(target["fgi_reports", "I"])
    gminas = only(figures("gminas_in_project", "002", group="II"))
    powiats = only(figures("powiats_in_project", "002", group="II"))
    assert gminas + powiats == number(target["local_governments_piloting", "II"])
    assert only(figures("target_pzk", "002")) == number(target["pzk_formed", "II"]) == 6
