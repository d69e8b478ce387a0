"""Whose form it is: the hidden sheet, the first sheet, and what the two may lack."""

import datetime as dt

import pytest

from kooperacja_eval.forms.layout import VERSION_SHEET
from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.forms.registers import REGISTERS
from kooperacja_eval.ingest.forms.expected import expected_sheets
from kooperacja_eval.ingest.forms.identity import LAYOUTS, cover_of, month_of, read_identity
from kooperacja_eval.ingest.forms.pages import find_pages
from kooperacja_eval.ingest.forms.workbook import Page
from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.study import Identity as StudyIdentity

pytestmark = pytest.mark.unit

STUDY = StudyIdentity.model_validate(
    {
        "id": "proba", "title_pl": "T", "title_en": "T", "programme": "-", "synthetic": True,
        "data_date": dt.date(2020, 12, 31), "as_of": dt.date(2019, 12, 31),
        "period": {"first": dt.date(2019, 4, 1), "last": dt.date(2020, 12, 31)},
    }
)  # fmt: skip
SAID = {
    "form": "animator_month", "version": MONTHLY.version, "study": "proba", "pzk_id": "LU-01",
    "month": "2020-03", "lang": "pl", "synthetic": "1",
}  # fmt: skip


def page(name: str, rows: list[list[Cell]]) -> Page:
    return Page(name=name, rows=rows)


def hidden(**changes: str) -> Page:
    return page(VERSION_SHEET, [[key, value] for key, value in (SAID | changes).items()])


def cover(*rows: list[Cell]) -> Page:
    #  row 4 study, 5 team, 6 name, 7 voivodeship, 8 month
    return page("Sprawozdanie", [["Sprawozdanie", ""], ["", ""], ["", ""], *rows])


COVER = cover(
    ["Badanie:", "Próba"], ["Zespół (PZK):", "LU-01"], ["Nazwa zespołu:", "Pierwszy"],
    ["Województwo:", "lubelskie"], ["Miesiąc:", "III.2020"],
)  # fmt: skip


def pages(*several: Page) -> dict[str, Page]:
    return {one.name: one for one in several}


def test_the_hidden_sheet_says_whose_form_it_is() -> None:
    identity, problems = read_identity("f.xlsx", pages(COVER, hidden()), STUDY)
    assert problems == []
    assert identity is not None
    assert (identity.pzk_id, identity.month) == ("LU-01", dt.date(2020, 3, 1))
    # people look for team and month on the first sheet
    assert identity.month_place == ("Sprawozdanie", 8, "Miesiąc", "B")


def test_a_register_has_neither_team_nor_month() -> None:
    layout = REGISTERS["costs"]
    told = hidden(form=layout.name, version=layout.version, pzk_id="", month="")
    identity, problems = read_identity("f.xlsx", pages(told), STUDY)
    assert problems == []
    assert identity is not None
    assert (identity.layout.name, identity.month) == ("register_costs", None)


@pytest.mark.parametrize("month", ["2020-13", "2020-3", "III.2020", ""])
def test_a_month_is_a_year_and_a_month(month: str) -> None:
    identity, problems = read_identity("f.xlsx", pages(COVER, hidden(month=month)), STUDY)
    assert identity is not None
    assert identity.month is None
    assert [problem.rule for problem in problems] == ["no_month"]


def test_without_the_hidden_sheet_the_first_one_is_read_wherever_its_rows_stand() -> None:
    moved = cover(["", ""], ["zespół (pzk)", "LU-01"], ["Month:", "marzec 2020"])
    identity, problems = read_identity("f.xlsx", pages(moved), STUDY)
    assert identity is not None
    assert (identity.pzk_id, identity.month) == ("LU-01", dt.date(2020, 3, 1))
    assert [(problem.rule, problem.severity) for problem in problems] == [("no_version", "warning")]


def test_half_an_identity_is_told_as_half() -> None:
    identity, problems = read_identity("f.xlsx", pages(cover(["Miesiąc:", "kiedyś"])), STUDY)
    assert identity is not None
    assert [problem.rule for problem in problems] == ["no_version", "no_team", "no_month"]


def test_a_workbook_of_something_else_is_no_form() -> None:
    identity, problems = read_identity("f.xlsx", pages(page("Arkusz1", [["a", "b"]])), STUDY)
    assert identity is None
    assert [problem.rule for problem in problems] == ["no_form"]


def test_every_form_of_the_package_is_known_by_its_name() -> None:
    assert set(LAYOUTS) == {MONTHLY.name, *(layout.name for layout in REGISTERS.values())}


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("III.2020", dt.date(2020, 3, 1)),
        (dt.date(2020, 3, 1), dt.date(2020, 3, 1)),
        ("5 marca", None),
        (None, None),
    ],
)
def test_a_month_on_a_sheet_may_be_written_in_many_ways(cell: Cell, month: dt.date | None) -> None:
    assert month_of(cell) == month


def test_the_first_sheet_is_known_in_both_languages_and_any_case() -> None:
    assert cover_of(pages(page("Report", [])), MONTHLY) is not None
    assert cover_of(pages(page("SPRAWOZDANIE", [])), MONTHLY) is not None
    assert cover_of(pages(page("Wnioski", [])), MONTHLY) is None


def test_sheets_of_other_names_go_to_the_sheet_they_have_most_in_common_with() -> None:
    expected = expected_sheets(MONTHLY)
    heads = {key: list(sheet.headers[0]) for key, sheet in expected.items()}
    # difficulties and conclusions have the same columns but for the kind of entry
    several = pages(
        *(page(sheet.name.pl, [heads[sheet.key]]) for sheet in MONTHLY.sheets[:5]),
        page("jeden", [heads["conclusions"]]),
        page("dwa", [heads["difficulties"]]),
    )
    found = find_pages("f.xlsx", MONTHLY, several, expected)
    assert found.pages["difficulties"].name == "dwa"
    assert found.pages["conclusions"].name == "jeden"
    assert [problem.rule for problem in found.problems] == ["renamed_sheet"] * 2


def test_the_best_match_wins_whatever_the_order_of_sheets() -> None:
    expected = expected_sheets(MONTHLY)
    head = list(expected["conclusions"].headers[0])
    # difficulties come first in the form, and have six of these seven columns
    found = find_pages("f.xlsx", MONTHLY, pages(page("inne", [head])), expected)
    assert {key: one.name for key, one in found.pages.items()} == {"conclusions": "inne"}


def test_a_sheet_with_little_in_common_is_none_of_the_form() -> None:
    expected = expected_sheets(MONTHLY)
    odd = page("plan", [["identyfikator rodziny *", "kto", "kiedy", "gdzie"]])
    found = find_pages("f.xlsx", MONTHLY, pages(odd), expected)
    assert found.pages == {}
    assert [sheet.key for sheet in found.missing] == [sheet.key for sheet in MONTHLY.sheets]
    assert found.problems[-1].rule == "extra_sheet"
