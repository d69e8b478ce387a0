"""Every exhibit: both languages, what it says without its tables, and what it hides."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from exhibit_material import material, tables
from exhibit_survey import survey_material
from fgi_material import fgi_material

from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import hidden, without
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.text import Lang, Text

pytestmark = pytest.mark.unit

NAMES = tuple(exhibits.__all__)
POLISH = re.compile(r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
KEPT = re.compile("„[^”]*”|“[^”]*”")  # quotes of documents stay as they are
SETS = {
    "everything": (),
    "nothing": None,
    "families alone": ("families",),
    "families and teams": ("families", "pzk"),
    "teams alone": ("pzk",),
    "the published record": ("published", "schedule", "output_targets"),
    "costs alone": ("costs",),
}
SURVEYS = {"surveys": (), "surveys of one wave": ("ex_post",)}
GROUPS = "focus groups"
WAVE = {"wave": "ex_post"}
ROUND = {"wave": "fgi_2020", "voivodeship": "lubelskie"}
TEAM = {"wave": "fgi_2020", "pzk_id": "LU-01"}
PROFILE = {"pzk_id": "LU-01"}
BRIEF = {"month": "2020-03", "voivodeship": "lubelskie"}
SCALE = {"wave": "ex_post", "scale": "cooperation"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "answer_bars": SCALE,
    "book_level": {"level": "law"},
    "book_recommendation": {"recommendation_id": "R01"},
    "brief_attendance": BRIEF,
    "brief_attention": BRIEF,
    "brief_change": BRIEF,
    "brief_conclusions": BRIEF,
    "brief_entries": BRIEF,
    "brief_recommendations": BRIEF,
    "book_evidence_box": {"recommendation_id": "R01"},
    "book_evidence_list": {"recommendation_id": "R01"},
    "change_by_group": WAVE,
    "change_figure": WAVE,
    "change_readings_of_scale": SCALE,
    "change_sentence": {"wave": "ex_post", "names": ["cooperation", "unasked"]},
    "change_table": WAVE,
    "fgi_agreement": ROUND,
    "fgi_agreement_by_code": ROUND,
    "fgi_barriers": ROUND,
    "fgi_code_rounds": ROUND,
    "fgi_codes": ROUND,
    "fgi_codes_beside": TEAM,
    "fgi_codes_by_sector": ROUND,
    "fgi_factors_effects": ROUND,
    "fgi_factors_sentence": ROUND,
    "fgi_method": ROUND,
    "fgi_network": ROUND,
    "fgi_quotations": ROUND,
    "fgi_saturation": ROUND,
    "fgi_summary_text": ROUND,
    "fgi_who_spoke": ROUND,
    "improved": WAVE,
    "introduction": WAVE,
    "item_changes": WAVE,
    "links": WAVE,
    "matrix_table": WAVE,
    "method_sentence": WAVE,
    "missing_answers": WAVE,
    "pzk_card": PROFILE,
    "pzk_families": PROFILE,
    "pzk_goals": PROFILE,
    "pzk_index": PROFILE,
    "pzk_index_sentence": PROFILE,
    "pzk_meetings": PROFILE,
    "pzk_meetings_sentence": PROFILE,
    "pzk_members": PROFILE,
    "pzk_network": PROFILE,
    "pzk_network_numbers": PROFILE,
    "pzk_parts": PROFILE,
    "pzk_parts_sentence": PROFILE,
    "pzk_path": PROFILE,
    "pzk_services": PROFILE,
    "pzk_strengths": PROFILE,
    "pzk_support": PROFILE,
    "question_answers": WAVE,
    "reliability": WAVE,
    "response_shift": WAVE,
    "responses": WAVE,
    "scale_scores": WAVE,
    "scores_by_group": WAVE,
    "scores_by_place": WAVE,
    "summary": WAVE,
    "what_is_missing": WAVE,
}
"""What exhibits are asked for beside the material."""
IDS = {
    "answer_bars": "answers_cooperation",
    "change_by_group": "change_by_sector",
    "change_readings_of_scale": "change_cooperation",
    "families_equity": "families_equity_completed",
    "matrix_table": "evaluation_matrix",
    "scores_by_group": "scores_by_sector",
}
"""Exhibits that are not named as their function."""
ENGLISH = re.compile(r"\b(the|of|and|with|not|are|persons|answers|suppressed)\b")


@pytest.fixture(scope="module")
def held() -> Callable[[str], Material]:
    made: dict[str, Material] = {}

    def get(name: str) -> Material:
        if name == GROUPS:
            return fgi_material()
        if name in SURVEYS:
            return survey_material(*SURVEYS[name])
        if name not in made:
            chosen = SETS[name]
            made[name] = material({} if chosen is None else tables(*chosen))
        return made[name]

    return get


def shown_of(report: Material, name: str) -> Exhibit | Prose:
    shown: Exhibit | Prose = getattr(exhibits, name)(report, **ARGUMENTS.get(name, {}))
    return shown


def texts_of(shown: Exhibit | Prose, lang: Lang) -> list[str]:
    if isinstance(shown, Prose):
        return [shown.text.in_(lang)]
    table = show_table(shown.data, shown.columns, lang)
    words = (shown.title, shown.caption, shown.alt, shown.source)
    cells = [cell for row in table.rows for cell in row]
    return [*(text.in_(lang) for text in words), *table.headers, *cells]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", [*SETS, *SURVEYS, GROUPS])
def test_every_exhibit_says_something_of_every_study(
    held: Callable[[str], Material], name: str, what: str
) -> None:
    shown = shown_of(held(what), name)
    if isinstance(shown, Prose):
        said = (shown.text.pl, shown.text.en)
    else:
        said = (shown.html("pl"), shown.html("en"))
        assert shown.id == IDS.get(name, name)
    for text in said:
        assert text.strip()
        assert not re.search(r"\b(nan|None|NaT|<NA>)\b", text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", ["everything", *SURVEYS, GROUPS])
def test_english_exhibits_hold_no_polish(
    held: Callable[[str], Material], name: str, what: str
) -> None:
    texts = texts_of(shown_of(held(what), name), "en")
    own = {code.label.en for code in VOIVODESHIPS} | {"skrót", "zespoły"}  # names, data
    left = [KEPT.sub("", text) for text in texts if text not in own]
    assert [text for text in left if POLISH.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", ["everything", *SURVEYS, GROUPS])
def test_polish_exhibits_hold_no_english(
    held: Callable[[str], Material], name: str, what: str
) -> None:
    texts = [KEPT.sub("", text) for text in texts_of(shown_of(held(what), name), "pl")]
    assert [text for text in texts if ENGLISH.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_exhibit_shows_itself_in_jupyter(held: Callable[[str], Material], name: str) -> None:
    shown = shown_of(held(GROUPS if name.startswith("fgi_") else "surveys"), name)
    if isinstance(shown, Prose):
        assert shown._repr_markdown_() == shown.text.pl
    else:
        assert shown.title.pl.split(",")[0] in shown._repr_html_()
        is_picture = shown.draw is not None and not shown.data.empty
        picture = shown._repr_png_()
        assert (picture is not None) == is_picture
        assert picture is None or picture.startswith(b"\x89PNG")


def test_an_exhibit_without_its_tables_names_them() -> None:
    said = exhibits.costs(material(tables("families", "pzk")))
    assert isinstance(said, Prose)
    assert said.text.pl == (
        "*Koszty: ta część wymaga danych jednostkowych, których to badanie nie zawiera "
        "(tabele: „Koszty”).*"
    )


def test_tables_of_the_public_record_are_not_called_microdata() -> None:
    said = without(Text("Harmonogram", "Schedule"), ["schedule"])
    assert said.text.pl.startswith("*Harmonogram: ta część wymaga tabel, których")
    assert said.text.en.startswith("*Schedule: this part needs tables that")


@pytest.fixture(scope="module")
def public() -> Material:
    """The whole study as the public may see it."""
    return material(profile="public")


def test_hidden_numbers_are_not_said_to_be_absent(public: Material) -> None:
    # LU-01 has one family that withdrew: small, so completion in lubelskie and in all is hidden
    row: Any = public.one("ipp_completed_share", method="wilson")
    said = exhibits.completion_sentence(public)
    assert row["status"] == "suppressed"
    assert said == hidden(Text("Zakończone programy", "Completed programmes"))
    assert "nie zawiera" not in said.text.pl


def test_numbers_of_suppressed_rows_are_shown_nowhere(public: Material) -> None:
    shown: Any = exhibits.completed_by_voivodeship(public)
    assert isinstance(shown, Exhibit)
    suppressed = shown.data["status"] == "suppressed"
    assert suppressed.any()
    cells = show_table(shown.data, shown.columns, "pl").rows
    for row, is_hidden in zip(cells, suppressed, strict=True):
        assert (set(row[1:]) == {"ukryto"}) == is_hidden
    # the alternative text speaks of the same bars
    for name, is_hidden in zip(shown.data["place"], suppressed, strict=True):
        assert (f"{name.pl} –" in shown.alt.pl) == is_hidden
    assert shown._repr_png_() is not None


def test_a_total_is_not_added_up_from_what_is_left(public: Material) -> None:
    # one cohort hidden: the sum of the others is not the total
    shown: Any = exhibits.cohorts(public)
    sizes = public.rows("cohort_families", level="macroregion")
    total = shown.data["families"].iloc[-1]
    assert sizes["value"].isna().any() == (total != 20)
