"""Bytes to text without a single replaced byte."""

import codecs

import pytest

from kooperacja_eval.ingest.encoding import EncodingError, decode

pytestmark = pytest.mark.unit

WORD = "Świętokrzyskie"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORD.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORD.encode(), "utf-8"),
        (WORD.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORD.encode("utf-16-be"), "utf-16"),
        (WORD.encode("cp1250"), "cp1250"),  # Ś is 8C, a control character in ISO-8859-2
        (WORD.encode("iso8859-2"), "iso8859-2"),  # Ś is A6, a broken bar in cp1250
    ],
)
def test_the_same_word_in_every_encoding(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert found.text() == WORD
    assert found.encoding == encoding


def test_letters_that_both_encodings_share_need_no_decision() -> None:
    # ó ł ż ę ć ń have the same bytes in cp1250 and ISO-8859-2
    assert decode("żółć, ręce, koń".encode("cp1250")).text() == "żółć, ręce, koń"


def test_a_sign_of_one_encoding_is_no_letter_of_the_other() -> None:
    # B1 is ± in cp1250 and ą in ISO-8859-2; between a digit and a space it is no letter
    assert decode("środek 5 ± 2".encode("cp1250")).text() == "środek 5 ± 2"


def test_bytes_of_both_encodings_cannot_be_decided() -> None:
    mixed = "wieś\n".encode("cp1250") + "wieś\n".encode("iso8859-2")
    with pytest.raises(EncodingError) as caught:
        decode(mixed)
    assert caught.value.rule == "unclear_encoding"


def test_null_bytes_without_a_mark_are_no_text() -> None:
    with pytest.raises(EncodingError) as caught:
        decode(WORD.encode("utf-16-le"))
    assert caught.value.rule == "unclear_encoding"


@pytest.mark.parametrize("name", ["cp1250", "windows-1250", "CP1250"])
def test_a_named_encoding_that_fits(name: str) -> None:
    assert decode(WORD.encode("cp1250"), name).text() == WORD


def test_a_named_encoding_decides_what_bytes_alone_do_not() -> None:
    mixed = "wieś\n".encode("cp1250") + "wieś\n".encode("iso8859-2")
    assert decode(mixed, "iso8859-2").text().endswith("wieś\n")


@pytest.mark.parametrize(
    ("data", "name", "rule"),
    [
        (WORD.encode(), "cp1250", "wrong_encoding"),  # would read ĹšwiÄ™tokrzyskie
        (WORD.encode("cp1250"), "iso-8859-2", "wrong_encoding"),
        (WORD.encode("cp1250"), "utf-8", "wrong_encoding"),
        (WORD.encode(), "latin-9", "unknown_encoding"),
        (WORD.encode(), "nie-ma", "unknown_encoding"),
    ],
)
def test_a_named_encoding_that_does_not_fit(data: bytes, name: str, rule: str) -> None:
    with pytest.raises(EncodingError) as caught:
        decode(data, name)
    assert caught.value.rule == rule


def test_a_plain_file_fits_any_encoding() -> None:
    assert decode(b"abc", "cp1250").text() == "abc"
    assert decode(b"").text() == ""
