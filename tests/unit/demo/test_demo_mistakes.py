"""Planted mistakes: what is written, and the rule that mends it."""

import tomllib

import pandas as pd
import pytest

from kooperacja_eval.demo.dress import Grid
from kooperacja_eval.demo.files import Sheet
from kooperacja_eval.demo.mistakes import MISTAKES, Mistake, Planter
from kooperacja_eval.demo.study_files import corrections_toml

pytestmark = pytest.mark.unit

#      A (kod)  B (kontakty)
#  1   title
#  2   kod      kontakty
#  3   LU-01    3
#  4   LU-02    5
FRAME = pd.DataFrame({"pzk_id": ["LU-01", "LU-02"], "contacts": [3, 5]})


def sheet() -> Sheet:
    grid = Grid(
        fields=("pzk_id", "contacts"),
        headers=("kod", "kontakty"),
        columns=(["LU-01", "LU-02"], ["3", "5"]),
    )
    return Sheet(name="Kontakty", grid=grid, above=[["title"]])


def planted(mistake: Mistake, *, in_workbook: bool = False) -> tuple[Sheet, dict[str, object]]:
    planter = Planter((mistake,))
    wrong = planter.plant("x/y.csv", "contacts", lambda: FRAME, sheet(), in_workbook=in_workbook)
    rules = list(planter.rules())
    assert len(rules) == 1
    return wrong, dict(rules[0])


def test_one_cell_is_wrong_and_the_rule_names_its_place() -> None:
    mistake = Mistake(
        id="m", table="contacts", field="contacts", action="correct", reason="r",
        choose=lambda frame: frame["contacts"] == 5, wrong=lambda right: f"{right} razy",
    )  # fmt: skip
    wrong, rule = planted(mistake, in_workbook=True)
    assert wrong.grid.columns[1] == ["3", "5 razy"]
    assert (rule["from"], rule["to"]) == ("5 razy", "5")
    assert (rule["file"], rule["sheet"], rule["row"]) == ("x/y.csv", "Kontakty", 4)


def test_a_text_file_has_no_sheet_to_name() -> None:
    mistake = Mistake(id="m", table="contacts", field="contacts", action="correct", reason="r")
    assert "sheet" not in planted(mistake)[1]


def test_a_duplicate_stands_at_the_end() -> None:
    mistake = Mistake(id="m", table="contacts", field="pzk_id", action="drop_duplicate", reason="r")
    wrong, rule = planted(mistake)
    assert wrong.below == [["LU-01", "3"]]
    assert (rule["columns"], rule["keep"], rule["rows"]) == (["pzk_id"], "first", 1)


def test_a_total_at_the_foot_counts_everything_twice_unless_it_is_dropped() -> None:
    mistake = Mistake(
        id="m", table="contacts", field="contacts", action="drop_incomplete", reason="r",
        wrong=lambda _: "Razem",
    )  # fmt: skip
    wrong, rule = planted(mistake)
    assert wrong.below == [["Razem", "8,00"]]
    assert rule["columns"] == ["contacts"]


def test_a_header_of_ones_own_is_renamed() -> None:
    mistake = Mistake(
        id="m", table="contacts", field="contacts", action="rename", reason="r",
        wrong=lambda _: "ile razy",
    )  # fmt: skip
    wrong, rule = planted(mistake)
    assert wrong.grid.headers == ("kod", "ile razy")
    assert (rule["file"], rule["from"], rule["to"]) == ("x/y.csv", "ile razy", "contacts")


def test_a_word_in_several_files_is_one_rule_with_all_its_rows() -> None:
    mistake = Mistake(
        id="m", table="contacts", field="contacts", action="recode", reason="r", most=3,
        wrong=lambda _: "trzy",
    )  # fmt: skip
    planter = Planter((mistake,))
    planter.plant("a.csv", "contacts", lambda: FRAME, sheet(), in_workbook=False)
    last = planter.plant("b.csv", "contacts", lambda: FRAME, sheet(), in_workbook=False)
    assert last.grid.columns[1] == ["trzy", "5"]
    assert [rule["rows"] for rule in planter.rules()] == [3]


def test_a_mistake_is_planted_only_in_its_file() -> None:
    mistake = Mistake(
        id="m", table="contacts", field="contacts", action="correct", reason="r", file="z/"
    )
    planter = Planter((mistake,))
    assert planter.plant("x.csv", "contacts", lambda: FRAME, sheet(), in_workbook=False) == sheet()
    assert planter.missing() == ["m"]


def test_the_sheet_given_is_not_changed() -> None:
    given = sheet()
    mistake = Mistake(id="m", table="contacts", field="contacts", action="correct", reason="r")
    Planter((mistake,)).plant("x.csv", "contacts", lambda: FRAME, given, in_workbook=False)
    assert given == sheet()


def test_rules_are_toml_with_quotes_kept() -> None:
    rule: dict[str, str | int | list[str]] = {
        "id": "a",
        "from": 'say "x" \\ y',
        "columns": ["b"],
        "date": "2021-01-15",
        "rows": 2,
    }
    content = tomllib.loads(corrections_toml([rule]))["rule"][0]
    assert content["from"] == 'say "x" \\ y'
    assert content["columns"] == ["b"]
    assert content["date"].isoformat() == "2021-01-15"
    assert content["rows"] == 2


def test_every_kind_of_correction_has_a_mistake() -> None:
    assert {mistake.action for mistake in MISTAKES} == {
        "recode", "correct", "drop_duplicate", "drop_incomplete", "rename",
    }  # fmt: skip
