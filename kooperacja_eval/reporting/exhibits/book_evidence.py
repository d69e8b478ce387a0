"""The evidence box of a recommendation: what it says, what is for it and against it, how sure.

Two tables: the recommendation in the fields of the ministry with its grades, and everything that
supports or contradicts it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.evidence.confidence import Confidence, confidences
from kooperacja_eval.evidence.strength import Strength
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.book_evidence_lines import evidence_words, kind_words
from kooperacja_eval.reporting.exhibits.book_evidence_numbers import (
    fate_of_link,
    fate_words,
    strength_of_link,
    strength_words,
    strengths_words,
)
from kooperacja_eval.reporting.exhibits.book_evidence_words import (
    CHANGE_RULE,
    CONFIDENCE_LEVELS,
    FATES,
    NO_RECOMMENDATIONS,
    NOT_ASSESSED,
    TWO_GRADES,
    bracketed,
    joined_words,
)
from kooperacja_eval.reporting.exhibits.common import computed_source
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import (
    CONCERNS,
    CONFIDENCE_COMPONENTS,
    EVIDENCE_RELATIONS,
    RECOMMENDATION_CLASSES,
    RECOMMENDATION_LEVELS,
    RECOMMENDATION_STATUSES,
)
from kooperacja_eval.schemas.field import CodeList
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text, same

Line = tuple[Text, Text]
CODED: Final[Mapping[str, CodeList]] = {
    "recommendation_class": RECOMMENDATION_CLASSES,
    "level": RECOMMENDATION_LEVELS,
    "status": RECOMMENDATION_STATUSES,
}
FIELDS: Final = (
    "title", "question", "conclusion", "recommendation", "addressee", "implementation", "deadline",
    "recommendation_class", "theme", "level", "status",
)  # fmt: skip
"""Fields of the ministry's table, in its order."""
SOURCES: Final = ("recommendations", "evidence_links", "assessments")


def book_evidence_box(report: Material, recommendation_id: str) -> Exhibit | Prose:
    """Show a recommendation with how sure its findings and how strong its numbers are."""
    row = recommendation(report, recommendation_id)
    if row is None:
        return _missing(report, recommendation_id)
    lines = [*_fields(report, row), *_grades(report, recommendation_id)]
    return Exhibit(
        id=f"book_evidence_box_{recommendation_id.lower()}",
        title=Text(
            f"Rekomendacja {recommendation_id} i jej podstawy",
            f"Recommendation {recommendation_id} and what it rests on",
        ),
        caption=TWO_GRADES,
        alt=Text(
            f"Tabela: rekomendacja {recommendation_id} w polach ministerstwa, liczba dowodów za i "
            "przeciw, pewność ustaleń i siła liczb.",
            f"Table: recommendation {recommendation_id} in the ministry's fields, evidence for and "
            "against it, confidence in findings and strength of numbers.",
        ),
        source=computed_source(*(name for name in SOURCES if name in report.tables)),
        data=pd.DataFrame(
            {"field": [line[0] for line in lines], "content": [line[1] for line in lines]}
        ),
        columns=(
            Column("field", Text("Pole", "Field")),
            Column("content", Text("Treść", "Content")),
        ),
    )


def book_evidence_list(report: Material, recommendation_id: str) -> Exhibit | Prose:
    """Show everything that supports a recommendation, then everything that contradicts it."""
    if recommendation(report, recommendation_id) is None:
        return _missing(report, recommendation_id)
    links = links_of(report, recommendation_id)
    if not links:
        return Prose(
            Text(
                f"*Rekomendacja {recommendation_id}: nie wskazano, na czym się opiera.*",
                f"*Recommendation {recommendation_id}: nothing is said of what it rests on.*",
            )
        )
    frozen = report.evidence is not None and report.evidence.frozen is not None
    rows = [
        {
            "number": link["number"],
            "relation": EVIDENCE_RELATIONS.label(str(link["relation"])),
            "kind": kind_words(link),
            "evidence": evidence_words(report, link),
            "strength": strength_words(strength_of_link(report, link)),
            **({"fate": fate_words(report, link)} if frozen else {}),
        }
        for link in links
    ]
    rule = f" {CHANGE_RULE.pl}" if frozen else "", f" {CHANGE_RULE.en}" if frozen else ""
    return Exhibit(
        id=f"book_evidence_list_{recommendation_id.lower()}",
        title=Text(
            f"Co wspiera rekomendację {recommendation_id}, a co jej przeczy",
            f"What supports recommendation {recommendation_id}, and what contradicts it",
        ),
        caption=Text(
            "Dowody wskazały osoby. Wypowiedzi i wpisy są w słowach autorów; dane osobowe "
            f"zastąpiono słowami w nawiasach. Siła: tylko liczby.{rule[0]}",
            "The evidence was named by people. Quotations and entries are in their authors' words, "
            "in Polish; personal data are replaced by words in brackets. Strength: numbers "
            f"only.{rule[1]}",
        ),
        alt=Text(
            f"Tabela: {formats.plural(len(rows), 'dowód', 'dowody', 'dowodów')} z relacją, "
            "rodzajem i treścią.",
            f"Table: {formats.plural_en(len(rows), 'piece', 'pieces')} of evidence with relation, "
            "kind and content.",
        ),
        source=computed_source("evidence_links"),
        data=pd.DataFrame(rows),
        columns=(
            Column("number", Text("Nr", "No."), "integer"),
            Column("relation", Text("Relacja", "Relation")),
            Column("kind", Text("Rodzaj", "Kind")),
            Column("evidence", Text("Dowód", "Evidence")),
            Column("strength", Text("Siła liczby", "Strength of the number")),
            *((Column("fate", Text("Od zapisania", "Since frozen")),) if frozen else ()),
        ),
    )


def recommendation(report: Material, recommendation_id: str) -> dict[Any, Any] | None:
    """Return the row of a recommendation; None where the study has no such one."""
    if "recommendations" not in report.record:
        return None
    frame = report.record["recommendations"]
    found = frame[frame["recommendation_id"] == recommendation_id]
    return None if found.empty else found.to_dict("records")[0]


def links_of(report: Material, recommendation_id: str) -> list[dict[Any, Any]]:
    """Return the links of a recommendation: those that support it, then the others."""
    if report.evidence is None:
        return []
    rows = report.evidence.links
    own = rows[rows["recommendation_id"] == recommendation_id]
    order = own["relation"].map({"supports": 0, "contradicts": 1}).rename("order")
    return own.assign(order=order).sort_values(["order", "number"]).to_dict("records")


def confidence_of(report: Material, recommendation_id: str) -> Confidence | None:
    """Return the confidence in the finding behind a recommendation; None where not assessed."""
    if report.evidence is None:
        return None
    return confidences(report.evidence.assessments).get(recommendation_id)


def strengths_of(report: Material, recommendation_id: str) -> list[Strength]:
    """Return the strength of every number of a recommendation that is shown."""
    found = [strength_of_link(report, link) for link in links_of(report, recommendation_id)]
    return [one for one in found if one is not None]


def level_words(found: Confidence | None) -> Text:
    """Return the level of confidence in one word; which components lack where there is none."""
    if found is None:
        return NOT_ASSESSED
    if found.level is not None:
        return CONFIDENCE_LEVELS[found.level]
    lacking = joined_words((CONFIDENCE_COMPONENTS.label(name) for name in found.lacking), ", ")
    return Text(f"brak ocen: {lacking.pl}", f"not assessed: {lacking.en}")


def changed_words(report: Material, recommendation_id: str) -> Text:
    """Return how many numbers of a recommendation have which fate since they were frozen."""
    fates = [fate_of_link(report, link) for link in links_of(report, recommendation_id)]
    return joined_words(
        (
            Text(f"{words.pl}: {fates.count(fate)}", f"{words.en}: {fates.count(fate)}")
            for fate, words in FATES.items()
            if fate in fates
        )
    )


def _fields(report: Material, row: Mapping[Any, Any]) -> Iterator[Line]:
    described = TABLES["recommendations"].fields
    for name in FIELDS:
        label = described[name].label
        yield _capital(label), _content(report, name, row[name])


def _content(report: Material, name: str, value: Any) -> Text:
    if formats.is_missing(value):
        return same("–")
    if name in CODED:
        return CODED[name].label(str(value))
    if name == "deadline":
        return Text(formats.month(value), formats.month(value, "en"))
    if name == "question":
        known = {entry.id: entry.text for entry in report.config.matrix.questions}
        return known.get(str(value), same(str(value)))
    return Text(str(value), f"“{value}”")


def _grades(report: Material, recommendation_id: str) -> Iterator[Line]:
    links = links_of(report, recommendation_id)
    for code, label in (
        ("supports", Text("Dowody za", "Evidence for")),
        ("contradicts", Text("Dowody przeciw", "Evidence against")),
    ):
        yield label, _counted([link for link in links if link["relation"] == code])
    yield Text("Pewność ustaleń", "Confidence in findings"), _confidence(report, recommendation_id)
    strengths = strengths_words(strengths_of(report, recommendation_id))
    yield Text("Siła liczb", "Strength of numbers"), strengths
    if report.evidence is not None and report.evidence.frozen is not None:
        changed = changed_words(report, recommendation_id)
        yield Text("Liczby od zapisania", "Numbers since frozen"), changed


def _counted(links: list[dict[Any, Any]]) -> Text:
    """Return how many links there are, and how many of them cannot be shown."""
    hidden = sum(link["state"] == "hidden" for link in links)
    other = sum(link["state"] not in ("hidden", "found") for link in links)
    parts = []
    if hidden:
        parts.append(Text(f"w tym ukryte: {hidden}", f"of them hidden: {hidden}"))
    if other:
        parts.append(Text(f"w tym bez treści: {other}", f"of them without content: {other}"))
    return bracketed(same(formats.integer(len(links))), parts)


def _confidence(report: Material, recommendation_id: str) -> Text:
    found = confidence_of(report, recommendation_id)
    level = level_words(found)
    if found is None or report.evidence is None:
        return level
    rows = report.evidence.assessments
    own = rows[rows["recommendation_id"] == recommendation_id]
    reasons = dict(zip(own["component"], own["reason"], strict=True))
    parts = []
    for name, concern in found.concerns.items():
        component, said = CONFIDENCE_COMPONENTS.label(name), CONCERNS.label(concern)
        reason = reasons.get(name)
        because = [same(str(reason))] if isinstance(reason, str) else []
        shown = bracketed(said, (Text(one.pl, f"“{one.en}”") for one in because))
        parts.append(Text(f"{component.pl}: {shown.pl}", f"{component.en}: {shown.en}"))
    return bracketed(level, parts)


def _missing(report: Material, recommendation_id: str) -> Prose:
    if "recommendations" not in report.record:
        return NO_RECOMMENDATIONS
    return Prose(
        Text(
            f"*Badanie nie ma rekomendacji {recommendation_id}.*",
            f"*The study has no recommendation {recommendation_id}.*",
        )
    )


def _capital(label: Text) -> Text:
    return Text(label.pl[:1].upper() + label.pl[1:], label.en[:1].upper() + label.en[1:])
