"""Rows and words of cooperation: released values of the macroregion, outcomes, series, verdicts.

The border: finds released rows and names things; no exhibit is made here.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, months, whole
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.text import LANGUAGES, Lang, Text

PROCESS_TABLES: Final = ("pzk", "meetings", "attendance", "memberships", "entities")
"""What every number about meetings rests on."""
INDEX_TABLES: Final = (*PROCESS_TABLES, "families", "contacts")
"""What the index of cooperation intensity rests on."""
OUTCOMES: Final[Mapping[str, Text]] = {
    "completed": Text("zakończenie programu", "completion of the programme"),
    "goal_t": Text("osiągnięcie celów (T)", "goal attainment (T)"),
    "contacts": Text("kontakty z rodziną w miesiącu", "contacts with a family in a month"),
    "time": Text("tempo zakończenia programu", "pace of completion"),
}
"""Outcomes of families by the name that groups of values give them."""
SERIES: Final[Mapping[str, Text]] = {
    "meetings": Text("Zespoły, które się spotkały", "Teams that met"),
    "attendance": Text("Obecność członków", "Attendance of members"),
    "remote": Text("Spotkania zdalne", "Remote meetings"),
    "contacts": Text("Kontakty z rodziną w miesiącu", "Contacts with a family in a month"),
}
"""Monthly series around the COVID-19 break; all but contacts are shares."""
AT_ZERO: Final = "_at_zero"
"""End of a method where a variance is estimated as exactly 0."""
DESCRIPTIVE: Final = "_descriptive"
"""End of a method where a side of the break has too few months to test anything."""


def region(report: Material, indicator_id: str, group: str | None = None) -> pd.DataFrame:
    """Return rows of the macroregion."""
    return report.rows(indicator_id, level="macroregion", group=group)


def whole_of(report: Material, indicator_id: str, group: str) -> Row:
    """Return the row of a group over the whole test; missing numbers where there is none."""
    return whole(region(report, indicator_id, group))


def method_of(report: Material, indicator_id: str, group: str) -> str:
    """Return the method of the first row of a group; empty where there is none."""
    rows = region(report, indicator_id, group)
    return str(rows["method"].iloc[0]) if len(rows) else ""


def by_month(report: Material, indicator_id: str, group: str) -> pd.DataFrame:
    """Return the monthly rows of a group of the macroregion, in time."""
    return months(region(report, indicator_id, group))


def voivodeships(report: Material) -> list[str]:
    """Return the voivodeships of the study in report order."""
    inside = {name for part in report.config.macroregions for name in part.voivodeships}
    return [name for name in VOIVODESHIPS.ids if name in inside]


def sentences(*lines: Mapping[Lang, str]) -> Prose:
    """Return sentences as one paragraph; empty ones are left out."""
    return Prose(Text(*(" ".join(line[lang] for line in lines if line[lang])
                        for lang in LANGUAGES)))  # fmt: skip


def bullets(lines: Sequence[Text]) -> Prose:
    """Return sentences as a list."""
    return Prose(Text(*("\n".join(f"- {line.in_(lang)}" for line in lines) for lang in LANGUAGES)))


def side(row: Row, none: float) -> int:
    """Return 1 or -1 where the whole interval lies above or below a value, else 0.

    Parameters
    ----------
    row : mapping
        Value with interval; without an interval nothing is told apart from ``none``.
    none : float
        The value of no association: 1 for ratios, 0 for differences.
    """
    low, high = row["ci_low"], row["ci_high"]
    if not known(row) or formats.is_missing(low) or formats.is_missing(high):
        return 0
    return int(low > none) - int(high < none)


def with_interval(row: Row, decimals: int, lang: Lang, *, scale: formats.Scale = "number") -> str:
    """Return a value and, in brackets, its 95 % interval where it has one."""
    write = formats.percent if scale == "percent" else formats.number
    value = write(row["value"], decimals, lang)
    ends = formats.interval(row["ci_low"], row["ci_high"], decimals, lang, scale=scale)
    if ends == formats.MISSING:
        return value
    label = Text("przedział 95%", "95% interval").in_(lang)
    return f"{value} ({label}: {ends})"
