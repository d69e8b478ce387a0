"""Every exhibit: both languages, what it says without its tables, and what it hides."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from exhibit_material import material, tables

from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import hidden, without
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.text import Text

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


@pytest.fixture(scope="module")
def held() -> Callable[[str], Material]:
    made: dict[str, Material] = {}

    def get(name: str) -> Material:
        if name not in made:
            chosen = SETS[name]
            made[name] = material({} if chosen is None else tables(*chosen))
        return made[name]

    return get


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", SETS)
def test_every_exhibit_says_something_of_every_study(
    held: Callable[[str], Material], name: str, what: str
) -> None:
    shown = getattr(exhibits, name)(held(what))
    if isinstance(shown, Prose):
        said = (shown.text.pl, shown.text.en)
    else:
        said = (shown.html("pl"), shown.html("en"))
        assert shown.id == name
    for text in said:
        assert text.strip()
        assert not re.search(r"\b(nan|None|NaT|<NA>)\b", text)


@pytest.mark.parametrize("name", NAMES)
def test_english_exhibits_hold_no_polish(held: Callable[[str], Material], name: str) -> None:
    shown = getattr(exhibits, name)(held("everything"))
    if isinstance(shown, Prose):
        texts = [shown.text.en]
    else:
        table = show_table(shown.data, shown.columns, "en")
        texts = [shown.title.en, shown.caption.en, shown.alt.en, shown.source.en, *table.headers]
        texts += [cell for row in table.rows for cell in row]
    own = {code.label.en for code in VOIVODESHIPS} | {"skrót", "zespoły"}  # names, data
    left = [KEPT.sub("", text) for text in texts if text not in own]
    assert [text for text in left if POLISH.search(text)] == []


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


def test_hidden_numbers_are_not_said_to_be_absent() -> None:
    # LU-01 has one family that withdrew: small, so completion in lubelskie and in all is hidden
    public = material(profile="public")
    row = public.one("ipp_completed_share", method="wilson")
    said = exhibits.completion_sentence(public)
    assert row["status"] == "suppressed"
    assert said == hidden(Text("Zakończone programy", "Completed programmes"))
    assert "nie zawiera" not in said.text.pl


def test_numbers_of_suppressed_rows_are_shown_nowhere() -> None:
    public = material(profile="public")
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


def test_a_total_is_not_added_up_from_what_is_left() -> None:
    # one cohort hidden: the sum of the others is not the total
    public = material(profile="public")
    shown: Any = exhibits.cohorts(public)
    sizes = public.rows("cohort_families", level="macroregion")
    total = shown.data["families"].iloc[-1]
    assert sizes["value"].isna().any() == (total != 20)
