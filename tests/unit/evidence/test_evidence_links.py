"""A link leads to the number, code, quotation, conclusion or figure that it names, or says so."""

import pytest
from evidence_link_tables import codings, links, study_tables, values

from kooperacja_eval.evidence.links import Resolved, resolve, stretches_of

pytestmark = pytest.mark.unit


def resolved(*cells: str) -> Resolved:
    return resolve(study_tables(links(*cells)), values())


@pytest.mark.parametrize(
    ("cell", "state", "why"),
    [
        ("indicator ipp_completed_share", "found", "no place means the whole macroregion"),
        ("indicator ipp_completed_share voivodeship=lubelskie", "found", "a voivodeship"),
        ("indicator ipp_completed_share pzk_id=LU-01", "hidden", "the number is suppressed"),
        ("indicator ipp_completed_share pzk_id=LU-02", "insufficient", "too few data"),
        ("indicator ipp_completed_share pzk_id=LU-09", "lost", "no such team"),
        ("indicator ipp_completed_share group=all", "lost", "no such group"),
        ("indicator meetings_held_share", "ambiguous", "two months, none named"),
        ("indicator meetings_held_share period=2019-08", "found", "one month"),
        ("indicator scale_change group=cooperation", "ambiguous", "three pairs of waves"),
        ("indicator ipp_complete_share", "lost", "not in the catalogue"),
        ("indicator cost_total", "unavailable", "the study has no table of costs"),
        ("code barrier.time", "found", "a code of the codebook"),
        ("code barrier.tim", "lost", "no such code"),
        ("quotation c-3", "found", "a coding by its identifier"),
        ("quotation fgi_2019-LU-01:10-40", "found", "a stretch by its place"),
        ("quotation fgi_2019-LU-01:10-41", "lost", "nobody coded it"),
        ("conclusion LU-201907-T01", "found", "an entry of the register"),
        ("conclusion LU-201907-T09", "lost", "no such entry"),
        ("figure 000-families", "found", "a published figure"),
        ("figure 000-family", "lost", "no such figure"),
    ],
)  # fmt: skip
def test_the_state_of_a_link(cell: str, state: str, why: str) -> None:
    assert resolved(cell).links["state"].tolist() == [state], why


def test_a_number_comes_with_every_way_of_computing_it() -> None:
    numbers = resolved("indicator ipp_completed_share").numbers
    assert numbers["method"].tolist() == ["wilson", "clustered_wilson"]
    assert set(numbers["number"]) == {1}


def test_a_single_wave_means_the_change_from_the_earliest_one() -> None:
    # ex_ante/ex_post stands before mid_term/ex_post
    numbers = resolved("indicator scale_change group=cooperation wave=ex_post").numbers
    assert numbers["wave"].tolist() == ["ex_ante/ex_post", "ex_ante/ex_post"]
    assert numbers["value"].tolist() == [0.4, 0.3]


def test_a_code_stands_with_the_groups_of_every_round_or_of_one() -> None:
    every = resolved("code barrier.time").numbers
    assert every["wave"].tolist() == ["fgi_2018", "fgi_2019"]
    assert resolved("code barrier.time wave=fgi_2019").numbers["value"].tolist() == [0.6]


def test_several_numbers_at_once_are_no_number() -> None:
    assert resolved("indicator meetings_held_share").numbers.empty


def test_a_stretch_coded_twice_is_one_quotation_by_the_first_coding() -> None:
    found = stretches_of("fgi_2019-LU-01:10-40", codings())
    assert found["coding_id"].tolist() == ["c-1", "c-2"]


@pytest.mark.parametrize("target", ["fgi_2019-LU-01:10", ":-", "x:a-b", "", "c-9"])
def test_what_is_no_place_is_no_quotation(target: str) -> None:
    assert stretches_of(target, codings()).empty


def test_without_the_codebook_a_code_is_unavailable() -> None:
    tables = study_tables(links("code barrier.time"))
    del tables["codes"]
    assert resolve(tables, values()).links["state"].tolist() == ["unavailable"]


def test_without_links_there_is_nothing() -> None:
    found = resolve({}, values())
    assert found.links.empty
    assert found.numbers.empty


def test_what_comes_in_is_not_changed() -> None:
    tables, known = (
        study_tables(links("indicator ipp_completed_share", "code barrier.time")),
        values(),
    )
    before = {name: frame.copy() for name, frame in tables.items()}
    resolve(tables, known)
    assert known.equals(values())
    assert all(tables[name].equals(frame) for name, frame in before.items())
