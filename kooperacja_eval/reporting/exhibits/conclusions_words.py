"""Words and rows of the register of conclusions: themes, kinds, entries with released texts.

The border: finds released rows and names things; no exhibit is made here.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import CONCLUSION_KINDS, CONCLUSION_STATUSES
from kooperacja_eval.text import Text, same

CODEBOOK: Final = ("kooperacja", "1.0")
"""Whose codes are themes where the study has no codebook."""
KINDS: Final = {
    "conclusion": Text("Wnioski", "Conclusions"),
    "observation": Text("Spostrzeżenia", "Observations"),
    "difficulty": Text("Trudności", "Difficulties"),
    "recommendation": Text("Rekomendacje", "Recommendations"),
}
WHOLE_REGION: Final = Text("cały makroregion", "whole macroregion")
NO_THEME: Final = Text("bez tematu", "without a theme")
OWN_WORDS: Final = Text(
    "Wpisy są w słowach autorów; dane osobowe zastąpiono słowami w nawiasach.",
    "Entries are in their authors' words, in Polish; personal data are replaced by words in "
    "brackets.",
)


def register(report: Material) -> pd.DataFrame:
    """Return the register with released texts."""
    return report.record["conclusions"]


def codes_of(report: Material) -> pd.DataFrame:
    """Return the codebook whose codes are themes: the study's own, else the package's."""
    return report.record["codes"] if "codes" in report.record else codebook(*CODEBOOK)


def theme_labels(report: Material) -> dict[str, Text]:
    """Return the names of themes in the order of the codebook."""
    return {
        str(row["code_id"]): _both(str(row["name_pl"]), row["name_en"])
        for row in codes_of(report).to_dict("records")
    }


def theme(labels: dict[str, Text], code: object) -> Text:
    """Return the name of a theme; its code where the codebook does not have it."""
    if not isinstance(code, str):
        return NO_THEME
    return labels.get(code, same(code))


def kind(code: object) -> Text:
    """Return the name of a kind of entries."""
    return CONCLUSION_KINDS.label(str(code))


def conclusion_group(report: Material, group: str) -> Text | None:
    """Return the words of a kind, or of a theme and a kind such as ``barrier.time|difficulty``."""
    code, _, counted = group.rpartition("|")
    if counted not in {*KINDS, "all"} or not (code or counted in KINDS):
        return None
    if not code:
        return KINDS[counted]
    name = theme(theme_labels(report), code)
    if counted == "all":
        return Text(f"„{name.pl}”", f"“{name.en}”")
    what = KINDS[counted]
    return Text(f"„{name.pl}”: {what.pl.lower()}", f"“{name.en}”: {what.en.lower()}")


def status(code: object) -> Text:
    """Return the name of a status; an empty one is new."""
    return CONCLUSION_STATUSES.label(code if isinstance(code, str) else "new")


def where(code: object) -> Text:
    """Return the name of a voivodeship, or that the whole macroregion is meant."""
    return place(code) if isinstance(code, str) else WHOLE_REGION


def month(value: Any) -> Text:
    """Return a month in words."""
    if formats.is_missing(value):
        return same(formats.MISSING)
    day = pd.Timestamp(value).date()
    return Text(formats.month(day, "pl"), formats.month(day, "en"))


def listed(parts: list[Text]) -> Text:
    """Return several words with commas; a dash where there are none."""
    if not parts:
        return same(formats.MISSING)
    return Text(", ".join(part.pl for part in parts), ", ".join(part.en for part in parts))


def _both(polish: str, english: object) -> Text:
    return Text(polish, english if isinstance(english, str) else polish)
