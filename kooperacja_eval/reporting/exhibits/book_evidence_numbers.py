"""Numbers as evidence: value, interval and denominator in one line, and how strong each is."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.evidence.frozen import Fate
from kooperacja_eval.evidence.links import numbers_of
from kooperacja_eval.evidence.strength import GRADES as GRADE_ORDER
from kooperacja_eval.evidence.strength import Strength, strength
from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.book_evidence_words import (
    DESIGNS,
    FATES,
    GRADES,
    NOT_FROZEN,
    PRECISIONS,
    bracketed,
    joined_words,
)
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.survey_words import wave_label, why_not
from kooperacja_eval.reporting.exhibits.value_words import group_words, value_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

Row = Mapping[Any, Any]
_WHOLE: Final = 1e-6
"""Distance from a whole number above which a numerator is no count."""


def rows_of_link(report: Material, link: Row) -> pd.DataFrame:
    """Return the released numbers of a link."""
    evidence = report.evidence
    if evidence is None:
        return pd.DataFrame(columns=["value"])
    rows = evidence.numbers
    own: pd.Series[bool] = rows["recommendation_id"] == link["recommendation_id"]
    own &= rows["number"] == link["number"]
    return rows.loc[own]


def number_words(report: Material, row: Row) -> Text:
    """Return one released number: what, of whom, value, interval, and how many it rests on."""
    entry = catalogue()[str(row["indicator_id"])]
    head = bracketed(entry.title, _about(report, row))
    if formats.is_missing(row["value"]):
        reason = why_not(row["status"])
        return Text(f"{head.pl}: {reason.pl}", f"{head.en}: {reason.en}")
    said = {lang: _value(entry, row, lang) for lang in LANGUAGES}
    return Text(f"{head.pl}: {said['pl']}", f"{head.en}: {said['en']}")


def strength_of_link(report: Material, link: Row) -> Strength | None:
    """Return the strength of the number that a link to an indicator leads to; else None."""
    if link["kind"] != "indicator":
        return None
    rows = rows_of_link(report, link)
    if rows.empty:
        return None
    return strength(rows[rows["macroregion"] == rows["macroregion"].iloc[0]])


def strength_words(found: Strength | None) -> Text:
    """Return how strong a number is and why; a dash where nothing was graded."""
    if found is None:
        return same("–")
    parts = [DESIGNS[found.design]]
    if found.precision is not None and found.width is not None:
        parts.append(PRECISIONS[found.precision])
    if found.sensitivity is not None:
        parts.append(_sensitivity(found))
    return bracketed(GRADES[found.grade], parts)


def strengths_words(found: list[Strength]) -> Text:
    """Return how many numbers have which strength; a dash without any."""
    counts = {grade: sum(one.grade == grade for one in found) for grade in GRADE_ORDER}
    return joined_words(
        (
            Text(f"{GRADES[grade].pl}: {count}", f"{GRADES[grade].en}: {count}")
            for grade, count in counts.items()
            if count
        )
    )


def fate_of_link(report: Material, link: Row) -> Fate | None:
    """Return what became of the number of a link since it was frozen; None where it was not."""
    row = _frozen_row(report, link)
    return None if row is None else row["fate"]


def fate_words(report: Material, link: Row) -> Text:
    """Return what became of a number since it was frozen, with the earlier one where it changed."""
    row = _frozen_row(report, link)
    if row is None:
        return NOT_FROZEN if link["kind"] in ("indicator", "code") else same("–")
    words = FATES[row["fate"]]
    if row["fate"] in ("same", "unknown"):
        return words
    entry = catalogue().get(str(row["indicator_id"]))
    if entry is None:
        return words
    earlier = {
        "value": row["value_frozen"], "ci_low": row["ci_low_frozen"],
        "ci_high": row["ci_high_frozen"], "indicator_id": entry.id,
    }  # fmt: skip
    pl, en = (_value(entry, earlier, lang) for lang in LANGUAGES)
    day = row["data_date"]
    return Text(
        f"{words.pl}; było ({formats.date(day)}): {pl}",
        f"{words.en}; was ({formats.date(day, 'en')}): {en}",
    )


def _frozen_row(report: Material, link: Row) -> Any:
    if report.evidence is None or report.evidence.frozen is None:
        return None
    found = numbers_of(link, report.evidence.frozen)
    return None if found.empty else found.to_dict("records")[-1 if link["kind"] == "code" else 0]


def _about(report: Material, row: Row) -> list[Text]:
    """Return of whom and when a number is."""
    parts = []
    if _given(row["group"]):
        parts.append(group_words(report, str(row["group"])))
    if _given(row["pzk_id"]):
        parts.append(Text(f"zespół {row['pzk_id']}", f"team {row['pzk_id']}"))
    elif _given(row["voivodeship"]):
        parts.append(place(str(row["voivodeship"])))
    if _given(row["wave"]):
        parts.append(wave_label(report, str(row["wave"])))
    if _given(row["period"]):
        when = str(row["period"])
        parts.append(Text(formats.period(when), formats.period(when, "en")))
    return [part for part in parts if part.pl]


def _value(entry: Indicator, row: Row, lang: Lang) -> str:
    details = []
    if not (formats.is_missing(row["ci_low"]) or formats.is_missing(row["ci_high"])):
        scale: formats.Scale = "percent" if entry.display == "share" else "number"
        ends = formats.interval(row["ci_low"], row["ci_high"], entry.decimals, lang, scale=scale)
        details.append(Text(f"przedział 95%: {ends}", f"95% interval: {ends}").in_(lang))
    base = _base(entry, row, lang)
    details += [base] if base else []
    shown = f" ({'; '.join(details)})" if details else ""
    return f"{value_words(entry, float(row['value']), lang)}{shown}"


def _base(entry: Indicator, row: Row, lang: Lang) -> str:
    """Return what a number rests on: a count of a whole, else the number of units."""
    above: Any = row.get("numerator")
    below: Any = row.get("denominator")
    counts = entry.display == "share" and not (
        formats.is_missing(above) or formats.is_missing(below)
    )
    if counts and abs(float(above) - round(float(above))) < _WHOLE:
        of = Text("z", "of").in_(lang)
        return f"{formats.integer(above, lang)} {of} {formats.integer(below, lang)}"
    if entry.display == "count" or formats.is_missing(row.get("n")):
        return ""
    return f"n = {formats.integer(row['n'], lang)}"


def _sensitivity(found: Strength) -> Text:
    if found.sensitivity == "weak":
        return Text("znak zależy od metody", "the sign depends on the method")
    if found.sensitivity == "moderate":
        return Text("jedna metoda", "one method")
    ways = formats.plural(found.n_methods, "metodzie", "metodach", "metodach")
    methods = formats.plural_en(found.n_methods, "method", "methods")
    return Text(f"ten sam znak w {ways}", f"same sign in {methods}")


def _given(value: object) -> bool:
    return isinstance(value, str) and bool(value)
