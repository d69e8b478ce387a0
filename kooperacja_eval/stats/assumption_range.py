"""The range of one number over everything that had to be assumed to compute it.

The border: named assumptions with named options and a function of the options chosen in, all values
and what moves them out. It is the same function that computes the number in the report; nothing is
drawn at random, and options are not weighed against each other by how likely they are.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

MAX_COMBINATIONS = 10_000
"""More combinations are a mistake in the options, not a range that anybody can read."""

MIN_OPTIONS = 2
"""An assumption without an alternative changes nothing."""

TIE = 1e-12
"""Share of the largest value below which a difference of two values is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """One option of each assumption, in the order of the assumptions, and the value they give."""

    options: tuple[str, ...]
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAssumption:
    """The value with one assumption changed and all others at their default; shift from there."""

    assumption: str
    option: str
    value: float
    shift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionEffect:
    """How much of the range and of the variance of a value is due to one assumption, unrounded.

    one_at_a_time is its largest less its smallest value with all others at their default, and
    share_of_range that over the whole range. first_order is the share of the variance over all
    combinations that the assumption explains alone, total_order the share in which it takes part.
    The three shares are None where the value is the same in all combinations; those of the range
    need not add up to 1, those of first order add up to 1 less the interactions.
    """

    assumption: str
    one_at_a_time: float
    share_of_range: float | None
    first_order: float | None
    total_order: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionRange:
    """A value under every combination of assumptions, unrounded.

    combinations are in the order of the options, the last assumption changing fastest; the first is
    the default. smallest_options and largest_options name all combinations that give the smallest
    and the largest value, ties included.
    """

    assumptions: tuple[str, ...]
    default: float
    smallest: float
    largest: float
    default_options: tuple[str, ...]
    smallest_options: tuple[tuple[str, ...], ...]
    largest_options: tuple[tuple[str, ...], ...]
    combinations: tuple[Combination, ...]
    changed: tuple[ChangedAssumption, ...]
    effects: tuple[AssumptionEffect, ...]
    n_combinations: int
    method: Literal["full_factorial"]


def assumption_range(
    assumptions: Mapping[str, Sequence[str]],
    value_of: Callable[[Mapping[str, str]], float],
) -> AssumptionRange:
    r"""Compute a value under every combination of assumptions.

    Parameters
    ----------
    assumptions : mapping of str to sequence of str
        The options of each assumption, two or more, the default first.
    value_of : callable
        Takes the option chosen for each assumption and returns the value; called once for each
        combination. It has to return the same for the same options.

    Returns
    -------
    AssumptionRange
        In the unit of the value.

    Raises
    ------
    InsufficientDataError
        If the value of a combination is nan or infinite, or the function itself raises it.
    TypeError, ValueError
        If there is no assumption, an assumption has fewer than two options, a name is empty or
        doubled, there are more than 10,000 combinations, or a value is not a real number.

    Notes
    -----
    With Y the value over all combinations, each counted once,

    .. math:: S_j = \frac{Var(E[Y \mid A_j])}{Var(Y)}, \qquad
              T_j = 1 - \frac{Var(E[Y \mid A_{-j}])}{Var(Y)}

    exactly, not from a sample: the sums of squares of an analysis of variance of the full factorial
    over their total, of the main effect and of all effects in which j takes part. They say what
    matters among the options listed; they are no probabilities. Source: A. Saltelli et al., Global
    Sensitivity Analysis: The Primer, Wiley 2008, chapter 4, doi:10.1002/9780470725184.

    Examples
    --------
    >>> families = {"started": 172, "completed": 140}
    >>> shared = {"none": 0, "included": 860_000}
    >>> result = assumption_range(
    ...     {"denominator": list(families), "shared": list(shared)},
    ...     lambda chosen: (1_720_000 + shared[chosen["shared"]]) / families[chosen["denominator"]])
    >>> result.default, round(result.largest), result.largest_options
    (10000.0, 18429, (('completed', 'included'),))
    >>> [round(effect.first_order, 3) for effect in result.effects]
    [0.207, 0.785]
    """
    names, options = _checked(assumptions)
    chosen = list(itertools.product(*options))
    values = np.array([_value(value_of, names, one) for one in chosen])
    table = values.reshape([len(one) for one in options])
    smallest, largest = float(values.min()), float(values.max())
    tie = TIE * float(np.max(np.abs(values)))
    if largest - smallest <= tie:
        table = np.full_like(table, values[0])
    return AssumptionRange(
        assumptions=names,
        default=float(values[0]),
        smallest=smallest,
        largest=largest,
        default_options=chosen[0],
        smallest_options=_where(chosen, values <= smallest + tie),
        largest_options=_where(chosen, values >= largest - tie),
        combinations=tuple(
            Combination(options=one, value=float(value))
            for one, value in zip(chosen, values, strict=True)
        ),
        changed=tuple(_changed(table, names, options)),
        effects=tuple(_effect(table, axis, name) for axis, name in enumerate(names)),
        n_combinations=len(chosen),
        method="full_factorial",
    )


def _changed(
    table: NDArray[np.float64], names: tuple[str, ...], options: list[tuple[str, ...]]
) -> list[ChangedAssumption]:
    default = float(table.flat[0])
    rows = []
    for axis, name in enumerate(names):
        line = _line(table, axis)
        rows += [
            ChangedAssumption(
                assumption=name, option=option, value=float(value), shift=float(value) - default
            )
            for option, value in zip(options[axis][1:], line[1:], strict=True)
        ]
    return rows


def _effect(table: NDArray[np.float64], axis: int, name: str) -> AssumptionEffect:
    alone, whole = float(np.ptp(_line(table, axis))), float(np.ptp(table))
    if whole == 0:
        return AssumptionEffect(
            assumption=name,
            one_at_a_time=alone,
            share_of_range=None,
            first_order=None,
            total_order=None,
        )
    scaled = (table - table.flat[0]) / whole
    others = tuple(place for place in range(table.ndim) if place != axis)
    variance = float(np.var(scaled))
    return AssumptionEffect(
        assumption=name,
        one_at_a_time=alone,
        share_of_range=alone / whole,
        first_order=float(np.var(scaled.mean(axis=others))) / variance,
        total_order=float(np.mean(np.var(scaled, axis=axis))) / variance,
    )


def _line(table: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Return the values of the options of one assumption with all others at their default."""
    return np.moveaxis(table, axis, 0).reshape(table.shape[axis], -1)[:, 0]


def _where(chosen: list[tuple[str, ...]], which: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    return tuple(itertools.compress(chosen, which))


def _value(
    value_of: Callable[[Mapping[str, str]], float], names: tuple[str, ...], chosen: tuple[str, ...]
) -> float:
    value = value_of(dict(zip(names, chosen, strict=True)))
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"value_of returns a number, not {type(value).__name__}")
    if not math.isfinite(value):
        listed = ", ".join(f"{name}: {one}" for name, one in zip(names, chosen, strict=True))
        raise InsufficientDataError(_undefined(listed))
    return float(value)


def _checked(
    assumptions: Mapping[str, Sequence[str]],
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    names = tuple(assumptions)
    _check_names(names, "assumptions", at_least=1)
    for name in names:
        if isinstance(assumptions[name], str):
            raise TypeError(f"options of {name!r} are a sequence of names, not one text")
        _check_names(tuple(assumptions[name]), f"options of {name!r}", at_least=MIN_OPTIONS)
    options = [tuple(assumptions[name]) for name in names]
    n_combinations = math.prod(len(one) for one in options)
    if n_combinations > MAX_COMBINATIONS:
        raise ValueError(f"{n_combinations} combinations, at most {MAX_COMBINATIONS} are computed")
    return names, options


def _check_names(names: tuple[str, ...], what: str, *, at_least: int) -> None:
    if not all(isinstance(name, str) for name in names):
        raise TypeError(f"{what} have texts for names")
    if len(names) < at_least or len(set(names)) < len(names) or not all(names):
        raise ValueError(f"{what} are {at_least} or more names, none empty or doubled: {names}")


def _undefined(listed: str) -> Text:
    return Text(
        f"Wartość jest nieokreślona przy tych założeniach: {listed}. Usuń tę możliwość z listy "
        "albo sprawdź, czy dane są kompletne.",
        f"The value is undefined under these assumptions: {listed}. Take this option off the list, "
        "or check that the data are complete.",
    )
