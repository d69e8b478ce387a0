"""One released number in a line of text: what it is, value, interval, how many it rests on."""

from collections.abc import Mapping
from typing import Any, Final

from kooperacja_eval.indicators.catalogue import Indicator
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.survey_words import verdict, wave_label, why_not
from kooperacja_eval.reporting.exhibits.value_words import (
    group_words,
    method_words,
    value_words,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import Lang, Text

_NAMED_METHODS: Final = frozenset({"scale_change", "scale_reliability"})
"""Indicators of which several ways of computing stand beside each other, so that each is named."""
_WITHOUT_N: Final = frozenset({"schedule_shift_months"})
"""Indicators that rest on one statement of a document, not on a number of cases."""


def evidence_line(report: Material, entry: Indicator, row: Mapping[Any, Any], lang: Lang) -> str:
    """Return one number in a line.

    Parameters
    ----------
    report : Material
        Labels of scales and waves.
    entry : Indicator
        What the number is.
    row : mapping
        A released row of its values.
    lang : {"pl", "en"}
        Language.
    """
    name = _name(report, entry, row, lang)
    if formats.is_missing(row["value"]):
        return f"{name}: {why_not(row['status']).in_(lang)}."
    shown = _details(entry, row, lang)
    said = f" – {verdict(row['ci_low'], row['ci_high']).in_(lang)}" if _is_change(row) else ""
    return f"{name}: {value_words(entry, float(row['value']), lang)}{shown}{said}."


def shift_line(
    report: Material, entry: Indicator, rows: Mapping[str, Mapping[Any, Any]], lang: Lang
) -> str:
    """Return the three differences of a then-test of one scale in one line.

    The shift itself comes with its interval; of the two changes only the values are said.

    Parameters
    ----------
    report, entry, lang
        As for ``evidence_line``.
    rows : mapping of str to mapping
        Released rows by difference: ``then_minus_pre`` and, as far as there are, ``post_minus_pre``
        and ``post_minus_then``.
    """
    row = rows["then_minus_pre"]
    name = _name(report, entry, {**row, "group": str(row["group"]).partition("/")[0]}, lang)
    if formats.is_missing(row["value"]):
        return f"{name}: {why_not(row['status']).in_(lang)}."
    others = [
        f"{label.in_(lang)} {value_words(entry, float(rows[key]['value']), lang)}"
        for key, label in _CHANGES.items()
        if key in rows and not formats.is_missing(rows[key]["value"])
    ]
    head = Text("Zmiana liczona", "The change counted").in_(lang)
    more = f" {head} {', '.join(others)}." if others else ""
    shown = f"{value_words(entry, float(row['value']), lang)}{_details(entry, row, lang)}"
    return f"{name}: {shown}.{more}"


_CHANGES: Final = {
    "post_minus_pre": Text("od oceny z tamtego czasu:", "from the rating of the time:"),
    "post_minus_then": Text("od oceny po czasie:", "from the rating made later:"),
}


def _details(entry: Indicator, row: Mapping[Any, Any], lang: Lang) -> str:
    details = []
    if not (formats.is_missing(row["ci_low"]) or formats.is_missing(row["ci_high"])):
        scale: formats.Scale = "percent" if entry.display == "share" else "number"
        ends = formats.interval(row["ci_low"], row["ci_high"], entry.decimals, lang, scale=scale)
        if entry.display == "pln":
            ends = Text(f"{ends}{formats.NBSP}zł", f"PLN{formats.NBSP}{ends}").in_(lang)
        details.append(Text(f"przedział 95%: {ends}", f"95% interval: {ends}").in_(lang))
    counts = entry.display != "count" and entry.id not in _WITHOUT_N
    if counts and not formats.is_missing(row["n"]):
        details.append(f"n={formats.integer(row['n'], lang)}")
    return f" ({'; '.join(details)})" if details else ""


def _is_change(row: Mapping[Any, Any]) -> bool:
    known = not formats.is_missing(row["ci_low"]) and not formats.is_missing(row["ci_high"])
    return row["indicator_id"] == "scale_change" and known


def _name(report: Material, entry: Indicator, row: Mapping[Any, Any], lang: Lang) -> str:
    words = []
    if isinstance(row["group"], str) and row["group"]:
        step = Text("krok ", "step ") if entry.id == "schedule_shift_months" else Text("", "")
        words.append(f"{step.in_(lang)}{group_words(report, row['group']).in_(lang)}")
    if isinstance(row["wave"], str):
        words.append(wave_label(report, row["wave"]).in_(lang))
    if entry.id in _NAMED_METHODS:
        words.append(method_words(row["method"]).in_(lang))
    title = f"**{entry.title.in_(lang)}**"
    return f"{title} – {', '.join(words)}" if words else title
