"""What holds for the description of every table, field and code list of the package."""

import re
from collections import defaultdict
from collections.abc import Iterable

import pyarrow.compute as pc
import pytest

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import CodeList, Field, fold
from kooperacja_eval.schemas.rules import CASE_PATH, START_AND_END
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.study import Macroregion, Voivodeship
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

ALL: tuple[type[Table], ...] = (*TABLES.values(), IndicatorValues)
FIELDS = [
    *(pytest.param(f, id=f"{t.table_name}.{f.name}") for t in ALL for f in t.fields.values()),
    *(pytest.param(f, id=f.name) for f in SOURCE_FIELDS.values()),
]
LISTS = [value for name in codes.__all__ if isinstance(value := getattr(codes, name), CodeList)]

# Words that are English and cannot stand in a Polish label; acronyms and loan words are not here.
ENGLISH = re.compile(
    r"\b(the|of|and|or|for|from|with|which|where|date|number|team|family|empty|start|end|kind|"
    r"identifier|name|level|meeting|hours|started|ended|county|source|value)\b",
    re.IGNORECASE,
)
POLISH = re.compile(
    r"[ąćęłńóśźż]|\b(oraz|albo|lub|dla|przez|zespołu|rodziny|puste|liczba|nazwa|rodzaj|podmiot)\b",
    re.IGNORECASE,
)
# Written so in English too: names of places and of the codes of places.
OWN_NAMES = {entry.label.en for entry in codes.VOIVODESHIPS}


def ambiguous(spellings: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the spellings that mean more than one thing."""
    meant: dict[str, set[str]] = defaultdict(set)
    for spelling, meaning in spellings:
        meant[fold(spelling)].add(meaning)
    return {spelling: found for spelling, found in meant.items() if len(found) > 1}


def test_ambiguity_is_seen() -> None:
    assert ambiguous([("Żłobek", "a"), ("zlobek", "b"), ("x", "a")]) == {"zlobek": {"a", "b"}}


def test_every_table_is_registered_under_its_name() -> None:
    assert [table.table_name for table in TABLES.values()] == list(TABLES)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in TABLES)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.table_name)
def test_a_table_says_what_it_is(table: type[Table]) -> None:
    for text in (table.label, table.definition):
        assert text.pl.strip()
        assert text.en.strip()
    assert table.definition.pl.endswith(".")
    assert table.definition.en.endswith(".")
    assert [field.name for field in table.fields.values()] == list(table.fields)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_rows_of_a_raw_table_have_a_key(table: type[Table]) -> None:
    # without one, a row pasted twice would be counted twice
    assert table.keys()


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.table_name)
def test_a_header_means_one_column(table: type[Table]) -> None:
    headers = [(header, f.name) for f in table.fields.values() for header in f.headers()]
    assert ambiguous(headers) == {}


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.table_name)
def test_stored_columns_end_with_where_the_row_came_from(table: type[Table]) -> None:
    assert table.columns()[-3:] == ("source_file", "source_sheet", "source_row")
    assert tuple(table.dtypes()) == table.columns()
    assert len(set(table.columns())) == len(table.columns())


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_described_in_both_languages(field: Field) -> None:
    for text in (field.label, field.definition):
        assert text.pl == text.pl.strip() != ""
        assert text.en == text.en.strip() != ""
    assert field.definition.pl.endswith(".")
    assert field.definition.en.endswith(".")
    assert not field.label.pl.endswith(".")
    assert "|" not in field.label.pl + field.definition.pl + field.definition.en  # tables of docs


@pytest.mark.parametrize("field", FIELDS)
def test_languages_are_not_mixed_up(field: Field) -> None:
    assert ENGLISH.findall(f"{field.label.pl} {field.definition.pl}") == []
    assert POLISH.findall(f"{field.label.en} {field.definition.en}") == []


@pytest.mark.parametrize("field", FIELDS)
def test_the_parts_of_a_field_fit_its_kind(field: Field) -> None:
    assert (field.codes is not None) == (field.kind == "code")
    if field.low is not None or field.high is not None or field.unit is not None:
        assert field.kind in ("integer", "number")
    if field.low is not None and field.high is not None:
        assert field.low < field.high
    if field.pattern:
        assert field.kind == "text"


@pytest.mark.parametrize("field", [f for f in FIELDS if f.values[0].pattern])  # type: ignore[attr-defined]
def test_a_pattern_compiles_where_it_is_used(field: Field) -> None:
    whole = f"^(?:{field.pattern})$"
    assert re.compile(whole)
    assert pc.match_substring_regex([""], whole).to_pylist() == [False]  # never an empty text


@pytest.mark.parametrize("field", [f for f in FIELDS if f.values[0].pattern])  # type: ignore[attr-defined]
def test_an_example_in_a_definition_matches_the_pattern(field: Field) -> None:
    for definition in (field.definition.pl, field.definition.en):
        example = re.search(r"(?:np\.|e\.g\.) ([A-Za-z0-9-]+)", definition)
        if example:
            assert re.fullmatch(field.pattern, example[1]), example[1]


def test_some_definitions_give_examples() -> None:
    # so that the test above looks at something
    ids = [("pzk", "pzk_id"), ("families", "family_id"), ("meetings", "meeting_id")]
    assert all("np. LU-" in TABLES[table].fields[name].definition.pl for table, name in ids)


@pytest.mark.parametrize("field", [f for f in FIELDS if f.values[0].references])  # type: ignore[attr-defined]
def test_a_reference_points_to_the_key_of_a_table(field: Field) -> None:
    table, _, column = field.references.partition(".")
    target = TABLES[table]
    assert column in set(target.keys())  # alone, or beside a wave or a version
    assert target.fields[column].kind == field.kind
    assert target.fields[column].privacy == field.privacy  # a key is as private wherever it stands


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_table_comes_after_those_it_points_to(table: type[Table]) -> None:
    order = list(TABLES)
    pointed = {f.references.partition(".")[0] for f in table.fields.values() if f.references}
    pointed -= {table.table_name}
    assert all(order.index(name) < order.index(table.table_name) for name in pointed)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_a_spelling_means_one_code(listed: CodeList) -> None:
    spellings = [
        (spelling, entry.id)
        for entry in listed
        for spelling in (entry.id, entry.label.pl, entry.label.en, *entry.aliases)
    ]
    assert ambiguous(spellings) == {}
    assert len(set(listed.ids)) == len(listed.ids)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_codes_have_labels_in_both_languages(listed: CodeList) -> None:
    for entry in listed:
        assert entry.label.pl.strip()
        assert entry.label.en.strip()
        assert ENGLISH.findall(entry.label.pl) == []
        if entry.label.en not in OWN_NAMES:
            assert POLISH.findall(entry.label.en) == []


def test_code_lists_are_told_apart_by_name() -> None:
    used = {f.codes for t in ALL for f in t.fields.values() if f.codes is not None}
    assert used <= set(LISTS)
    assert len({listed.name for listed in LISTS}) == len(LISTS)


def test_places_are_those_of_study_toml() -> None:
    assert codes.VOIVODESHIPS.ids == Voivodeship.__args__
    assert codes.MACROREGIONS.ids == Macroregion.__args__
    # GUS gives the sixteen voivodeships the even numbers 02-32
    assert sorted(codes.TERYT_VOIVODESHIPS) == [f"{number:02}" for number in range(2, 33, 2)]
    assert sorted(codes.TERYT_VOIVODESHIPS.values()) == sorted(codes.VOIVODESHIPS.ids)


def test_rules_name_date_columns_that_exist() -> None:
    pairs = {**START_AND_END, "families ": CASE_PATH}
    for name, columns in pairs.items():
        fields = TABLES[name.strip()].fields
        assert [fields[column].kind for column in columns] == ["date"] * len(columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_whatever_starts_and_ends_is_checked(table: type[Table]) -> None:
    ends = [name for name in table.fields if name in ("ended_on", "left_on", "period_to")]
    assert ends == [START_AND_END[table.table_name][1]] * len(ends) if ends else True


def test_a_class_attribute_is_the_column() -> None:
    class Sample(Table, name="sample"):
        """A table of one column."""

        size = Field(kind="integer", label=Text("rozmiar", "size"), definition=Text("R.", "S."))

    assert Sample.size.name == "size"
    assert list(Sample.fields) == ["size"]
    assert Sample.columns() == ("size", *SOURCE_FIELDS)
    assert Sample.keys() == ()
