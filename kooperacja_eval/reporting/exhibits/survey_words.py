"""Words of surveys in reports: waves, scales, items, groups of respondents, ways of comparing."""

import textwrap
from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting.exhibits.common import texts
from kooperacja_eval.reporting.formats import MISSING, is_missing
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import LEVELS, RESPONDENT_ROLES, SECTORS
from kooperacja_eval.text import Text, same

UNKNOWN: Final = Text("brak informacji", "not known")
EVERYBODY: Final = Text("wszyscy", "all")
DIMENSIONS: Final[Mapping[str, tuple[Text, Mapping[str, Text]]]] = {
    name: (label, {entry.id: entry.label for entry in codes})
    for name, label, codes in (
        ("sector", Text("sektor", "sector"), SECTORS),
        ("role", Text("rola", "role"), RESPONDENT_ROLES),
        ("level", Text("szczebel", "level"), LEVELS),
    )
}
"""Attributes of respondents with their words."""
BY: Final[Mapping[str, Text]] = {
    "sector": Text("według sektora", "by sector"),
    "role": Text("według roli respondenta", "by role of the respondent"),
    "level": Text("według szczebla", "by level"),
}
"""How a title names a breakdown."""
METHODS: Final[Mapping[str, Text]] = {
    "paired_clustered_t": Text("te same osoby (pary)", "the same persons (pairs)"),
    "paired_mean": Text("te same osoby, bez przedziału", "the same persons, no interval"),
    "paired_cluster_bootstrap": Text("pary: zmiana średniej", "pairs: change of the mean"),
    "paired_hedges_g_average": Text("pary: g Hedgesa", "pairs: Hedges' g"),
    "paired_rank_biserial_pratt": Text("pary: korelacja rangowa", "pairs: rank-biserial"),
    "unlinked_clustered_t": Text("różne osoby", "different persons"),
    "unlinked_cliffs_delta": Text("różne osoby: delta Cliffa", "different persons: Cliff's delta"),
    "imputed_rubin": Text("pary z uzupełnieniem braków", "pairs, missing waves imputed"),
}
"""How a change is computed, in few words."""


def wave_label(report: Material, wave: str) -> Text:
    """Return the name of a wave, or of two that are compared."""
    labels = {entry.id: Text(entry.label_pl, entry.label_en) for entry in report.config.waves}
    parts = [labels.get(name, same(name)) for name in wave.split("/")]
    return Text(" → ".join(part.pl for part in parts), " → ".join(part.en for part in parts))


def waves_up_to(report: Material, wave: str) -> list[str]:
    """Return the waves that somebody answered, up to one of them."""
    names = [entry.id for entry in report.config.waves]
    released = report.values.frame  # noqa: PD011 (not pandas)
    present = set(released["wave"].dropna())
    return [name for name in names[: names.index(wave) + 1] if name in present]


def main_pair(report: Material, wave: str) -> str | None:
    """Return the first wave and the one of the report; None where there is nothing to compare."""
    waves = waves_up_to(report, wave)
    return f"{waves[0]}/{waves[-1]}" if len(waves) > 1 and waves[-1] == wave else None


def scales(report: Material) -> pd.DataFrame:
    """Return the scales in report order, each once, with ``label``, ``low`` and ``high``."""
    if "scales" not in report.record:
        return pd.DataFrame(columns=["scale", "label", "low", "high", "direction"])
    frame = report.record["scales"].sort_values("position", kind="stable")
    frame = frame.drop_duplicates("scale", keep="last").reset_index(drop=True)
    return frame.assign(label=texts((_words(row, "title") for row in _records(frame)), frame))


def scale_label(report: Material, scale: str) -> Text:
    """Return the title of a scale; its identifier where it has none."""
    found = scales(report)
    rows = found[found["scale"] == scale]
    return rows["label"].iloc[0] if len(rows) else same(scale)


def scale_range(report: Material, scale: str) -> str:
    """Return lowest and highest score, such as 1–5; a dash where they are not known."""
    return reach(*scale_limits(report, scale))


def reach(low: float, high: float) -> str:
    """Return two ends of a scale as a range; a dash where one of them is not known."""
    return MISSING if is_missing(low) or is_missing(high) else f"{low:g}–{high:g}"


def items(report: Material) -> pd.DataFrame:
    """Return the rated items in the order of the questionnaire, with ``label``."""
    if "items" not in report.record:
        return pd.DataFrame(columns=["item_id", "label", "scale", "measure", "reverse"])
    frame = report.record["items"]
    frame = frame[frame["kind"] == "rating"].sort_values("position", kind="stable")
    frame = frame.drop_duplicates("item_id", keep="last").reset_index(drop=True)
    return frame.assign(label=texts((_words(row, "text") for row in _records(frame)), frame))


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): cell for key, cell in row.items()} for row in frame.to_dict("records")]


def _words(row: Mapping[str, object], name: str) -> Text:
    polish, english = row[f"{name}_pl"], row[f"{name}_en"]
    first = next((t for t in (polish, english) if isinstance(t, str)), str(row.get("item_id", "")))
    return Text(
        polish if isinstance(polish, str) else first, english if isinstance(english, str) else first
    )


def groups_in_order(dimension: str) -> list[str]:
    """Return the groups of an attribute as values name them, in report order."""
    return [f"{dimension}:{code}" for code in (*DIMENSIONS[dimension][1], "unknown")]


def scale_limits(report: Material, scale: str) -> tuple[float, float]:
    """Return lowest and highest score of a scale; nan where they are not known."""
    found = scales(report)
    rows = found[found["scale"] == scale]
    if rows.empty:
        return float("nan"), float("nan")
    return float(rows["low"].iloc[0]), float(rows["high"].iloc[0])


def wrapped(text: str, width: int) -> str:
    """Break a label of a figure into lines of at most some characters, between words."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


def verdict(low: float, high: float) -> Text:
    """Return what an interval of a change allows to say."""
    if low > 0:
        return Text("wynik wzrósł", "the score rose")
    if high < 0:
        return Text("wynik spadł", "the score fell")
    return Text("zmiany nie wykazano", "no change was shown")


def why_not(status: object) -> Text:
    """Return why a released row has no number."""
    if status == "suppressed":
        return Text("liczbę ukryto", "the number is suppressed")
    return Text("za mało danych", "too few data")


def group_label(group: str) -> Text:
    """Return the words of a group of respondents, such as ``sector:health``."""
    name, _, code = group.partition(":")
    if not code:
        return EVERYBODY
    return DIMENSIONS[name][1].get(code, UNKNOWN)
