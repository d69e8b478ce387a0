"""The rules of cells: lists, days, numbers, and messages that Excel can hold."""

import datetime as dt
from typing import Any

import pytest
from forms_sample import KNOWN, identity, march

from kooperacja_eval.forms.checks import check_of, fitting
from kooperacja_eval.forms.content import Form
from kooperacja_eval.forms.lists import lists_of
from kooperacja_eval.forms.registers import REGISTERED, register_form
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit


def forms(lang: Lang) -> list[Form]:
    registers = [register_form(table, KNOWN, identity(lang)) for table in REGISTERED]
    return [march(lang), *registers]


def rule(form: Form, key: str, name: str) -> dict[str, Any]:
    sheet = form.layout.sheet(key)
    column = sheet.columns[sheet.position(name)]
    return check_of(column, sheet, form, lists_of(form))


def register(table: str) -> Form:
    return register_form(table, KNOWN, identity())


def test_meetings_lie_in_the_month_of_the_form_and_other_days_in_the_study() -> None:
    held = rule(march(), "meetings", "held_on")
    assert (held["minimum"], held["maximum"]) == (dt.date(2020, 3, 1), dt.date(2020, 3, 31))
    assert held["error_message"] == (
        "Wpisz datę z miesiąca formularza (01.03.2020–31.03.2020), np. 31.03.2020."
    )
    started = rule(march(), "services", "started_on")
    assert (started["minimum"], started["maximum"]) == (dt.date(2000, 1, 1), dt.date(2021, 3, 31))
    # the register of meetings belongs to no month
    assert rule(register("meetings"), "meetings", "held_on")["minimum"] == dt.date(2000, 1, 1)


def test_numbers_keep_the_limits_of_their_field() -> None:
    minutes = rule(march(), "meetings", "minutes")
    assert (minutes["validate"], minutes["minimum"], minutes["maximum"]) == ("integer", 1, 1440)
    assert minutes["error_message"] == "Wpisz liczbę całkowitą od 1 do 1440."
    score = rule(register("diagnoses"), "diagnoses", "score")
    assert (score["validate"], score["minimum"]) == ("decimal", -999_999_999)
    assert score["error_message"] == "Wpisz liczbę."
    level = rule(march(), "goals", "baseline")
    assert (level["minimum"], level["maximum"]) == (-2, 2)


@pytest.mark.parametrize(
    ("name", "kind", "error", "shown"),
    [
        ("status", "list", "stop", True),  # codes: nothing else is allowed
        ("on_list", "list", "stop", True),  # yes or no
        ("family_id", "list", "warning", True),  # a new family may have come
        ("planned_on", "date", None, None),
    ],
)
def test_lists_refuse_ask_or_take(
    name: str, kind: str, error: str | None, shown: bool | None
) -> None:
    found = rule(march(), "services", name)
    assert (found["validate"], found.get("error_type"), found.get("show_error")) == (
        kind, error, shown,
    )  # fmt: skip


def test_identifiers_in_use_are_offered_in_monthly_forms_and_new_ones_taken() -> None:
    found = rule(march(), "goals", "goal_id")
    assert (found["source"], found["show_error"]) == ("=lista_goals_goal_id", False)
    # in a register each identifier is new
    assert rule(register("goals"), "goals", "goal_id")["validate"] == "any"


def test_texts_have_a_message_and_accept_everything() -> None:
    found = rule(march(), "conclusions", "text")
    assert (found["validate"], found["input_title"]) == ("any", "treść")
    assert "bez nazwisk" in found["input_message"]


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_no_message_is_longer_than_excel_takes(lang: Lang) -> None:
    # xlsxwriter leaves a rule out, with a warning, where its title or message is too long
    for form in forms(lang):
        for sheet in form.layout.sheets:
            for column in sheet.columns:
                found = check_of(column, sheet, form, lists_of(form))
                for key, most in (("title", 32), ("message", 255)):
                    said = [found.get(f"{part}_{key}", "") for part in ("input", "error")]
                    assert max(map(len, said)) <= most
                assert found["input_title"]
                assert found["input_message"]


def test_a_text_that_does_not_fit_says_where_it_is_whole() -> None:
    text = "słowo " * 60
    cut = fitting(text, 255, "pl")
    assert len(cut) <= 255
    assert cut.endswith("słowo… (Definicje)")
    assert fitting("krótki", 255, "pl") == "krótki"


def test_code_lists_hold_exactly_the_labels_of_the_codes() -> None:
    for lang in ("pl", "en"):
        for form in forms(lang):
            found = lists_of(form)
            for sheet in form.layout.sheets:
                for column in sheet.columns:
                    codes = TABLES[sheet.table.table_name].fields[column.field.name].codes
                    if codes is not None:
                        labels = tuple(one.label.in_(lang) for one in codes)
                        assert found[f"codes {codes.name}"] == labels


def test_other_lists() -> None:
    found = lists_of(march())
    assert found["yes_no"] == ("tak", "nie")
    assert found["families.family_id"] == ("LU-01-R01", "LU-01-R02")
    assert found["entities.entity_id"][0] == "LU-P001 – OPS Przykład"
    assert (found["steps"][0], found["steps"][-1]) == ("K1.1", "K10.4")
    months = lists_of(register("platform"))["months"]
    assert (months[0], months[-1]) == ("IV.2019", "XII.2020")
    # registers are read like any other workbook, so that their lists have identifiers alone
    assert lists_of(register("attendance"))["entities.entity_id"][0] == "LU-P001"
