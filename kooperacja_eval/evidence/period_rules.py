"""Rules that find periods which do not fit: outside the project, lengths, months of the studies."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from kooperacja_eval.evidence import wording
from kooperacja_eval.evidence.figures import Figure, Record
from kooperacja_eval.evidence.labels import figure_label, group_label, place_label
from kooperacja_eval.evidence.pair import Disagreement, Statement
from kooperacja_eval.text import Text

INSIDE_PROJECT: Final = (
    "milestone_period",
    "test_period",
    "pzk_cooperation_period",
    "fgi_period",
    "ex_ante_period",
    "ex_post_period",
)
"""Periods of what the project does, which cannot lie outside the project."""
STUDIES: Mapping[str, str] = {"ex_ante_period": "ex-ante", "ex_post_period": "ex-post"}
"""Period of a study to its step in the schedules."""
MEAN_LENGTHS: Final = frozenset({"cooperation_months"})


def outside_the_project(record: Record) -> list[Disagreement]:
    """Find periods that begin before the project or end after it."""
    found = []
    for kind in INSIDE_PROJECT:
        for project, figure in record.pairs("project_period", kind):
            if project.period is not None and figure.period is not None:
                remark = _outside(project.period, figure.period)
                if remark is not None:
                    found.append(
                        Disagreement(
                            kind="outside_the_project",
                            topic=_topic(figure),
                            a=_to_the_day(project, figure_label("project_period")),
                            b=_to_the_day(figure, figure_label(kind)),
                            difference=remark,
                            macroregion=figure.macroregion,
                            voivodeship=figure.voivodeship,
                        )
                    )
    return found


def lengths_of_periods(record: Record) -> list[Disagreement]:
    """Find lengths in months that are not the whole months of their period.

    The period is that of the row itself or, for ``x_months``, that of ``x_period`` in the same
    document, place and group.
    """
    found = []
    for figure in record.figures:
        if figure.unit != "months" or figure.value is None:
            continue
        for source in [figure] if figure.period else _periods(record, figure):
            if source.period is not None:
                months = wording.whole_months(*source.period)
                if months != figure.value:
                    found.append(_length(figure, source, source.period, months))
    return found


def months_of_studies(record: Record) -> list[Disagreement]:
    """Find studies whose months in the text differ from those in the realised schedule."""
    found = []
    for kind, step in STUDIES.items():
        for figure in record.of(kind):
            if figure.period is None:
                continue
            stated = range(*(wording.month_number(day) for day in figure.period))
            months = frozenset([*stated, wording.month_number(figure.period[1])])
            for row in record.steps:
                if (row.step, row.version) == (step, "realised") and row.calendar != months:
                    shown = wording.months(min(row.calendar), max(row.calendar))
                    found.append(
                        Disagreement(
                            kind="months_of_study",
                            topic=figure_label(kind),
                            a=_stated(figure),
                            b=Statement(
                                text=Text(
                                    f"harmonogram zrealizowany: {shown.pl}",
                                    f"realised schedule: {shown.en}",
                                ),
                                document=row.document,
                                quote=row.quote,
                            ),
                            difference=_overlap(len(months), len(row.calendar)),
                            macroregion=figure.macroregion,
                        )
                    )
    return found


def months_before_ex_post(record: Record) -> list[Disagreement]:
    """Find teams that worked longer before the ex-post study than the most that is stated.

    Counted from the last day on which the first teams can have begun: at least so many months.
    """
    found = []
    for most, start in record.pairs("pzk_months_before_ex_post", "pzk_first_start"):
        for study in record.of("ex_post_period"):
            days = (start.last, study.first)
            if most.group != "max" or most.value is None or None in days:
                continue
            months = _between(*days)
            if study.macroregion == most.macroregion and months > most.value:
                found.append(_before(most, start, months))
    return found


def _between(first: date | None, after: date | None) -> int:
    """Return the whole months from one day until the day before another."""
    if first is None or after is None:
        return 0
    return wording.whole_months(first, date.fromordinal(after.toordinal() - 1))


def _topic(figure: Figure) -> Text:
    parts = [figure_label(figure.indicator_id)]
    if figure.voivodeship is not None:
        parts.append(place_label(figure.macroregion, figure.voivodeship))
    if figure.group is not None:
        parts.append(group_label(figure.group))
    return wording.listed(parts)


def _stated(figure: Figure) -> Statement:
    days = Text("", "") if figure.period is None else wording.days(*figure.period)
    return Statement(text=days, document=figure.document, quote=figure.quote)


def _to_the_day(figure: Figure, label: Text) -> Statement:
    days = Text("", "")
    if figure.period is not None:
        days = wording.span(*(wording.day(day) for day in figure.period))
    text = Text(f"{label.pl}: {days.pl}", f"{label.en}: {days.en}")
    return Statement(text=text, document=figure.document, quote=figure.quote)


def _outside(project: tuple[date, date], period: tuple[date, date]) -> Text | None:
    early, late = (project[0] - period[0]).days, (period[1] - project[1]).days
    remarks = []
    if early > 0:
        n = wording.in_days(early)
        remarks.append(
            Text(
                f"Zaczyna się {n.pl} przed początkiem projektu.",
                f"Begins {n.en} before the project.",
            )
        )
    if late > 0:
        n = wording.in_days(late)
        remarks.append(
            Text(f"Kończy się {n.pl} po końcu projektu.", f"Ends {n.en} after the project.")
        )
    return wording.listed(remarks, " ") if remarks else None


def _periods(record: Record, figure: Figure) -> list[Figure]:
    kind = figure.indicator_id.removesuffix("_months") + "_period"
    where = (figure.document, figure.macroregion, figure.voivodeship, figure.group)
    return [
        row
        for row in record.of(kind)
        if (row.document, row.macroregion, row.voivodeship, row.group) == where
    ]


def _length(figure: Figure, source: Figure, period: tuple[date, date], months: int) -> Disagreement:
    stated = wording.in_months(round(figure.value or 0))
    days, whole = wording.days(*period), wording.in_months(months)
    apart = wording.in_months(abs(months - round(figure.value or 0)))
    longer = months > (figure.value or 0)
    than = Text("dłuższy", "longer") if longer else Text("krótszy", "shorter")
    mean = figure.indicator_id in MEAN_LENGTHS
    base = Text("podana średnia", "the stated mean") if mean else Text("podano", "stated")
    return Disagreement(
        kind="length_of_period",
        topic=_topic(figure),
        a=Statement(
            text=Text(f"średnio {stated.pl}", f"{stated.en} on average") if mean else stated,
            document=figure.document,
            quote=figure.quote,
        ),
        b=Statement(
            text=Text(f"okres {days.pl}: {whole.pl}", f"period {days.en}: {whole.en}"),
            document=source.document,
            quote=source.quote,
        ),
        difference=Text(
            f"Okres o {apart.pl} {than.pl} niż {base.pl}.",
            f"The period is {apart.en} {than.en} than {base.en}.",
        ),
        macroregion=figure.macroregion,
        voivodeship=figure.voivodeship,
    )


def _overlap(text: int, schedule: int) -> Text:
    stated, shown = wording.in_months(text), wording.in_months(schedule)
    return Text(
        f"W tekście {stated.pl}, w harmonogramie {shown.pl}.",
        f"{stated.en} in the text, {shown.en} in the schedule.",
    )


def _before(most: Figure, start: Figure, months: int) -> Disagreement:
    stated, least = wording.in_months(round(most.value or 0)), wording.in_months(months)
    begun = _stated(start)
    more = wording.in_months(months - round(most.value or 0))
    return Disagreement(
        kind="months_before_ex_post",
        topic=figure_label("pzk_months_before_ex_post"),
        a=Statement(
            text=Text(f"najwyżej {stated.pl}", f"at most {stated.en}"),
            document=most.document,
            quote=most.quote,
        ),
        b=Statement(
            text=Text(
                f"pierwsze zespoły od {begun.text.pl}, więc co najmniej {least.pl}",
                f"first teams since {begun.text.en}, so at least {least.en}",
            ),
            document=start.document,
            quote=start.quote,
        ),
        difference=Text(f"O co najmniej {more.pl} więcej.", f"At least {more.en} more."),
        macroregion=most.macroregion,
    )
