"""Exhibits of the register and of barriers: numbers by hand, words of people as they are."""

import dataclasses
import re
from typing import Any

import pandas as pd
import pytest
from exhibit_material import material, tables, typed
from fgi_material import fgi_material
from matplotlib.figure import Figure

from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.barriers_cards import MOST_ENTRIES, barriers_cards
from kooperacja_eval.reporting.exhibits.value_words import group_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import LANGUAGES, Lang, Text

pytestmark = pytest.mark.unit

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
LONG = "W gminie brakuje psychologa dziecięcego i rodziny dojeżdżają do miasta"
# id, month, voivodeship, team, kind, theme, text, status, merged into
ROWS = (
    ("LU-202003-T01", "2020-03", "lubelskie", "LU-01", "difficulty", "barrier.services", LONG,
     "new", None),
    ("MA-202004-T01", "2020-04", "mazowieckie", "MA-01", "difficulty", "barrier.services",
     LONG.upper(), None, None),
    ("MA-202004-T02", "2020-04", "mazowieckie", None, "difficulty", "barrier.services",
     f"Nie {LONG.lower()}", "merged", "LU-202003-T01"),
    ("LU-202004-R01", "2020-04", "lubelskie", None, "recommendation", "barrier.services",
     "Zatrudnić psychologa na telefon", "accepted", None),
    ("LU-202004-S01", "2020-04", "lubelskie", None, "observation", None, EVIL, "new", None),
    ("001-202003-W01", "2020-03", None, None, "conclusion", "factor.depth", "Praca w toku", "new",
     None),
    ("MA-202004-W09", "2020-04", "mazowieckie", None, "conclusion", "factor.depth", "Odrzucony",
     "rejected", None),
)  # fmt: skip
NAMES = (
    "conclusion_id", "month", "voivodeship", "pzk_id", "kind", "theme", "text", "status",
    "merged_into",
)  # fmt: skip


def register(*rows: tuple[Any, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows or ROWS, columns=list(NAMES))
    return typed("conclusions", frame.assign(month=pd.to_datetime(frame["month"])))


def report_of(frame: pd.DataFrame) -> Material:
    base = material({**tables("pzk"), "conclusions": frame})
    return dataclasses.replace(base, record={**base.record, "conclusions": frame})


@pytest.fixture(scope="module")
def report() -> Material:
    return report_of(register())


@pytest.fixture(scope="module")
def empty() -> Material:
    return report_of(register().iloc[:0])


def rows(shown: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    assert isinstance(shown, Exhibit)
    cells = show_table(shown.data, shown.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def test_entries_by_voivodeship_and_kind(report: Material) -> None:
    # conclusions, observations, difficulties, recommendations, all; the conclusion of document
    # 001 names no voivodeship and stands in the total only
    assert rows(exhibits.conclusions_by_kind(report)) == [
        ("lubelskie", "0", "1", "1", "1", "3"),
        ("mazowieckie", "0", "0", "1", "0", "1"),
        ("Razem", "1", "1", "2", "1", "5"),
    ]


def test_entries_by_theme_in_the_order_of_the_codebook(report: Material) -> None:
    shown = exhibits.conclusions_by_theme(report)
    assert rows(shown) == [
        ("Brak usług na miejscu", "0", "0", "2", "1", "3"),
        ("Głębokość działań", "1", "0", "0", "0", "1"),
    ]
    assert isinstance(shown, Exhibit)
    assert "bez tematu: 1" in shown.caption.pl


def test_entries_by_month(report: Material) -> None:
    shown = exhibits.conclusions_by_month(report)
    assert isinstance(shown, Exhibit)
    assert shown.data[["period", "numerator"]].to_numpy().tolist() == [
        ["2020-03", 2.0], ["2020-04", 3.0],
    ]  # fmt: skip
    assert "najwięcej (3) w IV.2020" in shown.alt.pl
    assert shown.draw is not None
    for lang in LANGUAGES:
        figure = Figure()
        shown.draw(figure, shown.data, lang)
        (axes,) = figure.axes
        months = [formats.month(period, lang) for period in ("2020-03", "2020-04")]
        assert [label.get_text() for label in axes.get_xticklabels()] == months
        assert [bar.get_height() for bar in axes.patches] == [2, 3]  # type: ignore[attr-defined]


def test_the_register_shows_words_as_they_are_and_counts_reports(report: Material) -> None:
    found = rows(exhibits.conclusions_register(report, period="2020-03"))
    assert [(row[0], row[1], row[-2]) for row in found] == [
        ("001-202003-W01", "cały makroregion", "1"), ("LU-202003-T01", "lubelskie", "2"),
    ]  # fmt: skip
    near = rows(exhibits.conclusions_register(report, voivodeship="lubelskie"))
    assert EVIL in {cell for row in near for cell in row}, "neither run nor cut"


def test_similar_entries_stand_side_by_side_with_what_a_person_did(report: Material) -> None:
    shown = rows(exhibits.conclusions_similar(report))
    assert [(row[0], row[1], row[-1]) for row in shown] == [
        ("1", "LU-202003-T01", "–"),
        ("1", "MA-202004-T01", "–"),
        ("1", "MA-202004-T02", "inna liczba słów „nie”; połączony z LU-202003-T01"),
    ]


def test_the_table_of_barriers(report: Material) -> None:
    (line,) = rows(exhibits.barriers_table(report))
    # two voivodeships and two teams, no focus groups, 3 reports of 2 entries, 1 proposal
    assert line[:5] == ("Brak usług na miejscu", "wszystkie (2)", "2", "–", "3")
    assert line[6] == "1"


def test_a_card_says_who_where_and_what_to_do(report: Material) -> None:
    (card,) = barriers_cards(report)
    assert card.id == "barriers_card_barrier_services"
    said = dict(rows(card))
    assert said["Co przez nią rozumiano"].startswith("W gminie lub powiecie nie ma usługi")
    assert "koduj" not in said["Co przez nią rozumiano"].lower()
    assert said["Gdzie występuje"] == "lubelskie, mazowieckie; 2 zespoły; wywiady: –"
    assert said["Zgłoszenia w rejestrze"].startswith("2 trudności, zgłoszone łącznie 3 razy")
    assert said["Propozycja"] == "„Zatrudnić psychologa na telefon” (lubelskie)"
    one = exhibits.barriers_card(report, barrier="barrier.services")
    assert rows(one) == rows(card)
    assert rows(exhibits.barriers_card(report)) == rows(card), "the most widely named one"


def test_focus_groups_and_the_register_meet_on_a_card() -> None:
    groups = fgi_material()
    both = dataclasses.replace(
        groups,
        tables=groups.tables | {"conclusions"},
        record={**groups.record, "conclusions": register()},
    )
    table = rows(exhibits.barriers_table(both))
    named = {row[0]: row[3] for row in table}
    # barrier.time: 2 + 3 + 4 of 2 + 4 + 6 groups; the pandemic was named in 2020 only: 5 of 6
    assert named["Brak czasu"] == "9 z 12"
    assert named["Pandemia"] == "5 z 6"
    assert named["Brak usług na miejscu"] == "–"
    card = rows(exhibits.barriers_card(both, barrier="barrier.time"))
    words = [said for what, said in card if what == "Wypowiedź"]
    assert words[0] == "„Na spotkania brakuje nam czasu.” (edukacja, lubelskie)"
    assert not any("LU-01" in said for said in words), "no team stands with a quotation"


def test_what_a_card_leaves_out_is_said() -> None:
    many = [
        (f"LU-202003-T{n:02d}", "2020-03", "lubelskie", None, "difficulty", "barrier.time",
         f"Trudność numer {n}", "new", None)
        for n in range(1, MOST_ENTRIES + 3)
    ]  # fmt: skip
    (card,) = barriers_cards(report_of(register(*many)))
    shown = [said for what, said in rows(card) if what == "Trudność"]
    assert len(shown) == MOST_ENTRIES
    assert f"najnowsze {MOST_ENTRIES} z {MOST_ENTRIES + 2}" in card.caption.pl


def test_without_entries_a_sentence_stands_instead(empty: Material) -> None:
    for shown in (
        exhibits.conclusions_by_kind(empty),
        exhibits.conclusions_by_theme(empty),
        exhibits.conclusions_by_month(empty),
        exhibits.conclusions_register(empty),
        exhibits.conclusions_similar(empty),
        exhibits.barriers_table(empty),
        exhibits.barriers_card(empty, barrier="barrier.time"),
    ):
        assert isinstance(shown, Prose)
    assert barriers_cards(empty) == ()


def test_without_the_table_it_is_named() -> None:
    shown = exhibits.conclusions_by_kind(material(tables("pzk")))
    assert isinstance(shown, Prose)
    assert "Rejestr wniosków" in shown.text.pl


def test_every_text_is_there_in_both_languages(report: Material) -> None:
    every = (
        exhibits.conclusions_by_kind(report),
        exhibits.conclusions_by_theme(report),
        exhibits.conclusions_by_month(report),
        exhibits.conclusions_register(report),
        exhibits.conclusions_similar(report),
        exhibits.barriers_table(report),
        *barriers_cards(report),
    )
    polish = re.compile("[ąćęłńóśźż]")
    for shown in every:
        assert isinstance(shown, Exhibit)
        for text in (shown.title, shown.alt, *(column.label for column in shown.columns)):
            assert text.pl
            assert text.en
            assert not polish.search(text.en), text.en


@pytest.mark.parametrize(
    ("group", "polish", "english"),
    [
        ("difficulty", "Trudności", "Difficulties"),
        ("barrier.time|all", "„Brak czasu”", "“Lack of time”"),
        ("barrier.time|difficulty", "„Brak czasu”: trudności", "“Lack of time”: difficulties"),
    ],
)
def test_groups_of_the_register_are_words(
    report: Material, group: str, polish: str, english: str
) -> None:
    assert group_words(report, group) == Text(polish, english)
