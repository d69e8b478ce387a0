"""Counts of services by team, and the shares that are made of them.

The border: what is counted is decided by ``families_services_data`` and ``families_gap_needs``.
"""

from dataclasses import dataclass, replace
from typing import Final

from kooperacja_eval.indicators.units import Ints
from kooperacja_eval.indicators.values import Value, clustered_share, counted_share
from kooperacja_eval.schemas.codes import SERVICE_KINDS

KINDS: Final = SERVICE_KINDS.ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Services counted and all of which it is known, by team and kind.

    Attributes
    ----------
    hits, trials, missing, families : NDArray[np.int64], shape (teams, kinds)
        Counted; known; not known; families behind the known.
    all_families : NDArray[np.int64], shape (teams,)
        Families behind the known of any kind: a family with two kinds stands here once.
    """

    hits: Ints
    trials: Ints
    missing: Ints
    families: Ints
    all_families: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """Services by month: counted by code, not known, and families behind the known.

    Attributes
    ----------
    hits : NDArray[np.int64], shape (teams, codes, months)
    missing, families : NDArray[np.int64], shape (teams, months)
    """

    hits: Ints
    missing: Ints
    families: Ints


def service_share(
    hits: Ints, trials: Ints, *, families: int, missing: int, group: str, period: str
) -> Value:
    """Return a share of services with the interval that respects teams.

    Parameters
    ----------
    hits, trials : NDArray[np.int64], shape (teams,)
        Services of each team.
    families : int
        Families behind the services; it stands in ``n``.
    missing : int
        Services of which it is not known.
    group, period : str
        As in ``Value``.

    Returns
    -------
    Value
        Without an interval (method ``share``) where the teams do not allow one, as for none or all
        of the services; ``insufficient`` where there is no service.
    """
    row = clustered_share(hits, trials, n_missing=missing, group=group, period=period)
    if row.value is None:
        row = counted_share(
            int(hits.sum()), int(trials.sum()), n_missing=missing, group=group, period=period
        )
    return replace(row, n=families)


def tally_rows(tally: Tally, teams: Ints, group: str, period: str, *, kinds: bool) -> list[Value]:
    """Return the share of a tally in a place: of all services and, if asked, of each kind."""
    here = (tally.hits[teams], tally.trials[teams], tally.missing[teams])
    rows = [
        service_share(
            here[0].sum(axis=1),
            here[1].sum(axis=1),
            families=int(tally.all_families[teams].sum()),
            missing=int(here[2].sum()),
            group=group,
            period=period,
        )
    ]
    for number, kind in enumerate(KINDS if kinds else ()):
        rows.append(
            service_share(
                here[0][:, number],
                here[1][:, number],
                families=int(tally.families[teams, number].sum()),
                missing=int(here[2][:, number].sum()),
                group=f"{group}/kind:{kind}",
                period=period,
            )
        )
    return rows
