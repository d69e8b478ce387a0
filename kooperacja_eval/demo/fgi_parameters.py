"""What is planted in the focus groups: how often codes are spoken of, and how well coders agree.

None of these numbers comes from a document.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Final

from kooperacja_eval.demo.fgi_bank_change import EFFECTS, FACTORS, SENTENCES

RESPONSIBILITY: Final = "barrier.responsibility"
TIME: Final = "barrier.time"
PANDEMIC: Final = "barrier.pandemic"
REMOTE: Final = "factor.remote_work"
"""A code of the study's own, which the shipped codebook does not have."""

CODERS: Final = ("K1", "K2")
SPEAKERS: Final = {
    "szkoła": "education",
    "policja": "security",
    "pomoc społeczna": "social_assistance",
    "ochrona zdrowia": "health",
    "organizacja": "third_sector",
    "samorząd": "local_government",
}
"""Marks of speakers and their sectors."""
SECTORS: Final = tuple(SPEAKERS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of focus groups and the days between which groups are held."""

    id: str
    year: int
    first: date
    last: date


ROUNDS: Final = (
    Round(id="fgi_2018", year=2018, first=date(2018, 6, 4), last=date(2018, 10, 31)),
    Round(id="fgi_2019", year=2019, first=date(2019, 9, 2), last=date(2019, 11, 29)),
    Round(id="fgi_2020", year=2020, first=date(2020, 9, 1), last=date(2020, 10, 30)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FgiEffects:
    """Planted effects of the focus groups.

    Attributes
    ----------
    uncoded : float
        Probability that a participant's sentence bears no code.
    weights : dict of str to tuple of float
        How often a code comes up in each round, where 1 is usual; codes not named have 1.
    sector_weights : dict of str to dict of str to float
        By what this is multiplied for some sectors.
    second_effect : tuple of float
        Probability, by round, that a sentence about a factor speaks of an effect too; 0.12 is
        close to what chance gives.
    personal : float
        Probability that a sentence ends with a name, telephone or place.
    found : tuple of float
        Probability that each coder finds a planted code.
    moved : float
        Probability that a coder begins or ends a sentence's stretches a word or two off its edge.
    false : float
        Probability that a coder gives a sentence one code that is not planted there.
    sentences : tuple of int
        Fewest and most sentences of participants in a transcript, all as likely.
    """

    uncoded: float = 0.35
    weights: dict[str, tuple[float, float, float]] = field(
        default_factory=lambda: {
            RESPONSIBILITY: (4.0, 2.5, 1.0),
            TIME: (2.0, 2.0, 2.0),
            PANDEMIC: (0.0, 0.0, 2.5),
            REMOTE: (0.0, 0.0, 4.0),
        }
    )
    sector_weights: dict[str, dict[str, float]] = field(
        default_factory=lambda: {TIME: {"education": 2.5, "security": 2.5}}
    )
    second_effect: tuple[float, float, float] = (0.12, 0.12, 0.5)
    personal: float = 0.04
    found: tuple[float, float] = (0.90, 0.85)
    moved: float = 0.12
    false: float = 0.02
    sentences: tuple[int, int] = (24, 34)

    def as_dict(self) -> dict[str, object]:
        """Return the effects as they stand in ``truth.json``."""
        return asdict(self)

    def codes(self, number: int) -> tuple[str, ...]:
        """Return the codes that come up in a round, counted from 0."""
        return tuple(code for code in SENTENCES if self._weight(code, number) > 0)

    def first_code(self, number: int, sector: str) -> dict[str, float]:
        """Return the probability that a sentence is made for each code; the rest is ``uncoded``.

        Parameters
        ----------
        number : int
            Round, counted from 0.
        sector : str
            Sector of the person who speaks.
        """
        weights = {
            code: self._weight(code, number) * self.sector_weights.get(code, {}).get(sector, 1.0)
            for code in self.codes(number)
        }
        total = sum(weights.values())
        return {code: (1 - self.uncoded) * weight / total for code, weight in weights.items()}

    def bears(self, number: int, sector: str) -> dict[str, float]:
        """Return the probability that a sentence bears each code, second effects included.

        A second effect is drawn as effects are drawn otherwise, so that effect ``e`` has
        ``p_e * (1 + second_effect * sum(p of factors) / sum(p of effects))``.
        """
        first = self.first_code(number, sector)
        factors = sum(first.get(code, 0.0) for code in FACTORS)
        effects = sum(first.get(code, 0.0) for code in EFFECTS)
        more = 1 + self.second_effect[number] * factors / effects
        return {code: p * more if code in EFFECTS else p for code, p in first.items()}

    def _weight(self, code: str, number: int) -> float:
        return self.weights[code][number] if code in self.weights else 1.0


FGI_EFFECTS: Final = FgiEffects()
