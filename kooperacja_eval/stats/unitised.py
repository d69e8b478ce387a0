"""Krippendorff's alpha for unitised text: agreement on where codes start and end.

The border: segments of several coders in, one alpha with its interval out. Which segments belong to
which document and code is decided by the indicator. For agreement on given units (paragraphs,
answers) see the reliability of codings; for the older coefficient of 2004, ``unitised_2004``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.bootstrap_ends import check_resamples
from kooperacja_eval.stats.checks import as_count, check_confidence_level
from kooperacja_eval.stats.unitised_interval import document_interval
from kooperacja_eval.stats.unitised_segments import (
    Segments,
    Units,
    check_coders,
    cut_into_units,
    merged_spans,
)
from kooperacja_eval.stats.unitised_sums import DocumentSums, document_sums
from kooperacja_eval.stats.unitised_variants import (
    DISAGREEMENTS,
    VARIANTS,
    Variant,
    columns_of,
)
from kooperacja_eval.text import Text

__all__ = ["Segments", "UnitisedResult", "unitised_alpha"]

PAPER = "Krippendorff, Mathet, Bouvry, Widlöcher 2016"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitisedResult:
    """An alpha for unitised text with its interval, unrounded.

    observed and expected are disagreements; alpha is 1 - observed / expected. alpha_all_text is
    "u_alpha" (text without a code counts as a value of its own) and alpha_coded_text is "cu_alpha"
    (only text that two coders or more coded), whichever variant was asked for; None where
    undefined. share_coded is the share of the text that coders coded, the mean over coders;
    coverage the share of the text (for "ku_alpha": of the text under the code) that alpha is about.

    n_segments counts the segments used, n_other_codes those of codes not asked for, n_merged those
    merged into an overlapping one of the same coder and code, n_several the pieces of text to which
    one coder gave several codes. length is that of all documents. ci_low, ci_high and method are
    None if no interval was asked for or it is undefined; no_interval then says why. n_undefined
    counts resamples left out because alpha is undefined in them.
    """

    alpha: float
    observed: float
    expected: float
    alpha_all_text: float | None
    alpha_coded_text: float | None
    share_coded: float
    coverage: float
    variant: Variant
    paper: str
    n_segments: int
    n_other_codes: int
    n_merged: int
    n_several: int
    n_coders: int
    n_documents: int
    length: int
    ci_low: float | None
    ci_high: float | None
    method: str | None
    n_undefined: int
    no_interval: Text | None


def unitised_alpha(
    segments: Segments,
    *,
    length: int | NDArray[np.integer],
    coders: int,
    codes: Sequence[int] | None = None,
    variant: Variant = "u_alpha",
    code: int | None = None,
    resamples: int = 1999,
    confidence_level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> UnitisedResult:
    r"""Estimate how far coders agree on the places and codes of segments.

    Parameters
    ----------
    segments : Segments
        Start, end (first position after), coder, code and document of each segment.
    length : int or NDArray[np.integer], shape (documents,)
        Length of the document, or of each of several, in the unit of the positions.
    coders : int
        How many coders read the text, 2 or more, also those who marked nothing.
    codes : sequence of int or None
        Codes that count; None for all. Text marked with others only counts as not coded.
    variant : {"u_alpha", "binary_alpha", "cu_alpha", "ku_alpha"}
        "u_alpha": all text, which code or none; "binary_alpha": all text, coded or not; "cu_alpha":
        which code, where two coders or more coded; "ku_alpha": the same for one code.
    code : int or None
        The code of "ku_alpha"; None for the others.
    resamples : int
        Of documents, for the interval; 100 or more.
    confidence_level : float
        Strictly between 0 and 1.
    rng : numpy.random.Generator or None
        Source of all randomness of the interval; None for no interval.

    Returns
    -------
    UnitisedResult
        Alpha is 1 for full agreement and 0 for what chance would give.

    Raises
    ------
    InsufficientDataError
        If alpha is undefined: all text has the same value, nothing is coded (or, for "cu_alpha" and
        "ku_alpha", by two coders at once, or with one code only).
    TypeError, ValueError
        If an array does not hold integers of 0 or more, a segment is empty or lies beyond its
        document, a number is out of range, or an option is wrong.

    Notes
    -----
    With m coders and a text of length L, let :math:`\ell_{ck}` be the text that one coder gave
    value c and another value k, added up over ordered pairs of coders and divided by m - 1; value 0
    is text without a code, :math:`\ell_c` the sums over k and :math:`\ell = mL` that of all. Then

    .. math:: D_o = 1 - \frac{\sum_c \ell_{cc}}{\ell}, \quad
              D_e = \frac{\ell^2 - \sum_c \ell_c^2}{\ell^2 - \sum_u \ell_u^2 - \ell_0}, \quad
              \alpha = 1 - D_o / D_e

    for "u_alpha", with u over all units: expected are all pairs of positions but those within the
    same unit. "binary_alpha" keeps only disagreements of value 0 with any other. "cu_alpha" takes
    the values from 1 on and weighs each position of a unit with the share of the other coders who
    coded it; "ku_alpha" is the same for column k: :math:`1 - (1 - \ell_{kk}/\ell_k) / (1 -
    e_{kk}/e_k)`.

    Segments of one coder and code that overlap are merged; those that touch are two units. Where
    codes of one coder overlap, the text is cut and the piece carries the set of its codes as one
    value, which agrees with no other set; "ku_alpha" is about pieces with that code alone. For one
    code by itself, whatever else the text is coded with, give it in `codes` and ask for "u_alpha".
    Documents are laid end to end: chance may pair positions of different documents.

    What was verified: "u_alpha" and "binary_alpha" equal two open implementations that name this
    paper or its later textbook form; so do "cu_alpha" and "ku_alpha" for two coders. For three and
    more these two implementations differ from each other, in which pairs within a unit are left out
    of the expected ones, and where few units meet their expected disagreement can be infinite or
    negative; here pairs within a unit are left out by the weights of their positions, which never
    happens. Neither the paper nor its erratum (doi:10.1007/s11135-015-0289-7) could be seen.

    The interval resamples documents, see ``unitised_interval``; with one document there is none.

    Source: K. Krippendorff, Y. Mathet, S. Bouvry, A. Widlöcher, Quality & Quantity 50 (2016)
    2347-2364, doi:10.1007/s11135-015-0266-1.

    Examples
    --------
    >>> segments = Segments(
    ...     start=np.array([0, 50, 5, 50]), end=np.array([20, 70, 20, 80]),
    ...     coder=np.array([0, 0, 1, 1]), code=np.array([1, 2, 1, 2]),
    ... )
    >>> result = unitised_alpha(segments, length=100, coders=2)
    >>> round(result.alpha, 3), result.n_segments, result.share_coded
    (0.753, 4, 0.425)
    """
    check_coders(coders)
    _check_options(variant, code, resamples, confidence_level)
    chosen = None if codes is None else tuple(as_count(each, "codes") for each in codes)
    spans = merged_spans(segments, length=length, coders=coders, codes=chosen)
    units = cut_into_units(spans, coders=coders)
    sums = document_sums(units)
    value = _value_of(units, code)
    columns = columns_of(sums, variant, value)
    observed, expected = _disagreements(columns.sum(axis=0), variant)
    interval = document_interval(
        columns, variant, resamples=resamples, confidence_level=confidence_level, rng=rng
    )
    return UnitisedResult(
        alpha=1 - observed / expected,
        observed=observed,
        expected=expected,
        alpha_all_text=_alpha_or_none(sums, "u_alpha"),
        alpha_coded_text=_alpha_or_none(sums, "cu_alpha"),
        share_coded=float(sums.length[:, 1:].sum() / sums.length.sum()),
        coverage=_coverage(sums, variant, value),
        variant=variant,
        paper=PAPER,
        n_segments=units.n_segments,
        n_other_codes=units.n_other_codes,
        n_merged=units.n_merged,
        n_several=units.n_several,
        n_coders=coders,
        n_documents=len(columns),
        length=int(units.boundaries[-1]),
        ci_low=interval.ci_low,
        ci_high=interval.ci_high,
        method=interval.method,
        n_undefined=interval.n_undefined,
        no_interval=interval.no_interval,
    )


def _disagreements(totals: NDArray[np.float64], variant: Variant) -> tuple[float, float]:
    with np.errstate(divide="ignore", invalid="ignore"):  # undefined disagreements raise below
        observed, expected = DISAGREEMENTS[variant](totals)
    if not (np.isfinite(observed) and expected > 0):
        raise InsufficientDataError(_UNDEFINED[variant])
    return float(observed), float(expected)


def _alpha_or_none(sums: DocumentSums, variant: Variant) -> float | None:
    with np.errstate(divide="ignore", invalid="ignore"):  # undefined is None
        observed, expected = DISAGREEMENTS[variant](columns_of(sums, variant, 0).sum(axis=0))
    return float(1 - observed / expected) if np.isfinite(observed) and expected > 0 else None


def _coverage(sums: DocumentSums, variant: Variant, value: int) -> float:
    if variant == "cu_alpha":
        return float(sums.paired.sum() / sums.length.sum())
    if variant == "ku_alpha":
        return float(sums.paired[:, value].sum() / sums.length[:, value].sum())
    return 1.0


def _value_of(units: Units, code: int | None) -> int:
    """Return the column of the pieces that carry the code and no other."""
    if code is None:
        return 0
    if (code,) not in units.value_codes:
        raise InsufficientDataError(_UNDEFINED["ku_alpha"])
    return units.value_codes.index((code,)) + 1


def _check_options(variant: str, code: int | None, resamples: int, confidence_level: float) -> None:
    if variant not in VARIANTS:
        raise ValueError(f"variant is one of {', '.join(VARIANTS)}, got {variant!r}")
    if (variant == "ku_alpha") != (code is not None):
        raise ValueError("code is given for ku_alpha, and for no other variant")
    if code is not None:
        as_count(code, "code")
    check_resamples(resamples)
    check_confidence_level(confidence_level)


_UNDEFINED: dict[Variant, Text] = {
    "u_alpha": Text(
        "Alfa dla tekstu dzielonego na segmenty jest nieokreślona: cały tekst ma u wszystkich "
        "kodujących tę samą wartość (nic nie zakodowano albo wszystko tym samym kodem), więc nie "
        "ma różnic, które można by porównać z przypadkiem. Podaj sam udział zakodowanego tekstu.",
        "Alpha for unitised text is undefined: all text has the same value with all coders "
        "(nothing is coded, or everything with the same code), so that there are no differences "
        "to compare with chance. Give the share of coded text alone.",
    ),
    "binary_alpha": Text(
        "Zgodność co do miejsc jest nieokreślona: u wszystkich kodujących nic nie zakodowano albo "
        "zakodowano cały tekst. Podaj sam udział zakodowanego tekstu.",
        "Agreement on places is undefined: with all coders nothing is coded, or all text is. Give "
        "the share of coded text alone.",
    ),
    "cu_alpha": Text(
        "Zgodność kodów w zakodowanym tekście jest nieokreślona: żadnego miejsca nie zakodowały "
        "dwie osoby albo wszystkie takie miejsca mają ten sam kod. Podaj zgodność co do miejsc "
        "(binary_alpha).",
        "Agreement on codes within coded text is undefined: no place was coded by two coders, or "
        "all such places have the same code. Give the agreement on places (binary_alpha).",
    ),
    "ku_alpha": Text(
        "Zgodność dla tego kodu jest nieokreślona: jako jedyny kod miejsca nie wystąpił tam, gdzie "
        "kodowały co najmniej dwie osoby, albo nie było tam żadnego innego kodu. Podaj u_alpha "
        "tylko dla tego kodu (argument codes).",
        "Agreement for this code is undefined: as the only code of a place it does not occur where "
        "two coders or more coded, or no other code does. Give u_alpha of this code alone "
        "(argument codes).",
    ),
}
