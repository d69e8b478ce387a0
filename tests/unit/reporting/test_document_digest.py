"""The digest of a document: the same for the same content, another for any other."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from kooperacja_eval.reporting.blocks import Markdown, ShownExhibit
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.digest import document_sha256
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.prose import Marker
from kooperacja_eval.reporting.tables import ShownTable
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit


def exhibit(**other: Any) -> ShownExhibit:
    parts: dict[str, Any] = {
        "id": "cohorts", "title": "Kohorty", "caption": "", "alt": "Tabela", "source": "rejestr",
        "data": pd.DataFrame({"n": [126, 46], "name": ["a", None]}),
        "columns": (Column("n", Text("Rodziny", "Families"), "integer"),),
        "table": ShownTable(headers=("Rodziny",), alignments=("right",), rows=(("126",), ("46",))),
        "svg": b"<svg/>", "png": b"png", "links": {(0, 0): "cohorts:1:n"},
    }  # fmt: skip
    return ShownExhibit(**(parts | other))


def document(*blocks: Any) -> Document:
    return Document(
        title="Pilotaż", subtitle="", study="Badanie", data_date=date(2020, 12, 31), lang="pl",
        synthetic=True, blocks=blocks or (Markdown("Słowa."), exhibit(), Marker("contents")),
    )  # fmt: skip


def test_the_same_content_has_the_same_digest() -> None:
    assert document_sha256(document()) == document_sha256(document())


def test_what_was_noted_is_no_content() -> None:
    noted = document(Markdown("Słowa.", note=object()), exhibit(note=object()), Marker("contents"))
    assert document_sha256(noted) == document_sha256(document())


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Kohorty i czas"},
        {"data": pd.DataFrame({"n": [126, 47], "name": ["a", None]})},
        {"data": pd.DataFrame({"n": [126.0, 46.0], "name": ["a", None]})},
        {"data": pd.DataFrame({"m": [126, 46], "name": ["a", None]})},
        {"table": ShownTable(headers=("Rodziny",), alignments=("right",), rows=(("126", "46"),))},
        {"svg": b"<svg />"},
        {"png": None},
        {"links": {(0, 0): "cohorts:2:n"}},
        {"columns": (Column("n", Text("Rodziny", "Families"), "number"),)},
    ],
)
def test_any_part_of_an_exhibit_counts(other: dict[str, Any]) -> None:
    changed = document(Markdown("Słowa."), exhibit(**other), Marker("contents"))
    assert document_sha256(changed) != document_sha256(document())


@pytest.mark.parametrize(
    "other",
    [{"title": "Pilotaz"}, {"data_date": date(2021, 1, 31)}, {"synthetic": False},
     {"kind": "book"}, {"lang": "en"}, {"library": {"a": {"title": "b"}}}, {"trace": "x.html"}],
)  # fmt: skip
def test_any_part_of_a_document_counts(other: dict[str, Any]) -> None:
    assert document_sha256(replace(document(), **other)) != document_sha256(document())


def test_words_do_not_run_into_each_other() -> None:
    one = document(Markdown("a"), Markdown("bc"))
    assert document_sha256(one) != document_sha256(document(Markdown("ab"), Markdown("c")))


def test_a_value_without_stable_content_is_refused() -> None:
    data = pd.DataFrame({"n": [object()]})
    with pytest.raises(TypeError, match="no stable content"):
        document_sha256(document(exhibit(data=data)))
