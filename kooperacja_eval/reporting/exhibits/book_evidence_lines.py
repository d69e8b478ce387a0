"""One piece of evidence in words: a number, a code, a quotation, a conclusion, a published figure.

What cannot be shown is said to be hidden or not found; nothing is left out in silence, and words of
people are never shortened.
"""

from collections.abc import Mapping
from typing import Any

from kooperacja_eval.evidence.labels import figure_label, group_label, place_label
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.book_evidence_numbers import number_words, rows_of_link
from kooperacja_eval.reporting.exhibits.book_evidence_words import (
    STATES,
    bracketed,
    joined_words,
)
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.conclusions_words import kind, month, status, where
from kooperacja_eval.reporting.exhibits.fgi_quotations import quoted
from kooperacja_eval.reporting.exhibits.fgi_words import codebook, round_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import DOCUMENTS, EVIDENCE_KINDS, SECTORS
from kooperacja_eval.text import LANGUAGES, Text, same

Row = Mapping[Any, Any]


def evidence_words(report: Material, link: Row) -> Text:
    """Return what a link leads to, with the note of whoever made it."""
    words = _found(report, link) if link["state"] == "found" else _not_shown(report, link)
    if not isinstance(link["note"], str) or not link["note"].strip():
        return words
    note = str(link["note"])
    return Text(f"{words.pl} – uwaga: {note}", f"{words.en} – note: “{note}”")


def kind_words(link: Row) -> Text:
    """Return what kind of evidence a link is."""
    return EVIDENCE_KINDS.label(str(link["kind"]))


def _found(report: Material, link: Row) -> Text:
    match link["kind"]:
        case "indicator":
            return _indicator(report, link)
        case "code":
            return _code(report, link)
        case "quotation":
            return _quotation(report, link)
        case "conclusion":
            return _conclusion(report, link)
        case _:
            return _figure(report, link)


def _not_shown(report: Material, link: Row) -> Text:
    """Say why evidence is not shown: whose, if that is no secret, and what is to be done."""
    reason = STATES[link["state"]]
    if link["kind"] == "indicator" and link["state"] in ("hidden", "insufficient"):
        return _indicator(report, link)
    if link["kind"] == "quotation" and link["state"] == "hidden":
        return reason
    return Text(f"{link['target']}: {reason.pl}", f"{link['target']}: {reason.en}")


def _indicator(report: Material, link: Row) -> Text:
    """Return the number of each macroregion: the first way of computing that has a value."""
    rows = rows_of_link(report, link)
    lines = []
    for _, own in rows.groupby("macroregion", sort=False, dropna=False):
        shown = own[own["value"].notna()]
        chosen = shown if len(shown) else own
        lines.append(number_words(report, chosen.to_dict("records")[0]))
    return joined_words(lines)


def _code(report: Material, link: Row) -> Text:
    known = codebook(report).get(str(link["target"]))
    name = same(str(link["target"])) if known is None else known.label
    head = Text(f"„{name.pl}”", f"“{name.en}”")
    rows = rows_of_link(report, link).drop_duplicates(["macroregion", "wave"])
    parts = [_named_by(report, row) for row in rows.to_dict("records")]
    if not parts:
        return head
    said = joined_words(parts)
    return Text(f"{head.pl}: {said.pl}", f"{head.en}: {said.en}")


def _named_by(report: Material, row: Row) -> Text:
    """Return in how many groups of a round a code was named."""
    label = round_label(report, str(row["wave"]))
    home = [place(str(row["voivodeship"]))] if isinstance(row["voivodeship"], str) else []
    head = bracketed(label, home)
    if formats.is_missing(row["value"]) or formats.is_missing(row["denominator"]):
        reason = STATES["hidden" if row["status"] == "suppressed" else "insufficient"]
        return Text(f"{head.pl}: {reason.pl}", f"{head.en}: {reason.en}")
    pl, en = (
        (formats.integer(row["numerator"], lang), formats.integer(row["denominator"], lang))
        for lang in LANGUAGES
    )
    return Text(
        f"{head.pl}: w {pl[0]} z {pl[1]} wywiadów", f"{head.en}: in {en[0]} of {en[1]} groups"
    )


def _quotation(report: Material, link: Row) -> Text:
    rows = None if report.evidence is None else report.evidence.quotations
    found = [] if rows is None else rows[rows["target"] == link["target"]].to_dict("records")
    if not found:
        return STATES["hidden"]
    row = found[0]
    parts = []
    if not formats.is_missing(row["speaker_sector"]):
        parts.append(SECTORS.label(str(row["speaker_sector"])))
    if not formats.is_missing(row["voivodeship"]):
        parts.append(place(str(row["voivodeship"])))
    if not formats.is_missing(row["wave"]):
        parts.append(round_label(report, str(row["wave"])))
    return bracketed(quoted(str(row["text"])), parts)


def _conclusion(report: Material, link: Row) -> Text:
    rows = None if report.evidence is None else report.evidence.conclusions
    found = [] if rows is None else rows[rows["conclusion_id"] == link["target"]].to_dict("records")
    if not found:
        return _not_shown(report, {**link, "state": "lost"})
    row = found[0]
    parts = [
        same(str(row["conclusion_id"])),
        kind(row["kind"]),
        month(row["month"]),
        where(row["voivodeship"]),
        status(row["status"]),
    ]
    if isinstance(row["merged_into"], str):
        parts.append(Text(f"zob. {row['merged_into']}", f"see {row['merged_into']}"))
    return bracketed(quoted(str(row["text"])), parts)


def _figure(report: Material, link: Row) -> Text:
    frame = report.record["published"]
    row = frame[frame["figure_id"] == link["target"]].to_dict("records")[0]
    name = figure_label(str(row["indicator_id"]))
    region, home = _given(row["macroregion"]), _given(row["voivodeship"])
    about = [place_label(region or "", home)] if region or home else []
    if _given(row["group"]) is not None:
        about.append(group_label(str(row["group"])))
    head = bracketed(name, [part for part in about if part.pl])
    decimals = 0 if formats.is_missing(row["decimals"]) else int(row["decimals"])
    pl, en = (formats.number(row["value"], decimals, lang) for lang in LANGUAGES)
    document = DOCUMENTS.label(str(row["document"]))
    words = quoted(str(row["quote"]))
    return Text(
        f"{head.pl}: {pl} [{row['document']}: {document.pl}; {words.pl}]",
        f"{head.en}: {en} [{row['document']}: {document.en}; {words.en}]",
    )


def _given(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
