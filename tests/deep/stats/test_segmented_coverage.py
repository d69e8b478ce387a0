"""Jumps of simulated series at a known break: how often the intervals hold the planted jump.

The short series has the months of the pilot, 8 before the break and 10 from it on; the long one 36
on each side. Months resemble the one before (correlation .4). Thirty teams have a memory of their
own, or share shocks of each month besides.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.segmented import segmented_series
from kooperacja_eval.stats.segmented_panel import segmented_panel

pytestmark = pytest.mark.deep

LEVEL = 0.95
SEED = 20_200_312
N_SERIES, N_PANELS = 1000, 300
MEMORY, JUMP = 0.4, -2.0
# three Monte Carlo standard errors: 2.1 points for 1000 series, 3.8 for 300 panels


def monte_carlo(n):
    return 3 * math.sqrt(LEVEL * (1 - LEVEL) / n)


def remember(shape, rng):
    """Series along the last axis with variance 1 that correlate with the month before."""
    values = rng.normal(size=shape)
    for month in range(1, shape[-1]):
        values[..., month] *= math.sqrt(1 - MEMORY**2)
        values[..., month] += MEMORY * values[..., month - 1]
    return values


def covers(result):
    jump = result.changes.effects[2]
    return jump.ci_low <= JUMP <= jump.ci_high


def series_coverage(n_before, n_after, **options):
    rng = np.random.default_rng([SEED, n_before, n_after])
    months = np.arange(n_before + n_after)
    values = 10 + 0.1 * months + JUMP * (months >= n_before)
    values = values + remember((N_SERIES, months.size), rng)
    return np.mean([
        covers(segmented_series(row, months, last_before=n_before - 1, **options)) for row in values
    ])  # fmt: skip


def panel_coverage(shared):
    rng = np.random.default_rng([SEED, round(10 * shared)])
    months, teams = np.tile(np.arange(4, 22), 30), np.repeat(np.arange(30), 18)
    started = months >= 4 + teams % 4  # the first begin in month 4, the last in month 7
    found = []
    for _ in range(N_PANELS):
        own = rng.normal(size=30)[:, None] + remember((30, 18), rng) + shared * rng.normal(size=18)
        values = own.ravel() + JUMP * (months > 11)
        found.append(
            covers(
                segmented_panel(values[started], months[started], teams[started], last_before=11)
            )
        )
    return np.mean(found)


def test_long_series_are_covered_more_often_than_short_ones():
    # why fewer than 12 months on a side only describe: errors are too small
    short, long = series_coverage(8, 10), series_coverage(36, 36)
    assert short < 0.82
    assert 0.82 < long < LEVEL + monte_carlo(N_SERIES)


def test_errors_that_remember_cover_more_than_those_of_the_model_in_a_long_series():
    assert series_coverage(36, 36) > series_coverage(36, 36, variance="model")


def test_a_panel_covers_what_happens_to_teams_on_their_own():
    assert panel_coverage(0) == pytest.approx(LEVEL, abs=monte_carlo(N_PANELS))


def test_a_panel_does_not_allow_for_what_strikes_all_teams_in_a_month():
    # the limit that segmented_panel states
    assert panel_coverage(0.5) < 0.75
