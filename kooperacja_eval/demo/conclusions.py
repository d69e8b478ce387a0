"""The register of conclusions of the synthetic study: about six a month and voivodeship.

Some conclusions come back in other words, in another month or voivodeship; which ones, and how they
were changed, is told by ``conclusions_truth``. A few of these a person has already merged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.conclusions_bank import DIFFICULTIES, Bank, Parts
from kooperacja_eval.demo.conclusions_bank_other import FINDINGS, PROPOSALS
from kooperacja_eval.demo.conclusions_edits import EDITS
from kooperacja_eval.demo.frames import typed
from kooperacja_eval.schemas.tables import TABLES

FIRST_MONTH: Final = "2019-07"
MONTHS: Final = 18
"""Months of the cooperation of teams, VII.2019-XII.2020 (000)."""
PER_MONTH: Final = (5, 7)
"""Fewest and most conclusions of a voivodeship in a month."""
REPEATED: Final = 30
"""Conclusions that come back."""
COPIES: Final = (1, 3)
"""How many times one comes back, at least and at most."""
MERGED: Final = 8
"""Copies that a person has merged with the first."""
TEAM_SHARE: Final = 0.5
"""Conclusions that are about one team."""
BANKS: Final[Mapping[str, Bank]] = {
    "difficulty": DIFFICULTIES, "finding": FINDINGS, "recommendation": PROPOSALS,
}  # fmt: skip
KIND_SHARES: Final[Mapping[str, float]] = {
    "difficulty": 0.46, "finding": 0.29, "recommendation": 0.25,
}  # fmt: skip
"""Shares of kinds; a finding is a conclusion or an observation."""
STATUSES: Final[Mapping[str, float]] = {
    "new": 0.55, "accepted": 0.3, "rejected": 0.05, "closed": 0.1,
}  # fmt: skip
LETTERS: Final = {"conclusion": "W", "observation": "S", "difficulty": "T", "recommendation": "R"}
"""Letter in the identifier of each kind."""
STEPS: Final[Mapping[str, str]] = {
    "barrier.platform": "K6.1", "barrier.services": "K6.3", "barrier.procedures": "K7.3",
    "barrier.responsibility": "K5.2", "factor.contact": "K8", "resource.training": "K6.1",
    "resource.authorities": "K2.2", "effect.social_projects": "K7.3",
}  # fmt: skip
OTHER_STEP: Final = "K7.2"
LEVELS: Final[Mapping[str, tuple[str, str]]] = {
    "barrier.time": ("organisation", "kierownicy podmiotów"),
    "barrier.staff": ("gmina_powiat", "wójtowie i starostowie"),
    "barrier.procedures": ("voivodeship", "ROPS"),
    "barrier.data_exchange": ("law", "minister właściwy do spraw zabezpieczenia społecznego"),
    "barrier.distance": ("gmina_powiat", "powiaty"),
}
"""Level and addressee of recommendations by theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A conclusion that comes back: the first and its copies, each with the edit that made it."""

    first: str
    copies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusions:
    """The table ``conclusions``, and what is repeated in it."""

    table: pd.DataFrame
    repeats: tuple[Repeat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    kind: str
    theme: str
    text: str


def make_conclusions(
    team_ids: Sequence[str], team_places: Sequence[str], rng: np.random.Generator
) -> Conclusions:
    """Make the register.

    Parameters
    ----------
    team_ids, team_places : sequence of str
        Identifier and voivodeship of each team.
    rng : numpy.random.Generator
        The source of chance; the same state gives the same register.

    Returns
    -------
    Conclusions
        Rows by voivodeship and month; no sentence is drawn twice, and two that are drawn have at
        most one of their three parts in common, so that only copies are near-duplicates.
    """
    slots = _slots(rng)
    copies = _copies(len(slots), rng)
    entries = _entries(len(slots), copies, rng)
    ids = _identifiers(slots, entries)
    merged = _merged(copies, rng)
    teams = _teams(slots, team_ids, team_places, rng)
    table = _table(
        slots, entries, ids, teams, {at: ids[first] for at, first in merged.items()}, rng
    )
    repeats = tuple(
        Repeat(first=ids[first], copies=tuple((ids[at], edit) for at, edit in others))
        for first, others in copies.items()
    )
    return Conclusions(table=table, repeats=repeats)


def conclusions_truth(made: Conclusions) -> dict[str, object]:
    """Return what ``truth.json`` says of the register."""
    return {
        "rows": len(made.table),
        "near_duplicates": [
            {"first": repeat.first, "copies": [{"id": i, "edit": e} for i, e in repeat.copies]}
            for repeat in made.repeats
        ],
        "merged": sorted(made.table.loc[made.table["status"] == "merged", "conclusion_id"]),
    }


def _slots(rng: np.random.Generator) -> list[tuple[facts.Place, np.datetime64]]:
    """Return the voivodeship and month of each row."""
    first = np.datetime64(FIRST_MONTH, "M")
    return [
        (place, first + month)
        for place in facts.PLACES
        for month in range(MONTHS)
        for _ in range(int(rng.integers(PER_MONTH[0], PER_MONTH[1] + 1)))
    ]


def _copies(rows: int, rng: np.random.Generator) -> dict[int, list[tuple[int, str]]]:
    """Draw which rows come back, and as which other rows by which edit."""
    order = iter(rng.permutation(rows).tolist())
    edits = list(EDITS)
    found: dict[int, list[tuple[int, str]]] = {}
    for _ in range(REPEATED):
        first = next(order)
        count = int(rng.integers(COPIES[0], COPIES[1] + 1))
        names = rng.permutation(edits)[:count].tolist()
        found[first] = [(next(order), name) for name in names]
    return dict(sorted(found.items()))


def _entries(
    rows: int, copies: Mapping[int, list[tuple[int, str]]], rng: np.random.Generator
) -> list[_Entry]:
    """Draw what stands in each row: a sentence of its own, or another one edited."""
    again = {at: (first, edit) for first, others in copies.items() for at, edit in others}
    banks = {name: _sentences(bank, rng) for name, bank in BANKS.items()}
    own = {at: _drawn(banks, rng) for at in range(rows) if at not in again}
    for at, (first, edit) in again.items():
        source = own[first]
        text = EDITS[edit](source.text, rng)
        own[at] = _Entry(kind=source.kind, theme=source.theme, text=text)
    return [own[at] for at in range(rows)]


def _drawn(banks: Mapping[str, list[tuple[str, str]]], rng: np.random.Generator) -> _Entry:
    """Draw a sentence that was not drawn before; kinds that are used up give way to others."""
    left = [name for name in KIND_SHARES if banks[name]]
    shares = np.array([KIND_SHARES[name] for name in left])
    name = left[int(rng.choice(len(left), p=shares / shares.sum()))]
    theme, text = banks[name].pop()
    kind = str(rng.choice(("conclusion", "observation"))) if name == "finding" else name
    return _Entry(kind=kind, theme=theme, text=text)


def _sentences(bank: Bank, rng: np.random.Generator) -> list[tuple[str, str]]:
    every = [(theme, text) for theme, parts in bank.items() for text in sentences(parts)]
    return [every[at] for at in rng.permutation(len(every))]


def sentences(parts: Parts) -> list[str]:
    """Return sentences of three parts, any two of which have at most one part in common.

    The third part is chosen by the places of the first two added up, as in a Latin square.

    Examples
    --------
    >>> sentences((("A", "B"), ("k", "l"), ("x", "y")))
    ['A k, x.', 'A l, y.', 'B k, y.', 'B l, x.']
    """
    heads, middles, tails = parts
    return [
        f"{head} {middle}, {tails[(i + j) % len(tails)]}."
        for i, head in enumerate(heads)
        for j, middle in enumerate(middles)
    ]


def _identifiers(
    slots: Sequence[tuple[facts.Place, np.datetime64]], entries: Sequence[_Entry]
) -> list[str]:
    counts: dict[str, int] = {}
    ids = []
    for (place, month), entry in zip(slots, entries, strict=True):
        stem = f"{place.letters}-{str(month).replace('-', '')}-{LETTERS[entry.kind]}"
        counts[stem] = counts.get(stem, 0) + 1
        ids.append(f"{stem}{counts[stem]:02d}")
    return ids


def _merged(
    copies: Mapping[int, list[tuple[int, str]]], rng: np.random.Generator
) -> dict[int, int]:
    """Draw copies that a person merged, each with the row that it was merged into."""
    pairs = [(at, first) for first, others in copies.items() for at, _ in others]
    chosen = rng.permutation(len(pairs))[:MERGED]
    return dict(pairs[at] for at in sorted(chosen.tolist()))


def _teams(
    slots: Sequence[tuple[facts.Place, np.datetime64]],
    team_ids: Sequence[str],
    team_places: Sequence[str],
    rng: np.random.Generator,
) -> list[str | None]:
    near: dict[str, list[str]] = {}
    for pzk_id, home in zip(team_ids, team_places, strict=True):
        near.setdefault(home, []).append(pzk_id)
    return [
        str(rng.choice(near[place.id])) if rng.random() < TEAM_SHARE else None for place, _ in slots
    ]


def _table(
    slots: Sequence[tuple[facts.Place, np.datetime64]],
    entries: Sequence[_Entry],
    ids: Sequence[str],
    teams: Sequence[str | None],
    merged: Mapping[int, str],
    rng: np.random.Generator,
) -> pd.DataFrame:
    rows = len(slots)
    drawn = rng.choice(list(STATUSES), size=rows, p=list(STATUSES.values()))
    goals = [LEVELS.get(e.theme) if e.kind == "recommendation" else None for e in entries]
    return typed(
        TABLES["conclusions"],
        {
            "conclusion_id": ids,
            "month": np.array([month for _, month in slots], dtype="datetime64[D]"),
            "voivodeship": [place.id for place, _ in slots],
            "pzk_id": teams,
            "kind": [entry.kind for entry in entries],
            "text": [entry.text for entry in entries],
            "step": [STEPS.get(entry.theme, OTHER_STEP) for entry in entries],
            "theme": [entry.theme for entry in entries],
            "addressee": [goal[1] if goal else None for goal in goals],
            "level": [goal[0] if goal else None for goal in goals],
            "status": ["merged" if at in merged else str(drawn[at]) for at in range(rows)],
            "merged_into": [merged.get(at) for at in range(rows)],
        },
        rows,
    )
