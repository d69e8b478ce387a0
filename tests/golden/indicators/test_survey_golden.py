"""Survey indicators against a second implementation, row by row and field by field.

The first is ``compute``; the second (``survey_again_*``) shares no code with it: pandas 3.1 links,
reverses and scores from long tables, statsmodels 0.15.0 gives the team-robust intervals and p
(``OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": teams}, use_t=True)``), the adjusted p
(``multipletests``, ``holm`` and ``fdr_bh``) and the analysis of variance behind the intraclass
correlation, scipy 1.17.1 ranks, the rest is written out: alpha with Feldt's interval, omega from
all loadings and uniquenesses at once, g_av and the rank-biserial correlation with their jackknife
over teams, Cliff's delta over every pair of values with Obuchowski's variance, Wilson's interval,
and the exact distribution of signed ranks by a Fourier transform; the latter also against
``scipy.stats.wilcoxon(zero_method="pratt", method=PermutationMethod(...))``.

Every field of every row is compared but three kinds, which have a check elsewhere: the ends of the
bootstrap interval of the relative change (``golden/stats/test_cluster_bootstrap_reference.py``),
the imputed change with its ends (``golden/stats/test_imputation_reference.py`` and
``test_missing_data_reference.py``). The coverage of the intervals is simulated in
``deep/indicators/test_survey_coverage.py``. The persons are synthetic.

Tolerance 1e-9, absolute: the same formulas in double precision on scores from 1 to 30, the widest
difference seen is 1e-11, from small variances. Omega 1e-7: two searches for the same minimum.
"""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest
from record_families import STUDY
from scipy import stats
from survey_again_data import MACROREGIONS, WAVES, tables
from survey_again_rows import Second
from survey_again_stats import ELSEWHERE

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.sections import Period
from kooperacja_eval.study import MacroregionPart, Wave

pytestmark = pytest.mark.golden

TOLERANCE, OMEGA_TOLERANCE = 1e-9, 1e-7
INDICATORS = (
    "scale_score", "scale_reliability", "scale_change", "change_test", "item_change",
    "improved_share", "response_shift",
)  # fmt: skip
BY_VOIVODESHIP = ("scale_score", "scale_change")
"""The others are computed for macroregions only."""
KEYS = ["indicator_id", "macroregion", "voivodeship", "group", "wave", "method"]
NUMBERS = ("value", "ci_low", "ci_high", "numerator", "denominator", "n", "n_missing")
WORDS = ("change_type", "status", "period", "pzk_id")
FAMILIES = {
    (scale, "ex_ante/ex_post"): "main_effects"
    for scale in ("cooperation", "professionalism", "effectiveness", "regional_support")
}
"""Confirmatory tests as ``evaluation_matrix.toml`` has them."""
CONFIG = STUDY.model_copy(
    update={
        "macroregions": tuple(
            MacroregionPart(id=name, voivodeships=inside) for name, inside in MACROREGIONS.items()
        ),
        "waves": tuple(
            Wave(
                id=name, label_pl=name, label_en=name,
                period=Period(first=date(2019 + place, 1, 1), last=date(2019 + place, 6, 30)),
            )
            for place, name in enumerate(WAVES)
        ),
    }
)  # fmt: skip
EXACT_PAIRS = 11
"""2^11 signs are few enough for scipy to take all of them."""
RESAMPLES, CLEAR_P = 2_000, 0.1


@cache
def second() -> Second:
    return Second(tables(), FAMILIES)


@cache
def found(by: str) -> pd.DataFrame:
    """Return what the package computes, with a key for each row."""
    ids = INDICATORS if by == "macroregion" else BY_VOIVODESHIP
    return keyed(compute(tables(), CONFIG, ids=ids, by=by))  # type: ignore[arg-type]


@cache
def expected(by: str) -> pd.DataFrame:
    """Return what the second implementation computes, in the order of the first."""
    return keyed(pd.DataFrame(list(second().rows(by))))


def keyed(frame: pd.DataFrame) -> pd.DataFrame:
    names = frame[KEYS].astype(object).where(frame[KEYS].notna(), "-")
    plain = frame.astype(object).where(frame.notna(), None)
    return plain.set_axis(pd.MultiIndex.from_frame(names, names=[None] * len(KEYS)), axis=0)


def numbers(frame: pd.DataFrame, field: str) -> np.ndarray:
    return pd.to_numeric(frame[field]).to_numpy(dtype=float)


levels = pytest.mark.parametrize("by", ["macroregion", "voivodeship"])


@levels
def test_both_have_the_same_rows_and_each_once(by: str) -> None:
    first, again = found(by).index, expected(by).index
    assert first.is_unique
    assert again.is_unique
    assert first.difference(again).tolist() == []
    assert again.difference(first).tolist() == []


@levels
@pytest.mark.parametrize("field", NUMBERS)
def test_numbers_are_the_same(by: str, field: str) -> None:
    first = found(by)
    again = expected(by).loc[first.index]
    one, two = numbers(first, field), numbers(again, field)
    compared = two != ELSEWHERE
    tolerance = np.where(first["method"] == "omega_ml", OMEGA_TOLERANCE, TOLERANCE)
    alike = (np.isnan(one) & np.isnan(two)) | (np.abs(one - two) <= tolerance)
    assert first.index[compared & ~alike].tolist() == []


@levels
@pytest.mark.parametrize("field", WORDS)
def test_words_are_the_same(by: str, field: str) -> None:
    first = found(by)
    again = expected(by).loc[first.index]
    differ = first[field].fillna("") != again[field].fillna("")
    assert first.index[differ].tolist() == []


def test_no_field_is_left_out_but_those_checked_elsewhere() -> None:
    assert {*KEYS, *NUMBERS, *WORDS} == set(IndicatorValues.fields) - set(SOURCE_FIELDS)
    again = expected("macroregion")
    left_out = {
        (method, field)
        for field in NUMBERS
        for method in again.loc[numbers(again, field) == ELSEWHERE, "method"]
    }
    assert left_out == {
        ("paired_cluster_bootstrap", "ci_low"), ("paired_cluster_bootstrap", "ci_high"),
        ("imputed_rubin", "value"), ("imputed_rubin", "ci_low"), ("imputed_rubin", "ci_high"),
    }  # fmt: skip


def test_the_study_has_what_is_hard() -> None:
    # Without these the rows above would agree on easy cases only.
    given, people = tables(), second().people
    assert given["respondents"]["pzk_id"].isna().sum() > 20
    assert given["respondents"]["voivodeship"].isna().sum() > 20
    assert set(given["respondents"]["version"]) == {"1.0", "2.0"}
    assert (given["scales"]["scoring"] == "sum").any()
    assert (given["scales"]["direction"] == "lower").any()
    assert people["place"].isna().any()
    rows = found("macroregion")
    kinds = rows.groupby(["method", "status"]).size()
    for method in ("unlinked_clustered_t", "clustered_wilson", "paired_cluster_bootstrap"):
        assert kinds[method, "insufficient"] > 0, method
    assert kinds["paired_mean", "ok"] > 0  # a change without an interval
    assert kinds["holm_confirmatory", "ok"] == len(FAMILIES) * len(MACROREGIONS)
    assert set(rows["indicator_id"]) == set(INDICATORS)


def pairs(macroregion: str) -> list[tuple[str, str, np.ndarray]]:
    """Return name, waves and changes of each scale in a macroregion."""
    people = second().people
    inside = people[people["place"].isin(MACROREGIONS[macroregion])]
    listed = []
    for pair in second().pairs:
        linked = pair.of(inside.index).linked
        for name in second().scales.index:
            change = (linked[f"{name}|after"] - linked[name]).dropna().to_numpy(dtype=float)
            if change.any():
                listed.append((name, pair.wave, np.round(change, 9)))
    return listed


def scipy_p(change: np.ndarray, resamples: float) -> float:
    rng = np.random.default_rng(1)
    method = stats.PermutationMethod(n_resamples=resamples, rng=rng)
    return float(stats.wilcoxon(change, zero_method="pratt", method=method).pvalue)


def package_p(macroregion: str, name: str, wave: str) -> float:
    key = ("change_test", macroregion, "-", name, wave, "wilcoxon_pratt_permutation")
    return float(found("macroregion").loc[key, "value"])


def test_wilcoxon_is_that_of_scipy_over_all_signs_where_pairs_are_few() -> None:
    few = [entry for entry in pairs("II") if len(entry[2]) <= EXACT_PAIRS]
    assert len(few) > 8
    for name, wave, change in few:
        exact = scipy_p(change, 2**EXACT_PAIRS)
        assert package_p("II", name, wave) == pytest.approx(exact, abs=TOLERANCE), (name, wave)


def test_wilcoxon_is_that_of_scipy_over_random_signs_where_pairs_are_many() -> None:
    # scipy doubles the smaller tail of RESAMPLES signs: error 2 sqrt(p/2 (1 - p/2) / RESAMPLES);
    # four of them, and 2 / RESAMPLES for the one that scipy adds to both counts. Only p that are
    # well above that tolerance can tell anything.
    many = [entry for entry in pairs("I") if package_p("I", *entry[:2]) > CLEAR_P]
    assert len(many) >= 2
    for name, wave, change in many:
        exact = package_p("I", name, wave)
        error = 2 * np.sqrt(exact / 2 * (1 - exact / 2) / RESAMPLES)
        random = scipy_p(change, RESAMPLES)
        assert exact == pytest.approx(random, abs=4 * error + 2 / RESAMPLES), name
