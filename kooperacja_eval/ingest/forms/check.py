"""What the tables of a study say about its forms: teams, months, meetings that fit them."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kooperacja_eval.ingest.forms import messages
from kooperacja_eval.ingest.forms.model import FormsGathered, ReadForm
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Period

Tables = Mapping[str, pd.DataFrame]


def check_forms(forms: FormsGathered, tables: Tables, period: Period) -> list[Problem]:
    """Check monthly forms against the study and its tables.

    Parameters
    ----------
    forms : FormsGathered
        The forms.
    tables : mapping of str to pandas.DataFrame
        Typed tables; without the register of teams its rules are passed over.
    period : Period
        The period of the study.

    Returns
    -------
    list of Problem
        Errors: unknown team, month outside the period, several forms of one team and month,
        meetings of another month. Warnings: months in which the team was not at work, attendance at
        meetings that the form does not have.
    """
    if not forms.forms:
        return []
    monthly = [form for form in forms.forms if form.identity.month is not None]
    problems = list(_twice(monthly))
    problems += _outside(monthly, period)
    if "pzk" in tables:
        problems += _teams(monthly, tables["pzk"])
    if "meetings" in tables:
        problems += _days(forms, tables["meetings"])
        if "attendance" in tables:
            problems += _attended(forms, tables["attendance"], tables["meetings"])
    return problems


def _twice(forms: Sequence[ReadForm]) -> Iterator[Problem]:
    alike: dict[tuple[str, object], list[ReadForm]] = {}
    for form in forms:
        if form.identity.pzk_id:
            alike.setdefault((form.identity.pzk_id, form.identity.month), []).append(form)
    for several in alike.values():
        for form in several if len(several) > 1 else ():
            others = ", ".join(other.file for other in several if other is not form)
            place = form.identity.month_place
            yield form.problem("form_twice", messages.same_month(others), place)


def _outside(forms: Sequence[ReadForm], period: Period) -> Iterator[Problem]:
    first, last = period.first.replace(day=1), period.last
    for form in forms:
        month = form.identity.month
        if month is not None and not first <= month <= last:
            place = form.identity.month_place
            yield form.problem("month_outside_study", messages.OUTSIDE_PERIOD, place)


def _teams(forms: Sequence[ReadForm], pzk: pd.DataFrame) -> Iterator[Problem]:
    known = pzk.dropna(subset=["pzk_id"]).drop_duplicates("pzk_id").set_index("pzk_id")
    first = known["started_on"].dt.to_period("M")
    last = known["ended_on"].dt.to_period("M")
    for form in forms:
        team, place = form.identity.pzk_id, form.identity.pzk_place
        if not team:
            continue
        if team not in known.index:
            yield form.problem("unknown_team", messages.UNKNOWN_TEAM, place)
            continue
        month = pd.Period(str(form.identity.month), freq="M")
        if month < first[team] or month > last[team]:
            place = form.identity.month_place
            yield form.problem("team_not_at_work", messages.NOT_AT_WORK, place, severity="warning")


def _days(forms: FormsGathered, meetings: pd.DataFrame) -> list[Problem]:
    month = pd.to_datetime(meetings["source_file"].map(forms.months))
    held = meetings["held_on"]
    other = held.notna() & month.notna() & (held.dt.to_period("M") != month.dt.to_period("M"))
    return problems_at(
        TABLES["meetings"], meetings[other], "held_on", "day_outside_month", messages.DAY_OUTSIDE
    )


def _attended(
    forms: FormsGathered, attendance: pd.DataFrame, meetings: pd.DataFrame
) -> list[Problem]:
    """Find attendance at a meeting that the study knows, but not from this form."""
    held, files = meetings.dropna(subset=["meeting_id"]), forms.months.keys()
    here = set(zip(held["source_file"], held["meeting_id"], strict=True))
    known = set(held["meeting_id"])
    pairs = zip(attendance["source_file"], attendance["meeting_id"], strict=True)
    other = [file in files and one in known and (file, one) not in here for file, one in pairs]
    rows = attendance[pd.Series(other, index=attendance.index, dtype=bool)]
    return problems_at(
        TABLES["attendance"], rows, "meeting_id", "meeting_of_other_form", messages.OTHER_MEETING,
        severity="warning",
    )  # fmt: skip
