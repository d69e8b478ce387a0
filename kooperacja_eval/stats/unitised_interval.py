"""Interval of an alpha for unitised text, from resampled documents.

The border: columns per document (``unitised_variants``) in, two ends or the reason why there are
none out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cluster_bootstrap import cluster_bootstrap
from kooperacja_eval.stats.unitised_variants import DISAGREEMENTS, Variant
from kooperacja_eval.text import Text

METHOD = "studentised bootstrap of documents, log(Do/De)"

MIN_DOCUMENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInterval:
    """Ends of an interval; without them, no_interval says why.

    n_undefined counts the resamples left out because alpha is undefined in them.
    """

    ci_low: float | None = None
    ci_high: float | None = None
    method: str | None = None
    n_undefined: int = 0
    no_interval: Text | None = None


def document_interval(
    columns: NDArray[np.float64],
    variant: Variant,
    *,
    resamples: int,
    confidence_level: float,
    rng: np.random.Generator | None,
) -> DocumentInterval:
    r"""Resample documents and return the interval of alpha.

    Parameters
    ----------
    columns : NDArray[np.float64], shape (documents, k)
        As ``unitised_variants.columns_of`` makes them.
    variant : {"u_alpha", "binary_alpha", "cu_alpha", "ku_alpha"}
    resamples, confidence_level, rng
        As for ``unitised.unitised_alpha``; without rng there is no interval.

    Returns
    -------
    DocumentInterval
        Without ends for fewer than two documents, and where alpha does not vary between resamples
        (such as full agreement everywhere) or is undefined in too many of them.

    Notes
    -----
    Studentised bootstrap of documents (``cluster_bootstrap``) of :math:`\log(D_o / D_e)`, so that
    no end lies above 1. In 2,000 simulated studies of three coders who are careful to a different
    degree in each document, nominal 95 % intervals (499 resamples) covered the alpha of all
    documents in

    ============  ===========  ============  ============
    alpha         8 documents  20 documents  30 documents
    ============  ===========  ============  ============
    u_alpha       94.1 %       95.2          94.5
    binary_alpha  95.2 %       95.7          94.9
    cu_alpha      93.7 %       94.7          94.9
    ============  ===========  ============  ============

    (Monte Carlo error 0.5 points). Percentile intervals covered it in 86 to 89 % for 8 documents
    (300 studies).
    """
    if rng is None:
        return DocumentInterval(no_interval=_NOT_ASKED)
    if len(columns) < MIN_DOCUMENTS:
        return DocumentInterval(no_interval=_ONE_DOCUMENT)

    def log_ratio(totals: NDArray[np.float64]) -> NDArray[np.float64]:
        observed, expected = DISAGREEMENTS[variant](totals)
        return np.asarray(np.log(observed / expected), dtype=np.float64)

    try:
        result = cluster_bootstrap(
            columns, log_ratio, resamples=resamples, confidence_level=confidence_level, rng=rng
        )
    except InsufficientDataError as error:
        return DocumentInterval(no_interval=error.text)
    return DocumentInterval(
        ci_low=float(1 - np.exp(result.ci_high)),
        ci_high=float(1 - np.exp(result.ci_low)),
        method=METHOD,
        n_undefined=result.n_undefined,
    )


_NOT_ASKED = Text(
    "Nie zamówiono przedziału: wymaga on generatora liczb losowych.",
    "No interval was asked for: it needs a generator of random numbers.",
)
_ONE_DOCUMENT = Text(
    "Przedział zgodności wymaga co najmniej dwóch dokumentów, bo losuje się całe dokumenty. Podaj "
    "zgodność bez przedziału.",
    "An interval of agreement needs two documents or more, since whole documents are resampled. "
    "Give the agreement without an interval.",
)
