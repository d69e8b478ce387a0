"""One card for each barrier: what it is, who names it where, in which words, and what to do."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from kooperacja_eval.evidence.barriers import Barrier, Entry, Proposal, Quotation
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.barriers_table import TABLES_USED
from kooperacja_eval.reporting.exhibits.barriers_words import (
    NONE,
    barriers_of,
    levels,
    meant,
    named,
    sectors,
)
from kooperacja_eval.reporting.exhibits.common import computed_source, place
from kooperacja_eval.reporting.exhibits.conclusions_words import OWN_WORDS, listed, month, where
from kooperacja_eval.reporting.exhibits.fgi_quotations import quoted
from kooperacja_eval.reporting.exhibits.fgi_words import round_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import RECOMMENDATION_LEVELS, SECTORS
from kooperacja_eval.text import Text

MOST_ENTRIES: Final = 3
"""Entries of the register on a card, the latest; all of them stand in the register."""
MOST_PROPOSALS: Final = 5
Line = tuple[Text, Text]


def barriers_cards(report: Material) -> tuple[Exhibit, ...]:
    """Return a card for each barrier, in the order of the catalogue; none where there is none."""
    return tuple(_card(report, entry, _id(entry.code_id)) for entry in barriers_of(report))


def barriers_card(report: Material, *, barrier: str | None = None) -> Exhibit | Prose:
    """Return the card of one barrier by its code; without a code, of the most widely named one.

    Where nobody names the barrier, or any, a sentence stands instead.
    """
    for entry in barriers_of(report):
        if barrier is None:
            return _card(report, entry, "barriers_card")
        if entry.code_id == barrier:
            return _card(report, entry, _id(barrier))
    return Prose(NONE)


def _id(code_id: str) -> str:
    return f"barriers_card_{code_id.replace('.', '_')}"


def _card(report: Material, barrier: Barrier, exhibit_id: str) -> Exhibit:
    label = barrier.label
    lines = list(_lines(report, barrier))
    return Exhibit(
        id=exhibit_id,
        title=Text(f"Karta bariery: {label.pl}", f"Card of a barrier: {label.en}"),
        caption=_caption(barrier),
        alt=Text(
            f"Tabela: karta bariery „{label.pl}”: gdzie i jak często jest nazywana, wypowiedzi, "
            "zgłoszenia i propozycje.",
            f"Table: card of the barrier “{label.en}”: where and how often it is named, "
            "quotations, reports and proposals.",
        ),
        source=computed_source(*(name for name in TABLES_USED if name in report.tables)),
        data=pd.DataFrame(
            {"what": [line[0] for line in lines], "said": [line[1] for line in lines]}
        ),
        columns=(
            Column("what", Text("Co", "What")),
            Column("said", Text("Treść", "Content")),
        ),
    )


def _lines(report: Material, barrier: Barrier) -> Iterator[Line]:
    if barrier.definition.pl:
        yield Text("Co przez nią rozumiano", "What is meant"), meant(barrier)
    yield _WHERE, _where(barrier)
    for entry in barrier.rounds:
        label = round_label(report, entry.wave)
        groups, of = formats.integer(entry.groups), formats.integer(entry.of)
        english = formats.integer(entry.groups, "en"), formats.integer(entry.of, "en")
        yield (
            Text("Wywiady grupowe", "Focus groups"),
            Text(f"{label.pl}: {groups} z {of}", f"{label.en}: {english[0]} of {english[1]}"),
        )
    if barrier.sectors:
        yield Text("Kto ją nazywa", "Who names it"), listed(sectors(barrier))
    yield from ((_QUOTATION, _quotation(entry)) for entry in barrier.quotations)
    yield Text("Zgłoszenia w rejestrze", "Reports in the register"), _reports(barrier)
    for reported in barrier.entries[-MOST_ENTRIES:]:
        yield Text("Trudność", "Difficulty"), _entry(reported)
    yield from ((_PROPOSAL, _proposal(entry)) for entry in barrier.proposals[:MOST_PROPOSALS])
    for code in barrier.proposed:
        yield (
            Text("Propozycje w wywiadach", "Proposals in groups"),
            Text(
                f"{code.label.pl}: razem z barierą w "
                f"{formats.plural(code.together, 'fragmencie', 'fragmentach', 'fragmentach')}",
                f"{code.label.en}: together with it in "
                f"{formats.plural_en(code.together, 'stretch', 'stretches')}",
            ),
        )
    for rest in barrier.related:
        name = f"{rest.recommendation_id}: {rest.title}"
        yield Text("Rekomendacja Księgi", "Recommendation"), Text(name, name)
    if barrier.levels:
        yield Text("Poziom", "Level"), listed(levels(barrier))


_WHERE: Final = Text("Gdzie występuje", "Where it occurs")
_QUOTATION: Final = Text("Wypowiedź", "Quotation")
_PROPOSAL: Final = Text("Propozycja", "Proposal")


def _where(barrier: Barrier) -> Text:
    names = listed([place(name) for name in barrier.voivodeships])
    count = barrier.teams
    return Text(
        f"{names.pl}; {formats.plural(count, 'zespół', 'zespoły', 'zespołów')}; wywiady: "
        f"{named(barrier).pl}",
        f"{names.en}; {formats.plural_en(count, 'team', 'teams')}; focus groups: "
        f"{named(barrier).en}",
    )


def _quotation(entry: Quotation) -> Text:
    words = quoted(entry.text)
    known = [] if entry.sector is None else [SECTORS.label(entry.sector)]
    known += [] if entry.voivodeship is None else [place(entry.voivodeship)]
    if not known:
        return words
    who = listed(known)
    return Text(f"{words.pl} ({who.pl})", f"{words.en} ({who.en})")


def _reports(barrier: Barrier) -> Text:
    entries, reports, others = len(barrier.entries), barrier.reports, barrier.others
    return Text(
        f"{formats.plural(entries, 'trudność', 'trudności', 'trudności')}, zgłoszona łącznie "
        f"{formats.plural(reports, 'raz', 'razy', 'razy')}; wnioski i spostrzeżenia na ten temat: "
        f"{formats.integer(others)}"
        if entries == 1
        else f"{formats.plural(entries, 'trudność', 'trudności', 'trudności')}, zgłoszone łącznie "
        f"{formats.plural(reports, 'raz', 'razy', 'razy')}; wnioski i spostrzeżenia na ten temat: "
        f"{formats.integer(others)}",
        f"{formats.plural_en(entries, 'difficulty', 'difficulties')}, reported "
        f"{formats.plural_en(reports, 'time', 'times')} in all; conclusions and observations on "
        f"it: {formats.integer(others, 'en')}",
    )


def _entry(entry: Entry) -> Text:
    when, home, words = month(entry.month), where(entry.voivodeship), quoted(entry.text)
    return Text(f"{words.pl} ({when.pl}, {home.pl})", f"{words.en} ({when.en}, {home.en})")


def _proposal(entry: Proposal) -> Text:
    known = [where(entry.voivodeship)]
    if entry.addressee is not None:
        known.append(Text(f"do: {entry.addressee}", f"to: {entry.addressee}"))
    if entry.level is not None:
        known.append(RECOMMENDATION_LEVELS.label(entry.level))
    about, words = listed(known), quoted(entry.text)
    return Text(f"{words.pl} ({about.pl})", f"{words.en} ({about.en})")


def _caption(barrier: Barrier) -> Text:
    """Say what the card leaves out, so that nothing is cut in silence."""
    entries, offered = len(barrier.entries), len(barrier.proposals)
    parts = [OWN_WORDS]
    if entries > MOST_ENTRIES:
        parts.append(
            Text(
                f"Pokazano najnowsze {MOST_ENTRIES} z {formats.integer(entries)} trudności.",
                f"Shown: the latest {MOST_ENTRIES} of {formats.integer(entries, 'en')} "
                "difficulties.",
            )
        )
    if offered > MOST_PROPOSALS:
        parts.append(
            Text(
                f"Pokazano pierwsze {MOST_PROPOSALS} z {formats.integer(offered)} propozycji.",
                f"Shown: the first {MOST_PROPOSALS} of {formats.integer(offered, 'en')} proposals.",
            )
        )
    return Text(" ".join(part.pl for part in parts), " ".join(part.en for part in parts))
