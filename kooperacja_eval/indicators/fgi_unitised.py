"""Krippendorff's alpha for unitised text of focus groups: where codes begin and end.

The border: which documents, coders and codes count here; the coefficient is that of
``stats.unitised``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.fgi_data import Bools, FocusGroupData, Ints
from kooperacja_eval.indicators.fgi_units import MIN_CODERS, coded_by
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.unitised import Segments, unitised_alpha
from kooperacja_eval.stats.unitised_variants import Variant

SEED: Final = 20190301
"""Of the resampled documents."""
RESAMPLES: Final = 199
"""Of documents; with hundreds of combinations of codes more take seconds for each round."""

METHODS: Final[dict[Variant, str]] = {"u_alpha": "unitised_u", "cu_alpha": "unitised_cu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuum:
    """Stretches of documents that the same number of coders coded.

    Attributes
    ----------
    segments : Segments
        Documents and, within each document, coders numbered from 0; codes as in ``given``.
    length : NDArray[np.int64], shape (documents,)
        Characters of each document.
    coders : int
        How many coded each document.
    n_missing : int
        Characters of the documents that another number of coders coded.
    """

    segments: Segments
    length: Ints
    coders: int
    n_missing: int


def unitised(
    groups: FocusGroupData, rows: Bools, columns: Bools, wave: str | None
) -> Iterator[Value]:
    """Give unitised alphas of all codes together (u, cu), and u of each code by itself.

    Coders need not be the same in all documents, but as many: where their number differs, the
    documents with the number that most have are used (with the larger of two as frequent), and the
    characters of the others are counted as missing. A code with codes below it stands for all of
    them. n is the number of characters; all codes together have an interval of resampled documents.

    Parameters
    ----------
    groups : FocusGroupData
        Documents and codings.
    rows : ndarray of bool, shape (documents,)
        Which documents count.
    columns : ndarray of bool, shape (named codes,)
        Which codes have a row by themselves, if they were used.
    wave : str or None
        Round of the rows.
    """
    found = _continuum(groups, rows)
    if found is None:
        return
    rng = np.random.default_rng(SEED)
    yield _alpha(found, found.segments, "u_alpha", "all|characters|all_text", wave, rng)
    rng = np.random.default_rng(SEED)
    yield _alpha(found, found.segments, "cu_alpha", "all|characters|coded_text", wave, rng)
    belongs = groups.below[found.segments.code]
    for column in np.flatnonzero(belongs.any(axis=0) & columns):
        segments = _of(found.segments, belongs[:, column])
        group = f"{groups.named[column]}|characters|all_text"
        yield _alpha(found, segments, "u_alpha", group, wave)


def _continuum(groups: FocusGroupData, rows: Bools) -> Continuum | None:
    coded = coded_by(groups, placed=True)
    numbers = np.where(rows, coded.sum(axis=1), 0)
    several = numbers >= MIN_CODERS
    if not several.any():
        return None
    frequencies = np.bincount(numbers[several])
    coders = int(np.flatnonzero(frequencies == frequencies.max())[-1])
    used = numbers == coders
    codings = groups.codings
    here = codings[codings["placed"] & used[codings["document"]]]
    document, coder = here["document"].to_numpy(), here["coder"].to_numpy()
    return Continuum(
        segments=Segments(
            start=here["start"].to_numpy(),
            end=here["end"].to_numpy(),
            coder=np.cumsum(coded, axis=1)[document, coder] - 1,
            code=here["code"].to_numpy(),
            document=np.cumsum(used)[document] - 1,
        ),
        length=groups.lengths[used],
        coders=coders,
        n_missing=int(groups.lengths[several & ~used].sum()),
    )


def _of(segments: Segments, chosen: Bools) -> Segments:
    """Return the chosen segments as those of one code."""
    return Segments(
        start=segments.start[chosen],
        end=segments.end[chosen],
        coder=segments.coder[chosen],
        code=np.zeros(int(chosen.sum()), dtype=np.int64),
        document=None if segments.document is None else segments.document[chosen],
    )


def _alpha(
    found: Continuum,
    segments: Segments,
    variant: Variant,
    group: str,
    wave: str | None,
    rng: np.random.Generator | None = None,
) -> Value:
    method, n = METHODS[variant], int(found.length.sum())
    try:
        result = unitised_alpha(
            segments,
            length=found.length,
            coders=found.coders,
            variant=variant,
            resamples=RESAMPLES,
            rng=rng,
        )
    except InsufficientDataError:
        return Value(
            method=method, n=n, n_missing=found.n_missing, group=group, wave=wave,
            status="insufficient",
        )  # fmt: skip
    return Value(
        method=method,
        value=result.alpha,
        ci_low=result.ci_low,
        ci_high=result.ci_high,
        n=n,
        n_missing=found.n_missing,
        group=group,
        wave=wave,
    )
