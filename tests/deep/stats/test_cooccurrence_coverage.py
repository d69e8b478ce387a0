"""Coverage of the intervals for lift: the figures in the docstring of cooccurrence."""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.cooccurrence import cooccurrence

pytestmark = pytest.mark.deep

SEED = 2020
N_TABLES, N_TABLES_STATED = 1_000, 10_000

# (windows in all, documents or None for independent ones): coverage of 10,000 tables
STATED = {
    (100, None): 0.9572,
    (600, None): 0.9507,
    (300, 12): 0.9459,
    (600, 30): 0.9555,
    (1200, 30): 0.9433,
}

TRUE_LIFT = 1.5
SHARE = 0.3
"""Of windows with each code; both have it in 1.5 * .3 * .3 = .135 of them."""


def independent(n, rng):
    """Units of four kinds: both codes, the first, the second, none."""
    both = TRUE_LIFT * SHARE**2
    kinds = rng.choice(4, size=n, p=[both, SHARE - both, SHARE - both, 1 - 2 * SHARE + both])
    return np.column_stack([kinds <= 1, kinds % 2 == 0]), None


def clustered(n, documents, rng):
    """Documents in which both codes are rare or frequent; lift is E[q^2] / E[q]^2 of shares q."""
    concentration = SHARE * (1 - SHARE) / (SHARE**2 * (TRUE_LIFT - 1)) - 1
    shares = rng.beta(SHARE * concentration, (1 - SHARE) * concentration, size=documents)
    labels = np.repeat(np.arange(documents), n // documents)
    return rng.random((labels.size, 2)) < shares[labels][:, None], labels


def simulate(n, documents, n_tables=N_TABLES, *, ignore=False):
    """Coverage of nominal 95 % intervals, and the share of tables without one."""
    rng = np.random.default_rng([SEED, n, documents or 0])
    covered = n_without = 0
    for _ in range(n_tables):
        drawn = independent(n, rng) if documents is None else clustered(n, documents, rng)
        table, labels = drawn
        pair = cooccurrence(table, clusters=None if ignore else labels)[0]
        if pair.ci_low is None:
            n_without += 1
        else:
            covered += pair.ci_low <= TRUE_LIFT <= pair.ci_high
    assert n_without <= 0.01 * n_tables
    return covered / (n_tables - n_without)


@pytest.mark.parametrize(("n", "documents"), STATED)
def test_lift_is_covered_as_stated(n, documents):
    # Four standard errors of the difference of a coverage of 1,000 tables to one of 10,000.
    stated = STATED[n, documents]
    error = math.sqrt(stated * (1 - stated) * (1 / N_TABLES + 1 / N_TABLES_STATED))
    assert simulate(n, documents) == pytest.approx(stated, abs=4 * error)


def test_windows_of_few_documents_taken_as_independent_are_covered_too_rarely():
    assert simulate(600, 30, ignore=True) < 0.9
