"""Which reports a study allows, under which names, and in which order the index lists them."""

from types import SimpleNamespace
from typing import Any

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.manifest import index_entries
from kooperacja_eval.pipeline.reports import REPORTS, ReportKind, chosen, stem
from kooperacja_eval.pipeline.request import left_out, missing_line
from kooperacja_eval.pipeline.state import PACKAGE_NOTEBOOKS
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit


def test_every_report_has_its_notebook_and_every_notebook_its_report() -> None:
    notebooks = {path.stem for path in PACKAGE_NOTEBOOKS.glob("*.ipynb")}
    assert notebooks == set(REPORTS)


@pytest.mark.parametrize(
    ("needs", "tables", "lacks"),
    [
        (("families", "published"), {"families"}, ()),
        (("families", "published"), {"published", "gminas"}, ()),
        (("families", "published"), {"gminas"}, ("families", "published")),
        ((), {"gminas"}, ()),  # any table will do
        ((), set(), ("data_raw",)),
    ],
)
def test_a_report_lacks_tables_where_none_of_those_it_needs_is_there(
    needs: tuple[str, ...], tables: set[str], lacks: tuple[str, ...]
) -> None:
    assert ReportKind(name="x", needs_one_of=needs).lacks(tables) == lacks


def test_reports_come_in_the_order_of_the_package_whatever_was_asked_first() -> None:
    asked = ["data_quality", "ex_post", "pilot_summary"]
    assert [kind.name for kind in chosen(asked)] == ["pilot_summary", "ex_post", "data_quality"]
    # those with parameters are many, and built where they are named
    single = [name for name, kind in REPORTS.items() if not kind.parameters]
    assert [kind.name for kind in chosen(None)] == single
    assert [kind.name for kind in chosen([])] == single


def test_an_unknown_report_is_named() -> None:
    with pytest.raises(ConfigurationError) as raised:
        chosen(["pilot_summary", "roczny"])
    assert raised.value.text.pl == (
        "Nie ma raportu „roczny”. Dostępne: pilot_summary, ex_ante, mid_term, ex_post, "
        "families, fgi_summary, fgi_partial, pzk_profile, recommendation_book, monthly_brief, "
        "data_quality."
    )


@pytest.mark.parametrize(
    ("lang", "profile", "name"),
    [
        ("pl", "public", "x"),
        ("en", "public", "x-en"),
        ("pl", "internal", "x-internal"),
        ("en", "internal", "x-internal-en"),
    ],
)
def test_what_differs_from_the_study_stands_in_the_name(
    lang: Lang, profile: str, name: str
) -> None:
    assert stem("x", lang=lang, profile=profile, defaults=("pl", "public")) == name


def entry(name: str, title: str, *files: str, lacks: tuple[str, ...] = ()) -> dict[str, Any]:
    outputs = [{"path": file, "sha256": "-"} for file in files]
    return {
        "name": name, "title": title, "lang": "pl", "profile": "public", "outputs": outputs,
        "lacks": list(lacks),
    }  # fmt: skip


ENTRIES = {
    "data_quality": entry("data_quality", "Jakość", "data_quality.html"),
    "pilot_summary": entry("pilot_summary", "", lacks=("families", "published")),
    "pilot_summary-en": entry("pilot_summary", "Summary", "pilot_summary-en.html"),
}


def test_the_index_lists_what_was_built_in_the_order_of_reports() -> None:
    config: Any = SimpleNamespace(study=SimpleNamespace(language="pl"))
    # by name alone, "data_quality" would stand before the summary that everybody reads
    assert [line.files for line in index_entries(ENTRIES, config)] == [
        ("pilot_summary-en.html",), ("data_quality.html",),
    ]  # fmt: skip


def test_a_report_left_out_says_what_it_lacks() -> None:
    kind = REPORTS["pilot_summary"]
    line = missing_line(kind, ("families", "published"))
    assert line.pl == (
        "pilot_summary: pominięto, bo badanie nie ma żadnej z tabel: families, published."
    )
    assert left_out({"reports": {}}, []) == []
