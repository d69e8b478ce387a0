"""Which members of the teams took part in trainings, by kind of organisation."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    SHARE_INTERVAL,
    TOTAL,
    computed_source,
    needs,
    texts,
)
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, whole_of
from kooperacja_eval.reporting.exhibits.families_cost_words import ENTITIES, KINDS
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

TRAINING: Final = Text("Udział podmiotów w szkoleniach", "Entities in trainings")
COVERAGE: Final = "training_coverage"
TABLES: Final = ("pzk", "entities", "memberships", "support", "support_participants")
NO_MEMBERS: Final = Text("zespoły nie mają zapisanych członków", "no member of a team is on record")
SHOWN: Final = 11
"""Kinds of organisations in the table, those with the most members; the rest are counted."""
_KEPT: Final = ["numerator", "denominator", "value", "ci_low", "ci_high", "status"]


@needs(*TABLES, what=TRAINING)
def families_training(report: Material) -> Exhibit | Prose:
    """Show how many members of each kind took part in at least one training."""
    total = best(region(report, COVERAGE, "covered"))
    if total is None or not known(total):
        status = "" if total is None else str(total["status"])
        return why_no(TRAINING, why_missing(status, NO_MEMBERS))
    lines = [{"who": label, **{name: row[name] for name in _KEPT}} for label, row in _kinds(report)]
    left_out = len(lines) - SHOWN
    lines = [*lines[:SHOWN], {"who": TOTAL, **{name: total[name] for name in _KEPT}}]
    data = pd.DataFrame(lines)
    return Exhibit(
        id="families_training",
        title=Text(
            "Członkowie zespołów, z których ktoś wziął udział w szkoleniu",
            "Members of teams of which somebody took part in a training",
        ),
        caption=_caption(left_out),
        alt=_alt(data),
        source=computed_source("support", "support_participants", "memberships", "entities"),
        data=data.assign(who=texts(data["who"], data)),
        columns=(
            Column("who", Text("Rodzaj podmiotu", "Kind of entity")),
            Column("numerator", Text("Wzięły udział", "Took part"), "integer"),
            Column("denominator", Text("Członkowie", "Members"), "integer"),
            Column("value", Text("Udział", "Share"), "percent"),
            SHARE_INTERVAL,
        ),
    )


def best(rows: pd.DataFrame) -> Row | None:
    """Return the row with the interval that respects teams, where they allow one, else Wilson's."""
    if rows.empty:
        return None
    order = rows.assign(worse=rows["status"] != "ok", plain=rows["method"] == "wilson")
    return cells(order.sort_values(["worse", "plain"], kind="stable").to_dict("records")[0])


def _kinds(report: Material) -> list[tuple[Text, Row]]:
    """Return each kind that has members, those with the most first."""
    found: list[tuple[Text, Row]] = []
    for kind, label in ENTITIES.items():
        row = best(region(report, COVERAGE, f"covered/entity:{kind}"))
        if row is not None and row["denominator"] > 0:
            found.append((label, row))
    return sorted(found, key=lambda pair: -float(pair[1]["denominator"]))


def _caption(left_out: int) -> Text:
    note = Text(
        "Podmiot liczy się raz, także gdy należy do kilku zespołów; w przedziale należy do "
        "pierwszego z nich. Przedziały 95% z zespołami jako grupami; gdy udział wynosi 0% lub "
        "100%, przedział Wilsona. Wydarzenia bez listy uczestników nic nie mówią, więc udział jest "
        "co najmniej taki.",
        "An entity counts once, in several teams too; in the interval it belongs to the first of "
        "them. 95% intervals with teams as clusters; where the share is 0% or 100%, Wilson's. "
        "Events without a list of participants say nothing, so the share is at least so high.",
    )
    if left_out <= 0:
        return note
    return Text(
        f"{note.pl} Rodzaje z mniejszą liczbą członków (rodzajów: {formats.integer(left_out)}) "
        "liczą się tylko w sumie.",
        f"{note.en} Kinds with fewer members (kinds: {formats.integer(left_out, 'en')}) count in "
        "the total alone.",
    )


def _alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, list[str]] = {
        lang: [
            f"{row['who'].in_(lang)} {formats.percent(row['value'], 0, lang)}"
            for row in data.to_dict("records")
        ]
        for lang in LANGUAGES
    }
    return Text(
        "Tabela udziału podmiotów w szkoleniach: " + "; ".join(parts["pl"]) + ".",
        "Table of entities that took part in trainings: " + "; ".join(parts["en"]) + ".",
    )


@needs(*TABLES, what=TRAINING)
def families_training_sentence(report: Material) -> Prose:
    """Say which share of the members each kind of support reached."""
    rows = {kind: whole_of(report, COVERAGE, f"covered/kind:{kind}") for kind in KINDS}
    if not any(known(row) for row in rows.values()):
        return why_no(TRAINING, NO_MEMBERS)
    said = {
        lang: ", ".join(
            f"{KINDS[kind].in_(lang)} {formats.percent(row['value'], 0, lang)}"
            for kind, row in rows.items()
            if known(row)
        )
        for lang in LANGUAGES
    }
    return sentences(
        {
            "pl": f"Część członków zespołów, z których ktoś brał udział: {said['pl']}.",
            "en": f"Share of the members of teams of which somebody took part: {said['en']}.",
        },
        {lang: _ONE_PERSON.in_(lang) for lang in LANGUAGES},
    )


_ONE_PERSON: Final = Text(
    "Wystarczy jedna osoba z podmiotu, więc odsetek nie mówi, ilu pracowników przeszkolono ani "
    "czego się nauczyli.",
    "One person of an entity is enough, so the share says neither how many workers were trained "
    "nor what they learned.",
)
