"""Services of families: what became of them, by month and at the end, and in which mode.

The border: shares of services; what was needed and not given belongs to ``families_gap``.
"""

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_services_course import STATES
from kooperacja_eval.indicators.families_services_tally import Monthly, service_share, tally_rows
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Ints
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.schemas.codes import MODES


def service_status_share(data: StudyData, place: Place) -> list[Value]:
    """Services of families and persons by status, at the end and by month.

    Numerator, denominator and number missing count services, ``n`` the families behind them; rows
    that record a mere need are no services, services of groups do not count, a family that moved
    counts with its last team. Statuses at the end (the period of the whole test) are those
    recorded; in a macroregion by kind too. By month, in a macroregion: services
    planned or started by the end of the month and not ended before it; ``delivered`` means
    running or delivered. Services whose state in the month is not known are missing (see
    ``families_services_course.stretches``), and so is, in every month, a service without a day of
    plan or start. There are no months where no service has a start.
    """
    services, teams = data.services, data.teams_at(place)
    kinds = place.level == "macroregion"
    rows: list[Value] = []
    for name, tally in zip(STATES, services.states, strict=True):
        rows += tally_rows(tally, teams, name, data.period, kinds=kinds)
    if place.level == "macroregion":
        rows += _monthly(services.states_by_month, STATES, services.months, teams)
    return rows


def service_mode_share(data: StudyData, place: Place) -> list[Value]:
    """Services of families and persons that take or took place by mode, at the end and by month.

    Who counts, and what the numbers are, as in ``service_status_share``; by month those running in
    it. The mode of a converted or resumed service is known from its change on only.
    """
    services, teams = data.services, data.teams_at(place)
    rows: list[Value] = []
    for name, tally in zip(MODES.ids, services.modes, strict=True):
        rows += tally_rows(tally, teams, name, data.period, kinds=place.level == "macroregion")
    if place.level == "macroregion":
        rows += _monthly(services.modes_by_month, MODES.ids, services.months, teams)
    return rows


def _monthly(found: Monthly, groups: tuple[str, ...], months: Ints, teams: Ints) -> list[Value]:
    hits = found.hits[teams]
    trials = hits.sum(axis=1)
    families, missing = found.families[teams].sum(axis=0), found.missing[teams].sum(axis=0)
    return [
        service_share(
            hits[:, code, at],
            trials[:, at],
            families=int(families[at]),
            missing=int(missing[at]),
            group=group,
            period=str(month),
        )
        for code, group in enumerate(groups)
        for at, month in enumerate(months.astype("datetime64[M]").astype(np.str_).tolist())
    ]
