"""The sector of the person who speaks in a stretch: from codes of speakers or marks in the text.

A stretch in which several sectors speak has none: nothing is split or guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kooperacja_eval.ingest.fgi.code_paths import Path, folded, split_at
from kooperacja_eval.ingest.fgi.mapping import SpeakerPart
from kooperacja_eval.ingest.fgi.project import QualCoding
from kooperacja_eval.schemas.codes import SECTORS
from kooperacja_eval.schemas.field import fold


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of the text in which one person speaks; the sector is None where it is unknown."""

    start: int
    end: int
    sector: str | None


@dataclass(slots=True)
class Speakers:
    """Who speaks where in one document.

    Attributes
    ----------
    turns : list of Turn
        Stretches with positions.
    placed : dict of (str, str) to set of str
        Sectors by place and words, for programs without positions.
    """

    turns: list[Turn] = field(default_factory=list)
    placed: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add(self, coding: QualCoding, sector: str) -> None:
        """Take the coding of a speaker."""
        if coding.start is not None and coding.end is not None:
            self.turns.append(Turn(coding.start, coding.end, sector))
        self.placed.setdefault((coding.place, coding.text), set()).add(sector)

    def sectors(self, coding: QualCoding) -> frozenset[str]:
        """Return the sectors that speak in a stretch; empty where nobody is known."""
        if self.turns and coding.start is not None and coding.end is not None:
            start, end = coding.start, coding.end
            return frozenset(
                turn.sector
                for turn in self.turns
                if turn.sector and turn.start < end and start < turn.end
            )
        return frozenset(self.placed.get((coding.place, coding.text), ()))


class SectorNames:
    """What names of speakers mean.

    Parameters
    ----------
    part : SpeakerPart
        Names and their sectors; the schema's own names need no entry.
    mark : str, optional
        What stands between the parts of paths of codes; None splits as ``split_path``.
    """

    def __init__(self, part: SpeakerPart, mark: str | None = None) -> None:
        own = {fold(name): sector for name, sector in part.values.items()}
        self._paths: Mapping[Path, str] = {
            folded(split_at(name, mark)): sector for name, sector in part.values.items()
        }
        self._known: Mapping[str, str] = {**SECTORS.lookup(), **own}
        self._ignored = frozenset(fold(name) for name in part.ignored)

    def sector(self, name: str) -> str | None:
        """Return the sector that a name means, None where it means none."""
        return self._known.get(fold(name))

    def of_code(self, path: Path) -> str | None:
        """Return the sector that a code means: by its whole path, else by its last part."""
        return self._paths.get(folded(path)) or self.sector(path[-1])

    def is_ignored(self, name: str) -> bool:
        """Return whether a name is of somebody who is no participant."""
        return fold(name) in self._ignored and self.sector(name) is None


def turns_of(text: str, part: SpeakerPart, names: SectorNames) -> tuple[list[Turn], int]:
    """Return the turns that marks in a text begin.

    Parameters
    ----------
    text : str
        The transcript.
    part : SpeakerPart
        With the regular expression of a mark; ``^`` is the beginning of a line.
    names : SectorNames
        What the marks mean.

    Returns
    -------
    list of Turn
        From one mark to the next.
    int
        Marks that name no sector and nobody to be passed over.
    """
    marks = list(re.finditer(part.pattern, text, re.MULTILINE))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    unknown = sum(
        names.sector(mark["speaker"]) is None and not names.is_ignored(mark["speaker"])
        for mark in marks
    )
    turns = [
        Turn(mark.start(), end, names.sector(mark["speaker"]))
        for mark, end in zip(marks, ends, strict=True)
    ]
    return turns, unknown
