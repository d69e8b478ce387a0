"""The disagreements that a reader found in the five documents are those that the rules find.

The reference is a reading of the documents by hand, kept in the project's description of its
domain; the command is ``disagreements(tables, config)`` on ``data_raw/published`` of the
repository. Texts are compared as they are: nothing is rounded, so there is no tolerance.
"""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kooperacja_eval.evidence.disagreements import RULES, disagreements
from kooperacja_eval.evidence.reconcile import reconcile, reconcile_counts
from kooperacja_eval.pipeline.data import read_raw
from kooperacja_eval.study import StudyConfig, load_config

pytestmark = pytest.mark.golden

REPOSITORY = Path(__file__).parents[3]
Tables = dict[str, pd.DataFrame]
Found = tuple[str, str, str, str, str]

BY_THE_READER: set[Found] = {
    # 172 families in XII.2019 against 171 in III.2020: Mazowieckie 30 against 29.
    ("different_values", "172 (XII.2019)", "000", "171 (III.2020)", "001"),
    ("different_values", "30 (XII.2019)", "000", "29 (III.2020)", "001"),
    # 31 gminas, 7 of them in Mazowieckie, for 30 teams of which 6 are Mazovian; Węgrów.
    ("gminas_and_teams", "wymienia 31 gmin", "001", "30 zespołów", "000"),
    ("gminas_and_teams", "wymienia 7 gmin", "001", "6 zespołów", "000"),
    (
        "kind_of_gmina", "makroregion dla gmin wiejskich", "004",
        "wymienia: Węgrów (gmina miejska, TERYT 1433011)", "001",
    ),
    # The target group names four voivodeships, the project has five.
    (
        "target_group",
        "grupa docelowa: 4 (mazowieckie, lubelskie, podkarpackie, świętokrzyskie)", "002",
        "Województwa projektu: 5 (lubelskie, mazowieckie, podkarpackie, podlaskie, świętokrzyskie)",
        "002",
    ),
    # The project starts on 01.04.2018, its first milestone on 28.03.2018.
    (
        "outside_the_project", "Okres projektu: 01.04.2018–31.03.2021", "002",
        "Okres kamienia milowego: 28.03.2018–27.03.2019", "002",
    ),
    # 18, 21 and 29 months.
    (
        "length_of_test", "18 miesięcy (harmonogram planowany, wzorcowy)", "000, 003",
        "21 miesięcy (harmonogram zrealizowany)", "000",
    ),
    (
        "length_of_test", "21 miesięcy (harmonogram zrealizowany)", "000",
        "29 miesięcy (harmonogram zmodyfikowany w czasie pandemii)", "003",
    ),
    # K9 in months 19-20 against 19, K10 in 21 against 20.
    (
        "months_of_step", "zrealizowany: miesiące 19–20 (X–XI.2020)", "000",
        "zmodyfikowany w czasie pandemii: miesiąc 19 (X.2020)", "003",
    ),
    (
        "months_of_step", "zrealizowany: miesiąc 21 (XII.2020)", "000",
        "zmodyfikowany w czasie pandemii: miesiąc 20 (XI.2020)", "003",
    ),
    # Means of 13 and 10 months against 14 and 11 calendar months.
    (
        "length_of_period", "średnio 13 miesięcy", "000",
        "okres IX.2019–X.2020: 14 miesięcy", "000",
    ),
    (
        "length_of_period", "średnio 10 miesięcy", "000",
        "okres XII.2019–X.2020: 11 miesięcy", "000",
    ),
}  # fmt: skip

ARGUED_FOR: set[Found] = {
    # The description plans 6 gminas for the milestone in which the slides name 7.
    ("gminas_listed_and_planned", "wymienia 7 gmin", "001", "6 gmin", "002"),
    # 5-10 families in each of 6 teams are 30-60, so a voivodeship cannot have 5-10 ...
    (
        "families_per_place", "5–10 w województwie", "002",
        "5–10 w zespole; 6 zespołów w województwie to 30–60", "002",
    ),
    # ... and five voivodeships with at most 10 families never reach the 150 that are the target.
    ("families_in_all", "co najmniej 150", "000, 001", "5–10 w województwie", "002"),
    # 13 teams "with many difficulties" in all, 11 in the list; the other two are called otherwise.
    (
        "parts_and_total", "razem 13", "000",
        "województwa razem 11: mazowieckie 4, podlaskie 4, podkarpackie 2, świętokrzyskie 1", "000",
    ),
    # The modified schedule goes on to VIII.2021, five months after the project's last day.
    (
        "outside_the_project", "Okres projektu: 01.04.2018–31.03.2021", "002",
        "Okres testowania: 01.04.2019–31.08.2021", "003",
    ),
    # Teams that began by 31.07.2019 worked 14 whole months before 01.10.2020, not at most 13.
    (
        "months_before_ex_post", "najwyżej 13 miesięcy", "000",
        "pierwsze zespoły od VII.2019, więc co najmniej 14 miesięcy", "000",
    ),
    # Four and two months of a study in the text, one month each in the table of the same document.
    ("months_of_study", "VII–X.2019", "000", "harmonogram zrealizowany: VII.2019", "000"),
    ("months_of_study", "X–XI.2020", "000", "harmonogram zrealizowany: XI.2020", "000"),
}  # fmt: skip

STEPS = {"K1", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10"}
"""Steps in other months in 000 and 003; K2 is in month 2 in both."""


@pytest.fixture(scope="module")
def config() -> StudyConfig:
    return load_config(REPOSITORY)


@pytest.fixture(scope="module")
def tables(config: StudyConfig) -> Tables:
    return read_raw(REPOSITORY, config).tables


@pytest.fixture(scope="module")
def found(tables: Tables, config: StudyConfig) -> pd.DataFrame:
    return disagreements(tables, config)


def drawn(frame: pd.DataFrame) -> set[Found]:
    columns = ["kind", "statement_a_pl", "document_a", "statement_b_pl", "document_b"]
    plain = frame[columns].apply(lambda column: column.str.replace("\u00a0", " "))
    return set(plain.itertuples(index=False, name=None))


def test_everything_that_the_reader_found_is_found(found: pd.DataFrame) -> None:
    assert BY_THE_READER - drawn(found) == set()


def test_nothing_else_is_found_but_what_is_argued_for(found: pd.DataFrame) -> None:
    schedule = found["kind"] == "months_of_step"
    assert drawn(found[~schedule]) == {
        row for row in BY_THE_READER | ARGUED_FOR if row[0] != "months_of_step"
    }
    assert set(found.loc[schedule, "topic_pl"]) == {f"Harmonogram, krok {s}" for s in STEPS}


def test_the_dates_are_named_where_they_explain_the_difference(found: pd.DataFrame) -> None:
    values = found[found["kind"] == "different_values"]
    assert list(values["difference_pl"]) == ["−1; różne daty: XII.2019 i III.2020."] * 2
    assert list(values["voivodeship"].fillna("")) == ["", "mazowieckie"]


def test_wegrow_is_named_as_the_seat_of_the_county_of_liw_and_stoczek(found: pd.DataFrame) -> None:
    (text,) = found.loc[found["kind"] == "kind_of_gmina", "difference_pl"]
    assert text == "Węgrów to siedziba powiatu (węgrowski), do którego należą też: Liw i Stoczek."


def test_quotes_and_texts_are_never_empty(found: pd.DataFrame) -> None:
    words = found.drop(columns=["macroregion", "voivodeship"])
    assert not words.isna().any().any()
    assert (words != "").all().all()


def test_no_other_macroregion_is_mixed_in(tables: Tables, config: StudyConfig) -> None:
    elsewhere = tables["published"]["macroregion"].isin(["II", "III"])
    own = {**tables, "published": tables["published"][~elsewhere]}
    pd.testing.assert_frame_equal(disagreements(own, config), disagreements(tables, config))


def test_the_public_record_alone_lets_nothing_be_computed(
    tables: Tables, config: StudyConfig
) -> None:
    frame = reconcile(tables, config)
    # A second count: rows of the file itself that have a value and belong to Macroregion I.
    with (REPOSITORY / "data_raw/published/published.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    number = sum(bool(row["wartość"]) and row["makroregion"] == "I" for row in rows)
    assert number > 100
    assert reconcile_counts(frame) == {"equal": 0, "different": 0, "not_computable": number}
    families = frame.set_index("figure_id").loc["000-families-total"]
    assert "families" in families["reason_pl"]
    assert "pzk" in families["reason_pl"]


def changed(frame: pd.DataFrame, key: str, row: str, **cells: Any) -> pd.DataFrame:
    """Return the frame with cells of the rows of a key replaced; there must be such a row."""
    copy, chosen = frame.copy(), frame[key] == row
    assert chosen.any(), row
    for column, cell in cells.items():
        copy.loc[chosen, column] = cell
    return copy


Mended = tuple[str, int, str, str, str, dict[str, Any]]

MENDED: list[Mended] = [
    # kind, number that is left, table, column of the key, row, cells that end the contradiction
    ("different_values", 1, "published", "figure_id", "001-families-mazowieckie", {"value": 30.0}),
    ("gminas_and_teams", 1, "published", "figure_id", "000-pzk-mazowieckie", {"value": 7.0}),
    ("gminas_listed_and_planned", 0, "published", "figure_id", "002-gminas-ii", {"value": 7.0}),
    ("kind_of_gmina", 0, "gminas", "gmina_id", "wegrow", {"kind": "rural"}),
    (
        "target_group", 0, "published", "figure_id", "002-voivodeship-podlaskie",
        {"indicator_id": "areas"},
    ),
    (
        "families_per_place", 0, "published", "figure_id",
        "002-target-families-per-voivodeship-max", {"value": 30.0},
    ),
    (
        "families_in_all", 0, "published", "figure_id",
        "002-target-families-per-voivodeship-max", {"value": 30.0},
    ),
    ("parts_and_total", 0, "published", "figure_id", "000-pzk-many-difficulties", {"value": 11.0}),
    ("length_of_test", 1, "published", "figure_id", "003-test-months-modified", {"value": 21.0}),
    (
        "outside_the_project", 1, "published", "figure_id", "002-milestone-i-period",
        {"period_from": pd.Timestamp("2018-04-01")},
    ),
    (
        "length_of_period", 1, "published", "figure_id", "000-cooperation-months-2019-09",
        {"value": 14.0},
    ),
    (
        "months_before_ex_post", 0, "published", "figure_id",
        "000-pzk-months-before-ex-post-max", {"value": 14.0},
    ),
    (
        "months_of_study", 1, "published", "figure_id", "000-ex-post-period",
        {"period_from": pd.Timestamp("2020-11-01")},
    ),
    ("months_of_step", 8, "schedule", "step", "K9", {"months": "19", "version": "realised"}),
]  # fmt: skip


@pytest.mark.parametrize("case", MENDED, ids=[case[0] for case in MENDED])
def test_a_contradiction_that_is_mended_is_not_found(
    tables: Tables, config: StudyConfig, found: pd.DataFrame, case: Mended
) -> None:
    kind, left, table, key, row, cells = case
    before = int((found["kind"] == kind).sum())
    mended = {**tables, table: changed(tables[table], key, row, **cells)}
    assert int((disagreements(mended, config)["kind"] == kind).sum()) == left < before


def test_every_rule_finds_something_and_is_seen_to_find_less(found: pd.DataFrame) -> None:
    assert {case[0] for case in MENDED} == set(found["kind"])
    assert len(RULES) == len(MENDED)
