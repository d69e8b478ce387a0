"""How often a team met and who came, by month, beside the teams of the macroregion."""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import (
    beside,
    covid_month,
    known,
    mark_covid,
    month_axis,
    month_column,
    months,
    region_rows,
    team_rows,
    whole,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, SKY, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

MEETINGS: Final = Text("Spotkania i obecność", "Meetings and attendance")
TABLES: Final = ("pzk", "meetings", "attendance", "memberships", "entities")
NEVER: Final = Text(
    "zespół nie ma w danych żadnego spotkania", "the data hold no meeting of the team"
)
OWN: Final = Text("zespół", "team")
OTHERS: Final = Text("makroregion", "macroregion")


@needs(*TABLES, what=MEETINGS)
def pzk_meetings_sentence(report: Material, *, pzk_id: str) -> Prose:
    """Say how often a team met, how long it paused at most, and which share of members came."""
    held = whole(team_rows(report, "meetings_held", pzk_id))
    if not (known(held) and held["value"]):
        return why_no(MEETINGS, NEVER)
    regular = whole(team_rows(report, "meetings_held_share", pzk_id))
    gap = whole(team_rows(report, "days_between_meetings", pzk_id, group="longest"))
    came = [whole(get(report, "attendance_share", pzk_id, group="all")) for get in _BOTH]
    core = whole(team_rows(report, "attendance_share", pzk_id, group="core"))
    parts = [_held(held, regular), _gap(gap), _came(came[0], core), _others(came[1])]
    said = [part for part in parts if part is not None]
    return Prose(Text(" ".join(part.pl for part in said), " ".join(part.en for part in said)))


_BOTH: Final = (team_rows, region_rows)


def _held(held: Row, regular: Row) -> Text:
    times = held["value"]
    said = Text(f"Spotkania: {formats.integer(times)}", f"Meetings: {formats.integer(times, 'en')}")
    if not known(regular):
        return Text(f"{said.pl}.", f"{said.en}.")
    met, of = regular["numerator"], regular["denominator"]
    return Text(
        f"{said.pl}; co najmniej jedno w {formats.integer(met)} z {formats.integer(of)} miesięcy "
        "pracy (plan: w każdym).",
        f"{said.en}; at least one in {formats.integer(met, 'en')} of {formats.integer(of, 'en')} "
        "months of work (planned: in each).",
    )


def _gap(gap: Row) -> Text | None:
    if not known(gap):
        return None
    return Text(
        f"Najdłuższa przerwa: {formats.plural(gap['value'], 'dzień', 'dni', 'dni')}.",
        f"Longest gap: {formats.plural_en(gap['value'], 'day', 'days')}.",
    )


def _came(every: Row, core: Row) -> Text:
    if every["denominator"] == 0 or formats.is_missing(every["denominator"]):
        return Text(
            "Kto przyszedł, nie wiadomo: brak list obecności.",
            "Who came is not known: there are no lists of attendance.",
        )
    said = {lang: _share(every, core, lang) for lang in LANGUAGES}
    return Text(said["pl"], said["en"])


def _share(every: Row, core: Row, lang: Lang) -> str:
    """Return the share of members that came; bare numbers where it has no interval."""
    if not known(every):
        numbers = [formats.integer(every[name], lang) for name in ("numerator", "denominator")]
        line = Text("Obecności członków: {} z {}.", "Attendances of members: {} of {}.").in_(lang)
        return line.format(*numbers)
    low, high = every["ci_low"], every["ci_high"]
    share = formats.percent(every["value"], 0, lang)
    between = formats.interval(low, high, 0, lang, scale="percent")
    line = Text(
        "Przychodziło średnio {} członków (przedział 95%: {})",
        "On average {} of the members came (95% interval: {})",
    ).in_(lang)
    inner = Text(", z trzonu {}", ", of the core {}").in_(lang)
    end = inner.format(formats.percent(core["value"], 0, lang)) if known(core) else ""
    return f"{line.format(share, between)}{end}."


def _others(came: Row) -> Text | None:
    if not known(came):
        return None
    return Text(
        f"W makroregionie {formats.percent(came['value'], 0)}.",
        f"In the macroregion {formats.percent(came['value'], 0, 'en')}.",
    )


@needs(*TABLES, what=MEETINGS)
def pzk_meetings(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Meetings and the share of members that came in each month, beside the macroregion."""
    worked = months(team_rows(report, "meetings_held_share", pzk_id))
    held = team_rows(report, "meetings_held", pzk_id)
    if worked.empty or months(held).empty:
        return why_no(MEETINGS, NEVER)
    data = worked[["period"]].assign(month=month_column(worked))
    data = beside(data, held, {"value": "held"})
    data = data.assign(held=data["held"].fillna(0.0))
    own = team_rows(report, "attendance_share", pzk_id, group="all")
    data = beside(data, own, {"value": "came", "numerator": "present", "denominator": "members"})
    others = region_rows(report, "attendance_share", pzk_id, group="all")
    data = beside(data, others, {"value": "came_others"})
    return Exhibit(
        id="pzk_meetings",
        title=Text(
            f"Spotkania i obecność członków, zespół {pzk_id}, według miesięcy",
            f"Meetings and attendance of members, team {pzk_id}, by month",
        ),
        caption=Text(
            "Brak koła: nie było spotkania albo listy. Jeden podmiot to kilka punktów "
            "procentowych obecności.",
            "No circle: no meeting or no list. One entity is several percentage points of "
            "attendance.",
        ),
        alt=_alt(data),
        source=computed_source("meetings", "attendance", "memberships"),
        data=data,
        columns=(
            Column("month", Text("Miesiąc", "Month")),
            Column("held", Text("Spotkania", "Meetings"), "integer"),
            Column("present", Text("Obecności", "Attendances"), "integer"),
            Column("members", Text("Z", "Of"), "integer"),
            Column("came", Text("Obecność", "Attendance"), "percent"),
            Column("came_others", Text("Makroregion", "Macroregion"), "percent"),
        ),
        draw=partial(_draw, covid=covid_month(report)),
    )


def _alt(data: pd.DataFrame) -> Text:
    """Say how many months had a meeting, and between what limits attendance lay."""
    met, low, high = int((data["held"] > 0).sum()), data["came"].min(), data["came"].max()
    return Text(
        f"Wykres: spotkania w {formats.integer(met)} z {formats.integer(len(data))} miesięcy; "
        f"obecność od {formats.percent(low, 0)} do {formats.percent(high, 0)}.",
        f"Chart: meetings in {formats.integer(met, 'en')} of {formats.integer(len(data), 'en')} "
        f"months; attendance from {formats.percent(low, 0, 'en')} to "
        f"{formats.percent(high, 0, 'en')}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, covid: str) -> None:
    figure.set_size_inches(6.5, 1.75)
    top, low = figure.subplots(2, 1, sharex=True, height_ratios=(1, 2.4))
    periods, at = data["period"].tolist(), range(len(data))
    top.bar(at, data["held"], color=SKY, width=0.6)
    top.set_ylabel(Text("liczba", "number").in_(lang))
    top.set_yticks(range(int(data["held"].max()) + 1))
    top.tick_params(axis="x", length=0)
    _attendance(low, top, data, lang)
    month_axis(low, periods, lang)
    for axes in (top, low):
        mark_covid(axes, periods, covid, lang, named="above" if axes is top else "no")


def _attendance(axes: Axes, above: Axes, data: pd.DataFrame, lang: Lang) -> None:
    at = range(len(data))
    axes.plot(
        at, data["came_others"], color=GREY, linestyle="--", linewidth=1.4, label=OTHERS.in_(lang)
    )
    axes.plot(at, data["came"], color=BLUE, marker="o", markersize=4.5, label=OWN.in_(lang))
    axes.set_ylim(0.0, 1.05)
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.set_ylabel(Text("obecność", "attendance").in_(lang))
    axes.grid(visible=True, axis="y")
    above.legend(
        *axes.get_legend_handles_labels(), loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2,
        fontsize=7.5, borderaxespad=0.0,
    )  # fmt: skip
