"""What holds for focus groups of every study: order, names and repetition do not matter."""

import numpy as np
import pandas as pd
import pytest
from fgi_corpus import STUDY, corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.property

EXAMPLES = 2
IDS = [
    "fgi_groups",
    "code_share",
    "code_cooccurrence",
    "code_saturation",
    "coder_agreement",
    "barrier_weight",
]
SEEDS = st.integers(0, 2**16)
Tables = dict[str, pd.DataFrame]


def everything(tables: Tables) -> pd.DataFrame:
    """Compute all indicators of focus groups in the macroregion."""
    return compute(tables, STUDY, ids=IDS)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Compare values; sums in another order may differ in the last digits."""
    pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-12)


def small(seed: int) -> Tables:
    """Return a corpus of five documents."""
    return corpus(seed, documents=5)


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_order_of_rows_does_not_matter(seed: int) -> None:
    rng, tables = np.random.default_rng(seed), small(seed)
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    same(everything(mixed), everything(tables))


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_names_of_documents_do_not_matter(seed: int) -> None:
    # Their days differ, so that the order in which they met stays.
    tables = small(seed)
    names = sorted(tables["fgi_documents"]["document_id"])
    other = dict(zip(names, np.random.default_rng(seed).permutation(names), strict=True))
    renamed = {
        name: frame.assign(document_id=frame["document_id"].map(other).astype("string"))
        for name, frame in tables.items()
        if "document_id" in frame
    }
    same(everything({**tables, **renamed}), everything(tables))


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_names_of_coders_do_not_matter(seed: int) -> None:
    tables = small(seed)
    other = tables["codings"]["coder"].map({"A": "Z", "B": "Y", "C": "X"}).astype("string")
    renamed = {**tables, "codings": tables["codings"].assign(coder=other)}
    same(everything(renamed), everything(tables))


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_a_repeated_stretch_of_a_coder_changes_nothing(seed: int) -> None:
    tables = small(seed)
    again = tables["codings"].assign(coding_id="again " + tables["codings"]["coding_id"])
    twice = {**tables, "codings": pd.concat([tables["codings"], again], ignore_index=True)}
    same(everything(twice), everything(tables))


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_a_second_coder_who_marks_the_same_changes_no_share(seed: int) -> None:
    tables = small(seed)
    second = tables["codings"].assign(
        coding_id="second " + tables["codings"]["coding_id"], coder="second"
    )
    both = {**tables, "codings": pd.concat([tables["codings"], second], ignore_index=True)}
    ids = [name for name in IDS if name != "coder_agreement"]
    same(compute(both, STUDY, ids=ids), compute(tables, STUDY, ids=ids))


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_sectors_places_and_rounds_add_up(seed: int) -> None:
    tables = small(seed)
    shares = compute(tables, STUDY, ids=["code_share"])
    counted = ["numerator", "denominator"]
    base = shares["group"].str.partition("/sector:")
    whole = shares[shares["group"].str.endswith("|segments")]
    parts = shares[base[1] != ""].assign(group=base[0])
    keys = ["group", "wave"]
    expected = whole.groupby(keys)[counted].sum()
    pd.testing.assert_frame_equal(parts.groupby(keys)[counted].sum(), expected)
    below = compute(tables, STUDY, ids=["code_share"], by="voivodeship")
    for what in ("|segments", "|documents", "|speakers"):
        pd.testing.assert_frame_equal(
            below[below["group"].str.endswith(what)].groupby(keys)[counted].sum(),
            shares[shares["group"].str.endswith(what)].groupby(keys)[counted].sum(),
        )


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_bounds(seed: int) -> None:
    found = everything(small(seed))
    shares = found[found["indicator_id"].isin(["code_share", "barrier_weight"])]
    assert shares["value"].dropna().between(0, 1).all()
    agreement = found[found["indicator_id"] == "coder_agreement"]
    assert (agreement["value"].dropna() <= 1).all()
    inside = found.dropna(subset=["value", "ci_low", "ci_high"])
    assert (inside["ci_low"] <= inside["value"] + 1e-9).all()
    assert (inside["value"] <= inside["ci_high"] + 1e-9).all()
    assert (found["value"].isna() == (found["status"] == "insufficient")).all()


def test_coders_who_mark_the_same_agree_fully() -> None:
    tables = small(1)
    alone = tables["codings"][tables["codings"]["coder"] == "A"]
    copy = alone.assign(coding_id="b " + alone["coding_id"], coder="B")
    tables = {**tables, "codings": pd.concat([alone, copy], ignore_index=True)}
    found = compute(tables, STUDY, ids=["coder_agreement"])
    assert found["value"].dropna().to_numpy() == pytest.approx(1)
