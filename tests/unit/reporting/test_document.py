"""A report's title and date."""

import datetime as dt

import pytest

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.blocks import Markdown
from kooperacja_eval.reporting.document import Document, make_document
from kooperacja_eval.reporting.runner import ExecutedReport
from kooperacja_eval.reporting.typography import tied
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit


def made(*prose: str, title: Text | None = None) -> Document:
    """Make a document of pieces of prose."""
    blocks = tuple(Markdown(text) for text in prose)
    return make_document(
        ExecutedReport(name="pilot", lang="pl", blocks=blocks),
        study=Text("Badanie", "Study"),
        data_date=dt.date(2020, 12, 31),
        synthetic=True,
        title=title,
    )


def test_the_first_heading_is_the_title() -> None:
    document = made("# Podsumowanie\n\nWstęp.", "## Dalej")
    assert document.title == "Podsumowanie"
    assert [block.text for block in document.blocks] == ["\nWstęp.", "## Dalej"]  # type: ignore[union-attr]


def test_a_heading_alone_leaves_no_empty_block() -> None:
    assert len(made("# Podsumowanie", "## Dalej").blocks) == 1


def test_a_given_title_stands_for_the_heading() -> None:
    assert made("# Podsumowanie", title=Text("Inny", "Other")).title == "Inny"


def test_a_report_without_a_title_is_refused() -> None:
    with pytest.raises(ReportError, match="pilot nie ma tytułu"):
        made("Bez nagłówka.")


def test_the_only_time_is_noon_of_the_date_of_the_data() -> None:
    # 31.12.2020 12:00 UTC
    assert made("# T").epoch == 1_609_416_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w PZK i z gmin", "w_PZK i_z_gmin"),
        ("Od XII 2019 r. do X 2020 r.", "Od XII_2019_r. do X_2020_r."),
        ("tabela (i rysunek) za 5 zł", "tabela (i_rysunek) za 5_zł"),
        ("rodziny i", "rodziny i"),
    ],
)
def test_polish_words_that_belong_together_stay_on_a_line(text: str, expected: str) -> None:
    assert tied(text, "pl").replace("\u00a0", "_") == expected


def test_english_is_left_as_it_is() -> None:
    assert tied("a team in I 2019", "en") == "a team in I 2019"
