"""The transcripts of the focus groups, and which sentence of them bears which codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.fgi_bank import QUESTIONS
from kooperacja_eval.demo.fgi_bank_change import EFFECTS, FACTORS
from kooperacja_eval.demo.fgi_parameters import ROUNDS, SECTORS, SPEAKERS, FgiEffects, Round
from kooperacja_eval.demo.fgi_text import Speech
from kooperacja_eval.demo.frames import weekday
from kooperacja_eval.demo.layout import MARKED
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas.codes import VOIVODESHIPS

MOST_TEAMS: Final = 60
"""So many teams at most have transcripts, spread evenly over all."""
MODERATOR: Final = "moderator"
TURNS_PER_QUESTION: Final = 4
MOST_IN_TURN: Final = 3
PARTICIPANTS: Final = (6, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a participant: where it stands, who speaks, and the codes planted in it."""

    start: int
    end: int
    sector: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    r"""A transcript.

    Attributes
    ----------
    document_id, wave, pzk_id, voivodeship, held_on, participants
        As the table ``fgi_documents`` has them; a group of the voivodeship has no team.
    number : int
        Round, counted from 0.
    text : str
        With line breaks ``\n``.
    sentences : tuple of Sentence
        Those of participants.
    others : int
        Lines of the heading and questions of the moderator: sentences that nobody codes.
    personal : tuple of (str, int, int)
        Kind and place of made-up personal data.
    """

    document_id: str
    number: int
    wave: str
    pzk_id: str | None
    voivodeship: str
    held_on: date
    participants: int
    text: str
    sentences: tuple[Sentence, ...]
    others: int
    personal: tuple[tuple[str, int, int], ...]

    @property
    def place(self) -> str:
        """The team, or the voivodeship of a group without one."""
        return self.pzk_id or self.voivodeship


@dataclass(slots=True)
class _Page:
    """A text that grows, and what was noted of it."""

    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    personal: list[tuple[str, int, int]] = field(default_factory=list)
    others: int = 0

    def line(self, words: str) -> None:
        """Add a line that no participant says."""
        self.text += f"{words}\n"
        self.others += 1


def make_transcripts(
    teams: Teams, effects: FgiEffects, rng: np.random.Generator
) -> tuple[Transcript, ...]:
    """Return the transcripts of all rounds: of teams, then of voivodeships.

    Parameters
    ----------
    teams : Teams
        The teams; ``MOST_TEAMS`` of them at most have transcripts.
    effects : FgiEffects
        How often codes come up.
    rng : numpy.random.Generator
        The only source of chance.
    """
    chosen = np.unique(np.linspace(0, len(teams) - 1, min(len(teams), MOST_TEAMS)).round())
    places: list[tuple[str | None, str]] = [
        (str(teams.ids[at]), str(teams.places[at])) for at in chosen.astype(np.int64)
    ]
    places += [(None, place.id) for place in facts.PLACES]
    return tuple(
        _transcript(number, team, place, effects, rng)
        for number in range(len(ROUNDS))
        for team, place in places
    )


def _transcript(
    number: int, team: str | None, place: str, effects: FgiEffects, rng: np.random.Generator
) -> Transcript:
    known = ROUNDS[number]
    page = _Page()
    page.line(MARKED)
    group = f"zespół {team}" if team else f"województwo {VOIVODESHIPS.label(place).pl}"
    page.line(f"Wywiad grupowy (FGI), runda {known.year}, {group}")
    _talk(page, number, effects, rng)
    return Transcript(
        document_id=f"{known.id}-{team or place}",
        number=number,
        wave=known.id,
        pzk_id=team,
        voivodeship=place,
        held_on=_day(known, rng),
        participants=int(rng.integers(PARTICIPANTS[0], PARTICIPANTS[1] + 1)),
        text=page.text,
        sentences=tuple(page.sentences),
        others=page.others,
        personal=tuple(page.personal),
    )


def _day(known: Round, rng: np.random.Generator) -> date:
    days = (known.last - known.first).days
    drawn = np.array([known.first + timedelta(days=int(rng.integers(days + 1)))], "datetime64[D]")
    return date.fromisoformat(str(weekday(drawn)[0]))


def _talk(page: _Page, number: int, effects: FgiEffects, rng: np.random.Generator) -> None:
    """Write turns until all sentences are said; each turn is another sector than the one before.

    The first sector is any, the next any other, so that each speaks as often as the others.
    """
    speech = Speech(rng)
    left = int(rng.integers(effects.sentences[0], effects.sentences[1] + 1))
    speaker, turn = int(rng.integers(len(SECTORS))), 0
    marks = list(SPEAKERS)
    while left:
        if turn % TURNS_PER_QUESTION == 0:
            page.line(f"[{MODERATOR}] {QUESTIONS[turn // TURNS_PER_QUESTION % len(QUESTIONS)]}")
        size = min(left, int(rng.integers(1, MOST_IN_TURN + 1)))
        page.text += f"[{marks[speaker]}]"
        for _ in range(size):
            _say(page, speech, number, SECTORS[speaker], effects)
        page.text += "\n"
        left, turn = left - size, turn + 1
        speaker = (speaker + 1 + int(rng.integers(len(SECTORS) - 1))) % len(SECTORS)


def _say(page: _Page, speech: Speech, number: int, sector: str, effects: FgiEffects) -> None:
    rng = speech.rng
    codes = draw_codes(number, sector, effects, rng)
    said = speech.sentence(codes, personal=bool(rng.random() < effects.personal))
    start = len(page.text) + 1
    page.text += f" {said.text}"
    page.sentences.append(
        Sentence(start=start, end=start + len(said.text), sector=sector, codes=codes)
    )
    page.personal += [(kind, start + first, start + last) for kind, first, last in said.personal]


def draw_codes(
    number: int, sector: str, effects: FgiEffects, rng: np.random.Generator
) -> tuple[str, ...]:
    """Draw the codes of one sentence: none, one, or a factor and an effect.

    Parameters
    ----------
    number : int
        Round, counted from 0.
    sector : str
        Sector of the person who speaks.
    effects : FgiEffects
        The probabilities.
    rng : numpy.random.Generator
        The source of chance.
    """
    first = effects.first_code(number, sector)
    code = _drawn(list(first), list(first.values()), rng)
    if code not in FACTORS or rng.random() >= effects.second_effect[number]:
        return (code,) if code else ()
    rest = [first[effect] for effect in EFFECTS]
    total = sum(rest)
    second = _drawn(list(EFFECTS), [share / total for share in rest], rng)
    return code, second or list(EFFECTS)[-1]


def _drawn(codes: Sequence[str], shares: Sequence[float], rng: np.random.Generator) -> str:
    """Draw a code; empty where the shares leave something over and it falls there."""
    at = int(np.searchsorted(np.cumsum(shares), rng.random(), side="right"))
    return codes[at] if at < len(codes) else ""
