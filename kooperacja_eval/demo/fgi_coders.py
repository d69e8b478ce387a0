"""Two coders of the transcripts: what they find, overlook, move and add."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kooperacja_eval.demo.fgi_model import Sentence, Transcript
from kooperacja_eval.demo.fgi_parameters import CODERS, FgiEffects

MOST_WORDS_OFF = 2
"""Words by which a stretch is shorter than its sentence, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A stretch that a coder gave a code.

    Attributes
    ----------
    document : Transcript
        Where.
    sentence : Sentence
        The sentence that it lies in.
    coder, code : str
        Who and what.
    start, end : int
        Of the stretch in the transcript.
    """

    document: Transcript
    sentence: Sentence
    coder: str
    code: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return self.document.text[self.start : self.end]


def draw_codings(
    transcripts: Sequence[Transcript], effects: FgiEffects, rng: np.random.Generator
) -> tuple[Coding, ...]:
    """Return what both coders coded, by transcript, coder and place.

    Coders work independently. A stretch never leaves its sentence but for the mark of its speaker,
    and holds more than half of it, so that the planted agreement on sentences stays what it is.
    """
    return tuple(
        coding
        for transcript in transcripts
        for coder, found in zip(CODERS, effects.found, strict=True)
        for sentence in transcript.sentences
        for coding in _of_sentence(transcript, sentence, coder, found, effects, rng)
    )


def _of_sentence(
    transcript: Transcript,
    sentence: Sentence,
    coder: str,
    found: float,
    effects: FgiEffects,
    rng: np.random.Generator,
) -> Iterator[Coding]:
    codes = [code for code in sentence.codes if rng.random() < found]
    if rng.random() < effects.false:
        others = [c for c in effects.codes(transcript.number) if c not in sentence.codes]
        codes.append(others[int(rng.integers(len(others)))])
    start, end = sentence.start, sentence.end
    if codes and rng.random() < effects.moved:
        start, end = _moved(transcript.text, sentence, rng)
    for code in codes:
        yield Coding(
            document=transcript, sentence=sentence, coder=coder, code=code, start=start, end=end
        )


def _moved(text: str, sentence: Sentence, rng: np.random.Generator) -> tuple[int, int]:
    """Return a stretch without its first or last words, or with the mark before the sentence.

    A short sentence, of which half or less would be left, stays whole.
    """
    start, end = sentence.start, sentence.end
    words = text[start:end].split(" ")
    words_off = 1 + int(rng.integers(MOST_WORDS_OFF))
    side = int(rng.integers(3))
    mark = text.rfind("\n", 0, start) + 1
    if side == 0 and text[start - 2] == "]":
        return mark, end
    lost = len(" ".join(words[-words_off:] if side == 1 else words[:words_off])) + 1
    if 2 * lost >= end - start:
        return start, end
    return (start, end - lost) if side == 1 else (start + lost, end)
