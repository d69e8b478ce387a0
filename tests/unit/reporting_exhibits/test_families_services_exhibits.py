"""Exhibits of services, needs and social projects: released numbers, why gaps, no word of cause."""

import dataclasses
import re
from functools import cache
from typing import Any

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from service_material import service_material, service_tables

from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.families_service_words import service_group
from kooperacja_eval.reporting.exhibits.value_words import group_words
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import LANGUAGES, Lang, Text

pytestmark = pytest.mark.unit

BEGINNINGS = ("families_services", "families_gap", "families_projects")
EVERY = tuple(name for name in exhibits.__all__ if name.startswith(BEGINNINGS))
FIGURES = ("families_services_months", "families_services_mode", "families_gap_gminas")


@cache
def report() -> Material:
    return service_material()


@cache
def public() -> Material:
    return service_material(profile="public")


@cache
def nothing() -> Material:
    held = service_tables()
    return service_material(
        {**held, **{key: held[key].head(0) for key in ("services", "social_projects")}}
    )


def shown(name: str, held: Material) -> Any:
    return getattr(exhibits, name)(held)


def rows(found: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    assert isinstance(found, Exhibit)
    cells = show_table(found.data, found.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(found: Any, lang: Lang = "pl") -> str:
    assert isinstance(found, Prose)
    return found.text.in_(lang).replace(formats.NBSP, " ")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exhibit_shows_numbers_in_both_languages(name: str, lang: Lang) -> None:
    found = shown(name, report())
    if isinstance(found, Prose):
        assert any(letter.isdigit() for letter in said(found, lang))
        return
    assert any(letter.isdigit() for letter in found.alt.in_(lang)) or found.draw is None
    assert not re.search(r"\bnan\b", str(show_table(found.data, found.columns, lang)))
    assert (found.draw is not None) == (name in FIGURES)
    if found.draw is not None and lang == "en":
        assert b"<svg" in draw_svg(found.draw, found.data, lang)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_study_without_the_tables_says_which_ones_are_wanted(name: str, lang: Lang) -> None:
    bare = dataclasses.replace(report(), tables=frozenset({"schedule"}))
    wanted = Text("danych jednostkowych", "microdata").in_(lang)
    assert wanted in said(shown(name, bare), lang)


@pytest.mark.parametrize("name", EVERY)
def test_without_a_row_of_services_or_projects_one_sentence_says_why(name: str) -> None:
    sentence = said(shown(name, nothing()))
    assert sentence.startswith("*")
    assert sentence.endswith(".*")


def test_months_show_what_services_did_and_how_many_there_were() -> None:
    # Care of all 20 runs in I and II, therapy from II on; in III therapy is converted and
    # education planned; from IV on 16 educations run and 4 stay planned.
    data = shown("families_services_months", report()).data
    found = {(row["group"], row["period"]): row for row in data.to_dict("records")}
    assert found["delivered", "2020-02"]["numerator"] == 40
    assert found["converted", "2020-03"]["value"] == 0.5
    assert found["delivered", "2020-04"]["numerator"] == 16
    assert found["planned", "2020-04"]["denominator"] == 40
    alt = shown("families_services_months", report()).alt
    assert "II.2020 100%; III.2020 0%; XII.2020 40%" in alt.pl


def test_a_gap_in_a_bar_is_explained_where_shares_are_hidden() -> None:
    frame = report().values.frame  # noqa: PD011 (not pandas)
    numbers = frame.select_dtypes("number").columns
    one = (frame["group"] == "planned") & (frame["period"] == "2020-04")
    emptied = frame.assign(
        status=frame["status"].mask(one, "suppressed"),
        **{name: frame[name].mask(one) for name in numbers},
    )
    values = dataclasses.replace(report().values, values=emptied)
    hidden = shown("families_services_months", dataclasses.replace(report(), values=values))
    assert "Puste miejsce w słupku" in hidden.caption.pl
    assert "Puste miejsce" not in shown("families_services_months", report()).caption.pl


def test_the_picture_names_months_the_break_and_numbers_of_services() -> None:
    found = shown("families_services_months", report())
    figure = Figure()
    FigureCanvasAgg(figure)
    found.draw(figure, found.data, "pl")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert "początek pandemii" in texts
    assert texts.count("40") > 8  # services above the bars; and shares of 40 %
    assert figure.axes[0].get_xticklabels()[0].get_text() == "I.2020"


def test_the_table_by_kind_ends_with_all_services() -> None:
    cells = rows(shown("families_services_status", report()))
    assert cells[-1] == ("Razem", "7%", "60%", "0%", "0%", "33%", "0%", "60", "20")
    therapy = next(row for row in cells if row[0] == "terapia")
    assert therapy[-4:] == ("100%", "0%", "20", "20")


def test_kinds_stand_from_the_most_often_not_delivered_and_ties_are_told() -> None:
    # Education: 4 of 20 not delivered, not on the list either; nothing else was lacking.
    cells = rows(shown("families_gap", report()))
    assert cells[0][:7] == ("edukacja", "20", "0%", "80%", "20%", "4", "20%")
    assert cells[-1][:7] == ("Razem", "60", "67%", "93%", "7%", "4", "7%")
    sentence = said(shown("families_gap_sentence", report()))
    assert "Najczęściej niezrealizowane (4, najwięcej): edukacja (20%" in sentence
    held = service_tables()
    therapy = held["services"]["kind"] == "therapy"
    fourth = held["services"]["family_id"].str.endswith("R02") & therapy
    lacking = held["services"].copy()
    lacking["status"] = lacking["status"].mask(fourth, "planned")
    lacking["started_on"] = lacking["started_on"].mask(fourth)
    tied = said(shown("families_gap_sentence", service_material({**held, "services": lacking})))
    assert "(po 4): terapia (20%" in tied
    assert " i edukacja (20%" in tied


def test_gminas_are_for_the_internal_profile_and_named_with_their_team_where_they_have_two() -> (
    None
):
    data = shown("families_gap_gminas", report()).data
    assert list(dict.fromkeys(name.pl for name in data["gmina"])) == [
        "Pierwsza", "Druga", "Trzecia (MA-01)", "Trzecia (MA-02)",
    ]  # fmt: skip
    found = data[(data["pzk_id"] == "MA-02") & (data["code"] == "education")]
    assert found[["numerator", "denominator"]].to_numpy().tolist() == [[1.0, 2.0]]
    one = exhibits.families_gap_gminas(report(), voivodeship="mazowieckie")
    assert isinstance(one, Exhibit)
    assert set(one.data["pzk_id"]) == {"MA-01", "MA-02"}
    assert "tylko w profilu wewnętrznym" in said(shown("families_gap_gminas", public()))


def test_projects_stand_with_money_persons_and_families_and_the_69_beside_them() -> None:
    # Families with a service of LU-01-PS01: the 6 of LU-01. Spent 9000 + 8800 of 12000 + 11000.
    cells = rows(shown("families_projects", report()))
    assert cells[-1] == ("Razem", "3", "33 000 zł", "17 800 zł", "77%", "95", "6")
    assert "bez kwoty wydanej: 1\u00a0projekt" in shown("families_projects", report()).caption.pl
    sentence = said(shown("families_projects_sentence", report()))
    assert "6 rodzin i osób z 20, czyli 30,0%" in sentence
    # services go on for 4 families of LU-01 and 3 of MA-01
    assert "trwają dla 7 rodzin i osób" in sentence


@pytest.mark.parametrize("name", [n for n in EVERY if n != "families_gap_gminas"])
def test_the_public_profile_shows_no_number_of_a_suppressed_cell(name: str) -> None:
    found = shown(name, public())
    if isinstance(found, Prose):
        assert not re.search(r"\bnan\b", said(found))
        return
    for row in found.data.to_dict("records"):
        hidden = [key.removesuffix("_status") for key, cell in row.items()
                  if str(key).endswith("_status") and cell == "suppressed"]  # fmt: skip
        assert all(pd.isna(row[f"{group}_value"]) for group in hidden)
    table = show_table(found.data, found.columns, "pl")
    assert "nan" not in str(table.rows)


@pytest.mark.parametrize("name", EVERY)
def test_every_exhibit_says_that_numbers_are_hidden_where_all_of_them_are(name: str) -> None:
    frame = report().values.frame  # noqa: PD011 (not pandas)
    numbers = frame.select_dtypes("number").columns
    emptied = frame.assign(status="suppressed", **dict.fromkeys(numbers, float("nan")))
    values = dataclasses.replace(report().values, values=emptied)
    found = shown(name, dataclasses.replace(report(), values=values))
    if isinstance(found, Prose):
        assert found.text.pl.startswith("*")
        return
    # gminas and the table of projects: fields without a number
    assert name == "families_gap_gminas" or "ukryto" in str(rows(found))


@pytest.mark.parametrize(
    ("group", "polish", "english"),
    [
        ("missing", "brakujące (ani zrealizowane, ani na liście)",
         "missing (neither delivered nor listed)"),
        ("needed/kind:care", "potrzebne (usługi opiekuńcze)", "needed (care services)"),
        ("not_delivered|care/gmina:0601011", "niezrealizowane, usługi opiekuńcze (gmina 0601011)",
         "not delivered, care services (gmina 0601011)"),
        ("on_list|other/gmina:unknown", "na liście usług, inna (gmina nieznana)",
         "on the list of services, other (gmina not known)"),
        ("spent/project:community", "wydano (usługi dla społeczności lokalnej)",
         "spent (community)"),
        ("suspended/area:addiction", "wstrzymana (uzależnienia)", "suspended (addiction)"),
    ],
)  # fmt: skip
def test_groups_have_words(group: str, polish: str, english: str) -> None:
    assert group_words(report(), group) == Text(polish, english)


def test_other_groups_are_left_to_others() -> None:
    assert service_group("kind:nothing") is None
    assert service_group("missing|nothing") is None
    assert service_group("completed") is None
