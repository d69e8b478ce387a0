"""The catalogue of barriers: released numbers of focus groups beside the register, by hand."""

from typing import Any

import pandas as pd
import pytest
from conclusion_tables import register

from kooperacja_eval.evidence.barriers import (
    Barrier,
    BarrierSources,
    barrier_catalogue,
    difficulties_without_theme,
)
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues

pytestmark = pytest.mark.unit

REGISTER = """
LU-202003-T01 | 2020-03 | lubelskie   | difficulty     | barrier.time     | Brak czasu      | pzk_id=LU-01 | level=organisation
LU-202004-T01 | 2020-04 | lubelskie   | difficulty     | barrier.time     | Znów brak czasu | status=merged | merged_into=LU-202003-T01
PD-202004-T01 | 2020-04 | podlaskie   | difficulty     | barrier.time     | Nikt nie zdąża  | pzk_id=PD-02
PD-202004-T02 | 2020-04 | podlaskie   | difficulty     | barrier.time     | Pomyłka         | status=rejected
PD-202004-R01 | 2020-04 | podlaskie   | recommendation | barrier.time     | Wliczyć do etatu | addressee=wójt | level=law
PD-202005-S01 | 2020-05 | podlaskie   | observation    | barrier.time     | Czasu jest już więcej
MZ-202005-T01 | 2020-05 | mazowieckie | difficulty     | need.services    | Brak mediatora  | pzk_id=MZ-01
MZ-202005-T02 | 2020-05 | mazowieckie | difficulty     | -                | Coś innego
MZ-202005-W01 | 2020-05 | mazowieckie | conclusion     | barrier.platform | Platforma gotowa
"""  # noqa: E501

# of barrier.time: round, groups with it, all groups, stretches
ROUNDS = (("fgi_2018", 2, 8, 5), ("fgi_2019", 3, 6, 4))


def value(group: str, numerator: float | None, **where: Any) -> dict[str, Any]:
    """Return a released row of the macroregion, unless ``where`` says otherwise."""
    return {
        "indicator_id": "code_share", "macroregion": "I", "group": group, "numerator": numerator,
        "wave": "fgi_2019",
    } | where  # fmt: skip


def values(*further: dict[str, Any]) -> pd.DataFrame:
    rows = [
        value(f"barrier.time|{part}", number, wave=wave, denominator=of)
        for wave, groups, of, stretches in ROUNDS
        for part, number in (("documents", groups), ("segments", stretches))
    ]
    rows += [
        value("barrier.time|documents", 2, voivodeship="lubelskie"),
        value("barrier.time|documents", 0, voivodeship="podlaskie"),
        value("barrier.time|documents", 1, voivodeship="mazowieckie"),
        value("barrier.time|documents", 1, voivodeship="lubelskie", pzk_id="LU-01"),
        value("barrier.time|documents", 1, voivodeship="lubelskie", pzk_id="LU-03"),
        value("barrier.time|segments/sector:education", 3),
        value("barrier.time|segments/sector:health", 0),
        value("barrier.time|segments/sector:unknown", 2),
        value("barrier.staff|documents", 0, denominator=6),
        value("barrier|documents", 6, denominator=6),
        value("barrier.time+recommendation.law|segment", 4, indicator_id="code_cooccurrence"),
        value("barrier.time+recommendation.law|window", 9, indicator_id="code_cooccurrence"),
        value("barrier.time+resource.trust|segment", 7, indicator_id="code_cooccurrence"),
        *further,
    ]
    frame = pd.DataFrame(rows).reindex(columns=list(IndicatorValues.fields))
    return frame.astype({"numerator": "float64", "denominator": "float64"})


def quotations() -> pd.DataFrame:
    names = ["code_id", "wave", "voivodeship", "pzk_id", "speaker_sector", "text"]
    rows = [("barrier.time", "fgi_2019", "lubelskie", "LU-01", "education", "Nie mamy czasu.")]
    return pd.DataFrame(rows, columns=names)


def frame(name: str, *rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows).reindex(columns=list(TABLES[name].fields))


LINKS = (
    {"recommendation_id": "R01", "relation": "supports", "kind": "code", "target": "barrier.time"},
    {"recommendation_id": "R02", "relation": "supports", "kind": "conclusion",
     "target": "PD-202004-T01"},
    {"recommendation_id": "R03", "relation": "contradicts", "kind": "code",
     "target": "barrier.time"},
)  # fmt: skip


def sources(**changed: pd.DataFrame | None) -> BarrierSources:
    parts: dict[str, Any] = {
        "codes": codebook("kooperacja", "1.0"),
        "values": values(),
        "quotations": quotations(),
        "conclusions": register(REGISTER),
        "recommendations": frame(
            "recommendations",
            {"recommendation_id": "R01", "title": "Czas", "level": "country"},
            {"recommendation_id": "R02", "title": "Etaty", "level": "law"},
            {"recommendation_id": "R03", "title": "Inna", "level": "law"},
        ),
        "links": frame("evidence_links", *LINKS),
    }
    return BarrierSources(**(parts | changed))


def catalogue(**changed: pd.DataFrame | None) -> dict[str, Barrier]:
    return {entry.code_id: entry for entry in barrier_catalogue(sources(**changed))}


@pytest.fixture(scope="module")
def time() -> Barrier:
    return catalogue()["barrier.time"]


def test_groups_of_all_rounds_add_up(time: Barrier) -> None:
    assert (time.groups, time.stretches) == (2 + 3, 5 + 4)
    assert [(entry.wave, entry.groups, entry.of) for entry in time.rounds] == [
        ("fgi_2018", 2, 8), ("fgi_2019", 3, 6),
    ]  # fmt: skip


def test_places_and_teams_come_from_both_sources(time: Barrier) -> None:
    # groups: lubelskie and mazowieckie (podlaskie names it in 0); register: lubelskie, podlaskie
    assert time.said_in == ("lubelskie", "mazowieckie")
    assert time.voivodeships == ("lubelskie", "mazowieckie", "podlaskie")
    # teams: LU-01 and LU-03 in groups, LU-01 and PD-02 in the register; LU-01 counts once
    assert time.teams == 3


def test_sectors_that_name_it_are_listed_without_unknown_ones(time: Barrier) -> None:
    assert time.sectors == ("education",)


def test_merged_reports_count_and_rejected_ones_do_not(time: Barrier) -> None:
    assert [(entry.conclusion_id, entry.reports) for entry in time.entries] == [
        ("LU-202003-T01", 2), ("PD-202004-T01", 1),
    ]  # fmt: skip
    assert time.reports == 3
    assert time.others == 1, "an observation with the theme is no difficulty"


def test_proposals_are_recommendations_with_the_theme_and_codes_in_the_same_stretch(
    time: Barrier,
) -> None:
    assert [(p.text, p.addressee, p.level) for p in time.proposals] == [
        ("Wliczyć do etatu", "wójt", "law")
    ]
    # the window and the pair with a resource are left out
    assert [(code.code_id, code.together) for code in time.proposed] == [("recommendation.law", 4)]


def test_related_recommendations_are_linked_and_not_against_it(time: Barrier) -> None:
    assert [entry.recommendation_id for entry in time.related] == ["R01", "R02"]


def test_levels_are_those_of_entries_proposals_and_recommendations(time: Barrier) -> None:
    assert set(time.levels) == {"organisation", "law", "country"}


def test_quotations_have_no_team(time: Barrier) -> None:
    (quotation,) = time.quotations
    assert quotation.text == "Nie mamy czasu."
    assert not hasattr(quotation, "pzk_id")


def test_what_nobody_names_is_not_there_and_a_branch_is_not_counted_twice() -> None:
    found = catalogue()
    assert "barrier.staff" not in found, "named by 0 groups, no entry"
    assert "barrier" not in found, "its 6 groups are those of the codes below it"


def test_a_difficulty_under_another_theme_is_a_barrier_too() -> None:
    found = catalogue()["need.services"]
    assert (found.kind, found.reports, found.groups) == ("need", 1, 0)


def test_a_conclusion_about_a_barrier_lets_it_stand_without_a_report() -> None:
    found = catalogue()["barrier.platform"]
    assert (found.reports, found.others, found.voivodeships) == (0, 1, ())


def test_widely_named_barriers_come_first() -> None:
    # voivodeships: time 3, services 1, platform 0
    assert list(catalogue()) == ["barrier.time", "need.services", "barrier.platform"]


def test_a_hidden_number_stays_unknown() -> None:
    hidden = values(value("barrier.staff|documents", None, wave="fgi_2018"))
    found = catalogue(values=hidden)["barrier.staff"]
    assert found.groups is None
    assert found.stretches is None


def test_difficulties_without_a_theme_are_counted() -> None:
    assert difficulties_without_theme(register(REGISTER)) == 1


def test_each_source_may_be_empty() -> None:
    none = {"values": values().iloc[:0], "quotations": quotations().iloc[:0]}
    assert set(catalogue(**none)) == {"barrier.time", "barrier.platform", "need.services"}
    empty = catalogue(conclusions=register(REGISTER).iloc[:0], links=None, recommendations=None)
    assert set(empty) == {"barrier.time"}
    nothing = catalogue(**none, conclusions=register(REGISTER).iloc[:0])
    assert nothing == {}


def test_only_values_of_the_macroregion_asked_for_count() -> None:
    other = values(value("barrier.time|documents", 9, macroregion="II", denominator=9))
    both = {b.code_id: b for b in barrier_catalogue(sources(values=other))}["barrier.time"]
    one = barrier_catalogue(sources(values=other), macroregion="I")
    assert both.groups == 5 + 9
    assert {b.code_id: b for b in one}["barrier.time"].groups == 5
