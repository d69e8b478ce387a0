"""Coverage of intervals from resampled documents: the figures in the docstring of the interval.

Three coders read documents of 2,000 to 8,000 characters, a true segment every 400 or so. In each
document they overlook a share of the segments and mistake a share of the codes, alike for the three
but not between documents, and miss each end by up to 20 characters. The truth is the alpha of
the whole pool of documents.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.unitised_interval import document_interval
from kooperacja_eval.stats.unitised_segments import Segments, cut_into_units, merged_spans
from kooperacja_eval.stats.unitised_sums import document_sums
from kooperacja_eval.stats.unitised_variants import DISAGREEMENTS, columns_of

pytestmark = pytest.mark.deep

SEED = 1969
POOL = 4_000
CODERS, CODES = 3, 5
N_STUDIES, N_STUDIES_STATED = 400, 2_000
RESAMPLES = 499
MAX_WITHOUT = 0.02
"""Share of studies in which alpha is undefined in too many resamples (seen: below 1 %)."""

# (alpha, documents): coverage of 2,000 studies, 499 resamples each
STATED = {
    ("u_alpha", 8): 0.9405,
    ("u_alpha", 20): 0.9515,
    ("u_alpha", 30): 0.9450,
    ("binary_alpha", 8): 0.9515,
    ("binary_alpha", 20): 0.9565,
    ("binary_alpha", 30): 0.9485,
    ("cu_alpha", 8): 0.9365,
    ("cu_alpha", 20): 0.9465,
    ("cu_alpha", 30): 0.9485,
}


def pool(rng):
    """Sums of POOL documents."""
    lengths = rng.integers(2_000, 8_000, POOL)
    rows = []
    for document, length in enumerate(lengths):
        n_true = int(rng.poisson(length / 400)) + 1
        start = rng.integers(0, length - 60, n_true)
        end = start + rng.integers(40, 300, n_true)
        code = rng.integers(0, CODES, n_true)
        overlooked, mistaken = rng.beta(2, 6), rng.beta(1, 8)
        for coder in range(CODERS):
            seen = rng.random(n_true) > overlooked
            n = int(seen.sum())
            first = np.clip(start[seen] + rng.integers(-20, 21, n), 0, length - 2)
            last = np.minimum(end[seen] + rng.integers(-20, 21, n), length)
            given = np.where(rng.random(n) < mistaken, rng.integers(0, CODES, n), code[seen])
            marks = np.full((n, 2), (coder, document))
            rows.append(np.column_stack([first, np.maximum(last, first + 1), given, marks]))
    start, end, code, coder, document = np.concatenate(rows).T
    segments = Segments(start=start, end=end, coder=coder, code=code, document=document)
    spans = merged_spans(segments, length=lengths, coders=CODERS, codes=None)
    return document_sums(cut_into_units(spans, coders=CODERS))


def simulate(sums, variant, documents, n_studies=N_STUDIES):
    """Coverage of nominal 95 % intervals, of the studies that have one."""
    columns = columns_of(sums, variant, 0)
    observed, expected = DISAGREEMENTS[variant](columns.sum(axis=0))
    truth = 1 - observed / expected
    rng = np.random.default_rng([SEED, documents, len(variant)])
    covered = n_without = 0
    for _ in range(n_studies):
        drawn = columns[rng.integers(0, POOL, documents)]
        result = document_interval(
            drawn, variant, resamples=RESAMPLES, confidence_level=0.95, rng=rng
        )
        if result.no_interval is None:
            covered += result.ci_low <= truth <= result.ci_high
        else:
            n_without += 1
    assert n_without <= MAX_WITHOUT * n_studies
    return covered / (n_studies - n_without)


@pytest.fixture(scope="module")
def sums():
    return pool(np.random.default_rng(SEED))


@pytest.mark.parametrize(("variant", "documents"), STATED)
def test_resampled_documents_cover_as_stated(sums, variant, documents):
    # Four standard errors of the difference of a coverage of 400 studies to one of 2,000.
    stated = STATED[variant, documents]
    error = math.sqrt(stated * (1 - stated) * (1 / N_STUDIES + 1 / N_STUDIES_STATED))
    assert simulate(sums, variant, documents) == pytest.approx(stated, abs=4 * error)
