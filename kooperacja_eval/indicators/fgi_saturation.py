"""How many distinct codes are found after one focus group, two, three.

The border: groups in the order in which they met; the curve is computed by ``stats.saturation``.
Saturation is of codes found, not of what they mean.
"""

from typing import Final

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.fgi_data import Bools, FocusGroupData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.saturation import new_codes_by_group, saturation_curve

SEED: Final = 20180901
"""Of the random orders of groups."""


def code_saturation(data: StudyData, place: Place) -> list[Value]:
    """Distinct codes after each number of groups of a round.

    ``ordered``: in the order of days (unknown last), then of identifiers. ``random``: the exact
    mean over all orders, with the band that holds 95 % of 1,000 random ones. Codes count as they
    were given, those above them do not. Documents that nobody coded are no groups and are counted
    as missing; n is the number of all groups.
    """
    groups, values = data.focus_groups, list[Value]()
    for wave in groups.waves:
        rows = groups.inside(place) & (groups.wave == wave)
        table = _given(groups)[rows]
        coded = table.any(axis=1)
        if coded.any():
            values += _curve(table[coded], int((~coded).sum()), wave)
    return values


def _given(groups: FocusGroupData) -> Bools:
    given = np.zeros((len(groups.documents), len(groups.given)), dtype=bool)
    given[groups.codings["document"], groups.codings["code"]] = True
    return given


def _curve(table: Bools, missing: int, wave: str) -> list[Value]:
    in_order = np.cumsum(new_codes_by_group(table))
    mixed = table[np.lexsort(table.T)]  # the band does not depend on the names of documents
    curve = saturation_curve(mixed, rng=np.random.default_rng(SEED))
    values = []
    for place, number in enumerate(in_order):
        name, n = f"{place + 1:02d}", len(table)
        mean = float(curve.exact_mean[place])
        low, high = float(curve.band_low[place]), float(curve.band_high[place])
        values += [
            Value(
                method="count", value=float(number), n=n, n_missing=missing,
                group=f"{name}|ordered", wave=wave,
            ),
            Value(
                method="random_orders", value=mean, ci_low=low, ci_high=high, n=n,
                n_missing=missing, group=f"{name}|random", wave=wave,
            ),
        ]  # fmt: skip
    return values
