"""Words of the way of families: stages, steps, ends, what is analysed, and who is told apart.

The border: names things; ``value_words`` asks here for what stands in a released row.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.schemas.codes import CONTRACT_TYPES, OUTCOMES, UNIT_TYPES
from kooperacja_eval.text import Lang, Text

STAGES: Final[Mapping[str, Text]] = {
    "reported": Text("zgłoszenie", "report"),
    "screened": Text("screening", "screening"),
    "diagnosed": Text("diagnoza", "diagnosis"),
    "ipp_signed": Text("podpisanie IPP", "signing of the IPP"),
    "contract": Text("kontrakt", "contract"),
    "started": Text("początek współpracy", "start of cooperation"),
    "monitored": Text("pierwszy monitoring", "first monitoring"),
    "evaluated": Text("ewaluacja z rodziną", "evaluation with the family"),
    "ended": Text("koniec współpracy", "end of cooperation"),
}
"""Stages in their order."""
STEPS: Final[Mapping[str, Text]] = {
    f"{first}_{last}": Text(
        f"{STAGES[first].pl} → {STAGES[last].pl}", f"{STAGES[first].en} → {STAGES[last].en}"
    )
    for first, last in pairwise(STAGES)
}
"""Steps between stages, by the group under which the indicators give them."""
BEFORE_END: Final = tuple(STAGES)[:-1]
LEFT: Final = ("withdrawn", "moved", "handed_over", "died")
"""Ends of cooperation that do not complete the programme."""
ENDS: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in OUTCOMES}
ANALYSED: Final[Mapping[str, Text]] = {
    "goals_assessed": Text("oceniony cel", "a goal assessed"),
    "diagnosis_pre": Text("diagnoza przed", "diagnosis before"),
    "diagnosis_post": Text("diagnoza po", "diagnosis after"),
    "services_continuing": Text("usługi trwają po końcu", "services go on after the end"),
}
"""Who can be analysed for what."""
_PLAIN: Final[Mapping[str, Text]] = {
    **STAGES,
    **STEPS,
    **ANALYSED,
    "families": Text("wszystkie rodziny i osoby", "all families and persons"),
    "groups": Text("grupy", "groups"),
    "ended|completed": Text("zakończone z zamkniętych", "completed of closed"),
    "record:known": Text("data w zapisie", "date on record"),
    "record:inferred": Text("bez daty, jest etap późniejszy", "no date, a later stage is there"),
    **{f"end:{code}": words for code, words in ENDS.items()},
    **{f"unit:{entry.id}": entry.label for entry in UNIT_TYPES},
    **{f"contract:{entry.id}": entry.label for entry in CONTRACT_TYPES},
}
_COHORT: Final = "cohort:"


def path_group(group: str) -> Text | None:
    """Return what a group, or a part of one, means on the way of families; None for others."""
    if group.startswith(_COHORT):
        month = group.removeprefix(_COHORT)
        return Text(
            f"kohorta {formats.month(month, 'pl')}", f"cohort of {formats.month(month, 'en')}"
        )
    return _PLAIN.get(group)


def capital(words: str) -> str:
    """Return words with a capital letter at their start."""
    return words[:1].upper() + words[1:]


def shown(value: Any, lang: Lang) -> str:
    """Return a number, or that it is suppressed where it is missing."""
    if formats.is_missing(value):
        return formats.SUPPRESSED.in_(lang)
    return formats.integer(value, lang)


def numbers(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of an indicator by their group; of several the first."""
    named = rows.assign(group=rows["group"].fillna(""))
    first = named.drop_duplicates("group")
    return {str(row["group"]): {str(k): v for k, v in row.items()}
            for row in first.to_dict("records")}  # fmt: skip
