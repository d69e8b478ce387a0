"""The catalogue of barriers: what focus groups and the register of conclusions say of each.

The border: brings together what disclosure control has let out already (released values, released
quotations, released texts); nothing is counted from transcripts here, and nothing is weighed: a
barrier that many name is not thereby a heavy one. ``barriers_said`` finds what focus groups say,
``barriers_proposed`` what is proposed.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from kooperacja_eval.evidence.barriers_proposed import (
    Proposal,
    ProposedCode,
    Related,
    proposals,
    proposed_codes,
    related,
)
from kooperacja_eval.evidence.barriers_said import (
    NOTHING,
    Quotation,
    Round,
    SaidOfCode,
    of_codes,
    said_of,
    shares_by_code,
)
from kooperacja_eval.evidence.conclusions import standing
from kooperacja_eval.schemas.codes import RECOMMENDATION_LEVELS, VOIVODESHIPS
from kooperacja_eval.text import Text

__all__ = [
    "Barrier", "BarrierSources", "Entry", "Proposal", "ProposedCode", "Quotation", "Related",
    "Round", "barrier_catalogue", "difficulties_without_theme",
]  # fmt: skip

BARRIER: Final = "barrier"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierSources:
    """What the catalogue is made from; every part may be empty.

    Attributes
    ----------
    codes : pandas.DataFrame
        The codebook: the table ``codes``.
    values : pandas.DataFrame
        Released values: ``code_share`` and ``code_cooccurrence``.
    quotations : pandas.DataFrame
        Released quotations, as in ``Material.quotations``.
    conclusions : pandas.DataFrame
        The table ``conclusions`` with released texts.
    recommendations, links : pandas.DataFrame, optional
        The tables ``recommendations`` and ``evidence_links``.
    """

    codes: pd.DataFrame
    values: pd.DataFrame
    quotations: pd.DataFrame
    conclusions: pd.DataFrame
    recommendations: pd.DataFrame | None = None
    links: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A difficulty of the register that stands; ``reports`` counts those merged into it too."""

    conclusion_id: str
    month: pd.Timestamp
    voivodeship: str | None
    text: str
    document: str | None
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """One barrier.

    Attributes
    ----------
    code_id, kind : str
        Code of the codebook and its kind: ``barrier``, or another where teams report a difficulty
        under it.
    label, definition : Text
        Its name and when to code it.
    rounds : tuple of Round
        In how many groups of each round of focus groups it was named; empty where in none.
    stretches : int, optional
        Coded stretches in all rounds; None where they are hidden.
    sectors : tuple of str
        Sectors whose speakers name it, in the order of the released rows.
    said_in : tuple of str
        Voivodeships whose groups name it.
    entries : tuple of Entry
        Difficulties with this theme, by month.
    others : int
        Conclusions and observations with this theme: they speak of it, perhaps that it is gone.
    voivodeships : tuple of str
        Where it occurs by either source, in the order of the list of voivodeships.
    teams : int
        Teams that have it by either source: a group of theirs names it, or an entry is about them.
    quotations : tuple of Quotation
        Words of speakers, as released.
    proposals : tuple of Proposal
        Recommendations of the register with this theme.
    proposed : tuple of ProposedCode
        Codes of recommendations that occur together with it in focus groups.
    related : tuple of Related
        Recommendations of the Book that rest on it.
    levels : tuple of str
        Levels at which it can be removed, as its entries, proposals and recommendations say.
    """

    code_id: str
    kind: str
    label: Text
    definition: Text
    rounds: tuple[Round, ...]
    stretches: int | None
    sectors: tuple[str, ...]
    said_in: tuple[str, ...]
    entries: tuple[Entry, ...]
    others: int
    voivodeships: tuple[str, ...]
    teams: int
    quotations: tuple[Quotation, ...]
    proposals: tuple[Proposal, ...]
    proposed: tuple[ProposedCode, ...]
    related: tuple[Related, ...]
    levels: tuple[str, ...]

    @property
    def groups(self) -> int | None:
        """Focus groups that name it in all rounds; None where one of the numbers is hidden."""
        return _sum([entry.groups for entry in self.rounds])

    @property
    def reports(self) -> int:
        """Difficulties reported in all, those that were merged counted too."""
        return sum(entry.reports for entry in self.entries)


def barrier_catalogue(
    sources: BarrierSources, *, macroregion: str | None = None
) -> tuple[Barrier, ...]:
    """Return the barriers that focus groups or the register name, the most widely named first.

    Parameters
    ----------
    sources : BarrierSources
        Released material.
    macroregion : str, optional
        Only values of this macroregion; ``None`` where the study has one.

    Returns
    -------
    tuple of Barrier
        Codes of the kind ``barrier`` that a group named or that any entry has as its theme, and
        other codes under which a difficulty is reported. A code that has others below it counts
        its entries alone: what groups say is counted under the others. Order: voivodeships, then
        groups, then reports (each the most first), then the codebook.
    """
    entries = standing(sources.conclusions)
    sources = replace(sources, values=of_codes(sources.values))
    above = set(sources.codes["parent_id"].dropna())
    shares = shares_by_code(sources.values, macroregion=macroregion)
    found = []
    for row in sources.codes.to_dict("records"):
        code_id = str(row["code_id"])
        own = entries[entries["theme"] == code_id]
        if row["kind"] != BARRIER and not (own["kind"] == "difficulty").any():
            continue
        named = code_id in shares and code_id not in above
        said = said_of(shares[code_id], sources.quotations, code_id) if named else NOTHING
        if len(own) or said.anything:
            found.append(_barrier(sources, code_id, row, own, said, macroregion))
    return tuple(sorted(found, key=_order))


def difficulties_without_theme(conclusions: pd.DataFrame) -> int:
    """Return how many difficulties stand without a theme: no barrier counts them."""
    entries = standing(conclusions)
    return int(((entries["kind"] == "difficulty") & entries["theme"].isna()).sum())


def _barrier(
    sources: BarrierSources,
    code_id: str,
    row: Mapping[Hashable, object],
    own: pd.DataFrame,
    said: SaidOfCode,
    macroregion: str | None,
) -> Barrier:
    difficulties = own[own["kind"] == "difficulty"]
    offered = proposals(own)
    ids = {str(name) for name in own["conclusion_id"]}
    rest_on_it = related(sources.links, sources.recommendations, code_id, ids)
    others = own[own["kind"].isin(["conclusion", "observation"])]
    named = [*(entry.level for entry in offered), *(entry.level for entry in rest_on_it)]
    levels = {*difficulties["level"].dropna(), *named}
    places = {*said.voivodeships, *difficulties["voivodeship"].dropna()}
    return Barrier(
        code_id=code_id,
        kind=str(row["kind"]),
        label=_both(row["name_pl"], row["name_en"]),
        definition=_both(row["definition_pl"], row["definition_en"]),
        rounds=said.rounds,
        stretches=_sum([entry.stretches for entry in said.rounds]),
        sectors=said.sectors,
        said_in=said.voivodeships,
        entries=tuple(_entry(line) for line in difficulties.to_dict("records")),
        others=len(others),
        voivodeships=tuple(name for name in VOIVODESHIPS.ids if name in places),
        teams=len({*said.teams, *difficulties["pzk_id"].dropna()}),
        quotations=said.quotations,
        proposals=offered,
        proposed=proposed_codes(sources.values, sources.codes, code_id, macroregion=macroregion),
        related=rest_on_it,
        levels=tuple(name for name in RECOMMENDATION_LEVELS.ids if name in levels),
    )


def _entry(row: Mapping[Hashable, object]) -> Entry:
    return Entry(
        conclusion_id=str(row["conclusion_id"]),
        month=pd.Timestamp(str(row["month"])),
        voivodeship=_filled(row["voivodeship"]),
        text=str(row["text"]),
        document=_filled(row["document"]),
        reports=int(str(row["reports"])),
    )


def _order(barrier: Barrier) -> tuple[int, float, int]:
    groups = -1 if barrier.groups is None else barrier.groups
    return (-len(barrier.voivodeships), -groups, -barrier.reports)


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _filled(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _both(polish: object, english: object) -> Text:
    first = polish if isinstance(polish, str) else ""
    return Text(first, english if isinstance(english, str) else first)
