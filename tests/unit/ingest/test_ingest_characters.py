"""Letters that look right and are not: homoglyphs, wrongly read encodings, invisible characters."""

import pytest

from kooperacja_eval.ingest.characters import clean, fault, has_foreign_letters

pytestmark = pytest.mark.unit

POLISH = "Zażółć gęślą jaźń: ŚWIĘTOKRZYSKIE, Łódź, Ćmielów, Żary, Ąę, Ń, Ó, Ź"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b\r\n", "a b"),
        ("12\u00a0893\u202f583", "12 893 583"),
        ("a\u200bb\ufeffc\u00ad", "abc"),
        ("z\u0307o\u0301łw", "żółw"),
        ("żółw", "żółw"),
        ("", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "cp1252"),
        ("utf-8", "iso8859-2"),
        ("cp1250", "iso8859-2"),
        ("iso8859-2", "cp1250"),
        ("cp1250", "cp1252"),
    ],
)
def test_polish_read_in_the_wrong_encoding(written: str, read: str) -> None:
    wrong = POLISH.encode(written).decode(read, errors="ignore")
    assert fault(wrong) == "mojibake"


def test_known_pieces_of_utf8_read_as_cp1250() -> None:
    # ą = C4 85, ś = C5 9B, Ś = C5 9A, ę = C4 99 in UTF-8; cp1250 shows each byte as a character
    assert fault("ĹšwiÄ™tokrzyskie") == "mojibake"
    assert fault("gÄ…ska") == "mojibake"


@pytest.mark.parametrize(
    "text",
    [
        POLISH,
        "„cudzysłów” – myślnik…",
        "5 ± 2 m³",
        "Zdzisław Müller",
        "Україна",
        "a\u2212b",
        "½ etatu",
    ],
)
def test_nothing_is_wrong(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize("text", ["S\u0430nitarno", "L\u0395S", "stacja S\u0430nitarno-epid."])
def test_lookalikes_of_another_script(text: str) -> None:
    assert fault(text) == "homoglyph"


def test_a_character_that_an_earlier_reader_lost() -> None:
    assert fault("Wi\ufffdckowice") == "lost_character"


def test_a_whole_word_of_another_script_is_foreign_but_no_homoglyph() -> None:
    # fit for a name, not for a key
    assert fault("\u0420\u041e") is None
    assert has_foreign_letters("\u0420\u041e-01")
    assert not has_foreign_letters("Łódź-01")
