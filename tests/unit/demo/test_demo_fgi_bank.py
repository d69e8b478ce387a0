"""The sentences of the demo's focus groups: enough of them, and fit to be put together."""

import re

import numpy as np
import pytest

from kooperacja_eval.demo.fgi_bank import TALK
from kooperacja_eval.demo.fgi_bank_change import EFFECTS, FACTORS, SENTENCES
from kooperacja_eval.demo.fgi_names import BOOK, tool_paths
from kooperacja_eval.demo.fgi_parameters import REMOTE
from kooperacja_eval.demo.fgi_text import JOINT, OPENINGS, Speech
from kooperacja_eval.instruments.codebooks.load import codebook

pytestmark = pytest.mark.unit

ALL = [*TALK, *(sentence for known in SENTENCES.values() for sentence in known)]


def test_every_code_has_three_sentences_or_more() -> None:
    assert len(SENTENCES) >= 35
    assert min(len(known) for known in SENTENCES.values()) >= 3
    assert len(ALL) >= 150
    assert len({sentence.casefold() for sentence in ALL}) == len(ALL)


def test_every_code_but_one_is_of_the_shipped_codebook() -> None:
    assert set(SENTENCES) - set(codebook(*BOOK)["code_id"]) == {REMOTE}


@pytest.mark.parametrize("sentence", ALL)
def test_a_sentence_is_one_sentence_also_for_a_program(sentence: str) -> None:
    """No full stop, mark or line break inside; the first word may be written small."""
    assert re.fullmatch(r"[A-ZĄĆĘŁŃÓŚŹŻ](?:[a-ząćęłńóśźż ]).*[\w]", sentence)
    assert not re.search(r"[.!?:;\[\]\n]", sentence)


def test_programs_know_each_code_by_a_path_of_its_own() -> None:
    paths = tool_paths()
    assert set(paths) == set(SENTENCES)
    assert len(set(paths.values())) == len(paths)
    assert paths["barrier.responsibility"] == ("Bariery", "Podział odpowiedzialności")
    assert paths["need.funding"] == ("Potrzeby", "Potrzeba środków")  # as the codebook has it


def test_a_factor_and_an_effect_are_one_sentence() -> None:
    said = Speech(np.random.default_rng(1)).sentence(
        ("factor.contact", "effect.prevention"), personal=False
    )
    first, second = said.text.split(JOINT)
    assert first in FACTORS["factor.contact"]
    assert second.endswith(".")
    assert (second[0].upper() + second[1:-1]) in EFFECTS["effect.prevention"]


def test_no_sentence_is_said_twice_while_openings_last() -> None:
    speech = Speech(np.random.default_rng(1))
    many = len(SENTENCES["need.funding"]) * len(OPENINGS)
    said = [speech.sentence(("need.funding",), personal=False).text for _ in range(many)]
    assert len(set(said)) == many
    # the first ones have no opening
    assert {text[:-1] for text in said[:3]} == set(SENTENCES["need.funding"])


def test_personal_data_stand_where_they_are_said_to() -> None:
    speech = Speech(np.random.default_rng(1))
    kinds = set()
    for _ in range(40):
        said = speech.sentence((), personal=True)
        ((kind, start, end),) = said.personal
        kinds.add(kind)
        words = said.text[start:end]
        assert said.text.endswith(f" {words}.")
        assert re.fullmatch(
            {"name": r"\w+ \w+", "phone": r"500 000 \d{3}", "place": r"[\w ]+"}[kind], words
        )
    assert kinds == {"name", "phone", "place"}
