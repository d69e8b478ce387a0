"""The flow of families from report to analysis, drawn as boxes and arrows, and in a sentence.

The border: lays out numbers that ``family_flow``, ``stage_exits`` and ``stage_waiting`` give.
"""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region
from kooperacja_eval.reporting.exhibits.families_flow_drawing import draw_flow
from kooperacja_eval.reporting.exhibits.families_path_words import (
    ANALYSED,
    BEFORE_END,
    ENDS,
    LEFT,
    STAGES,
    capital,
    numbers,
    shown,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

FLOW: Final = Text("Przepływ rodzin", "Flow of families")
INFERRED: Final = Text("bez daty (jest etap późniejszy)", "without a date (a later stage is there)")
LEFT_HERE: Final = Text("odeszły po tym etapie", "left after this stage")
WAITING: Final = Text("współpraca trwa", "still in cooperation")
UNCLEAR: Final = Text(
    "zakończyły IPP, brak daty dalszych etapów", "completed, no date of later stages"
)
_DATA: Final = ["role", "stage", "code", "point", "part", "value", "status"]
Cells = dict[str, dict[str, Any]]


@needs("families", "pzk", what=FLOW)
def families_flow(report: Material) -> Exhibit | Prose:
    """Draw how many families reached each stage, left and why, completed, and can be analysed."""
    data = flow_rows(report)
    if data.loc[data["role"] == "families", "value"].isna().all():
        return hidden(FLOW)
    return Exhibit(
        id="families_flow",
        title=Text(
            "Rodziny i osoby od zgłoszenia do analizy",
            "Families and persons from report to analysis",
        ),
        caption=Text(
            "Etap jest osiągnięty, gdy ma datę albo datę ma etap późniejszy. Po prawej: z kim "
            "praca skończyła się lub stoi na tym etapie. Rodzina, która zakończyła IPP, a nie ma "
            "daty ewaluacji, mogła ją mieć: to luka w zapisie. Grupy stoją obok i nie są "
            "rodzinami. Podstawy analizy nie wykluczają się.",
            "A stage is reached where it has a date, or a later one has. On the right: with whom "
            "work ended or stands at this stage. A family that completed without a date of the "
            "evaluation may have had one: a gap in the record. Groups stand beside and are no "
            "families. Bases of analysis overlap.",
        ),
        alt=_alt(data),
        source=computed_source("families"),
        data=data.assign(point=texts(data["point"], data), part=texts(data["part"], data)),
        columns=(
            Column("point", Text("Punkt drogi", "Point of the way")),
            Column("part", Text("Kto", "Who")),
            Column("value", Text("Rodziny i osoby", "Families and persons"), "integer"),
        ),
        draw=draw_flow,
    )


def flow_rows(report: Material) -> pd.DataFrame:
    """Return every number of the flow in its order: role, stage or end, words, value, status."""
    flow = numbers(region(report, "family_flow"))
    exits = numbers(region(report, "stage_exits"))
    waiting = numbers(region(report, "stage_waiting"))
    rows = [
        *_top(flow),
        *(row for stage in BEFORE_END for row in _stage(stage, flow, exits, waiting)),
        *(_row("end", "", code, FLOW_END, words, flow.get(f"families/end:{code}"))
          for code, words in ENDS.items()),
        *(_row("analysed", "", code, FLOW_ANALYSED, words, flow.get(code))
          for code, words in ANALYSED.items()),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_DATA).astype({"value": "float64"})


FLOW_END: Final = Text("Wynik współpracy", "Outcome of the cooperation")
FLOW_ANALYSED: Final = Text("Analiza", "Analysis")
_BESIDE: Final = Text("Obok", "Beside")


def _top(flow: Cells) -> Iterator[dict[str, Any]]:
    every = Text("wszystkie rodziny i osoby", "all families and persons")
    yield _row("families", "", "families", Text("Razem", "Total"), every, flow.get("families"))
    groups = Text("grupy (nie są rodzinami)", "groups (no families)")
    yield _row("groups", "", "groups", _BESIDE, groups, flow.get("groups"))


def _stage(stage: str, flow: Cells, exits: Cells, waiting: Cells) -> Iterator[dict[str, Any]]:
    name = Text(capital(STAGES[stage].pl), capital(STAGES[stage].en))
    reached = Text("osiągnęły etap", "reached the stage")
    yield _row("stage", stage, "reached", name, reached, flow.get(stage))
    yield _row("inferred", stage, "inferred", name, INFERRED, flow.get(f"{stage}/record:inferred"))
    yield _row("exits", stage, "left", name, LEFT_HERE, exits.get(stage))
    for code in LEFT:
        yield _row("exit", stage, code, name, ENDS[code], exits.get(f"{stage}/end:{code}"))
    yield _row("waiting", stage, "ongoing", name, WAITING, waiting.get(stage))
    later = BEFORE_END[BEFORE_END.index(stage) + 1 :][:1]
    if later and _missing(flow, later[0]) != _missing(flow, stage):
        yield {
            "role": "unclear", "stage": stage, "code": "completed", "point": name, "part": UNCLEAR,
            "value": _missing(flow, later[0]) - _missing(flow, stage), "status": "ok",
        }  # fmt: skip


def _missing(flow: Cells, stage: str) -> float:
    """Return how many completed without a date of a stage or of a later one; 0 where hidden."""
    number = flow.get(stage, {}).get("n_missing")
    return 0.0 if number is None or pd.isna(number) else float(number)


def _row(
    role: str, stage: str, code: str, point: Text, part: Text, found: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        "role": role, "stage": stage, "code": code, "point": point, "part": part,
        "value": float("nan") if found is None else found["value"],
        "status": "insufficient" if found is None else found["status"],
    }  # fmt: skip


def _alt(data: pd.DataFrame) -> Text:
    said = {}
    for lang in LANGUAGES:
        chosen = data[data["role"].isin(["families", "stage", "end"])]
        parts = [
            f"{(STAGES.get(row['stage']) or row['part']).in_(lang)} {shown(row['value'], lang)}"
            for row in chosen.to_dict("records")
        ]
        said[lang] = "; ".join(parts)
    return Text(f"Schemat przepływu: {said['pl']}.", f"Flow diagram: {said['en']}.")


@needs("families", "pzk", what=FLOW)
def families_flow_sentence(report: Material) -> Prose:
    """Say what became of all families, who was lost where, and what may not be concluded."""
    data = flow_rows(report)
    every = data.loc[data["role"] == "families", "value"].iloc[0]
    if pd.isna(every):
        return hidden(FLOW)
    return Prose(Text(*(_said(data, every, lang) for lang in LANGUAGES)))


def _said(data: pd.DataFrame, every: float, lang: Lang) -> str:
    ends = data[data["role"] == "end"]
    listed = ", ".join(
        f"{row['part'].in_(lang)}: {shown(row['value'], lang)}" for row in ends.to_dict("records")
    )
    lost = data[(data["role"] == "exits") & (data["value"] > 0)]
    where = ", ".join(
        f"{STAGES[row['stage']].in_(lang)}: {shown(row['value'], lang)}"
        for row in lost.to_dict("records")
    ) or Text("nikt", "nobody").in_(lang)
    groups = shown(data.loc[data["role"] == "groups", "value"].iloc[0], lang)
    return Text(
        f"Z {shown(every, lang)} rodzin i osób: {listed}. Odeszły bez zakończenia IPP, według "
        f"ostatniego osiągniętego etapu: {where}. Grupy ({groups}) nie są tu wliczane. Odejście "
        "nie znaczy, że pomoc zawiodła: wyprowadzka, przekazanie i zgon to także odejścia, a "
        "powodów rezygnacji zapis nie podaje.",
        f"Of {shown(every, lang)} families and persons: {listed}. Left without completing, by the "
        f"last stage reached: {where}. Groups ({groups}) are not among them. To leave does not "
        "mean that help failed: moving away, handing over and death are exits too, and the record "
        "gives no reasons of withdrawals.",
    ).in_(lang)
