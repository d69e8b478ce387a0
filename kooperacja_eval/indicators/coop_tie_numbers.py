"""Numbers of one team's network in one wave, as rows of indicators without a place.

The border: numbers come from ``stats``; over several teams they are averaged by ``coop_ties``.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_networks import TeamNetwork
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.network_centralisation import Degree, degree_centralisation
from kooperacja_eval.stats.network_structure import density, reciprocity
from kooperacja_eval.stats.proportions import wilson_interval
from kooperacja_eval.stats.tie_dyads import dyad_discrepancies
from kooperacja_eval.stats.tie_levels import mean_tie_level, tie_levels
from kooperacja_eval.stats.tie_matrix import TieNetwork, tie_network
from kooperacja_eval.stats.trust_value import partner_scores

THRESHOLDS: Final = (1, 3)
"""Levels from which a tie counts: any contact, and working together on something."""
DEGREES: Final[Mapping[str, Degree]] = {"degree": "undirected", "in": "in", "out": "out"}
BASES: Final = ("asked", "all")
"""Pairs that ties are counted among: asked and answered, or all."""
RATED: Final = (1.0, 4.0)
"""The scale of trust and value."""


def tie_response_share(network: TeamNetwork) -> list[Value]:
    """Members that gave a level among the members asked."""
    asked = int(network.asked.sum())
    answered = int((network.responded & network.asked).sum())
    interval = wilson_interval(answered, asked)
    return [
        Value(
            method="wilson",
            numerator=float(answered),
            denominator=float(asked),
            value=answered / asked,
            ci_low=interval.ci_low,
            ci_high=interval.ci_high,
            n=asked,
        )
    ]


def tie_level_mean(network: TeamNetwork) -> list[Value]:
    """Mean level over all answers; the group names the scale."""
    described = tie_levels(network.levels, network.responded, highest=network.highest)
    total = sum(level * number for level, number in enumerate(described.level_counts))
    row = Value(
        method="mean",
        numerator=float(total),
        denominator=float(described.n_ties),
        value=described.mean,
        n=described.n_ties,
        n_missing=described.n_dropped,
        group=network.scale,
    )
    try:
        found = mean_tie_level(network.levels, network.responded, highest=network.highest)
    except InsufficientDataError:
        return [row]
    return [replace(row, method=found.method, ci_low=found.ci_low, ci_high=found.ci_high)]


def tie_level_share(network: TeamNetwork) -> list[Value]:
    """Share of answers at each level; the group names scale and level."""
    described = tie_levels(network.levels, network.responded, highest=network.highest)
    return [
        _share(
            number,
            described.n_ties,
            described.n_dropped,
            f"{network.scale}|{level}",
        )
        for level, number in enumerate(described.level_counts)
    ]


def dyad_discrepancy(network: TeamNetwork) -> list[Value]:
    """Mean difference of the two levels of a pair, over pairs of which both answered."""
    found = dyad_discrepancies(network.levels, network.responded, highest=network.highest)
    return [
        Value(
            method="mean",
            numerator=float(found.discrepancies.sum()),
            denominator=float(found.n_dyads),
            value=found.mean,
            n=found.n_dyads,
            n_missing=found.n_undefined,
        )
    ]


def network_density(network: TeamNetwork) -> list[Value]:
    """Ties among the pairs asked and answered, and among all pairs."""
    rows = []
    for threshold in THRESHOLDS:
        found = density(_ties(network, threshold))
        unknown = found.n_all - found.n_asked
        rows.append(_share(found.n_ties, found.n_asked, unknown, f"asked|{threshold}"))
        rows.append(_share(found.n_ties, found.n_all, unknown, f"all|{threshold}"))
    return rows


def network_reciprocity(network: TeamNetwork) -> list[Value]:
    """Ties that are returned, among the ties of pairs of which both answered."""
    rows = []
    for threshold in THRESHOLDS:
        group = str(threshold)
        ties = _ties(network, threshold)
        try:
            found = reciprocity(ties)
        except InsufficientDataError:
            rows.append(_undefined("share", group))
            continue
        rows.append(_share(found.numerator, found.denominator, found.n_undefined, group))
    return rows


def network_centralisation(network: TeamNetwork) -> list[Value]:
    """How far ties gather on one member, after Freeman; who did not answer is left out."""
    ties = _ties(network, THRESHOLDS[-1])
    rows = []
    for name, degree in DEGREES.items():
        group = f"{name}|{THRESHOLDS[-1]}"
        try:
            found = degree_centralisation(ties, degree=degree, unknown="no_tie")
        except InsufficientDataError:
            rows.append(_undefined(_freeman(name), group))
            continue
        rows.append(
            Value(
                method=found.method,
                numerator=float(found.numerator),
                denominator=float(found.denominator),
                value=found.estimate,
                n=found.n_entities,
                n_missing=found.n_left_out,
                group=group,
            )
        )
    return rows


def trust_mean(network: TeamNetwork) -> list[Value]:
    """Mean over rated members of the mean trust that others give them."""
    return _rated(network, "trust")


def value_mean(network: TeamNetwork) -> list[Value]:
    """Mean over rated members of the mean value that others give them."""
    return _rated(network, "value")


NUMBERS: Final[Mapping[str, Callable[[TeamNetwork], list[Value]]]] = {
    "tie_response_share": tie_response_share,
    "tie_level_mean": tie_level_mean,
    "tie_level_share": tie_level_share,
    "dyad_discrepancy": dyad_discrepancy,
    "network_density": network_density,
    "network_reciprocity": network_reciprocity,
    "network_centralisation": network_centralisation,
    "trust_mean": trust_mean,
    "value_mean": value_mean,
}
"""What is computed of each network, by indicator."""


def numbers_of(network: TeamNetwork, indicator: str) -> list[Value]:
    """Return the rows of one indicator, with their wave; where undefined, the same rows say so."""
    try:
        rows = NUMBERS[indicator](network)
    except InsufficientDataError:
        rows = [_undefined(method, group) for method, group in _expected(network, indicator)]
    return [replace(row, wave=network.wave) for row in rows]


def _expected(network: TeamNetwork, indicator: str) -> list[tuple[str, str | None]]:
    """Return method and group of each row that an indicator has where it is defined."""
    match indicator:
        case "tie_level_mean":
            return [("mean", network.scale)]
        case "tie_level_share":
            levels = range(network.highest + 1)
            return [("share", f"{network.scale}|{level}") for level in levels]
        case "network_density":
            return [("share", f"{base}|{level}") for level in THRESHOLDS for base in BASES]
        case "network_reciprocity":
            return [("share", str(threshold)) for threshold in THRESHOLDS]
        case "network_centralisation":
            return [(_freeman(name), f"{name}|{THRESHOLDS[-1]}") for name in DEGREES]
        case _:
            return [("mean", None)]


def _ties(network: TeamNetwork, threshold: int) -> TieNetwork:
    return tie_network(
        network.levels, network.responded, threshold=threshold, highest=network.highest
    )


def _rated(network: TeamNetwork, what: str) -> list[Value]:
    ratings = network.trust if what == "trust" else network.value
    found = partner_scores(ratings[:, :, None], lowest=int(RATED[0]), highest=int(RATED[1]))
    return [
        Value(
            method="mean",
            numerator=float(found.scores.sum()),
            denominator=float(found.scores.size),
            value=found.network_mean,
            n=int(found.scores.size),
            n_missing=found.n_unrated,
        )
    ]


def _share(hits: int, total: int, n_missing: int, group: str) -> Value:
    """Return a share of the ties of one team: a full count of what was said."""
    return Value(
        method="share",
        numerator=float(hits),
        denominator=float(total),
        value=hits / total,
        n=total,
        n_missing=n_missing,
        group=group,
    )


def _freeman(degree: str) -> str:
    """Return the method of a centralisation; a pair is tied where either side says so."""
    return "freeman_either" if degree == "degree" else f"freeman_{degree}"


def _undefined(method: str, group: str | None) -> Value:
    return Value(method=method, group=group, status="insufficient")
