"""Whole sentences of the focus groups: variants of the bank, and made-up personal data in them."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from kooperacja_eval.demo.fgi_bank import TALK
from kooperacja_eval.demo.fgi_bank_change import SENTENCES

OPENINGS: Final = ("", "Dodam, że ", "Widzę, że ", "Powiem wprost: ", "U nas jest tak, że ")
"""What a sentence begins with where all of its code's sentences were said in the transcript."""
JOINT: Final = ", a w efekcie "
WOMEN: Final = ("Anna", "Barbara", "Ewa", "Halina", "Jolanta", "Krystyna", "Maria", "Teresa")
MEN: Final = ("Adam", "Jan", "Krzysztof", "Marek", "Paweł", "Piotr", "Stanisław", "Tomasz")
SURNAMES: Final = (
    "Nowak", "Wójcik", "Mazur", "Wieczorek", "Dudek", "Pawlak", "Sikora", "Baran", "Duda", "Kubiak",
)  # fmt: skip
"""Surnames that are the same for women and men."""
VILLAGES: Final = ("Zmyślonka", "Wymyślin Górny", "Nibywola", "Przykładowice")
KINDS: Final = ("name", "phone", "place")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and where personal data stand in it.

    Attributes
    ----------
    text : str
        With its full stop.
    personal : tuple of (str, int, int)
        Kind, first character and the one behind the last, counted from the sentence's first.
    """

    text: str
    personal: tuple[tuple[str, int, int], ...] = ()


@dataclass(slots=True)
class Speech:
    """Makes the sentences of one transcript, none twice while the openings last.

    Parameters
    ----------
    rng : numpy.random.Generator
        The source of chance.
    """

    rng: np.random.Generator
    _orders: dict[str, list[int]] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)

    def sentence(self, codes: tuple[str, ...], *, personal: bool) -> Said:
        """Return a sentence that bears the given codes: none, one, or a factor and an effect."""
        clauses = [self._clause(code) for code in codes] or [self._clause("")]
        text = JOINT.join([clauses[0], *(small(clause) for clause in clauses[1:])])
        if not personal:
            return Said(f"{text}.")
        kind = KINDS[int(self.rng.integers(len(KINDS)))]
        before, value = self._personal(kind)
        start = len(text) + len(before)
        return Said(f"{text}{before}{value}.", ((kind, start, start + len(value)),))

    def _clause(self, code: str) -> str:
        known = SENTENCES[code] if code else TALK
        order = self._orders.setdefault(code, [])
        if not order:
            order.extend(self.rng.permutation(len(known)).tolist())
        used = self._used.get(code, 0)
        self._used[code] = used + 1
        clause = known[order[used % len(known)]]
        opening = OPENINGS[used // len(known) % len(OPENINGS)]
        return opening + small(clause) if opening else clause

    def _personal(self, kind: str) -> tuple[str, str]:
        if kind == "phone":
            number = int(self.rng.integers(1_000))
            return ", a telefon do mnie to ", f"500 000 {number:03d}"
        if kind == "place":
            return ", a było to w miejscowości ", self._pick(VILLAGES)
        woman = bool(self.rng.integers(2))
        first = self._pick(WOMEN if woman else MEN)
        said = ", jak mówi pani " if woman else ", jak mówi pan "
        return said, f"{first} {self._pick(SURNAMES)}"

    def _pick(self, words: tuple[str, ...]) -> str:
        return words[int(self.rng.integers(len(words)))]


def small(clause: str) -> str:
    """Return a clause with its first letter small.

    Examples
    --------
    >>> small("Na spotkania nie ma czasu")
    'na spotkania nie ma czasu'
    """
    return clause[:1].lower() + clause[1:]
