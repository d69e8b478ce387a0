"""The exhibits of evidence: what is compared, what is left out, and in which words."""

from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.evidence.disagreements import COLUMNS
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import load_config
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

CONFIG = load_config(Path(__file__).parents[3])
NBSP = "\u00a0"


def frame_of(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


def figure(indicator_id: str, value: float, **cells: object) -> dict[str, object]:
    number = f"{indicator_id}-{cells.get('group')}".replace("_", "-").lower()
    return {
        "figure_id": f"{cells.get('document', '000')}-{number}",
        "document": "000",
        "quote": "cytat",
        "indicator_id": indicator_id,
        "macroregion": "I",
        "value": value,
        "decimals": 0,
        "unit": "teams",
        **cells,
    }


TEAMS = frame_of(
    "pzk",
    [
        {
            "pzk_id": f"LU-0{number}",
            "name": "zespół",
            "voivodeship": "lubelskie",
            "area": "many_difficulties",
            "started_on": "2019-07-01",
        }
        for number in (1, 2)
    ],
)
PUBLISHED = [
    figure("target_pzk", 30),  # not in the catalogue
    figure("ipp_completed", 140, unit="families"),  # needs the table of families
    figure("pzk_active", 2, period_from="2019-12-01", period_to="2019-12-31"),
    figure("pzk_tenure_months", 17, unit="months"),
    figure("pzk_by_area", 2, group="parenting_difficulties", voivodeship="lubelskie"),
    figure("pzk_active", 3, document="001", period_from="2020-03-01", period_to="2020-03-31"),
]
"""Two teams work from VII.2019 to the study's end, 31.03.2021: 640 days or 21.03 months."""


def material(rows: list[dict[str, object]] | None) -> Material:
    tables = {"pzk": TEAMS}
    if rows is not None:
        tables = {"published": frame_of("published", rows), **tables}
    data = StudyData(tables=tables, problems=(), corrections=(), files=(), fingerprint="")
    return gather(CONFIG, data, profile="internal")


def table_of(shown: Exhibit | Prose, lang: Lang) -> tuple[tuple[str, ...], ...]:
    assert isinstance(shown, Exhibit)
    rows = show_table(shown.data, shown.columns, lang).rows
    return tuple(tuple(cell.replace(NBSP, " ") for cell in row) for row in rows)


def words_of(shown: Exhibit | Prose) -> str:
    assert isinstance(shown, Prose)
    return shown.text.pl.replace(NBSP, " ")


def test_compared_figures_come_first_and_those_without_an_indicator_are_left_out() -> None:
    table = table_of(exhibits.reconciliation(material(PUBLISHED)), "pl")
    assert table == (
        ("Pracujące zespoły (PZK)", "makroregion I", "XII.2019", "2 [000]", "2", "0", "równe"),
        ("Czas pracy zespołu", "makroregion I", "–", "17 [000]", "21,0", "4,0", "różne"),
        (
            "Zespoły według obszaru współpracy", "lubelskie",
            "rodziny z trudnościami wychowawczymi", "2 [000]", "2", "0", "równe",
        ),
        ("Pracujące zespoły (PZK)", "makroregion I", "III.2020", "3 [001]", "2", "−1", "różne"),
        (
            "Zakończone programy pomocy (IPP)", "makroregion I", "–", "140 [000]", "–", "–",
            "nie do policzenia",
        ),
    )  # fmt: skip


def test_the_table_is_english_on_request() -> None:
    table = table_of(exhibits.reconciliation(material(PUBLISHED)), "en")
    assert table[0] == (
        "Working teams (PZK)", "macroregion I", "December 2019", "2 [000]", "2", "0", "equal",
    )  # fmt: skip
    assert table[1][4:] == ("21.0", "4.0", "different")


def test_the_caption_counts_what_the_table_leaves_out_and_says_what_was_merged() -> None:
    shown = exhibits.reconciliation(material(PUBLISHED))
    assert isinstance(shown, Exhibit)
    caption = shown.caption.pl.replace(NBSP, " ")
    assert "katalog nie ma takiego wskaźnika – 1" in caption
    assert "Liczb bez wskaźnika w katalogu (1) tabela nie wymienia." in caption
    assert "(families) – 1" in caption
    assert "Uwaga: źródło podaje osobno rodziny z trudnościami wychowawczymi" in caption


def test_machine_values_stay_for_the_annex() -> None:
    shown = exhibits.reconciliation(material(PUBLISHED))
    assert isinstance(shown, Exhibit)
    first = shown.data.iloc[0]
    assert (first["figure_id"], first["published"], first["computed"]) == (
        "000-pzk-active-none", 2.0, 2.0,
    )  # fmt: skip
    assert first["quote"] == "cytat"


def test_the_summary_counts_each_status_and_names_the_reasons() -> None:
    words = words_of(exhibits.reconciliation_summary(material(PUBLISHED)))
    assert words.startswith(
        "Dokumenty podają 6 liczb: równe obliczonym – 2, różne – 2, nie do policzenia – 2 ("
    )
    assert "katalog nie ma takiego wskaźnika – 1" in words


def test_the_summary_has_the_right_plural_and_no_empty_brackets() -> None:
    words = words_of(exhibits.reconciliation_summary(material(PUBLISHED[2:3])))
    assert words == (
        "Dokumenty podają 1 liczbę: równe obliczonym – 1, różne – 0, nie do policzenia – 0."
    )


def test_where_no_figure_has_an_indicator_the_summary_stands_instead_of_a_table() -> None:
    words = words_of(exhibits.reconciliation(material(PUBLISHED[:1])))
    assert words.startswith("Dokumenty podają 1 liczbę")


def test_disagreements_name_topic_statements_documents_and_difference() -> None:
    shown = exhibits.disagreements(material(PUBLISHED))
    assert table_of(shown, "pl") == (
        (
            "Pracujące zespoły (PZK), makroregion I", "2 (XII.2019) [000]", "3 (III.2020) [001]",
            "+1; różne daty: XII.2019 i III.2020.",
        ),
    )  # fmt: skip
    assert isinstance(shown, Exhibit)
    assert set(COLUMNS) <= set(shown.data.columns)
    assert "dokument 001" in shown.source.pl
    assert "dokument 002" not in shown.source.pl


def test_without_disagreements_a_sentence_says_so() -> None:
    words = words_of(exhibits.disagreements(material(PUBLISHED[:1])))
    assert words == "*W transkrypcji nie znaleziono sprzecznych stwierdzeń.*"


@pytest.mark.parametrize(
    "show",
    [exhibits.reconciliation, exhibits.reconciliation_summary, exhibits.disagreements],
)
def test_without_the_record_the_missing_table_is_named(show: object) -> None:
    assert callable(show)
    assert "„Liczby opublikowane”" in words_of(show(material(None)))
