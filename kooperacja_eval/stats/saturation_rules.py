"""Rules that say after how many groups (FGI) saturation of codes was reached.

The border: a table of groups by codes in, a number of groups out, with the rule's parameters. All
rules depend on the order of the groups; the curve over all orders is in ``saturation``.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.stats.saturation import as_presence, new_codes_by_group
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationPoint:
    """When few new codes were found any more.

    groups is the number of groups after which the rule holds, None if it never does; new_codes is
    what the groups of the run then added.
    """

    groups: int | None
    new_codes: int | None
    run_length: int
    max_new: int
    n_groups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationRatio:
    """When the new codes of a run fell to a share of those in the first groups.

    groups is the number of groups after which the rule holds, None if it never does: "6+2" is
    groups 6 and run_length 2. base_codes counts the distinct codes of the first base_size groups;
    ratios[i] is the share of new codes in the run after group base_size + i.
    """

    groups: int | None
    base_codes: int
    ratios: tuple[float, ...]
    base_size: int
    run_length: int
    threshold: float
    n_groups: int
    paper: str


def saturation_point(
    presence_by_group: ArrayLike, *, run_length: int = 2, max_new: int = 0
) -> SaturationPoint:
    """Find the first group after which a run of further groups added few new codes.

    Parameters
    ----------
    presence_by_group : array-like of bool or of 0 and 1, shape (groups, codes)
        As for ``saturation_curve``; order matters.
    run_length : int
        Further groups that are looked at, 1 or more.
    max_new : int
        New codes that they may add together.

    Returns
    -------
    SaturationPoint
        groups is None where the rule never holds, also because there are too few groups.

    Raises
    ------
    InsufficientDataError
        If there is no group or no code was found.
    TypeError, ValueError
        If the table is not one of 0 and 1, or an option is out of range.

    Examples
    --------
    >>> table = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1], [0, 1, 0]])
    >>> saturation_point(table, run_length=2, max_new=0).groups
    2
    """
    _check_run(run_length)
    allowed = as_count(max_new, "max_new")
    new = new_codes_by_group(as_presence(presence_by_group))
    added = _runs(new, run_length)
    first = np.flatnonzero(added <= allowed)
    place = int(first[0]) if first.size else None
    return SaturationPoint(
        groups=None if place is None else place + 1,
        new_codes=None if place is None else int(added[place]),
        run_length=run_length,
        max_new=allowed,
        n_groups=int(new.size),
    )


def saturation_ratio(
    presence_by_group: ArrayLike,
    *,
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
) -> SaturationRatio:
    """Find the first run of groups whose new codes are a small share of those found at first.

    Parameters
    ----------
    presence_by_group : array-like of bool or of 0 and 1, shape (groups, codes)
        As for ``saturation_curve``; order matters.
    base_size : int
        First groups, whose distinct codes are the denominator; 1 or more.
    run_length : int
        Further groups, whose new codes are the numerator; 1 or more.
    threshold : float
        Largest share at which saturation is said to be reached, from 0 to below 1.

    Returns
    -------
    SaturationRatio

    Raises
    ------
    InsufficientDataError
        If there are fewer groups than base and run, or no code in the base.
    TypeError, ValueError
        If the table is not one of 0 and 1, or an option is out of range.

    Notes
    -----
    The three choices are those of Guest, Namey and Chen; a result is reported as "6+2 groups, at
    most 5 % new". Each run starts one group after the one before, so runs overlap. That the paper
    moves on by one group too, and not by a whole run, could not be verified, nor whether a share
    equal to the threshold is enough (here it is). Source: G. Guest, E. Namey, M. Chen, PLoS ONE 15
    (2020) e0232076, doi:10.1371/journal.pone.0232076.

    Examples
    --------
    >>> table = np.zeros((8, 40), dtype=int)
    >>> table[:4, :37] = 1  # 37 codes in the first four groups
    >>> table[4, 37] = table[5, 38] = table[7, 39] = 1
    >>> result = saturation_ratio(table)
    >>> result.groups, [round(ratio, 3) for ratio in result.ratios]
    (5, [0.054, 0.027, 0.027])
    """
    _check_run(run_length)
    if as_count(base_size, "base_size") == 0:
        raise ValueError("base_size is 1 or more, got 0")
    if math.isnan(threshold) or not 0 <= threshold < 1:
        raise ValueError(f"threshold is a share from 0 to below 1, got {threshold}")
    new = new_codes_by_group(as_presence(presence_by_group))
    base = int(new[:base_size].sum())
    if new.size < base_size + run_length or base == 0:
        raise InsufficientDataError(_too_few_groups(int(new.size), base_size, run_length))
    ratios = _runs(new, run_length)[base_size - 1 :] / base
    reached = np.flatnonzero(ratios <= threshold)
    return SaturationRatio(
        groups=base_size + int(reached[0]) if reached.size else None,
        base_codes=base,
        ratios=tuple(float(ratio) for ratio in ratios),
        base_size=base_size,
        run_length=run_length,
        threshold=threshold,
        n_groups=int(new.size),
        paper="Guest, Namey, Chen 2020",
    )


def _runs(new: NDArray[np.int64], run_length: int) -> NDArray[np.int64]:
    """Return the new codes in the run after group 1, 2, ... as long as the run is complete."""
    found = np.cumsum(new)
    return found[run_length:] - found[:-run_length]


def _check_run(run_length: int) -> None:
    if as_count(run_length, "run_length") == 0:
        raise ValueError("run_length is 1 or more, got 0")


def _too_few_groups(groups: int, base_size: int, run_length: int) -> Text:
    return Text(
        "Nasycenia względem pierwszych grup nie da się policzyć: potrzeba co najmniej "
        f"{base_size + run_length} grup (podstawa {base_size}, kolejne {run_length}) i kodów w "
        f"podstawie; liczba grup: {groups}. Podaj krzywą nasycenia albo zmniejsz podstawę.",
        "Saturation relative to the first groups cannot be computed: it needs at least "
        f"{base_size + run_length} groups (base {base_size}, further {run_length}) and codes in "
        f"the base; number of groups: {groups}. Give the saturation curve, or a smaller base.",
    )
