"""The shipped codebook, and what a ``codebook.toml`` says of the codes of a program."""

import re

import pytest
from fgi_drawn import SHIPPED, codebook_of

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.fgi.codebook import paths_of
from kooperacja_eval.ingest.fgi.project import QualCode
from kooperacja_eval.instruments.codebooks.load import SHIPPED as SHIPPED_BOOKS
from kooperacja_eval.instruments.codebooks.load import codebook

pytestmark = pytest.mark.unit

CZAS = QualCode(id="g-1", name="Czas", parent="g-0")
PATH = ("Trudności", "Czas")


def test_every_code_says_in_both_languages_when_to_use_it_and_when_not() -> None:
    codes = codebook("kooperacja", "1.0")
    assert codes.drop(columns=["parent_id", "source_file", "source_sheet", "source_row"]).notna(
    ).all(axis=None)  # fmt: skip
    low = codes[codes["parent_id"].notna()]
    assert low["definition_pl"].str.match(r"Koduj.* Nie koduj", flags=re.DOTALL).all()
    assert low["definition_en"].str.match(r"Code.* Do not code", flags=re.DOTALL).sum() == len(low)


def test_the_tree_has_one_branch_of_each_kind() -> None:
    codes = codebook("kooperacja", "1.0")
    top = codes[codes["parent_id"].isna()]
    assert top["code_id"].tolist() == top["kind"].tolist()
    low = codes[codes["parent_id"].notna()]
    assert (low["code_id"].str.split(".").str[0] == low["parent_id"]).all()
    assert (low["kind"] == low["parent_id"]).all()
    assert set(low["parent_id"]) <= set(top["code_id"])


def test_codes_that_definitions_point_to_exist() -> None:
    codes = codebook("kooperacja", "1.0")
    named = {
        name
        for column in ("definition_pl", "definition_en")
        for text in codes[column]
        for name in re.findall(r"\b[a-z]+\.[a-z_]+\b", text)
    }
    assert named
    assert named <= set(codes["code_id"])


def test_what_document_001_lists_is_marked() -> None:
    codes = codebook("kooperacja", "1.0").set_index("code_id")["source"]
    listed = {  # strengths, then challenges, of the status slides for IV.2019-III.2020
        "factor.real_cooperation", "resource.authorities", "resource.expertise",
        "effect.prevention", "resource.training", "effect.image", "effect.social_projects",
        "barrier.old_patterns", "barrier.responsibility", "barrier.empowerment_skills",
        "barrier.platform", "barrier.project_skills",
    }  # fmt: skip
    assert set(codes[codes == "001"].index) >= listed


def test_names_are_not_repeated_within_a_branch() -> None:
    codes = codebook("kooperacja", "1.0")
    for name in ("name_pl", "name_en"):
        assert not codes.duplicated(["parent_id", name]).any()


def test_an_unknown_codebook_names_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match=r"Dostępne: kooperacja 1\.0"):
        codebook("kooperacja", "9")
    assert SHIPPED_BOOKS == {"kooperacja": ("1.0",)}


def test_a_path_and_an_identifier_mean_the_code_that_is_said() -> None:
    for name in ("Trudności > Czas", "trudności \\\\ czas", "g-1"):
        said = f'{SHIPPED}[[codes]]\ntool = "{name}"\ncode = "barrier.time"\n'
        assert codebook_of(said).meaning(CZAS, PATH) == "barrier.time"


def test_a_bare_name_is_not_enough() -> None:
    said = f'{SHIPPED}[[codes]]\ntool = "Czas"\ncode = "barrier.time"\n'
    assert codebook_of(said).meaning(CZAS, PATH) is None


@pytest.mark.parametrize("path", ["Bariery > Brak czasu", "Barriers > Lack of time"])
def test_the_studys_own_names_need_no_entry(path: str) -> None:
    parts = tuple(path.split(" > "))
    assert codebook_of(SHIPPED).meaning(QualCode(id="x", name=parts[-1]), parts) == "barrier.time"


def test_an_ignored_code_goes_with_all_below_it() -> None:
    book = codebook_of(f'ignored = ["Robocze"]\n{SHIPPED}')
    assert book.is_ignored(QualCode(id="1", name="Do omówienia"), ("Robocze", "Do omówienia"))
    assert not book.is_ignored(QualCode(id="2", name="Robocze"), ("Bariery", "Robocze"))


def test_near_names_are_found_without_diacritics() -> None:
    assert codebook_of(SHIPPED).near(("Brak czasu ludzi",))[0] == "barrier.time"


def test_own_codes_stand_beside_the_shipped_ones_or_alone() -> None:
    own = '[[own]]\ncode_id = "barrier.mud"\nparent_id = "barrier"\nname_pl = "Błoto"\n'
    own += 'kind = "barrier"\n'
    assert codebook_of(SHIPPED + own).table["code_id"].iloc[-1] == "barrier.mud"
    alone = codebook_of(own.replace('parent_id = "barrier"\n', ""))
    assert alone.table["code_id"].tolist() == ["barrier.mud"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[codes]]\ntool = "A"\ncode = "barrier.tme"\n',
         "nie ma barrier.tme; podobne: barrier.time"),
        ('[[codes]]\ntool = "A"\ncode = "barrier.time"\n[[codes]]\ntool = "a"\ncode = "need"\n',
         "kod programu ma kilka znaczeń: a"),
        ('[[own]]\ncode_id = "x"\nparent_id = "y"\nname_pl = "X"\nkind = "need"\n',
         "nie ma kodu nadrzędnego y"),
        ('[[own]]\ncode_id = "need"\nname_pl = "X"\nkind = "need"\n', "own: "),
        ('[[own]]\ncode_id = "x"\nname_pl = "X"\nkind = "idea"\n',
         "own[1].kind: nieznany rodzaj; dozwolone: barrier"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        codebook_of(SHIPPED + text)
    assert said in caught.value.text.pl


def test_an_empty_codebook_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="księga kodów jest pusta"):
        codebook_of("")


def test_a_circle_of_parents_ends() -> None:
    codes = (QualCode(id="1", name="A", parent="2"), QualCode(id="2", name="B", parent="1"))
    assert paths_of(codes) == {"1": ("B", "A"), "2": ("A", "B")}
