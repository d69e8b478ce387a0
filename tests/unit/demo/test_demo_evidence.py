"""The demo's evidence: of every kind, some of it against, and made of what is in the study."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo.conclusions import make_conclusions
from kooperacja_eval.demo.evidence import evidence_sources, evidence_truth, make_evidence
from kooperacja_eval.demo.evidence_plan import ASSESSMENTS, LINKS
from kooperacja_eval.demo.facts import PLACES
from kooperacja_eval.demo.layout import RECOMMENDATIONS
from kooperacja_eval.demo.record import record_bytes
from kooperacja_eval.schemas.codes import CONFIDENCE_COMPONENTS, EVIDENCE_KINDS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import pandera_schema

pytestmark = pytest.mark.unit


@dataclass(frozen=True)
class Document:
    document_id: str
    wave: str
    pzk_id: str | None


@dataclass(frozen=True)
class Coding:
    document: Document
    code: str
    start: int
    end: int


def codings() -> list[Coding]:
    """Return for each planned quotation one too short, one of a voivodeship, one that fits."""
    found = []
    for planned in LINKS:
        if planned.kind == "quotation":
            team = Document(f"{planned.wave}-LU-02", planned.wave, "LU-02")
            place = Document(f"{planned.wave}-LU", planned.wave, None)
            found.append(Coding(team, planned.target, 0, 39))
            found.append(Coding(place, planned.target, 0, 80))
            found.append(Coding(team, planned.target, 50, 90))
    return found


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    teams = [(f"{place.letters}-{n:02d}", place.id) for place in PLACES for n in range(1, 7)]
    ids, places = zip(*teams, strict=True)
    return make_conclusions(ids, places, np.random.default_rng(1)).table


def made(register: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return dict(make_evidence(register, codings()).tables)  # type: ignore[arg-type]


def test_evidence_is_of_every_kind_and_both_relations(register: pd.DataFrame) -> None:
    links = made(register)["evidence_links"]
    assert set(links["kind"]) == set(EVIDENCE_KINDS.ids)
    assert (links["relation"] == "contradicts").sum() == 7
    assert not links.duplicated(["recommendation_id", "number"]).any()


def test_every_recommendation_of_the_demo_rests_on_something(register: pd.DataFrame) -> None:
    text = record_bytes("recommendations").decode("utf-8")
    known = {line.partition(";")[0] for line in text.splitlines()[1:]}
    assert set(made(register)["evidence_links"]["recommendation_id"]) == known
    assert RECOMMENDATIONS.startswith("rekomendacje/")


def test_quotations_are_long_enough_and_of_a_team(register: pd.DataFrame) -> None:
    links = made(register)["evidence_links"]
    targets = links.loc[links["kind"] == "quotation", "target"]
    assert {target.partition(":")[2] for target in targets} == {"50-90"}


def test_entries_of_the_register_stand(register: pd.DataFrame) -> None:
    links = made(register)["evidence_links"]
    named = register[register["conclusion_id"].isin(links["target"])]
    assert len(named) == (links["kind"] == "conclusion").sum()
    assert not named["status"].isin(["rejected", "merged"]).any()


def test_an_entry_that_was_rejected_gives_way_to_the_next(register: pd.DataFrame) -> None:
    links = made(register)["evidence_links"]
    chosen = set(links.loc[links["kind"] == "conclusion", "target"])
    status = register["status"].mask(register["conclusion_id"].isin(chosen), "rejected")
    again = made(register.assign(status=status))["evidence_links"]
    others = set(again.loc[again["kind"] == "conclusion", "target"])
    assert len(others) == len(chosen)
    assert not others & chosen


def test_every_assessment_has_all_components(register: pd.DataFrame) -> None:
    sizes = made(register)["assessments"].groupby("recommendation_id").size()
    assert set(sizes) == {len(CONFIDENCE_COMPONENTS.ids)}
    assert "R05" not in ASSESSMENTS  # it rests on numbers alone


def test_the_tables_are_what_the_schemas_say(register: pd.DataFrame) -> None:
    for name, frame in made(register).items():
        own = pandera_schema(TABLES[name])
        missing = [column for column in own.columns if column not in frame]
        own.remove_columns(missing).validate(frame)


def test_a_study_without_such_a_quotation_is_refused(register: pd.DataFrame) -> None:
    with pytest.raises(LookupError, match="quotation"):
        make_evidence(register, [])
    with pytest.raises(LookupError, match="conclusion"):
        make_evidence(register.iloc[:0], codings())  # type: ignore[arg-type]


def test_the_truth_names_what_contradicts(register: pd.DataFrame) -> None:
    told = evidence_truth(make_evidence(register, codings()))  # type: ignore[arg-type]
    assert told["links"] == len(LINKS)
    assert "R06/5" in str(told["contradicting"])
    assert evidence_sources().count("[[sources]]") == 3
