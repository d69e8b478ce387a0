"""The schedule, planned and realised, as a picture over months."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import document_source, needs
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.style import BLUE, GREY, HATCHES, INK
from kooperacja_eval.schemas.codes import SCHEDULE_VERSIONS
from kooperacja_eval.text import Lang, Text

VERSIONS = ("planned", "realised")
DOCUMENT = "000"
STEP_TITLES: dict[str, Text] = {
    "K1": Text("K1 Upowszechnianie", "K1 Making known"),
    "K2": Text("K2 Decyzje i wybór animatorów", "K2 Decisions, choice of animators"),
    "K3": Text("K3 Porozumienie powiat–gmina", "K3 County–gmina agreement"),
    "K4": Text("K4 Szkolenie animatorów", "K4 Training of animators"),
    "K5": Text("K5 Dobór i powołanie PZK", "K5 Forming the teams"),
    "K6": Text("K6 Przygotowanie PZK", "K6 Preparing the teams"),
    "K7": Text("K7 Praca merytoryczna", "K7 Work with families"),
    "K8": Text("K8 Spotkania WZK i animatorów", "K8 Meetings of WZK and animators"),
    "K9": Text("K9 Ewaluacja pracy PZK", "K9 Evaluation of the teams"),
    "K10": Text("K10 Ewaluacja pracy modelem", "K10 Evaluation of the model"),
    "ex-ante": Text("Badanie ex-ante", "Ex-ante study"),
    "mid-term": Text("Ewaluacja mid-term", "Mid-term evaluation"),
    "ex-post": Text("Badanie ex-post", "Ex-post study"),
    "report": Text("Raporty", "Reports"),
}
"""Rows of the picture from the top down; K1.1 and K1.2 share the row of K1."""


@needs("schedule", what=Text("Harmonogram", "Schedule"))
def schedule_gantt(report: Material) -> Exhibit:
    """Show steps over months: the plan above, what was done below it."""
    data = _bars(report.record["schedule"])
    covid = report.config.covid.first
    first = Text(formats.month(covid, "pl"), formats.month(covid, "en"))
    return Exhibit(
        id="schedule_gantt",
        title=Text(
            "Harmonogram testowania: plan i realizacja",
            "Schedule of the test: planned and realised",
        ),
        caption=Text(
            f"Miesiąc 1 to III–IV.2019. Linia pionowa: początek przerwy COVID-19 ({first.pl}).",
            f"Month 1 is March–April 2019. Vertical line: start of the COVID-19 break, {first.en}.",
        ),
        alt=_alt(data),
        source=document_source(DOCUMENT),
        data=data.assign(covid=_month_number(pd.Timestamp(covid), data)),
        columns=(
            Column("title", Text("Krok", "Step")),
            Column("version_label", Text("Wersja", "Version")),
            Column("first", Text("Od miesiąca", "From month"), "integer"),
            Column("last", Text("Do miesiąca", "To month"), "integer"),
        ),
        draw=_draw,
    )


def _bars(schedule: pd.DataFrame) -> pd.DataFrame:
    chosen = schedule[
        (schedule["document"] == DOCUMENT)
        & schedule["version"].isin(VERSIONS)
        & schedule["months"].notna()
    ]
    rows = []
    for row in chosen.to_dict("records"):
        step = str(row["step"]).split(".", maxsplit=1)[0]
        if step not in STEP_TITLES:
            continue
        for first, last in _spans(str(row["months"])):
            rows.append(
                {
                    "step": step,
                    "title": STEP_TITLES[step],
                    "version": row["version"],
                    "version_label": SCHEDULE_VERSIONS.label(row["version"]),
                    "first": first,
                    "last": last,
                    "month_one": row["month_one"],
                }
            )
    columns = ["step", "title", "version", "version_label", "first", "last", "month_one"]
    data = pd.DataFrame(rows, columns=columns).drop_duplicates(["step", "version", "first", "last"])
    order = {step: place for place, step in enumerate(STEP_TITLES)}
    keys = {"step": order, "version": {name: place for place, name in enumerate(VERSIONS)}}
    return data.sort_values(
        ["step", "version", "first"],
        key=lambda column: column.map(keys[column.name]) if column.name in keys else column,
        ignore_index=True,
    )


def _spans(months: str) -> Iterator[tuple[int, int]]:
    for piece in months.split(","):
        first, _, last = piece.partition("-")
        yield int(first), int(last or first)


def _month_number(day: pd.Timestamp, data: pd.DataFrame) -> float:
    if data.empty:
        return float("nan")
    start = pd.Timestamp(data["month_one"].iloc[0])
    return float((day.year - start.year) * 12 + day.month - start.month + 1)


def _alt(data: pd.DataFrame) -> Text:
    ends = {version: data.loc[data["version"] == version, "last"].max() for version in VERSIONS}
    k7 = data[data["step"] == "K7"]
    spans = {
        version: f"{rows['first'].min()}–{rows['last'].max()}"
        for version, rows in k7.groupby("version")
    }
    return Text(
        f"Wykres Gantta: plan kończy się w miesiącu {ends['planned']}, realizacja w miesiącu "
        f"{ends['realised']}; praca merytoryczna (K7): plan {spans.get('planned', '–')}, "
        f"realizacja {spans.get('realised', '–')}.",
        f"Gantt chart: the plan ends in month {ends['planned']}, the realisation in month "
        f"{ends['realised']}; work with families (K7): planned {spans.get('planned', '–')}, "
        f"realised {spans.get('realised', '–')}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 4.6)
    axes = figure.add_subplot()
    steps = list(dict.fromkeys(data["step"]))
    _draw_bars(axes, data, steps, lang)
    titles = [STEP_TITLES[step].in_(lang) for step in steps]
    axes.set_yticks(range(len(steps)), titles)
    axes.set_ylim(len(steps) - 0.4, -0.6)
    last = int(data["last"].max())
    axes.set_xlim(0.5, last + 0.5)
    axes.set_xticks(range(1, last + 1))
    axes.set_xlabel(Text("Miesiąc testowania", "Month of the test").in_(lang))
    axes.axvline(float(data["covid"].iloc[0]) - 0.5, color=INK, linestyle="--", linewidth=1)
    axes.grid(visible=True, axis="x")
    figure.legend(loc="outside upper right", ncols=len(VERSIONS))


def _draw_bars(axes: Axes, data: pd.DataFrame, steps: list[str], lang: Lang) -> None:
    looks = {"planned": (-0.19, GREY, HATCHES[1]), "realised": (0.19, BLUE, "")}
    for version, (offset, color, hatch) in looks.items():
        rows = data[data["version"] == version]
        axes.barh(
            [steps.index(step) + offset for step in rows["step"]],
            rows["last"] - rows["first"] + 1,
            left=rows["first"] - 0.5,
            height=0.34,
            color="white" if hatch else color,
            edgecolor=color,
            hatch=hatch,
            label=SCHEDULE_VERSIONS.label(version).in_(lang),
        )
