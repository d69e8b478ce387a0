"""The flow of families and completion by cohort against the published record and statsmodels.

The final summary of the test (document 000): 172 families and persons and 3 groups; 126 of the
cohort of September and 46 of December 2019; 140 completed; services go on for 69. Intervals:
statsmodels 0.15.0, ``proportion_confint(n, N, method="wilson")``; medians' intervals: SciPy's
``binom.ppf`` on ranks, worked out here again. Tolerance 1e-9: the same formula in double precision.
"""

import numpy as np
import pandas as pd
import pytest
from record_families import STUDY, tables_of_the_record
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.golden

TOLERANCE = 1e-9
TABLES = tables_of_the_record()


def of_group(indicator: str, group: str, method: str | None = None) -> dict[str, object]:
    """Return the one row of a group."""
    frame = compute(TABLES, STUDY, ids=[indicator])
    chosen = frame[frame["group"] == group]
    rows = (chosen if method is None else chosen[chosen["method"] == method]).to_dict("records")
    assert len(rows) == 1
    return {str(name): cell for name, cell in rows[0].items()}


@pytest.mark.parametrize(
    ("group", "number"),
    [
        ("families", 172),
        ("families/end:completed", 140),
        ("families/end:withdrawn", 32),  # of this synthetic study: the record gives no reasons
        ("services_continuing", 69),
        ("groups", 3),
    ],
)
def test_the_flow_has_the_published_numbers(group: str, number: int) -> None:
    assert of_group("family_flow", group)["value"] == number


def test_cohorts_of_completion_are_the_published_ones() -> None:
    # The first 140 families of the study completed, 126 of them are the first cohort.
    first = of_group("completion_by", "of_all/cohort:2019-09", "wilson")
    second = of_group("completion_by", "of_all/cohort:2019-12", "wilson")
    assert (first["numerator"], first["denominator"]) == (126, 126)
    assert (second["numerator"], second["denominator"]) == (14, 46)
    low, high = proportion_confint(14, 46, method="wilson")
    assert (second["ci_low"], second["ci_high"]) == pytest.approx((low, high), abs=TOLERANCE)


def test_without_ongoing_families_both_bases_are_one() -> None:
    ended = of_group("completion_of_ended", "ended|completed", "wilson")
    assert (ended["numerator"], ended["denominator"]) == (140, 172)
    low, high = proportion_confint(140, 172, method="wilson")
    assert (ended["ci_low"], ended["ci_high"]) == pytest.approx((low, high), abs=TOLERANCE)


def test_the_median_of_days_has_the_interval_of_its_binomial_ranks() -> None:
    # 172 families, contract to start 1, 2, ..., 172 days: ranks from the binomial distribution
    # with p = 1/2: the largest low with P(X < low) <= 2.5 %.
    families = TABLES["families"].copy()
    homes = families["unit_type"] != "group"
    days = pd.to_timedelta(np.arange(1, homes.sum() + 1), unit="D")
    families.loc[homes, "contract_on"] = (families.loc[homes, "started_on"] - days).to_numpy()
    frame = compute({**TABLES, "families": families}, STUDY, ids=["stage_days"])
    row = frame[frame["group"] == "contract_started"].iloc[0]
    low = int(binom.ppf(0.025, 172, 0.5))
    assert row["value"] == 86.5
    assert (row["ci_low"], row["ci_high"]) == (low, 173 - low)
    assert (row["n"], row["n_missing"]) == (172, 0)
