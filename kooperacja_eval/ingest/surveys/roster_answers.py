"""What a cell about a partner is worth: a level, a rating, or no answer.

A cell is read in this order: a missing code of the roster; ``values`` of the roster; a missing code
of the whole survey; a number; the name of a level on the scale, in Polish or English. Nothing else
is taken for an answer.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.numerals import parse_number
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, cell_text, is_blank
from kooperacja_eval.ingest.surveys.complaints import Complaint
from kooperacja_eval.ingest.surveys.mapping import RosterPart, SurveyMapping
from kooperacja_eval.schemas.codes import TIE_LEVELS
from kooperacja_eval.schemas.field import Field, fold
from kooperacja_eval.schemas.tables.networks import PARTNER_HIGH, PARTNER_LOW
from kooperacja_eval.text import LANGUAGES, Text, same

Worth = TypeVar("Worth")

_NUMBER: Final = Field(kind="number", label=same(""), definition=same(""))
_LEVEL: Final = Text("Poziom współpracy z partnerem", "Level of collaboration with a partner")
_RATING: Final = Text("Ocena partnera", "Rating of a partner")
_OFF: Final = Text("odpowiedź poza skalą", "an answer outside the scale")
_UNREADABLE: Final = Text("takiej odpowiedzi nie ma", "there is no such answer")
_MEND: Final = Text(
    "Popraw komórkę regułą w corrections.toml albo dopisz kod w [[roster]]: w values, gdy jest "
    "odpowiedzią, w missing, gdy jest brakiem.",
    "Mend the cell by a rule of corrections.toml, or add the code to [[roster]]: to values where "
    "it is an answer, to missing where it is none.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one cell says of a partner.

    Attributes
    ----------
    number : float
        nan where there is no answer.
    filled : bool
        Whether anything stands in the cell.
    asked : bool
        False where a code says that the question was not asked.
    complaint : Complaint, optional
        Why the cell is no answer though it should be one.
    """

    number: float = math.nan
    filled: bool = True
    asked: bool = True
    complaint: Complaint | None = None


class PartnerReader:
    """Reads cells about partners.

    Parameters
    ----------
    part : RosterPart
        The roster.
    mapping : SurveyMapping
        Missing codes of the whole survey.
    level : bool
        Whether cells are levels of the scale; otherwise ratings of trust and value.
    """

    def __init__(self, part: RosterPart, mapping: SurveyMapping, *, level: bool) -> None:
        names = TIE_LEVELS[part.scale]
        self.low, self.high = (0, len(names) - 1) if level else (PARTNER_LOW, PARTNER_HIGH)
        self.whole = level
        self._own = _folded(part.missing)
        self._shared = _folded(mapping.missing)
        self._values: dict[str, int] = _folded(part.values) if level else {}
        self._labels = {
            fold(name.in_(lang)): number
            for number, name in enumerate(names if level else ())
            for lang in LANGUAGES
        }

    def read(self, cell: Cell) -> Said:
        """Return what a cell says."""
        if is_blank(cell):
            return Said(filled=False)
        if isinstance(cell, ErrorCell):
            return self._refused("unknown_answer")
        code = clean(cell_text(cell))
        words = fold(code)
        given = self._values.get(words)
        reason = self._own.get(words) or (self._shared.get(words) if given is None else None)
        if reason is not None:
            return Said(asked=reason != "not_asked")
        number = float(given) if given is not None else self._number(cell, code)
        if number is None:
            return self._refused("unknown_answer")
        if not self.low <= number <= self.high:
            return self._refused("out_of_scale")
        if self.whole and number % 1:
            return self._refused("unknown_answer")
        return Said(number=number)

    def _number(self, cell: Cell, code: str) -> float | None:
        label = self._labels.get(fold(code))
        if label is not None:
            return float(label)
        found = parse_number(_NUMBER, None if isinstance(cell, bool) else cell, code)
        return found if isinstance(found, float) else None

    def _refused(self, rule: str) -> Said:
        limits = Text(f"od {self.low} do {self.high}", f"from {self.low} to {self.high}")
        if self.whole:
            what, words = _LEVEL, Text(" albo nazwy poziomu", " or the name of a level")
        else:
            what, words = _RATING, same("")
        wrong = _OFF if rule == "out_of_scale" else _UNREADABLE
        message = Text(
            f"{what.pl}: {wrong.pl}. Oczekiwano liczby {limits.pl}{words.pl}. {_MEND.pl}",
            f"{what.en}: {wrong.en}. Expected a number {limits.en}{words.en}. {_MEND.en}",
        )
        return Said(complaint=Complaint(rule, message))


def _folded(pairs: Mapping[str, Worth]) -> dict[str, Worth]:
    return {fold(code): worth for code, worth in pairs.items()}
