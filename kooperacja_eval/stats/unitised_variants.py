"""The four alphas for unitised text as functions of sums: observed and expected disagreement.

The border: sums per document in, a table of the few columns that one alpha needs out, and the
function that turns totals of those columns into disagreements. Intervals and checks are left to
``unitised``.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.unitised_sums import DocumentSums

Variant = Literal["u_alpha", "binary_alpha", "cu_alpha", "ku_alpha"]

VARIANTS: tuple[Variant, ...] = ("u_alpha", "binary_alpha", "cu_alpha", "ku_alpha")

Disagreements = Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]]
"""Maps totals of shape (..., k) to observed and expected disagreement of shape (...)."""


def columns_of(sums: DocumentSums, variant: Variant, value: int) -> NDArray[np.float64]:
    """Return the columns that a variant needs, one row per document.

    Parameters
    ----------
    sums : DocumentSums
    variant : {"u_alpha", "binary_alpha", "cu_alpha", "ku_alpha"}
    value : int
        Column of the code that "ku_alpha" is about; the others take no notice of it.

    Returns
    -------
    NDArray[np.float64], shape (documents, k)
        To be added up over documents and handed to ``DISAGREEMENTS[variant]``.
    """
    if variant == "u_alpha":
        parts = [sums.agreed.sum(axis=1), sums.own, sums.length]
    elif variant == "binary_alpha":
        parts = [sums.agreed[:, 0], sums.own, sums.length[:, 0], sums.length.sum(axis=1)]
    elif variant == "cu_alpha":
        agreed = sums.agreed[:, 1:].sum(axis=1)
        parts = [agreed, sums.paired_own.sum(axis=1), sums.paired[:, 1:]]
    else:
        whole = sums.paired.sum(axis=1)
        parts = [sums.agreed[:, value], sums.paired_own[:, value], sums.paired[:, value], whole]
    return np.column_stack(parts)


def _of_values(
    totals: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Disagreements over all values: columns agreed, own pairs, then text of each value."""
    agreed, own, lengths = totals[..., 0], totals[..., 1], totals[..., 2:]
    whole = lengths.sum(axis=-1)
    unlike = whole**2 - np.sum(lengths**2, axis=-1)
    return (whole - agreed) / whole, unlike / (whole**2 - own)


def _of_gaps(
    totals: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Disagreements over coded or not: columns agreed, own pairs, text without a code, text."""
    agreed, own, gaps, whole = np.moveaxis(totals, -1, 0)
    unlike = 2 * gaps * (whole - gaps)
    return 2 * (gaps - agreed) / whole, unlike / (whole**2 - own)


def _of_one_value(
    totals: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Disagreements of one value: columns agreed, own pairs, text of the value, text coded."""
    agreed, own, text, whole = np.moveaxis(totals, -1, 0)
    return (text - agreed) / text, text * (whole - text) / (text * whole - own)


DISAGREEMENTS: dict[Variant, Disagreements] = {
    "u_alpha": _of_values,
    "binary_alpha": _of_gaps,
    "cu_alpha": _of_values,
    "ku_alpha": _of_one_value,
}
