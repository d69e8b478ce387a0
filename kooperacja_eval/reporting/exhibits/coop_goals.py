"""Goal attainment of families (T) by voivodeship: how far goals are reached, and from where."""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    TOTAL,
    computed_source,
    hidden,
    needs,
    place,
    texts,
)
from kooperacja_eval.reporting.exhibits.coop_words import region, voivodeships
from kooperacja_eval.reporting.exhibits.pzk_words import whole, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

GOALS: Final = Text("Osiągnięcie celów rodzin", "Goal attainment of families")
GOAL: Final = "goal_attainment_t"
NO_GOALS: Final = Text(
    "w żadnej rodzinie nie zapisano osiągniętego poziomu celu",
    "in no family an attained level of a goal is recorded",
)
COLUMNS: Final = [
    "place", "value", "ci_low", "ci_high", "n", "n_missing", "status", "change", "change_low",
    "change_high", "change_status", "goals",
]  # fmt: skip


@needs("families", "goals", "pzk", "meetings", what=GOALS)
def coop_goals(report: Material) -> Exhibit | Prose:
    """Show T, its change from the start, and how many goals families had, by voivodeship."""
    rows = report.rows(GOAL, level="voivodeship")
    lines = [_line(rows[rows["voivodeship"] == code], place(code)) for code in voivodeships(report)]
    lines.append(_line(region(report, GOAL), TOTAL))
    data = pd.DataFrame(lines, columns=COLUMNS)
    if data["value"].isna().all():
        suppressed = bool((data["status"] == "suppressed").any())
        return hidden(GOALS) if suppressed else why_no(GOALS, NO_GOALS)
    return Exhibit(
        id="coop_goals",
        title=Text(
            "Osiągnięcie celów rodzin (T) w województwach",
            "Goal attainment of families (T) by voivodeship",
        ),
        caption=Text(
            "T 50: cele osiągnięte tak, jak oczekiwano; więcej znaczy lepiej. Zmiana: od poziomu "
            "wyjściowego tych samych celów. Cele ocenia zespół, który z rodziną pracuje. "
            "Przedziały 95% uwzględniają zespoły.",
            "T 50: goals attained as expected; more is better. Change: from the baseline of the "
            "same goals. Goals are assessed by the team that works with the family. 95% intervals "
            "take teams into account.",
        ),
        alt=Text(
            "Tabela: średnie T, zmiana i liczba celów w województwach i razem.",
            "Table: mean T, change and number of goals by voivodeship and in total.",
        ),
        source=computed_source("goals", "families"),
        data=data.assign(place=texts(data["place"], data)),
        columns=_SHOWN,
    )


_SHOWN: Final = (
    Column("place", Text("Województwo", "Voivodeship")),
    Column("n", Text("Rodziny", "Families"), "integer"),
    Column("value", Text("T", "T"), "number"),
    Column("ci_low", Text("Przedział", "Interval"), "interval", high="ci_high"),
    Column("change", Text("Zmiana T", "Change of T"), "number", status="change_status"),
    Column("change_low", Text("Przedział", "Interval"), "interval", high="change_high",
           status="change_status"),
    Column("goals", Text("Cele na rodzinę", "Goals per family"), "number"),
)  # fmt: skip


def _line(rows: pd.DataFrame, name: Text) -> dict[str, Any]:
    attained, change, goals = (
        whole(rows[rows["group"] == group]) for group in ("attained", "change", "goals")
    )
    missing = rows.loc[rows["group"] == "attained", "n_missing"]
    return {
        "place": name, "value": attained["value"], "ci_low": attained["ci_low"],
        "ci_high": attained["ci_high"], "n": attained["n"],
        "n_missing": missing.iloc[0] if len(missing) else float("nan"),
        "status": attained["status"], "change": change["value"], "change_low": change["ci_low"],
        "change_high": change["ci_high"], "change_status": change["status"],
        "goals": goals["value"],
    }  # fmt: skip
