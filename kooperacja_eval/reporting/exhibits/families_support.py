"""Support of the teams: hours by kind and voivodeship, and what they allow to say."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    TOTAL,
    computed_source,
    needs,
    place,
    status_of,
    texts,
    value_of,
)
from kooperacja_eval.reporting.exhibits.coop_words import (
    region,
    sentences,
    voivodeships,
    whole_of,
    with_interval,
)
from kooperacja_eval.reporting.exhibits.families_cost_words import KINDS
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

SUPPORT: Final = Text("Wsparcie zespołów", "Support of the teams")
HOURS: Final = "support_hours"
HEADS: Final = {**KINDS, "exchange": Text("wymiana", "exchange")}
"""Kinds of support in a narrow column."""
NO_EVENTS: Final = Text("nie zapisano żadnego wydarzenia", "no event is on record")


@needs("pzk", "support", what=SUPPORT)
def families_support(report: Material) -> Exhibit | Prose:
    """Show hours of support by kind and voivodeship, and per month of a team's work."""
    rows = report.rows(HOURS, level="voivodeship")
    lines = [_line(rows[rows["voivodeship"] == code], place(code)) for code in voivodeships(report)]
    lines.append(_line(region(report, HOURS), TOTAL))
    data = pd.DataFrame(lines)
    if not (data["hours"] > 0).any():
        return why_no(SUPPORT, why_missing(str(data["status"].iloc[-1]), NO_EVENTS))
    return Exhibit(
        id="families_support",
        title=Text(
            "Godziny wsparcia zespołów według rodzaju i województwa",
            "Hours of support of the teams by kind and voivodeship",
        ),
        caption=Text(
            "Godziny wydarzeń zespołów i wydarzeń dla całego województwa; tych drugich nigdy nie "
            "dzieli się między zespoły, bo nie wiadomo, do których dotarły. Ostatnia kolumna: "
            "tylko godziny wydarzeń pojedynczych zespołów na zespół i miesiąc pracy.",
            "Hours of events of teams and of events for a whole voivodeship; the latter are never "
            "divided among teams, since nobody knows which of them they reached. Last column: "
            "hours of events of single teams alone, per team and month of work.",
        ),
        alt=_alt(data),
        source=computed_source("support", "pzk"),
        data=data.assign(place=texts(data["place"], data)),
        columns=(
            Column("place", Text("Województwo", "Voivodeship")),
            *(Column(kind, label, "number", 1) for kind, label in HEADS.items()),
            Column("hours", Text("Razem", "Total"), "number", 1),
            Column("per_month", Text("Na zespół i miesiąc", "Per team and month"), "number", 2),
        ),
    )


def _line(rows: pd.DataFrame, label: Text) -> dict[str, object]:
    kinds = {kind: value_of(rows, group=f"hours/kind:{kind}") for kind in KINDS}
    return {
        "place": label,
        **kinds,
        "hours": value_of(rows, group="hours"),
        "per_month": value_of(rows, group="per_month"),
        "status": status_of(rows, group="hours"),
    }


def _alt(data: pd.DataFrame) -> Text:
    total = data.iloc[-1]
    parts: dict[Lang, list[str]] = {
        lang: [
            f"{label.in_(lang)} {formats.number(total[kind], 1, lang)}"
            for kind, label in KINDS.items()
        ]
        for lang in LANGUAGES
    }
    return Text(
        "Tabela godzin wsparcia według województw; razem: " + "; ".join(parts["pl"]) + ".",
        "Table of hours of support by voivodeship; in all: " + "; ".join(parts["en"]) + ".",
    )


@needs("pzk", "support", what=SUPPORT)
def families_support_sentence(report: Material) -> Prose:
    """Say how much support there was, what belongs to no team, and what hours do not say."""
    hours = whole_of(report, HOURS, "hours")
    if not known(hours) or not hours["value"]:
        status = status_of(region(report, HOURS), group="hours")
        return why_no(SUPPORT, why_missing(status, NO_EVENTS))
    shared = whole_of(report, HOURS, "shared")
    persons = region(report, HOURS, "person_hours")
    rate = whole_of(report, HOURS, "per_month")
    return sentences(
        {lang: _total(hours["value"], hours["n"], lang) for lang in LANGUAGES},
        {lang: _shared(shared["value"], lang) if known(shared) else "" for lang in LANGUAGES},
        {
            lang: _rate(with_interval(rate, 2, lang), lang) if known(rate) else ""
            for lang in LANGUAGES
        },
        {lang: _persons(persons, lang) for lang in LANGUAGES},
        {lang: _NO_EFFECT.in_(lang) for lang in LANGUAGES},
    )


_NO_EFFECT: Final = Text(
    "Godziny mówią, ile wsparcia było, a nie, czy było potrzebne i czy pomogło.",
    "Hours say how much support there was, not whether it was needed or whether it helped.",
)


def _total(hours: float, events: float, lang: Lang) -> str:
    if lang == "pl":
        return (
            f"Zapisano {_hours(hours, 'pl')} wsparcia; liczba wydarzeń: {formats.integer(events)}."
        )
    return (
        f"{_hours(hours, 'en')} of support are on record; number of events: "
        f"{formats.integer(events, 'en')}."
    )


def _shared(hours: float, lang: Lang) -> str:
    return Text(
        f"Wydarzenia dla całych województw to {_hours(hours, 'pl')}; nie dzieli się ich między "
        "zespoły.",
        f"Events for whole voivodeships took {_hours(hours, 'en')}; they are not divided among "
        "teams.",
    ).in_(lang)


def _rate(shown: str, lang: Lang) -> str:
    return Text(
        f"Wydarzenia pojedynczych zespołów: {shown} godz. na zespół i miesiąc pracy.",
        f"Events of single teams: {shown} hours per team and month of work.",
    ).in_(lang)


def _persons(rows: pd.DataFrame, lang: Lang) -> str:
    """Say the person-hours and of how many events they are not known; nothing without them."""
    if rows.empty or rows["value"].isna().all():
        return ""
    written = formats.number(float(rows["value"].iloc[0]), 0, lang)
    unknown = formats.integer(int(rows["n_missing"].iloc[0]), lang)
    return Text(
        f"Godziny pomnożone przez uczestników: {written} osobogodzin (wydarzenia bez liczby "
        f"uczestników: {unknown}).",
        f"Hours times participants: {written} person-hours (events without the number of "
        f"participants: {unknown}).",
    ).in_(lang)


def _hours(number: float, lang: Lang) -> str:
    if lang == "pl":
        return formats.plural(number, "godzinę", "godziny", "godzin")
    return formats.plural_en(number, "hour", "hours")
