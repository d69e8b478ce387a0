"""Where sentences of transcripts begin and end."""

import pytest

from kooperacja_eval.indicators.fgi_sentences import sentences

pytestmark = pytest.mark.unit


def parts(text: str) -> list[str]:
    """Return the words of each sentence."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nie ma czasu. Nie ma kto.", ["Nie ma czasu.", "Nie ma kto."]),
        ("Kto? Co?! My!", ["Kto?", "Co?!", "My!"]),
        ("bez kropki na końcu", ["bez kropki na końcu"]),
        # Abbreviations that stand before something end nothing, before a capital letter either.
        ("Np. Anna, m.in. Jan i tzw. Rada.", ["Np. Anna, m.in. Jan i tzw. Rada."]),
        ("Dr. Nowak, ul. Długa 5, art. 6 ust. 2.", ["Dr. Nowak, ul. Długa 5, art. 6 ust. 2."]),
        ("Ks. Jan, św. Anna, prof. Kot, mgr. Lis.", ["Ks. Jan, św. Anna, prof. Kot, mgr. Lis."]),
        ("O godz. 8, ok. 5 osób, tj. Rada.", ["O godz. 8, ok. 5 osób, tj. Rada."]),
        # Those that can close a sentence do so before a capital letter only.
        ("Od 2019 r. 5 osób.", ["Od 2019 r. 5 osób."]),
        ("Od 2019 r. Potem nic.", ["Od 2019 r.", "Potem nic."]),
        ("Szkoła itp. i dom itd. Koniec.", ["Szkoła itp. i dom itd.", "Koniec."]),
        # An initial, and a number before a small letter.
        ("J. Nowak z 6. piętra.", ["J. Nowak z 6. piętra."]),
        ("Było ich 5. Potem mniej.", ["Było ich 5.", "Potem mniej."]),
        # Ellipses go on before a small letter; quotes belong to the sentence that they close.
        ("No... nie wiem… Trudno.", ["No... nie wiem…", "Trudno."]),
        ("„Dobrze.” „Nie.” – Tak.", ["„Dobrze.”", "„Nie.”", "– Tak."]),
        ("„Dobrze?” pytał.", ["„Dobrze?” pytał."]),
        # A new line always ends a sentence; marks of speakers and empty lines are none.
        ("OPS-1: Tak\nModerator: Kto?\n\n---\n", ["Tak", "Kto?"]),
        ("[EDU-1] Tak.\nOsoba 2: Nie.", ["Tak.", "Nie."]),
        ("PRACOWNIK SOCJALNY: Tak.", ["Tak."]),
        ("Powiem tak: nie ma czasu.", ["Powiem tak: nie ma czasu."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_positions_leave_out_the_white_space_around() -> None:
    #       0123456789
    text = " A: Tak.  Nie "
    assert sentences(text) == ((4, 8), (10, 13))
