"""What ``truth.json`` says of the focus groups: exact probabilities, expected agreement."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from kooperacja_eval.demo.fgi_bank_change import EFFECTS, FACTORS
from kooperacja_eval.demo.fgi_coders import Coding
from kooperacja_eval.demo.fgi_model import Transcript
from kooperacja_eval.demo.fgi_parameters import ROUNDS, SECTORS, FgiEffects

MODEL: Final = (
    "Each participant's sentence, independent of all others, is made for no code (uncoded) or for "
    "one code, in proportion to weights * sector_weights; a sentence made for a factor bears an "
    "effect too with probability second_effect. Every sector speaks as often as the others. Each "
    "coder, independent of the other, finds each planted code of a sentence with probability "
    "found, gives it one code that is not planted in it with probability false (each of the "
    "round's codes as likely), and moves the stretch's beginning or end by a word or two, or to "
    "the mark of the speaker, with probability moved; more than half of the sentence stays."
)
MEANING: Final = (
    "sentence_probability: that a participant's sentence bears the code, exact, by round; "
    "by_sector: the same given who speaks. factor_effect: probability that a sentence bears a "
    "factor and an effect, what chance would give (product of both probabilities), and their "
    "ratio. planted: sentences that bear the code in these transcripts. expected_alpha: "
    "Krippendorff's nominal alpha of two coders, coded or not, on all sentences (participants', "
    "the moderator's and the two lines of the heading, which nobody codes), by exact counting: "
    "with N sentences, the expected number n1 of codes given by both coders and the expected "
    "number D of sentences on which they differ are sums over the sentences as planted, and alpha "
    "= 1 - (2N - 1) * D / (n1 * (2N - n1)). It is alpha of the expected counts; alpha of the drawn "
    "codings varies around it. personal: kind, first character and the one behind the last in the "
    "transcript, of made-up names, telephones and places."
)
NOTE: Final = (
    "The round of 2020 is exported without positions: MAXQDA (lubelskie, mazowieckie, podlaskie) "
    "and ATLAS.ti (podkarpackie, swietokrzyskie) give the words of each stretch; the transcripts "
    "are text files, in which each stretch stands once. The sector of speakers is coded in MAXQDA; "
    "for ATLAS.ti the marks of speakers in the transcripts say it."
)
DIGITS: Final = 9


def fgi_truth(
    transcripts: Sequence[Transcript], codings: Sequence[Coding], effects: FgiEffects
) -> dict[str, Any]:
    """Return what ``truth.json`` says under ``focus_groups``."""
    numbers = range(len(ROUNDS))
    by_round = [[one for one in transcripts if one.number == number] for number in numbers]
    return {
        "model": MODEL,
        "meaning": MEANING,
        "files": NOTE,
        "effects": effects.as_dict(),
        "documents": {ROUNDS[n].id: len(by_round[n]) for n in numbers},
        "sentences": {
            ROUNDS[n].id: {
                "participants": sum(len(one.sentences) for one in by_round[n]),
                "others": sum(one.others for one in by_round[n]),
            }
            for n in numbers
        },
        "codings": dict(Counter(coding.document.wave for coding in codings)),
        "sentence_probability": {
            ROUNDS[n].id: _rounded(sentence_probability(effects, n)) for n in numbers
        },
        "by_sector": {
            ROUNDS[n].id: {sector: _rounded(effects.bears(n, sector)) for sector in SECTORS}
            for n in numbers
        },
        "factor_effect": {ROUNDS[n].id: _rounded(factor_effect(effects, n)) for n in numbers},
        "planted": {ROUNDS[n].id: _planted(by_round[n]) for n in numbers},
        "expected_alpha": {
            ROUNDS[n].id: _rounded(expected_alpha(by_round[n], effects)) for n in numbers
        },
        "personal": {one.document_id: _personal(one) for one in transcripts if one.personal},
    }


def sentence_probability(effects: FgiEffects, number: int) -> dict[str, float]:
    """Return the probability that a participant's sentence of a round bears each code."""
    found = [effects.bears(number, sector) for sector in SECTORS]
    return {code: sum(one[code] for one in found) / len(found) for code in found[0]}


def factor_effect(effects: FgiEffects, number: int) -> dict[str, float]:
    """Return how often factors and effects meet in a sentence, and how often by chance.

    A sentence bears a factor only where it is made for one, and then an effect with
    ``second_effect``; an effect without a factor only where it is made for that effect.
    """
    found = [effects.first_code(number, sector) for sector in SECTORS]
    factor = sum(one.get(code, 0.0) for one in found for code in FACTORS) / len(found)
    effect = sum(one.get(code, 0.0) for one in found for code in EFFECTS) / len(found)
    both = factor * effects.second_effect[number]
    chance = factor * (effect + both)
    return {"both": both, "by_chance": chance, "ratio": both / chance}


def expected_alpha(transcripts: Sequence[Transcript], effects: FgiEffects) -> dict[str, float]:
    """Return alpha of each code that is given, at the expected counts, as ``MEANING`` says.

    A coder codes a sentence with probability ``found`` where the code is planted, else with
    ``false`` divided by the number of the round's codes that are not planted there.
    """
    first, second = effects.found
    number = transcripts[0].number
    codes = effects.codes(number)
    sentences = [sentence for one in transcripts for sentence in one.sentences]
    units = len(sentences) + sum(one.others for one in transcripts)
    bearing = Counter(code for sentence in sentences for code in sentence.codes)
    found = {}
    for code in codes:
        false = [
            effects.false / (len(codes) - len(one.codes))
            for one in sentences
            if code not in one.codes
        ]
        given = bearing[code] * (first + second) + 2 * sum(false)
        differ = bearing[code] * (first * (1 - second) + second * (1 - first))
        differ += sum(2 * share * (1 - share) for share in false)
        if given:
            found[code] = 1 - (2 * units - 1) * differ / (given * (2 * units - given))
    return found


def _planted(transcripts: Sequence[Transcript]) -> dict[str, int]:
    counted = Counter(code for one in transcripts for said in one.sentences for code in said.codes)
    return dict(sorted(counted.items()))


def _personal(one: Transcript) -> list[list[Any]]:
    return [[kind, start, end] for kind, start, end in one.personal]


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, DIGITS) for name, value in values.items()}
