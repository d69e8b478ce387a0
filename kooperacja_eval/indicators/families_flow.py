"""The flow of families from their report to the analysis, as a flow diagram of a trial counts it.

The border: numbers of families and persons at each point, with groups beside them; shares and
intervals belong to ``stages`` and ``families_completion``. The points follow the CONSORT statement
(Schulz, Altman, Moher, doi 10.1136/bmj.c332): who was reported, who got how far, who left and
why, who was analysed for what.
"""

from collections.abc import Iterator

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_exits import LEFT, counted_among
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.stages import UNTIL_END, known_stages, reached_stages
from kooperacja_eval.indicators.units import Bools, positions
from kooperacja_eval.indicators.values import Value, count

ENDS: tuple[str, ...] = ("completed", *LEFT, "ongoing")
"""What became of families, each in exactly one."""


def family_flow(data: StudyData, place: Place) -> list[Value]:
    """Numbers of families and persons at each point of their way, each beside all of them.

    ``families``: all. A stage (``reported`` to ``evaluated``): those that reached it, with its
    date on record (``reported/record:known``) or, without it, because a later stage has a date
    (``reported/record:inferred``). A completed family without the date of a stage and of every
    later one is missing there: it went the whole way, or the stage was left out, and the record
    does not say which; the others did not reach it. Then what became of all
    (``families/end:completed``), and who can be analysed: with an assessed goal, with a score of
    the diagnosis before and after, with services that go on. ``groups``: groups of persons, beside
    the families, never among them.
    """
    return [
        *_stages(data, place),
        *_ends(data, place),
        *_analysed(data, place),
        count(data.at(data.groups, place).size, group="groups", period=data.period),
    ]


def _stages(data: StudyData, place: Place) -> Iterator[Value]:
    everyone = np.ones(data.households.team.size, dtype=bool)
    yield _of_all(data, place, everyone, "families")
    completed = data.households.is_("outcome", "completed")
    rows = zip(UNTIL_END, known_stages(data), reached_stages(data), strict=True)
    for stage, known, reached in rows:
        unclear = completed & ~reached
        yield _of_all(data, place, reached, stage, unclear)
        yield _of_all(data, place, known, f"{stage}/record:known", unclear)
        yield _of_all(data, place, reached & ~known, f"{stage}/record:inferred", unclear)


def _ends(data: StudyData, place: Place) -> Iterator[Value]:
    units = data.households
    unknown = ~units.known("outcome")
    for end in ENDS:
        yield _of_all(data, place, units.is_("outcome", end), f"families/end:{end}", unknown)


def _analysed(data: StudyData, place: Place) -> Iterator[Value]:
    yield _of_table(data, place, "goals", "goals_assessed", "attained")
    for kind in ("pre", "post"):
        yield _of_table(data, place, "diagnoses", f"diagnosis_{kind}", "score", kind)
    units = data.households
    until, ended = units.days("services_until"), units.days("ended_on")
    undecided = ~np.isnat(until) & np.isnat(ended)
    yield _of_all(data, place, until > ended, "services_continuing", undecided)


def _of_table(
    data: StudyData, place: Place, table: str, group: str, column: str, kind: str | None = None
) -> Value:
    """Count families with at least one known number in a table; undefined without the table."""
    if table not in data.tables:
        return Value(method="count", group=group, period=data.period, status="insufficient")
    rows = data.tables[table]
    if kind is not None:
        rows = rows[rows["kind"] == kind]
    family = positions(
        rows.loc[rows[column].notna(), "family_id"], data.households.frame["family_id"]
    )
    there = np.zeros(data.households.team.size, dtype=bool)
    there[family[family >= 0]] = True
    return _of_all(data, place, there, group)


def _of_all(
    data: StudyData, place: Place, counted: Bools, group: str, missing: Bools | None = None
) -> Value:
    """Return a number of families beside that of all families of the place."""
    inside = data.at(data.households, place)
    lacking = 0 if missing is None else int(np.count_nonzero(missing[inside]))
    everyone = np.ones(inside.size, dtype=bool)
    return counted_among(counted[inside], everyone, lacking, group, data.period)
