"""How far coders of focus groups agree, by code and unit, and on all codes together.

The border: which decisions count here; coefficients are those of ``stats``. Decisions on
characters, sentences and segments of a document are not independent of each other, so that these
coefficients have no interval; those of single codes on documents have one, and unitised alphas of
all codes that of resampled documents.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final, Literal, get_args

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.fgi_data import Bools, FocusGroupData, Ints
from kooperacja_eval.indicators.fgi_unitised import unitised
from kooperacja_eval.indicators.fgi_units import UNITS, Decisions, Unit, decisions
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.chance_corrected import Coefficient, RatedUnits, estimate, spread
from kooperacja_eval.stats.kappa import cohen_kappa_table
from kooperacja_eval.stats.proportions import wilson_interval

Coverage = Literal["all_text", "coded_text"]
COVERAGES: tuple[Coverage, ...] = get_args(Coverage)

ALL: Final = "all"
"""Stands for the code of all codes together."""
COEFFICIENTS: Final[dict[str, Coefficient]] = {
    "krippendorff_nominal": "krippendorff",
    "gwet_ac1": "gwet",
    "percent_agreement": "percent_agreement",
}
CONFIDENCE: Final = 0.95
MOST_USED: Final = 20
"""Codes with none below them that have rows by themselves: the most frequent by documents."""
_TWO: Final = 2

Interval = tuple[float, float | None, float | None]
"""A value and the ends of its interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Yes and no of all coders on one code, or on several codes one after the other.

    Attributes
    ----------
    patterns : NDArray[np.int64], shape (patterns, 2)
        How many coders say no and yes.
    times : NDArray[np.int64], shape (patterns,)
        On how many units.
    tables : NDArray[np.int64], shape (pairs, 2, 2)
        Units by what the first and the second coder of each pair say.
    independent : bool
        Whether units are taken as independent, so that there is an interval.
    """

    patterns: Ints
    times: Ints
    tables: Ints
    independent: bool


def coder_agreement(data: StudyData, place: Place) -> list[Value]:
    """Agreement of coders on documents that two or more coded, by round and in all.

    A coder without any coding in a document did not code it. Rows: every code with others below it
    (which count as it) and the 20 others that occur in most documents of the study, where somebody
    used them in such documents of the round; and all given codes together, not just these,
    decision by decision (unit by code). ``coded_text``: only units that some coder gave some code
    to; for documents these are all. ``cohen_kappa`` of more coders than two is the mean of pairs
    for which it is defined, without an interval. n is the number of units, of decisions in
    ``all``. ``unitised_u`` stands under characters of all text, ``unitised_cu`` of all codes under
    characters of coded text, see ``fgi_unitised``.
    """
    groups, values = data.focus_groups, list[Value]()
    inside = groups.inside(place)
    for wave in (*groups.waves, None):
        rows = inside if wave is None else inside & (groups.wave == wave)
        for unit, coverage in product(UNITS, COVERAGES):
            values += _coefficients(groups, rows, unit, coverage, wave)
        values += unitised(groups, rows, reported(groups), wave)
    return values


def reported(groups: FocusGroupData) -> Bools:
    """Return which named codes have rows: all with others below, and the most used of the rest.

    Parameters
    ----------
    groups : FocusGroupData
        Documents and codes; of codes in as many documents the first by identifier is taken.
    """
    parents = {line[1] for line in groups.above.values() if len(line) > 1}
    branch = np.array([name in parents for name in groups.named], dtype=bool)
    documents = groups.document_codes.sum(axis=0)
    ranked = np.argsort(-documents, kind="stable")
    chosen = branch.copy()
    chosen[ranked[~branch[ranked]][:MOST_USED]] = True
    return chosen


def _coefficients(
    groups: FocusGroupData, rows: Bools, unit: Unit, coverage: Coverage, wave: str | None
) -> Iterator[Value]:
    found = _chosen(decisions(groups, unit), rows, coverage)
    for code, agreed in _agreed(groups, found, independent=unit == "documents"):
        name, n = f"{code}|{unit}|{coverage}", int(agreed.times.sum())
        for method, coefficient in COEFFICIENTS.items():
            yield _value(method, _estimated(agreed, coefficient), n, name, wave)
        yield _value("cohen_kappa", _kappa(agreed), n, name, wave)


def _chosen(found: Decisions, rows: Bools, coverage: Coverage) -> Decisions:
    used = rows[found.document]
    if coverage == "coded_text":
        used = used & found.given.any(axis=(1, 2))
    return Decisions(
        document=found.document[used],
        weight=found.weight[used],
        rated=found.rated[used],
        given=found.given[used],
    )


def _agreed(
    groups: FocusGroupData, found: Decisions, *, independent: bool
) -> Iterator[tuple[str, Agreed]]:
    """Count the decisions on all codes together, then on each code that was used."""
    used = np.flatnonzero(found.given.any(axis=(0, 1)))
    if not used.size:
        return
    each = [_counted(found, found.given[:, :, code], independent=False) for code in used]
    yield (
        ALL,
        Agreed(
            patterns=each[0].patterns,
            times=np.sum([one.times for one in each], axis=0),
            tables=np.sum([one.tables for one in each], axis=0),
            independent=False,
        ),
    )
    branches = groups.branches(found.given)
    for column in np.flatnonzero(branches.any(axis=(0, 1)) & reported(groups)):
        yield groups.named[column], _counted(found, branches[:, :, column], independent=independent)


def _counted(found: Decisions, yes: Bools, *, independent: bool) -> Agreed:
    """Count units by how many coders say no and yes, and by what each two coders say."""
    coders = yes.shape[1]
    n_yes, n_rated = yes.sum(axis=1), found.rated.sum(axis=1)
    size = coders + 1
    times = np.bincount(n_rated * size + n_yes, weights=found.weight, minlength=size**2)
    rated, said = np.divmod(np.arange(size**2), size)
    tables = []
    for one, other in combinations(range(coders), 2):
        both = found.rated[:, one] & found.rated[:, other]
        cells = 2 * yes[both, one] + yes[both, other]
        counts = np.bincount(cells, weights=found.weight[both], minlength=4)
        tables.append(counts.reshape(2, 2))
    possible = said <= rated
    return Agreed(
        patterns=np.column_stack([rated - said, said])[possible],
        times=times[possible].astype(np.int64),
        tables=np.array(tables).astype(np.int64),
        independent=independent,
    )


def _estimated(agreed: Agreed, coefficient: Coefficient) -> Interval | None:
    units = RatedUnits(
        counts=agreed.patterns,
        frequencies=agreed.times,
        positions=None,
        n_coders=int(agreed.patterns.max()),
    )
    try:
        found = estimate(units, np.eye(2), coefficient)
    except InsufficientDataError:
        return None
    if not agreed.independent:
        return found.coefficient, None, None
    if coefficient == "percent_agreement":
        return _share(agreed, found.coefficient)
    _, low, high, _ = spread(found, confidence_level=CONFIDENCE, per_unit=True)
    return found.coefficient, low, high


def _share(agreed: Agreed, share: float) -> Interval:
    """Return the share with Wilson's interval, none where more than two coders rated a unit."""
    met = agreed.times > 0
    patterns, times = agreed.patterns[met], agreed.times[met]
    if np.any(patterns.sum(axis=1) != _TWO):
        return share, None, None
    alike = int(times[patterns.min(axis=1) == 0].sum())
    found = wilson_interval(alike, int(times.sum()))
    return share, found.ci_low, found.ci_high


def _kappa(agreed: Agreed) -> Interval | None:
    """Return Cohen's kappa, of several pairs of coders the mean (Light)."""
    compared = [table for table in agreed.tables if table.any()]
    found = []
    for table in compared:
        try:
            found.append(cohen_kappa_table(table))
        except InsufficientDataError:
            continue
    if not found:
        return None
    value = float(np.mean([one.kappa for one in found]))
    if len(compared) > 1 or not agreed.independent:
        return value, None, None
    return value, found[0].ci_low, found[0].ci_high


def _value(method: str, found: Interval | None, n: int, group: str, wave: str | None) -> Value:
    return Value(
        method=method,
        value=found[0] if found else None,
        ci_low=found[1] if found else None,
        ci_high=found[2] if found else None,
        n=n,
        group=group,
        wave=wave,
        status="ok" if found else "insufficient",
    )
