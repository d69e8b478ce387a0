"""Headings in words and the questions they mean; nothing is chosen among several."""

import pytest

from kooperacja_eval.ingest.surveys.definition import Kind, Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.limesurvey_matching import expressions, match_headings

pytestmark = pytest.mark.unit

ASKED: tuple[tuple[str, Kind, str, str], ...] = (
    ("wiek", "number", "Ile ma Pan/Pani lat?", "How old are you?"),
    ("K1[SQ001]", "rating", "Jak oceniasz współpracę? – Kontakty", "How is it? – Contacts"),
    ("K1[SQ002]", "rating", "Jak oceniasz współpracę? – Zaufanie", "How is it? – Trust"),
    ("D1[A][1]", "rating", "Oceń – Cele – Skala 1", "Rate – Aims – Scale 1"),
    ("D1[A][2]", "rating", "Oceń – Cele – Skala 2", "Rate – Aims – Scale 2"),
    ("P1", "text", "Uwagi", "Remarks"),
    ("P2", "text", "Uwagi", "Further remarks"),
    ("plik[filecount]", "number", "Dodaj zdjęcie – filecount", "Add a picture – filecount"),
)


def definition() -> SurveyDefinition:
    return SurveyDefinition(
        platform="limesurvey",
        file="ankieta.lss",
        version="",
        languages=("pl", "en"),
        questions=tuple(
            Question(name=name, question=name, kind=kind, texts={"pl": pl, "en": en})
            for name, kind, pl, en in ASKED
        ),
    )


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Jak oceniasz współpracę? [Kontakty]", ("K1[SQ001]",)),
        ("Jak  oceniasz\nwspółpracę?  [ Zaufanie ]", ("K1[SQ002]",)),
        ("How is it? [Trust]", ("K1[SQ002]",)),  # another language of the same survey
        ("Oceń [Cele][Skala 2]", ("D1[A][2]",)),
        ("<p>Ile ma Pan/Pani lat?</p>", ("wiek",)),  # exported without stripping HTML
        ("filecount - Dodaj zdjęcie", ("plik[filecount]",)),
        ("Uwagi", ("P1", "P2")),  # two questions of the same words
        ("Further remarks", ("P2",)),
        ("Jak oceniasz?", ()),
        ("", ()),
    ],
)
def test_headings_in_full(heading: str, names: tuple[str, ...]) -> None:
    assert match_headings([heading], definition(), "full") == [names]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Jak oceniasz ws.. [Kontakty]", ("K1[SQ001]",)),
        ("Jak oceniasz ws.. [Zauf.. ]", ("K1[SQ002]",)),
        ("Jak oceniasz ws.. ", ("K1[SQ001]", "K1[SQ002]")),
        ("Ile ma Pan/Pani.. ", ("wiek",)),
        ("Ile ma kot.. ", ()),
    ],
)
def test_abbreviated_headings(heading: str, names: tuple[str, ...]) -> None:
    assert match_headings([heading], definition(), "abbreviated") == [names]


def test_expressions_count_scales_from_zero() -> None:
    known = expressions(definition())
    assert known["K1_SQ001"] == "K1[SQ001]"
    assert known["D1_A_0"] == "D1[A][1]"
    assert known["D1_A_1"] == "D1[A][2]"
