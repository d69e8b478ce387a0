"""Every file by other hands of KoBoToolbox and ODK: what becomes of it, counted a second way.

Rows are counted here by ``csv`` and ``openpyxl``, and held against the counts of ``facts.json``,
which other tools made.
"""

import csv
import json
import warnings
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.definition import AnswerOption, Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import read_kobo
from kooperacja_eval.ingest.surveys.odk import read_odk
from kooperacja_eval.ingest.surveys.xlsform import read_xlsform

pytestmark = pytest.mark.integration

EXTERNAL = Path(__file__).resolve().parents[3] / "../shared/external"
FOLDER = EXTERNAL / "kobo_odk"
if not FOLDER.is_dir():
    pytest.skip("files by other hands are not at hand", allow_module_level=True)

# rows and columns of the questionnaire, then of each repeat with its parents; rules of problems
Expected = tuple[list[tuple[str, int, int]], dict[str, int]]


def plain(rows: int, columns: int, **rules: int) -> Expected:
    return [("", rows, columns)], rules


BOTH = {  # .csv and .xlsx say the same
    "auto_report__labels": plain(5, 9, blank_rows=1),
    "auto_report__xml_values": plain(5, 9, blank_rows=1),
    "customer_satisfaction__labels": plain(3, 2),
    "customer_satisfaction__xml_values": plain(3, 2),
    "dietary_needs__labels": plain(3, 6),
    "dietary_needs__xml_values": plain(3, 6),
    "grouped_translated__xml_values": plain(3, 9),
    "literacy_test__labels": plain(3, 100, duplicate_header=4),
    "literacy_test__xml_values": plain(3, 100),
    "or_other__xml_values": plain(3, 9),
    "quotes_newlines_and_long_urls__labels": plain(5, 2),
    "quotes_newlines_and_long_urls__xml_values": plain(5, 2),
    "restaurant_profile__details_select_multiple": plain(2, 8, wrong_width=6),
    "restaurant_profile__labels": plain(8, 9, options_silent=1),
    "restaurant_profile__summary": plain(8, 7),
    "restaurant_profile__xml_values": plain(8, 9, options_silent=1),
    "sanitation_report__labels": plain(4, 3),
    "sanitation_report__xml_values": plain(4, 3),
    "site_inspection__labels": plain(10, 9, duplicate_header=1),
    "site_inspection__xml_values": plain(10, 9),
}
MEMBERS: Expected = ([("", 6, 4), ("houshold_member_repeat", 13, 7)], {})
READ: dict[str, Expected] = {
    **{f"formpack_exports/{name}.csv": found for name, found in BOTH.items()},
    **{f"formpack_exports/{name}.xlsx": found for name, found in BOTH.items()},
    "formpack_exports/grouped_repeatable__hierarchy_labels.csv": plain(6, 4),
    "formpack_exports/grouped_repeatable__hierarchy_labels.xlsx": MEMBERS,
    "formpack_exports/grouped_repeatable__labels.csv": plain(6, 4),
    "formpack_exports/grouped_repeatable__labels.xlsx": MEMBERS,
    "formpack_exports/grouped_repeatable__xml_values.csv": plain(6, 4),
    "formpack_exports/grouped_repeatable__xml_values.xlsx": MEMBERS,
    "formpack_exports/long_unicode_labels__xml_values.csv": plain(0, 13),
    "formpack_exports/nested_grouped_repeatable__xml_values.csv": plain(4, 3),
    "formpack_exports/nested_grouped_repeatable__xml_values.xlsx": (
        # own columns 3, 4, 5, 3; with their parents 3, 3+4, 7+5, 12+3
        [("", 4, 3), ("group_tree", 6, 7), ("group_nest", 8, 12), ("group_egg", 14, 15)],
        {},
    ),
    "onadata/children.csv": ([("children", 3, 22)], {"parent_missing": 1}),
    "onadata/children_cartoons.csv": ([("cartoons", 4, 14)], {"parent_missing": 1}),
    "onadata/children_cartoons_characters.csv": ([("characters", 2, 14)], {"parent_missing": 1}),
    "onadata/childrens_survey.csv": plain(2, 22),
    "onadata/csv_export/export.csv": plain(1, 14, flattened_repeats=1),
    "onadata/csv_export/tutorial.csv": plain(1, 14, not_answered_marks=1),
    "onadata/csv_export/tutorial_w_repeats.csv": plain(
        1, 28, not_answered_marks=1, flattened_repeats=1
    ),
    "onadata/csv_export/tutorial_w_repeats_flattened.csv": plain(
        2, 16, not_answered_marks=1, duplicate_instance=1
    ),
    "onadata/csv_export/tutorial_w_repeats_import.csv": plain(
        1, 36, not_answered_marks=1, flattened_repeats=1
    ),
    "onadata/csv_import/bad.csv": plain(9, 30, not_answered_marks=1, duplicate_instance=1),
    "onadata/csv_import/csv_import_with_multiple_select.csv": plain(1, 31),
    "onadata/csv_import/good.csv": plain(9, 31, not_answered_marks=1),
    "onadata/csv_import/good.xlsx": plain(9, 37),
    "onadata/csv_import/header_space.csv": plain(1, 4),
    "onadata/csv_import/non_utf8.csv": plain(23, 18, not_utf8=1),
    "onadata/csv_import/same_uuid.csv": plain(1, 41, not_answered_marks=1),
    "onadata/transportation.csv": plain(4, 23, not_answered_marks=1),
    "onadata/userone_with_dot_name_fields.csv": plain(
        1, 20, not_answered_marks=1, flattened_repeats=1
    ),
    "onadata/viewer/transportation_all.csv": plain(4, 31, not_answered_marks=1),
    "onadata/viewer/transportation_labels_only.csv": plain(1, 31, not_answered_marks=1),
    "onadata/viewer/transportation_no_group_names.csv": plain(
        1, 31, not_answered_marks=1, duplicate_header=1
    ),
}
REFUSED = {
    "cleaningtools/cleaning_log_filled.csv": "cleaning_log",
    "formpack_exports/dietary_needs__spss_labels.zip": "spss_labels_only",
    "formpack_exports/grouped_repeatable__spss_labels.zip": "spss_labels_only",
    "formpack_exports/long_unicode_labels__xml_values.xlsx": "no_tables",
    "formpack_exports/restaurant_profile__spss_labels.zip": "spss_labels_only",
    "formpack_exports/sanitation_report__spss_labels.zip": "spss_labels_only",
    "robotoolbox/kobo_data.yml": "not_a_table",
    "robotoolbox/kobo_data_group_names.yml": "not_a_table",
    "ruODK/odata.json": "not_a_table",
}
# questions (options of multiple choices counted too), languages, version
FORMS = {
    "onadata/childrens_survey.xlsx": (19, ("",), "2014111"),
    "onadata/childrens_survey_en.xlsx": (19, ("en",), "2014111"),
    "onadata/childrens_survey_sw.xlsx": (19, ("sw", "en"), "2014111"),
    "onadata/childrens_survey_unicode.xlsx": (19, ("",), "2014111"),
    "onadata/choice_filter.xlsx": (6, ("",), ""),
    "onadata/csv_export/double_repeat.xlsx": (1, ("",), "2014111"),
    "onadata/csv_export/tutorial.xlsx": (10, ("",), ""),
    "onadata/csv_export/tutorial_w_repeats.xlsx": (12, ("",), "2014111"),
    "onadata/csv_import/form_with_multiple_select.xlsx": (48, ("",), ""),
    "onadata/csv_import/mali_health.xlsx": (15, ("en", "fr"), ""),
    "onadata/good_eats_multilang.xlsx": (10, ("", "en", "fr"), ""),
    "onadata/multi_lingual_form.xlsx": (11, ("en", "sw", "fr"), ""),
    "onadata/sample_accent.xlsx": (5, ("",), ""),
    "onadata/transportation.xlsx": (23, ("",), "2014111"),
    "onadata/userone_with_dot_name_fields.xlsx": (5, ("",), "2014111"),
    "onadata/viewer/household.xlsx": (6, ("",), ""),
    "onadata/viewer/xlsx_output.xlsx": (385, ("en",), ""),
    "pyodk/fav_color.xlsx": (5, ("en", "fr"), "2022062100"),
    "pyodk/simple_repeat.xlsx": (6, ("",), "2022101001"),
    "pyxform/attribute_columns_test.xlsx": (45, ("", "en", "zh"), ""),
    "pyxform/bug_badly_named_choices_sheet.xls": (3, ("",), ""),
    "pyxform/bug_spaces_in_choices_header.xls": (6, ("",), ""),
    "pyxform/bug_xl_date_ambiguous.xlsx": (4, ("en",), ""),
    "pyxform/case_insensitivity.xlsx": (3, ("en",), ""),
    "pyxform/choice_filter_test.xlsx": (3, ("",), ""),
    "pyxform/extra_columns.xlsx": (1, ("",), ""),
    "pyxform/flat_xlsform_test.xlsx": (44, ("", "en", "zh"), ""),
    "pyxform/group.csv": (3, ("en",), ""),
    "pyxform/loop.xlsx": (10, ("", "en"), ""),
    "pyxform/or_other.xlsx": (3, ("",), ""),
    "pyxform/pull_data.xlsx": (2, ("",), ""),
    "pyxform/specify_other.xlsx": (2, ("", "en"), ""),
    "pyxform/table-list.xls": (15, ("",), ""),
    "pyxform/widgets.csv": (29, ("",), ""),
    "pyxform/xlsform_spec_test.xlsx": (44, ("", "en", "zh"), ""),
    "pyxform/yes_or_no_question.xlsx": (1, ("en",), ""),
    "ruODK/I8n_label_lang.xls": (7, ("", "en", "fr"), ""),
    "ruODK/I8n_lang_choicefilter.xlsx": (18, ("", "en", "fr"), ""),
    "ruODK/I8n_no_lang.xls": (42, ("",), ""),
}


def given(name: str) -> SurveyFile:
    return SurveyFile(name=name, data=(FOLDER / name).read_bytes())


def counted(name: str) -> list[tuple[int, int]]:
    """Records with any content and columns of each table, by csv and openpyxl."""
    data = (FOLDER / name).read_bytes()
    if name.endswith(".xlsx"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles
            sheets = [list(s.values) for s in openpyxl.load_workbook(BytesIO(data)).worksheets]
    else:
        text = data.decode("cp1250" if "non_utf8" in name else "utf-8-sig")
        delimiter = ";" if "formpack" in name else ","
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        sheets = [[tuple(record) for record in records]]
    return [
        (sum(any(map(_there, row)) for row in rows[1:]), sum(map(_there, rows[0])))
        for rows in sheets
        if rows
    ]


def _there(cell: object) -> bool:
    return cell not in (None, "")


def answers(reading: Reading, repeat: str = "") -> dict[str, list[str]]:
    export = next(export for export in reading.exports if export.repeat == repeat)
    return {
        c.name: [_shown(cell) for cell in cells_of(c.cells)]
        for c in export.columns
        if c.part != "system"
    }


def _shown(cell: object) -> str:
    """Return a cell as text, whole numbers of workbooks without decimals as CSV has them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def test_every_file_is_named_here() -> None:
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    assert there == {*READ, *REFUSED, *FORMS}


@pytest.mark.parametrize("name", READ)
def test_answers_are_read(name: str) -> None:
    exports, rules = READ[name]
    found = read_kobo(given(name))
    assert [(e.repeat, len(e.rows), len(e.columns)) for e in found.exports] == exports
    for export in found.exports:
        names = [column.name for column in export.columns]
        assert len(set(names)) == len(names)
        assert {len(column.cells) for column in export.columns} == {len(export.rows)}
    assert {r: sum(p.rule == r for p in found.problems) for r in rules} == rules
    assert {p.rule for p in found.problems} == set(rules)


@pytest.mark.parametrize("name", READ)
def test_rows_and_columns_are_those_that_other_readers_count(name: str) -> None:
    found = read_kobo(given(name))
    lost = sum(p.rule == "wrong_width" for p in found.problems)
    seen = 0
    for (rows, columns), export in zip(counted(name), found.exports, strict=True):
        assert len(export.rows) + lost == rows
        own = len(export.columns) - (seen if export.repeat and len(found.exports) > 1 else 0)
        assert own == columns
        seen = len(export.columns)


@pytest.mark.parametrize("name", [n for n in READ if n.endswith(".csv")])
def test_records_are_those_of_the_facts(name: str) -> None:
    facts = json.loads((EXTERNAL / "facts.json").read_text())
    entry = _entry(facts, f"kobo_odk/{name}")
    found = read_kobo(given(name))
    left = sum(p.rule == "wrong_width" for p in found.problems)
    blank = sum(p.rule == "blank_rows" for p in found.problems)
    assert len(found.exports[0].rows) + left + blank == entry["csv_records_incl_header"] - 1


def _entry(facts: object, name: str) -> dict[str, int]:
    """Find the facts of a file, wherever in the tree they stand."""
    if isinstance(facts, dict):
        if name in facts:
            entry: dict[str, int] = facts[name]
            return entry
        for inner in facts.values():
            try:
                return _entry(inner, name)
            except KeyError:
                continue
    raise KeyError(name)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_of_answers_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(given(name))
    assert caught.value.rule == REFUSED[name]
    assert name in caught.value.message.pl


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_read_as_forms_and_refused_as_answers(name: str) -> None:
    found = read_xlsform(given(name))
    assert (len(found.questions), found.languages, found.version) == FORMS[name]
    assert len({question.name for question in found.questions}) == len(found.questions)
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(given(name))
    in_1904 = {"pyxform/bug_spaces_in_choices_header.xls", "pyxform/table-list.xls"}
    assert caught.value.rule == ("dates_from_1904" if name in in_1904 else "is_a_form")


@pytest.mark.parametrize("name", [*READ, *REFUSED])
def test_what_is_no_form_is_refused_as_a_form(name: str) -> None:
    with pytest.raises(RefusedFileError):
        read_xlsform(given(name))


@pytest.mark.parametrize("name", [n for n in READ if n.endswith(".csv")])
def test_none_of_these_is_an_export_of_odk(name: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_odk(given(name))
    assert caught.value.rule == "not_odk"


CHILDREN = ("childrens_survey", "children", "children_cartoons", "children_cartoons_characters")


@pytest.mark.parametrize("with_form", [False, True])
def test_repeats_of_three_levels_join_as_their_indexes_say(*, with_form: bool) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in CHILDREN:
            archive.writestr(f"{name}.csv", (FOLDER / f"onadata/{name}.csv").read_bytes())
    definition = read_xlsform(given("onadata/childrens_survey.xlsx")) if with_form else None
    file = SurveyFile(name="a.zip", data=data.getvalue())
    found = read_kobo(file, definition=definition)
    assert found.problems == ()
    assert [e.repeat for e in found.exports] == ["", "children", "cartoons", "characters"]
    # By hand from the files: children 1 Mike, 2 John, 3 Imora, all of survey 1 (Abe); cartoons
    # 1 and 2 of child 1, 3 and 4 of child 3; characters 1 and 2 of cartoon 4.
    children = answers(found, "children")
    assert children["children/name"] == ["Mike", "John", "Imora"]
    assert children["name"] == ["Abe"] * 3
    cartoons = answers(found, "cartoons")
    assert cartoons["cartoons/name"] == ["Tom & Jerry", "Flinstones", "Shrek", "Dexter's Lab"]
    assert cartoons["children/name"] == ["Mike", "Mike", "Imora", "Imora"]
    characters = answers(found, "characters")
    assert characters["characters/name"] == ["Dee Dee", "Dexter"]
    assert characters["good_or_evil"] == ["good", "evil"]
    assert characters["cartoons/name"] == ["Dexter's Lab"] * 2
    assert characters["children/name"] == ["Imora"] * 2
    assert characters["children/age"] == ["3"] * 2
    assert characters["name"] == ["Abe"] * 2
    if definition is not None:
        columns = {c.name for e in found.exports for c in e.columns if c.part != "system"}
        assert columns == {question.name for question in definition.questions}


def test_nested_repeats_of_formpack_join_as_their_indexes_say() -> None:
    name = "formpack_exports/nested_grouped_repeatable__xml_values.xlsx"
    found = answers(read_kobo(given(name)), "group_egg")
    book = openpyxl.load_workbook(FOLDER / name)
    trees, nests, eggs = ([list(r) for r in book[s].values][1:] for s in book.sheetnames[1:])
    tree_of = {str(r[1]): r[0] for r in trees}
    nest_of = {str(r[2]): (r[0], tree_of[str(r[4])]) for r in nests}
    assert found["How_high_above_the_ground_is_the_nest"] == [nest_of[str(r[2])][0] for r in eggs]
    assert found["What_kind_of_tree_is_this"] == [nest_of[str(r[2])][1] for r in eggs]


def test_words_of_transportation_mean_the_same_as_its_names() -> None:
    definition = read_xlsform(given("onadata/transportation.xlsx"))
    words = read_kobo(given("onadata/viewer/transportation_labels_only.csv"), definition=definition)
    names = read_kobo(given("onadata/viewer/transportation_all.csv"), definition=definition)
    assert words.exports[0].heading == "label"
    assert answers(words) == {name: cells[:1] for name, cells in answers(names).items()}
    assert {"taxi/frequency_to_referral_facility"} < set(answers(words))


def made(labels: dict[str, str], options: dict[str, dict[str, str]]) -> SurveyDefinition:
    """Return a definition written by hand from the words of a form."""
    questions = []
    for name, words in labels.items():
        offered = tuple(
            AnswerOption(code=code, labels={"en": text})
            for code, text in options.get(name.rstrip("*"), {}).items()
        )
        own = name.rstrip("*")
        kind = "choice" if offered else "text"
        questions.append(
            Question(name=own, question=own, kind=kind, texts={"en": words}, options=offered)  # type: ignore[arg-type]
        )
        questions += [
            Question(name=f"{own}/{o.code}", question=own, kind="option", texts={})
            for o in offered
            if name.endswith("*")
        ]
    return SurveyDefinition(
        platform="kobo", file="f", version="", languages=("en",), questions=tuple(questions)
    )


YES_NO = {"yes": "Yes", "no": "No"}
SAME_WORDS: dict[str, tuple[dict[str, str], dict[str, dict[str, str]]]] = {
    "auto_report": (
        {
            "restaurant_name": "Restaurant name", "location": "Location", "note": "Note",
            "when": "When", "howmany": "How many",
        },
        {},
    ),
    "customer_satisfaction": (
        {
            "restaurant_name": "Restaurant name",
            "customer_enjoyment": "Did you enjoy your dining experience?",
        },
        {"customer_enjoyment": YES_NO},
    ),
    "dietary_needs": (
        {
            "restaurant_name": "Restaurant name",
            "dietary_accommodations*": "Accommodating of dietary needs",
        },
        {
            "dietary_accommodations": {
                "gluten_free": "Gluten-free", "vegan": "Vegan", "vegetarian": "Vegetarian",
                "lactose_free": "Lactose-free",
            }
        },
    ),
    "quotes_newlines_and_long_urls": (
        {
            "Enter_some_long_text_and_linebreaks_here":
                'Enter some long text with " and linebreaks here',
            "Some_other_question": "Some other question",
        },
        {"Some_other_question": {}},
    ),
    "restaurant_profile": ({"restaurant_name": "restaurant_name", "location": "location"}, {}),
    "sanitation_report": (
        {
            "restaurant_name": "Restaurant name",
            "restaurant_rating": "How did this restaurant do on its sanitation report?",
            "report_date": "Report date",
        },
        {},
    ),
    "site_inspection": (
        {
            "did_you_find_the_site": "did you find the site",
            "is_the_gate_secure": "is the gate secure?",
            "is_plant_life_encroaching": "is plant life encroaching?",
            "please_rate_the_impact_of_any_defects_observed":
                "please rate the impact of any defects observed",
        },
        {"did_you_find_the_site": {"1": "yes"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("form", SAME_WORDS)
def test_exports_with_words_and_with_names_hold_the_same_answers(form: str, suffix: str) -> None:
    labels, options = SAME_WORDS[form]
    definition = made(labels, options)
    words, names = (
        read_kobo(given(f"formpack_exports/{form}__{kind}.{suffix}"), definition=definition)
        for kind in ("labels", "xml_values")
    )
    assert len(words.exports[0].rows) == len(names.exports[0].rows)
    found, wanted = answers(words), answers(names)
    asked = [question.name for question in definition.questions]
    assert set(asked) <= set(found)
    for name in asked:
        text_of = options.get(name, {})
        assert found[name] == [_in_words(cell, text_of) for cell in wanted[name]], name


def _in_words(cell: str, text_of: dict[str, str]) -> str:
    return " ".join(text_of.get(code, code) for code in cell.split(" ")) if text_of else cell


@pytest.mark.parametrize("kind", ["labels", "hierarchy_labels", "xml_values"])
def test_a_repeat_of_words_with_and_without_groups_is_the_same(kind: str) -> None:
    definition = made(
        {
            "household_location": "household location",
            "household_member_name": "household member name",
        },
        {},
    )
    name = f"formpack_exports/grouped_repeatable__{kind}.xlsx"
    found = answers(read_kobo(given(name), definition=definition), "houshold_member_repeat")
    book = openpyxl.load_workbook(FOLDER / name)
    root, members = ([list(r) for r in book[s].values][1:] for s in book.sheetnames)
    place = {str(row[3]): row[2] for row in root}
    assert found == {
        "household_location": [place[str(row[2])] for row in members],
        "household_member_name": [row[0] for row in members],
    }


def test_multiple_choices_of_the_literacy_test_agree_word_by_word_and_code_by_code() -> None:
    for kind in ("labels", "xml_values"):
        found = read_kobo(given(f"formpack_exports/literacy_test__{kind}.csv"))
        assert not [p for p in found.problems if p.rule.startswith("option")]
        parts = [column.part for column in found.exports[0].columns]
        assert (parts.count("summary"), parts.count("option")) == (2, 92)
