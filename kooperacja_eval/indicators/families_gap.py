"""What families needed and did not get: services needed, on the list, delivered, missing.

The border: every row of the table of services is a need; what became of services by month belongs
to ``families_services``.
"""

from dataclasses import replace

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_gap_needs import MEASURES, Needs
from kooperacja_eval.indicators.families_services_tally import KINDS, service_share, tally_rows
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Ints
from kooperacja_eval.indicators.values import Value, counted_share


def service_gap(data: StudyData, place: Place) -> list[Value]:
    """Services that families and persons needed, by whether they were listed and delivered.

    Every row of the table is a need, ``need_only`` too; groups do not count, a family that moved
    counts with its last team. ``needed``: share of a kind in all needs, so that its numerator is
    the number of needs. Shares of needs: ``on_list``; ``delivered`` (delivered, resumed, converted
    or begun); ``not_delivered``; ``missing`` (neither delivered nor on the list);
    ``listed_not_delivered``. A need is missing from a share where what is recorded does not tell.
    ``n`` are families. In a macroregion and a voivodeship by kind too; in a team by kind and gmina
    of the family (its own, else the only one of its team, else ``unknown``).
    """
    needs, teams = data.needs, data.teams_at(place)
    kinds = place.level in {"macroregion", "voivodeship"}
    rows = _needed(needs, teams, data.period, kinds=kinds)
    for measure in MEASURES:
        rows += tally_rows(needs.tallies[measure], teams, measure, data.period, kinds=kinds)
    if place.level == "pzk":
        for measure in MEASURES:
            rows += _by_gmina(needs, int(teams[0]), measure, data.period)
    return rows


def _needed(needs: Needs, teams: Ints, period: str, *, kinds: bool) -> list[Value]:
    """Return how many needs there are, and the share of each kind in them."""
    trials = needs.all.trials[teams]
    whole, families = trials.sum(axis=1), int(needs.all.all_families[teams].sum())
    groups = [("needed", whole)]
    groups += [
        (f"needed/kind:{kind}", trials[:, at]) for at, kind in enumerate(KINDS if kinds else ())
    ]
    return [
        service_share(hits, whole, families=families, missing=0, group=group, period=period)
        for group, hits in groups
    ]


def _by_gmina(needs: Needs, team: int, measure: str, period: str) -> list[Value]:
    """Return the share of needs of a team's families by kind and gmina."""
    found = needs.by_gmina(team, measure)
    return [
        replace(
            counted_share(
                int(found.hits[at, number]),
                int(found.trials[at, number]),
                n_missing=int(found.missing[at, number]),
                group=f"{measure}|{kind}/gmina:{gmina}",
                period=period,
            ),
            n=int(found.families[at, number]),
        )
        for at, gmina in enumerate(found.gminas)
        for number, kind in enumerate(KINDS)
        if found.trials[at, number] + found.missing[at, number]
    ]
