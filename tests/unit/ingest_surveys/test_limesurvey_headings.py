"""Styles of LimeSurvey's headings, told by what they are made of."""

import pytest

from kooperacja_eval.ingest.surveys.limesurvey_headings import (
    Style,
    canonical,
    code_of,
    read_headings,
    split_full,
    system_name,
    timing_name,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("headings", "style", "separator"),
    [
        ("id|submitdate|K1[SQ001]|K1[other]|wiek", "code", ""),
        ("id|submitdate|wiek|plec", "code", ""),  # no sub-questions at all
        ("id|submitdate|K1_SQ001|wiek", "expression", ""),
        ("Response ID|Date submitted|Jak oceniasz? [Kontakty]|Wiek", "full", ""),
        ("Response ID|Last page|Jak oceniasz wsp.. [Częstość kontak.. ]|Wiek", "abbreviated", ""),
        ("id. Response ID|submitdate. Date submitted|wiek. Ile ma Pan lat?", "code_text", ". "),
        ("K1[SQ001] - Jak? [Kontakty]|wiek - Ile lat?", "code_text", " - "),
        # texts begin with a bracket of their own, which is no part of the separator
        ("K1[SQ001]. [Kontakty]|K1[SQ002]. [Zaufanie]|wiek. Ile?", "code_text", ". "),
        ("K1[SQ001]. [Kontakty]|K1[SQ002]. Jak? [Zaufanie]|wiek. Ile?", "code_text", ". "),
    ],
)
def test_style(headings: str, style: Style, separator: str) -> None:
    found = read_headings(headings.split("|"))
    assert (found.style, found.separator) == (style, separator)
    assert found.telling


def test_a_column_added_by_hand_does_not_change_the_style() -> None:
    # 5 of 6 headings of questions are codes: 83 %, of which 80 % are enough
    headings = ["submitdate", *(f"K1[SQ00{i}]" for i in range(5)), "Uwagi ankietera (własne)"]
    assert read_headings(headings).style == "code"


@pytest.mark.parametrize(
    "headings",
    [
        "id|wiek|plec",  # any table
        "Sygnatura czasowa|Jak oceniasz? [Kontakty]|Jak oceniasz? [Zaufanie]",  # Google Forms
        "_uuid|_submission_time|grupa/pytanie",  # KoBoToolbox
        "",
    ],
)
def test_headings_of_others_tell_nothing_of_limesurvey(headings: str) -> None:
    assert not read_headings(headings.split("|")).telling


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("ID odpowiedzi", "id"),
        ("Ostatnia strona", "lastpage"),
        ("Język początkowy", "startlanguage"),
        ("Date last action", "datestamp"),
        ("Zufallsgeneratorstartwert", "seed"),
        ("Referrer URL", "refurl"),
        ("X.U.FEFF.id", "id"),  # a byte order mark as R writes it
        ("Wiek", None),
    ],
)
def test_own_columns_of_the_platform(heading: str, name: str | None) -> None:
    assert system_name(heading) == name


def test_a_question_may_be_called_like_a_heading_of_the_platform() -> None:
    assert system_name("Seed", coded=True) is None
    assert system_name("seed", coded=True) == "seed"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("interviewtime", "interviewtime"),
        ("Total time", "interviewtime"),
        ("groupTime8020", "groupTime8020"),
        ("K1Time", "K1Time"),
        ("Question time: K1", "K1Time"),
        ("Group time: Część I", "Group time: Część I"),
        ("leadTime", None),  # there is no question "lead"
    ],
)
def test_times(heading: str, name: str | None) -> None:
    assert timing_name(heading, frozenset(["K1"])) == name


def test_one_form_of_codes() -> None:
    assert canonical("L1[_Cother]") == "L1[other]"  # as LimeSurvey 7 writes it
    assert canonical("L1[_Ccomment]") == "L1[comment]"
    assert canonical("T1_SQ001_SQ002", expression=True) == "T1[SQ001_SQ002]"
    assert canonical("wiek", expression=True) == "wiek"


def test_a_heading_that_is_no_code_stays_whole() -> None:
    assert code_of("Uwagi własne. Różne", ". ") == "Uwagi własne. Różne"
    assert code_of(" K1 ", "") == "K1"


def test_only_a_bracket_at_the_end_is_a_sub_question() -> None:
    assert split_full("Ocena [1-5] współpracy") == ("Ocena [1-5] współpracy", "")
    assert split_full("Jak?\n [A][Skala 1]") == ("Jak?", "A][Skala 1")
    assert split_full(" [Other]") == ("[Other]", "")
