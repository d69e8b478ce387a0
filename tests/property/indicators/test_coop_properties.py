"""What holds for the cooperation of every study: names, order, units of weights do not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from random_coop import COOPERATION, cooperation, renamed
from random_families import TEAMS

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.coop_index import index_of, range_of
from kooperacja_eval.indicators.coop_parts import GOALPOSTS, PARTS
from kooperacja_eval.indicators.places import Level

pytestmark = pytest.mark.property

FEW, MANY = 3, 30
"""Examples where whole studies are computed, and where the index alone is."""
Tables = dict[str, pd.DataFrame]
NAMES = list(catalogue())
INDICATORS = NAMES[NAMES.index("meetings_held") : NAMES.index("cooperation_intensity") + 1]
KEYS = ["indicator_id", "voivodeship", "pzk_id", "group", "period", "wave", "method"]
SHARES = {name for name, entry in catalogue().items() if entry.display == "share"}
LIMITS = dict.fromkeys(SHARES, (0.0, 1.0)) | {
    "network_centralisation": (0.0, 1.0),
    "trust_mean": (1.0, 4.0),
    "value_mean": (1.0, 4.0),
    "tie_level_mean": (0.0, 5.0),
    "dyad_discrepancy": (0.0, 5.0),
    "cooperation_intensity": (0.0, 100.0),
}
PART_TABLES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.just(len(PARTS))),
    elements=st.one_of(st.floats(0, 10).map(lambda x: round(x, 3)), st.just(np.nan)),
)
"""Parts of teams, past their goalposts too, any of them unknown."""


def values(tables: Tables, by: Level) -> pd.DataFrame:
    """Return the indicators of cooperation in an order that names do not decide."""
    frame = compute(tables, COOPERATION, ids=INDICATORS, by=by)
    return frame.sort_values(KEYS, ignore_index=True)


def check_equal(first: pd.DataFrame, second: pd.DataFrame) -> None:
    """Compare with room for another order of the same sums."""
    pd.testing.assert_frame_equal(first, second, rtol=1e-9, atol=1e-9)


@settings(max_examples=FEW, deadline=None)
@given(cooperation(), st.integers(0, 2**31))
def test_order_of_rows_does_not_matter(tables: Tables, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    for by in ("pzk", "macroregion"):
        check_equal(values(mixed, by), values(tables, by))


@settings(max_examples=FEW, deadline=None)
@given(cooperation(), st.permutations(list(TEAMS)))
def test_names_of_teams_do_not_matter(tables: Tables, others: list[str]) -> None:
    names = dict(zip(TEAMS, others, strict=True))
    back = {new: old for old, new in names.items()}
    there = renamed(tables, ("pzk_id",), names)
    check_equal(values(there, "voivodeship"), values(tables, "voivodeship"))
    found = values(there, "pzk")
    found = found.assign(pzk_id=found["pzk_id"].map(back).astype(found["pzk_id"].dtype))
    check_equal(found.sort_values(KEYS, ignore_index=True), values(tables, "pzk"))


@settings(max_examples=FEW, deadline=None)
@given(cooperation(), st.randoms(use_true_random=False))
def test_names_of_entities_do_not_matter(tables: Tables, random: object) -> None:
    old = tables["entities"]["entity_id"].tolist()
    new = [f"X{place}" for place in range(len(old))]
    random.shuffle(new)  # type: ignore[attr-defined]
    columns = ("entity_id", "from_entity", "to_entity")
    there = renamed(tables, columns, dict(zip(old, new, strict=True)))
    check_equal(values(there, "pzk"), values(tables, "pzk"))


@settings(max_examples=FEW, deadline=None)
@given(cooperation())
def test_shares_and_indices_stay_on_their_scales(tables: Tables) -> None:
    levels: tuple[Level, ...] = ("pzk", "voivodeship", "macroregion")
    frame = pd.concat([values(tables, by) for by in levels], ignore_index=True)
    index = frame["indicator_id"] == "cooperation_intensity"
    scale = frame["group"].fillna("").str.match(r"index|teams|part")
    frame = frame[~index | scale]
    limits = [LIMITS.get(name, (0.0, np.inf)) for name in frame["indicator_id"]]
    frame = frame.assign(low=[low for low, _ in limits], high=[high for _, high in limits])
    for column in ("value", "ci_low", "ci_high"):
        known = frame.dropna(subset=[column])
        assert (known[column] >= known["low"] - 1e-9).all(), column
        assert (known[column] <= known["high"] + 1e-9).all(), column
    assert (frame["value"].notna() == (frame["status"] == "ok")).all()


@settings(max_examples=FEW, deadline=None)
@given(cooperation())
def test_counts_of_teams_add_up_to_those_of_the_macroregion(tables: Tables) -> None:
    added = ["meetings_held", "meetings_held_share", "attendance_share", "remote_share"]
    columns = ["numerator", "denominator", "n", "n_missing"]

    def totals(by: Level) -> pd.DataFrame:
        frame = compute(tables, COOPERATION, ids=added, by=by)
        frame = frame[~frame["method"].str.startswith("clustered") | (by == "macroregion")]
        frame = frame.drop_duplicates([*KEYS[:-1]])
        keys = [frame[name].fillna("") for name in ("indicator_id", "group", "period")]
        return frame.groupby(keys)[columns].sum()

    one_by_one = compute(tables, COOPERATION, ids=added, by="pzk").drop_duplicates(KEYS[:-1])
    keys = [one_by_one[name].fillna("") for name in ("indicator_id", "group", "period")]
    pd.testing.assert_frame_equal(one_by_one.groupby(keys)[columns].sum(), totals("macroregion"))


@settings(max_examples=MANY)
@given(PART_TABLES, st.floats(0.01, 100), st.integers(0, 2**31))
def test_weights_are_free_of_scale(parts: np.ndarray, factor: float, seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(0.1, 3.0, len(PARTS))
    one, other = index_of(parts, weights), index_of(parts, weights * factor)
    np.testing.assert_allclose(one.value, other.value, rtol=1e-9)
    np.testing.assert_allclose(index_of(parts, np.full(len(PARTS), factor)).value,
                               index_of(parts).value, rtol=1e-9)  # fmt: skip


@settings(max_examples=MANY)
@given(PART_TABLES)
def test_the_index_lies_among_its_parts_and_is_their_contributions(parts: np.ndarray) -> None:
    found = index_of(parts)
    known = ~np.isnan(parts)
    assert ((~np.isnan(found.value)) == (known.sum(axis=1) >= 2)).all()
    for team in np.flatnonzero(~np.isnan(found.value)):
        scores = np.maximum(found.scores[team][known[team]], 1.0)
        assert scores.min() - 1e-9 <= found.value[team] <= scores.max() + 1e-9
        log = np.nansum(found.contributions[team])
        assert 100 * np.exp(log) == pytest.approx(found.value[team], rel=1e-9)


@settings(max_examples=MANY)
@given(PART_TABLES, st.integers(0, len(PARTS) - 1), st.floats(0, 5))
def test_more_of_a_part_is_never_less_of_the_index(
    parts: np.ndarray, place: int, more: float
) -> None:
    raised = parts.copy()
    raised[:, place] += more
    before, after = index_of(parts).value, index_of(raised).value
    known = ~np.isnan(before)
    assert (after[known] >= before[known] - 1e-9).all()


@settings(max_examples=MANY, deadline=None)
@given(PART_TABLES)
def test_other_teams_do_not_change_the_index_of_one(parts: np.ndarray) -> None:
    together = index_of(parts).value
    alone = np.concatenate([index_of(parts[[team]]).value for team in range(len(parts))])
    np.testing.assert_allclose(alone, together, rtol=1e-12)


@settings(max_examples=15, deadline=None)
@given(PART_TABLES)
def test_a_range_lies_on_the_scale_and_ranks_among_the_teams(parts: np.ndarray) -> None:
    inside = np.clip(parts, GOALPOSTS[:, 0], GOALPOSTS[:, 1])
    spread = range_of(inside, np.full(len(parts), "I", dtype=object))
    counted = int((~np.isnan(index_of(inside).value)).sum())
    if spread is None:
        assert counted == 0
        return
    assert spread.n_units == counted
    index = spread.values  # noqa: PD011 - a field of the result
    assert (index.p5 >= 0).all()
    assert (index.p5 <= index.p95).all()
    assert (index.p95 <= 100).all()
    assert (spread.ranks.low >= 1).all()
    assert (spread.ranks.high <= counted).all()
