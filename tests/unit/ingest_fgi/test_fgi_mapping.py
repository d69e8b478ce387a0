"""What an ``fgi.toml`` may say, and what is said where it is wrong."""

from pathlib import Path

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.fgi.mapping import DocumentPart, FgiMapping, load_fgi_mapping

pytestmark = pytest.mark.unit

WHOLE = r"""
[project]
id = "fgi"
tool = "maxqda"
files = "fgi/*.xlsx"
codebook = "codebook.toml"

[[documents]]
name = "Notatka ze spotkania"
document_id = "notatka"
wave = "fgi_2018"
held_on = 2018-06-14
participants = 9

[[documents]]
pattern = 'FGI (?P<pzk>[A-Z]{2}-\d{2}) (?P<year>\d{4}).*'
document_id = "fgi_{year}_{pzk}"
wave = "fgi_{year}"
pzk_id = "{pzk}"

[document_variables]
voivodeship = "Województwo"

[coder]
from = "file"
pattern = '_(?P<coder>[A-Z]+)\.xlsx$'
names = { "Ewa" = "K1" }

[speaker]
from = "code"
codes = "Mówca"
values = { "Dzielnicowy" = "security" }
"""


def load(folder: Path, text: str) -> FgiMapping:
    path = folder / "fgi.toml"
    path.write_text(text, encoding="utf-8")
    return load_fgi_mapping(path)


def test_a_whole_mapping_is_read(tmp_path: Path) -> None:
    mapping = load(tmp_path, WHOLE)
    assert (mapping.project.tool, mapping.coder.from_) == ("maxqda", "file")
    assert mapping.speaker is not None
    assert mapping.speaker.values == {"Dzielnicowy": "security"}


def test_a_pattern_fills_in_its_groups(tmp_path: Path) -> None:
    entry = load(tmp_path, WHOLE).documents[1]
    assert entry.filled("FGI LU-01 2018 transkrypcja") == {
        "document_id": "fgi_2018_LU-01",
        "wave": "fgi_2018",
        "pzk_id": "LU-01",
    }
    assert entry.filled("Wywiad LU-01 2018") is None


def test_a_name_is_the_whole_name() -> None:
    entry = DocumentPart(name="FGI", wave="fgi_2018")
    assert (entry.filled("FGI"), entry.filled("FGI 2")) == ({"wave": "fgi_2018"}, None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('tool = "maxqda"', 'tool = "nvivo"', "project.tool: niedozwolona wartość"),
        ('id = "fgi"', 'id = "FGI 1"', "project.id: dozwolony zapis"),
        ('wave = "fgi_{year}"', 'wave = "fgi_{rok}"', "documents[2]: pattern nie ma grupy: rok"),
        ('name = "Notatka ze spotkania"', "", "documents[1]: podaj name albo pattern"),
        (r"\d{4}).*'", r"\d{4}.*'", "to nie jest wyrażenie regularne"),
        ("(?P<coder>[A-Z]+)", "[A-Z]+", 'coder: from = "file" wymaga pattern z grupą'),
        ('"K1"', '"Ewa Nowak"', "dozwolony zapis"),
        ('"security"', '"policja"', "nieznany sektor; dozwolone: social_assistance"),
        (
            'codes = "Mówca"\nvalues = { "Dzielnicowy" = "security" }',
            "",
            'speaker: from = "code" wymaga codes (nazwy kodu nad kodami mówiących) albo values',
        ),
        ("participants = 9", "participants = 0", "oczekiwano co najmniej 1"),
        ("[coder]", "[coders]", "coders: nieznany klucz"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in WHOLE
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, WHOLE.replace(old, new))
    assert said in caught.value.text.pl


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="który wymienia study"):
        load_fgi_mapping(tmp_path / "fgi.toml")


def test_what_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="wiersz 1"):
        load(tmp_path, "[project\n")
