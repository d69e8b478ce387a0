"""``study.toml``: what is right is read, everything wrong is named at once with what is allowed."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, Field
from pydantic import ValidationError as PydanticError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import configuration_error
from kooperacja_eval.study import Identity, StudyConfig, Voivodeship, load_config
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[3]
RIGHT = """\
[study]
id = "proba"
title_pl = "Próba"
title_en = "Trial"
programme = "Program syntetyczny"
synthetic = true
data_date = 2020-12-31
as_of = 2019-12-31
period = { first = 2018-04-01, last = 2021-03-31 }

[[macroregions]]
id = "I"
voivodeships = ["lubelskie", "podlaskie"]

[[macroregions]]
id = "III"
voivodeships = ["pomorskie"]

[[waves]]
id = "ex_ante"
label_pl = "ex-ante"
label_en = "ex-ante"
period = { first = 2019-07-01, last = 2019-10-31 }

[covid]
first = 2020-03-01

[targets]
entities = 350
pzk = 30
families = 150
families_per_pzk_min = 5
families_per_pzk_max = 9

[disclosure]
profile = "public"
"""


def written(folder: Path, content: str) -> Path:
    (folder / "study.toml").write_text(content, encoding="utf-8")
    return folder


def refused(folder: Path, content: str) -> Text:
    with pytest.raises(ConfigurationError) as raised:
        load_config(written(folder, content))
    return raised.value.text


def complaints(text: str) -> list[str]:
    """Return the lines of a message below the one that names the file."""
    return [line.removeprefix("  - ") for line in text.splitlines()[1:]]


def changed(*pairs: tuple[str, str]) -> str:
    content = RIGHT
    for old, new in pairs:
        assert content.count(old) >= 1
        content = content.replace(old, new, 1)
    return content


# --- what is right ---------------------------------------------------------------------------


def test_the_study_of_the_repository_is_right() -> None:
    config = load_config(ROOT)
    assert config.study.id == "makroregion-1"
    assert config.targets.families_per_pzk_min == 5
    assert len(config.voivodeships) == 5


def test_everything_is_read(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, RIGHT))
    assert config.study.title == Text("Próba", "Trial")
    assert config.study.language == "pl"  # Polish where nothing else is said
    assert config.study.period.last == date(2021, 3, 31)
    assert config.voivodeships == ("lubelskie", "podlaskie", "pomorskie")
    assert config.macroregion_of("pomorskie") == "III"
    assert (config.disclosure.threshold, config.disclosure.dominance) == (3, 0.75)
    assert config.sources == ()


def test_a_voivodeship_that_the_study_has_not_got_has_no_macroregion(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="opolskie"):
        load_config(written(tmp_path, RIGHT)).macroregion_of("opolskie")


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    # it puts a byte order mark in front
    (tmp_path / "study.toml").write_bytes(b"\xef\xbb\xbf" + RIGHT.encode())
    assert load_config(tmp_path).study.id == "proba"


# --- the file itself -------------------------------------------------------------------------


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_config(tmp_path)
    assert raised.value.text.pl == (
        f"Brak pliku {tmp_path / 'study.toml'}. Wskaż folder badania albo utwórz go poleceniem "
        "init."
    )


def test_broken_toml_is_placed(tmp_path: Path) -> None:
    text = refused(tmp_path, 'title = "Próba\n')
    assert text.pl == (
        f"{tmp_path / 'study.toml'}: to nie jest poprawny TOML (wiersz 1, znak 15). "
        "Popraw zapis w tym miejscu."
    )
    assert "line 1, column 15" in text.en
    assert "koniec pliku" in refused(tmp_path, "[study").pl


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16"])
def test_another_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "study.toml").write_bytes(RIGHT.encode(encoding))
    with pytest.raises(ConfigurationError) as raised:
        load_config(tmp_path)
    assert "kodowanie (UTF-8)" in raised.value.text.pl


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.toml").mkdir()
    with pytest.raises(ConfigurationError, match="Nie można odczytać pliku"):
        load_config(tmp_path)


# --- keys and values -------------------------------------------------------------------------


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    text = refused(
        tmp_path,
        changed(
            ('title_pl = "Próba"', 'title = "Próba"'),
            ('"podlaskie"', '"Podlasie"'),
            ("families = 150", 'families = "dużo"'),
            ('profile = "public"', 'profile = "open"\nthreshold = 1'),
            ("first = 2020-03-01", "first = 3"),
        ),
    )
    place, *_ = text.pl.splitlines()
    assert place == f"{tmp_path / 'study.toml'} ma błędy:"
    *names, last = (f"'{name}'" for name in Voivodeship.__args__)
    voivodeships = f"{', '.join(names)} lub {last}"
    assert complaints(text.pl) == [
        "study.title_pl: brak wymaganego klucza",
        f"study.title: nieznany klucz; dozwolone: {', '.join(Identity.model_fields)}",
        f"macroregions[1].voivodeships[2]: niedozwolona wartość; dozwolone: {voivodeships}",
        "covid.first: oczekiwano daty, np. 2019-12-31",
        "targets.families: oczekiwano liczby całkowitej",
        "disclosure.profile: niedozwolona wartość; dozwolone: 'internal' lub 'public'",
        "disclosure.threshold: oczekiwano co najmniej 2",
    ]
    assert len(complaints(text.en)) == 7


LEAST = ("min_attendance_share", "min_months", "min_training_share")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("synthetic = true", 'synthetic = "tak"', "study.synthetic: oczekiwano true albo false"),
        ("synthetic = true", "synthetic = 1", "study.synthetic: oczekiwano true albo false"),
        ("pzk = 30", 'pzk = "30"', "targets.pzk: oczekiwano liczby całkowitej"),
        ("pzk = 30", "pzk = 30.5", "targets.pzk: oczekiwano liczby całkowitej"),
        ("pzk = 30", "pzk = true", "targets.pzk: oczekiwano liczby całkowitej"),
        ("pzk = 30", "pzk = 0", "targets.pzk: oczekiwano co najmniej 1"),
        ("as_of = 2019-12-31", 'as_of = "2019"', "study.as_of: oczekiwano daty, np. 2019-12-31"),
        ("as_of = 2019-12-31", "as_of = 0", "study.as_of: oczekiwano daty, np. 2019-12-31"),
        ('title_pl = "Próba"', "title_pl = 5", "study.title_pl: oczekiwano tekstu w cudzysłowie"),
        ('title_pl = "Próba"', 'title_pl = ""', "study.title_pl: tekst nie może być pusty"),
        ('id = "proba"', 'id = "Moja próba"', "study.id: dozwolony zapis: ^[a-z0-9-]+$"),
        ('id = "III"', 'id = "IV"',
         "macroregions[2].id: niedozwolona wartość; dozwolone: 'I', 'II' lub 'III'"),
        ('["pomorskie"]', "[]", "macroregions[2].voivodeships: lista nie może być pusta"),
        ('["pomorskie"]', '"pomorskie"',
         "macroregions[2].voivodeships: oczekiwano listy w nawiasach []"),
        ("[covid]\nfirst = 2020-03-01", "", "covid: brak wymaganego klucza"),
        ("[covid]", "[covid.break]", "covid.break: nieznany klucz; dozwolone: first, last"),
        ("first = 2020-03-01", "first = 2020-03-01\nlast = 2020-02-29",
         "covid: last wcześniejsze niż first"),
        ('profile = "public"', 'profile = "public"\n[diagnosis]\nlow = 5\nhigh = 5',
         "diagnosis: high nie jest większe niż low"),
        ('profile = "public"', 'profile = "public"\n[diagnosis]\nlow=1\nhigh=5\nreliability=0.8',
         "diagnosis: reliability bez source"),
        ('profile = "public"', 'profile = "public"\n[certificates]\nname = "Lider"',
         f"certificates: brak kryterium: podaj {', '.join(LEAST[:2])} lub {LEAST[2]}"),
        ("[[waves]]", "[[measurements]]",
         f"measurements: nieznany klucz; dozwolone: {', '.join(StudyConfig.model_fields)}"),
        ('profile = "public"', 'profile = "public"\ndominance = 1.5',
         "disclosure.dominance: oczekiwano co najwyżej 1.0"),
        ('profile = "public"', 'profile = "public"\ndominance = 0',
         "disclosure.dominance: oczekiwano więcej niż 0.0"),
        ('profile = "public"', 'profile = "public"\ndominance = "pół"',
         "disclosure.dominance: oczekiwano liczby"),
        ('profile = "public"', 'profile = "public"\n[[sources]]\ntable = "pzk"\nfile = "a.csv"',
         "sources[1].file: nieznany klucz; dozwolone: table, files, sheet, encoding, delimiter"),
        ("last = 2021-03-31", "last = 2018-03-31",
         "study.period: koniec (last) przed początkiem (first)"),
        ("families_per_pzk_max = 9", "families_per_pzk_max = 4",
         "targets: families_per_pzk_max mniejsze niż families_per_pzk_min"),
        ('["pomorskie"]', '["pomorskie", "lubelskie"]', "powtórzone województwa: lubelskie"),
        ('["pomorskie"]', '["pomorskie", "pomorskie"]', "powtórzone województwa: pomorskie"),
        ('id = "III"', 'id = "I"', "powtórzone makroregiony: I"),
    ],
)  # fmt: skip
def test_a_wrong_key_or_value_says_what_is_allowed(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert said in complaints(refused(tmp_path, changed((old, new))).pl)


def test_a_wave_comes_once(tmp_path: Path) -> None:
    wave = RIGHT[RIGHT.index("[[waves]]") : RIGHT.index("[covid]")]
    assert complaints(refused(tmp_path, RIGHT + wave).pl) == ["powtórzone pomiary: ex_ante"]


def test_whatever_occurs_twice_is_named_together(tmp_path: Path) -> None:
    text = refused(tmp_path, changed(('"pomorskie"', '"lubelskie", "podlaskie"'), ('"III"', '"I"')))
    assert complaints(text.pl) == [
        "powtórzone województwa: lubelskie, podlaskie; powtórzone makroregiony: I"
    ]
    assert complaints(text.en) == [
        "repeated voivodeships: lubelskie, podlaskie; repeated macroregions: I"
    ]


def test_an_empty_file_lacks_what_is_required(tmp_path: Path) -> None:
    assert complaints(refused(tmp_path, "").pl) == [
        f"{key}: brak wymaganego klucza"
        for key in ("study", "macroregions", "covid", "targets", "disclosure")
    ]


def test_a_study_cannot_be_changed_afterwards(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, RIGHT))
    with pytest.raises(PydanticError):
        config.study.synthetic = False  # type: ignore[misc]


# --- words for rules that study.toml has not got -----------------------------------------------


class _Inner(BaseModel, extra="forbid"):
    size: int = Field(multiple_of=2)


class _Outer(BaseModel):
    parts: list[_Inner] | None = None


def explained(content: object) -> list[str]:
    with pytest.raises(PydanticError) as raised:
        _Outer.model_validate(content)
    return complaints(configuration_error("plik.toml", raised.value, _Outer).text.pl)


def test_keys_of_a_list_that_may_be_missing_are_named() -> None:
    assert explained({"parts": [{"size": 2, "colour": 1}]}) == [
        "parts[1].colour: nieznany klucz; dozwolone: size"
    ]


def test_a_rule_without_words_keeps_those_of_the_library() -> None:
    assert explained({"parts": [{"size": 3}]}) == [
        "parts[1].size: niepoprawna wartość (Input should be a multiple of 2)"
    ]


@pytest.mark.parametrize("name", [*StudyConfig.model_fields])
def test_every_part_of_a_study_refuses_unknown_keys(tmp_path: Path, name: str) -> None:
    # through model_config of the common base: a part with a base of its own would let typos in
    others = '[[sources]]\ntable = "pzk"\nfiles = "*.csv"\n[diagnosis]\nlow = 1\nhigh = 10\n'
    others += '[certificates]\nname = "Lider"\nmin_months = 12\n'
    config = load_config(written(tmp_path, RIGHT + others))
    part = getattr(config, name)
    for model in part if isinstance(part, tuple) else (part,):
        assert model.model_config["extra"] == "forbid"
        assert model.model_config["frozen"]
