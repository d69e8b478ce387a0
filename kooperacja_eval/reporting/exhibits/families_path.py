"""The way of a case through its stages: a diagram, a table, and what they say in words.

The border: puts conversion, days and exits side by side; all are computed by the indicators.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import bullets, region
from kooperacja_eval.reporting.exhibits.families_path_drawing import draw_path
from kooperacja_eval.reporting.exhibits.families_path_words import (
    STAGES,
    STEPS,
    capital,
    numbers,
    shown,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

PATH: Final = Text("Droga rodziny przez etapy", "The way of a family through the stages")
CLUSTERED: Final = "clustered_wilson"
WILSON: Final = "wilson"
_DATA: Final = [
    "step", "stage", "number", "number_status", "left", "left_status", "numerator", "denominator",
    "value", "ci_low", "ci_high", "n_missing", "passage_status", "days", "days_low", "days_high",
    "days_status",
]  # fmt: skip
_NOTE: Final = Text(
    "Przejście: rodziny i osoby ze znaną datą następnego etapu wśród tych z datą etapu "
    "poprzedniego; poniżej 100% może to być luka w zapisie, a nie odejście. Liczba przy etapie: "
    "osiągnęły go, także bez daty, gdy datę ma etap późniejszy. Przedziały 95%: przejścia liczą "
    "zespoły jako grupy, a gdzie przeszli wszyscy – Wilsona; mediany traktują rodziny jako "
    "niezależne. Daty w odwrotnej kolejności są brakami. Oś przejść nie musi zaczynać się od zera.",
    "Passage: families and persons with a known date of the next stage among those with a date of "
    "the stage before; below 100% it may be a gap in the record, no exit. Number at a stage: "
    "reached it, also without a date where a later stage has one. 95% intervals: passages take "
    "teams as clusters, or Wilson's where all passed; medians take families as independent. Dates "
    "in reverse order are missing. The axis of passages need not start at zero.",
)


@needs("families", "pzk", what=PATH)
def families_path(report: Material) -> Exhibit | Prose:
    """Draw stages from the top down with passage, median days and exits at each."""
    data = path_rows(report)
    if data["value"].isna().all() and data["number"].isna().all():
        return hidden(PATH)
    return Exhibit(
        id="families_path",
        title=Text(
            "Droga rodziny: przejścia między etapami, dni i odejścia",
            "The way of a family: passages between stages, days and exits",
        ),
        caption=_NOTE,
        alt=_alt(data),
        source=computed_source("families"),
        data=data,
        columns=_COLUMNS,
        draw=draw_path,
    )


@needs("families", "pzk", what=PATH)
def families_path_table(report: Material) -> Exhibit | Prose:
    """Show passage and median days of each step with intervals, and exits at its first stage."""
    data = path_rows(report)
    if data["value"].isna().all() and data["number"].isna().all():
        return hidden(PATH)
    return Exhibit(
        id="families_path_table",
        title=Text(
            "Przejścia między etapami i mediana dni", "Passages between stages and median days"
        ),
        caption=Text(
            f"{_NOTE.pl} Odeszły: bez zakończenia IPP, po pierwszym etapie kroku.",
            f"{_NOTE.en} Left: without completing, after the first stage of the step.",
        ),
        alt=_alt(data),
        source=computed_source("families"),
        data=data[data["step"].map(lambda words: bool(words.pl))].reset_index(drop=True),
        columns=_COLUMNS,
    )


_COLUMNS: Final = (
    Column("step", Text("Krok", "Step")),
    Column("numerator", Text("Przeszły", "Passed"), "integer", status="passage_status"),
    Column("denominator", Text("Z", "Of"), "integer", status="passage_status"),
    Column("value", Text("Udział", "Share"), "percent", status="passage_status"),
    Column("ci_low", Text("Przedział", "Interval"), "interval", high="ci_high", scale="percent",
           status="passage_status"),
    Column("days", Text("Mediana dni", "Median days"), "number", status="days_status"),
    Column("days_low", Text("Przedział", "Interval"), "interval", 0, high="days_high",
           status="days_status"),
    Column("left", Text("Odeszły", "Left"), "integer", status="left_status"),
)  # fmt: skip


def path_rows(report: Material) -> pd.DataFrame:
    """Return a row for each stage: its number, exits, and the step to the next one."""
    shares = region(report, "stage_conversion")
    passed = numbers(shares[shares["method"] == WILSON])
    between = numbers(shares[shares["method"] == CLUSTERED])
    days = numbers(region(report, "stage_days"))
    flow, exits = (numbers(region(report, name)) for name in ("family_flow", "stage_exits"))
    steps = [*STEPS, ""]
    rows = [
        {
            "stage": STAGES[stage],
            "step": STEPS.get(step, Text("", "")),
            **_named(flow.get(stage), value="number", status="number_status"),
            **_named(exits.get(stage), value="left", status="left_status"),
            **_passage(passed.get(step), between.get(step)),
            **_named(days.get(step), value="days", ci_low="days_low", ci_high="days_high",
                     status="days_status"),
        }
        for stage, step in zip(STAGES, steps, strict=True)
    ]  # fmt: skip
    data = pd.DataFrame(rows, columns=_DATA)
    data = data.assign(step=texts(data["step"], data), stage=texts(data["stage"], data))
    words = {"step", "stage"}
    return data.astype({name: "float64" for name in _DATA
                        if name not in words and not name.endswith("status")})  # fmt: skip


def _passage(plain: dict[str, Any] | None, between: dict[str, Any] | None) -> dict[str, Any]:
    """Return a passage with its interval by teams, or Wilson's where teams do not allow one."""
    kept = ("numerator", "denominator", "value", "ci_low", "ci_high", "n_missing")
    row = _named(plain, **dict(zip(kept, kept, strict=True)), status="passage_status")
    if between is not None and between["status"] == "ok":
        row |= {name: between[name] for name in ("ci_low", "ci_high")}
    return row


def _named(row: dict[str, Any] | None, **names: str) -> dict[str, Any]:
    """Return some cells of a row under other names; missing where there is no row."""
    if row is None:
        return {new: "" if old == "status" else float("nan") for old, new in names.items()}
    return {new: row[old] for old, new in names.items()}


def _alt(data: pd.DataFrame) -> Text:
    steps = data[data["step"].map(lambda words: bool(words.pl))].to_dict("records")
    said = {
        lang: "; ".join(
            f"{row['step'].in_(lang)} {_share(row, lang)}, {_days(row, lang)}" for row in steps
        )
        for lang in LANGUAGES
    }
    return Text(f"Droga przez etapy: {said['pl']}.", f"Way through the stages: {said['en']}.")


def _share(row: dict[Any, Any], lang: Lang) -> str:
    if row["passage_status"] == "suppressed":
        return formats.SUPPRESSED.in_(lang)
    return formats.percent(row["value"], 1, lang)


def _days(row: dict[Any, Any], lang: Lang) -> str:
    if row["days_status"] == "suppressed":
        return formats.SUPPRESSED.in_(lang)
    if lang == "pl":
        return formats.plural(row["days"], "dzień", "dni", "dni", other="dnia")
    return formats.plural_en(row["days"], "day", "days")


@needs("families", "pzk", what=PATH)
def families_path_sentence(report: Material) -> Prose:
    """Say where families left, which steps have gaps, which one is the longest."""
    data = path_rows(report)
    lines = [*_exits_said(data), *_gaps_said(report), *_longest_said(data)]
    return bullets(lines) if lines else hidden(PATH)


def _exits_said(data: pd.DataFrame) -> list[Text]:
    lost = data[data["left"] > 0].to_dict("records")
    if not lost:
        return []
    said = [
        ", ".join(f"{row['stage'].in_(lang)}: {shown(row['left'], lang)}" for row in lost)
        for lang in LANGUAGES
    ]
    return [
        Text(
            f"Odejścia bez zakończenia IPP, według ostatniego osiągniętego etapu: {said[0]}. "
            "Etap, po którym rodzina odeszła, nie musi być powodem odejścia.",
            f"Exits without completing, by the last stage reached: {said[1]}. The stage after "
            "which a family left need not be the reason.",
        )
    ]


def _gaps_said(report: Material) -> list[Text]:
    flow = numbers(region(report, "family_flow"))
    gaps = {
        stage: row["value"]
        for stage in STAGES
        if (row := flow.get(f"{stage}/record:inferred")) and row["value"] > 0
    }
    if not gaps:
        return []
    said = [
        ", ".join(f"{STAGES[stage].in_(lang)}: {shown(n, lang)}" for stage, n in gaps.items())
        for lang in LANGUAGES
    ]
    return [
        Text(
            f"Daty etapu brakuje, choć jest etap późniejszy ({said[0]}): to luki w zapisie, "
            "których nie wolno czytać jako odejść.",
            f"The date of a stage is missing though a later one is there ({said[1]}): gaps in the "
            "record, not to be read as exits.",
        )
    ]


def _longest_said(data: pd.DataFrame) -> list[Text]:
    known = data[data["days"].notna() & (data["days_status"] != "suppressed")]
    if known.empty:
        return []
    first = known.sort_values("days", ascending=False, kind="stable").to_dict("records")[0]
    row = {str(name): cell for name, cell in first.items()}
    ends = [formats.interval(row["days_low"], row["days_high"], 0, lang) for lang in LANGUAGES]
    inside = [
        ""
        if end == formats.MISSING
        else Text(f" (przedział 95%: {end})", f" (95% interval: {end})").in_(lang)
        for end, lang in zip(ends, LANGUAGES, strict=True)
    ]  # fmt: skip
    return [
        Text(
            f"{capital('najdłuższy krok')}: {row['step'].pl}, mediana {_days(row, 'pl')}"
            f"{inside[0]}. Median kolejnych kroków nie wolno dodawać do długości całej drogi.",
            f"Longest step: {row['step'].en}, median {_days(row, 'en')}{inside[1]}. Medians of "
            "steps do not add up to the length of the way.",
        )
    ]
