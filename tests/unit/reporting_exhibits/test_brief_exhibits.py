"""The brief of a month: who is named, what is hidden, what later months do not change."""

import re
from typing import Any, Literal

import pandas as pd
import pytest
from exhibit_material import frame, material, tables, typed
from matplotlib.figure import Figure
from pzk_material import pzk_tables

from kooperacja_eval.pipeline import parameters
from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits import brief_words
from kooperacja_eval.reporting.exhibits.brief_conclusions import MOST_ENTRIES, MOST_THEMES
from kooperacja_eval.reporting.exhibits.brief_recommendations import MOST
from kooperacja_eval.reporting.exhibits.value_words import group_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table

pytestmark = pytest.mark.unit

MARCH = {"month": "2020-03", "voivodeship": "lubelskie"}
REGION = {"month": "2020-03", "voivodeship": brief_words.REGION}
EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> "
# id, month, voivodeship, kind, theme, text, status, merged into
ENTRIES = (
    ("LU-202002-R01", "2020-02", "lubelskie", "recommendation", None, "Z lutego", None, None),
    ("LU-202003-R01", "2020-03", "lubelskie", "recommendation", "barrier.time", "Nowa", None, None),
    ("LU-202003-R02", "2020-03", "lubelskie", "recommendation", None, "Zamknięta", "closed", None),
    ("LU-202003-T01", "2020-03", "lubelskie", "difficulty", "barrier.time", EVIL * 700, None, None),
    ("LU-202003-T02", "2020-03", "lubelskie", "difficulty", "barrier.time", "Trudność", "merged",
     "LU-202004-T01"),
    ("LU-202004-T01", "2020-04", "lubelskie", "difficulty", "barrier.time", "Z kwietnia", None,
     None),
    ("MR-202003-S01", "2020-03", None, "observation", None, "O całości", None, None),
)  # fmt: skip


def entries(*rows: tuple[Any, ...]) -> pd.DataFrame:
    names = ["conclusion_id", "month", "voivodeship", "kind", "theme", "text", "status",
             "merged_into"]  # fmt: skip
    found = pd.DataFrame(rows or ENTRIES, columns=names)
    return typed("conclusions", found.assign(month=pd.to_datetime(found["month"])))


def contacts(silent: int) -> pd.DataFrame:
    """Return III.2020 of the families of LU-01, some without contact, and of LU-02, all with."""
    rows = [
        {"family_id": f"{team}-R{n:02d}", "month": "2020-03-01",
         "contacts": 0 if team == "LU-01" and n <= silent else 2}
        for team in ("LU-01", "LU-02")
        for n in range(1, 7)
    ]  # fmt: skip
    return typed("contacts", pd.DataFrame(rows))


def study(
    profile: Literal["internal", "public"] = "internal",
    *,
    silent: int = 4,
    left_out: tuple[str, ...] = (),
    others: dict[str, pd.DataFrame] | None = None,
) -> Material:
    held = {
        **pzk_tables(),
        **tables("schedule"),
        "contacts": contacts(silent),
        "conclusions": entries(),
        **(others or {}),
    }
    return material({k: v for k, v in held.items() if k not in left_out}, profile=profile)


def said(shown: Exhibit | Prose) -> str:
    assert isinstance(shown, Prose)
    return shown.text.pl.replace("\xa0", " ")


def cells(shown: Exhibit | Prose, lang: Literal["pl", "en"] = "pl") -> list[list[str]]:
    assert isinstance(shown, Exhibit)
    table = show_table(shown.data, shown.columns, lang)
    return [[cell.replace("\xa0", " ") for cell in row] for row in table.rows]


@pytest.fixture(scope="module")
def report() -> Material:
    return study()


def test_teams_are_named_by_what_they_did_not_do(report: Material) -> None:
    text = said(exhibits.brief_attention(report, **MARCH))
    assert "**Brak sprawozdania:** żaden zespół." in text
    assert "**Bez spotkania:** LU-02." in text
    text = said(exhibits.brief_attention(report, **REGION))
    assert "**Brak sprawozdania:** MA-01, MA-02." in text
    assert "**Bez spotkania:** LU-02." in text, "MA-01 and MA-02 are unknown, not without one"


def test_a_month_of_which_nothing_is_known_says_so(report: Material) -> None:
    text = said(exhibits.brief_attention(report, month="2020-02", voivodeship="lubelskie"))
    assert "**Brak sprawozdania:** LU-01, LU-02." in text
    assert "**Bez spotkania:** brak danych." in text
    assert "**Kroki po terminie:** K1.1 (9 mies.); K1.2 (9 mies.); K7 (2 mies.)." in text, (
        "K1.1 and K1.2 were never reported as done; K7 was due XII.2019 and done III.2020"
    )
    march = said(exhibits.brief_attention(report, **MARCH))
    assert "**Kroki po terminie:** K1.1 (10 mies.); K1.2 (10 mies.)." in march


def test_families_without_contact_are_named_by_team_inside_only() -> None:
    line = "**Rodziny bez kontaktu przez cały miesiąc:**"
    inside = said(exhibits.brief_attention(study(), **MARCH))
    assert f"{line} 4 z 12 (LU-01: 4)." in inside
    outside = said(exhibits.brief_attention(study("public"), **MARCH))
    assert f"{line} 4 z 12." in outside
    small = said(exhibits.brief_attention(study("public", silent=2), **MARCH))
    assert f"{line} ukryto ze względu na małe liczby." in small, "two families are too few"


def test_the_month_stands_beside_the_one_before(report: Material) -> None:
    rows = {row[0]: row[1:] for row in cells(exhibits.brief_change(report, **MARCH))}
    assert rows["Zespoły ze sprawozdaniem"] == ["0 z 2", "2 z 2"]
    assert rows["Zespoły ze spotkaniem (z tych ze sprawozdaniem)"] == ["0 z 0", "1 z 2"]
    assert rows["Spotkania zespołów"] == ["–", "1"]
    assert rows["Rodziny bez kontaktu przez cały miesiąc"][1] == "4 z 12"
    assert rows["Usługi wstrzymane w miesiącu"] == ["–", "–"], "no table of services"
    shown = exhibits.brief_change(study("public", silent=2), **MARCH)
    hidden = {row[0]: row[1:] for row in cells(shown)}
    assert hidden["Rodziny bez kontaktu przez cały miesiąc"][1] == "ukryto"


def members(*came: int) -> dict[str, pd.DataFrame]:
    """Return LU-01 with ten members; how many came in each month from XII.2019."""
    names = [f"E{number}" for number in range(1, 11)]
    months = [str(pd.Period("2019-12", freq="M") + at) for at in range(len(came))]
    held = "\n".join(
        f"LU-01-S{at:02d} LU-01 {month}-10 pzk remote" for at, month in enumerate(months)
    )
    there = "\n".join(
        f"LU-01-S{at:02d} {name} 1" for at, size in enumerate(came) for name in names[:size]
    )
    team = "\n".join(f"LU-01 {name} core - -" for name in names)
    kinds = "\n".join(f"{name} ops education" for name in names)
    return {
        "meetings": frame("meetings", f"meeting_id pzk_id held_on level mode\n{held}"),
        "attendance": frame("attendance", f"meeting_id entity_id persons\n{there}"),
        "memberships": frame("memberships", f"pzk_id entity_id role joined_on left_on\n{team}"),
        "entities": frame("entities", f"entity_id kind sector\n{kinds}"),
    }


def test_attendance_outside_its_limits_is_said_and_drawn_open() -> None:
    report = study(left_out=("ties",), others=members(8, 8, 8, 3))
    text = said(exhibits.brief_attention(report, **MARCH))
    assert (
        "**Obecność poza granicami kontrolnymi:** LU-01 30% (granice 40–100%, dotąd średnio 80%)"
        in text
    )
    shown = exhibits.brief_attendance(report, **MARCH)
    assert isinstance(shown, Exhibit)
    assert "poza granicami: 1" in shown.alt.pl
    assert shown.data["outside"].tolist() == [1]
    assert shown.draw is not None
    figure = Figure()
    shown.draw(figure, shown.data, "pl")
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["LU-01"]


def test_few_earlier_months_give_no_limits(report: Material) -> None:
    text = said(exhibits.brief_attention(report, **MARCH))
    assert "jeszcze nie wiadomo (mniej niż 3 wcześniejsze miesiące" in text


def test_entries_of_the_month_by_theme(report: Material) -> None:
    rows = cells(exhibits.brief_conclusions(report, **MARCH))
    # wnioski, spostrzeżenia, trudności, rekomendacje
    assert ["0", "0", "2", "1"] in [row[1:] for row in rows], (
        "the entry merged into one of April stood for itself at the end of March"
    )
    region = cells(exhibits.brief_conclusions(report, **REGION))
    assert ["bez tematu", "0", "1", "0", "1"] in region, "the macroregion has what names no place"


def test_words_of_people_are_cut_with_a_mark_and_recommendations_left_to_their_table(
    report: Material,
) -> None:
    shown = exhibits.brief_entries(report, **MARCH)
    rows = cells(shown)
    assert [row[0] for row in rows] == ["LU-202003-T01", "LU-202003-T02"]
    assert rows[0][2].startswith("=cmd|' /C calc'!A0 <script>")
    assert rows[0][2].endswith("[…]")
    assert len(rows[0][2]) < 160
    assert isinstance(shown, Exhibit)
    assert "[…]: reszta treści w rejestrze" in shown.caption.pl


def test_what_does_not_fit_is_counted() -> None:
    many = [
        (f"LU-202003-T{n:02d}", "2020-03", "lubelskie", "difficulty", f"barrier.x{n}", "Tekst",
         None, None)
        for n in range(1, 11)
    ]  # fmt: skip
    report = study(others={"conclusions": entries(*many)})
    shown = exhibits.brief_entries(report, **MARCH)
    assert isinstance(shown, Exhibit)
    assert len(shown.data) == MOST_ENTRIES
    assert "Pokazano 4 z 10" in shown.caption.pl
    themes = cells(exhibits.brief_conclusions(report, **MARCH))
    assert len(themes) == MOST_THEMES + 1
    assert themes[-1] == ["inne (5 tematów)", "0", "0", "5", "0"]


def test_deadlines_are_compared_with_the_end_of_the_month() -> None:
    report = study()
    rows = cells(exhibits.brief_recommendations(report, **MARCH))
    assert [row[0] for row in rows] == ["R02", "R01", "R05", "LU-202003-R01"], (
        "the nearest deadline first, without one last; done, rejected and closed ones are gone"
    )
    assert [row[3] for row in rows] == [
        "VI.2021, wdrażana",
        "XII.2021, zgłoszona",
        "bez terminu, –",
        "bez terminu, nowa",
    ]
    later = exhibits.brief_recommendations(report, month="2021-06", voivodeship="lubelskie")
    assert cells(later)[0][3] == "VI.2021, minął, wdrażana"
    assert isinstance(later, Exhibit)
    shown = exhibits.brief_recommendations(report, **MARCH)
    assert isinstance(shown, Exhibit)
    caption = shown.caption.pl.replace("\xa0", " ")
    assert "w rejestrze rekomendacji: 3 (pokazano 3" in caption
    assert "do końca III.2020: 2 (pokazano 1" in caption, "that of February is open too"
    assert len(rows) <= MOST + 2


def test_recommendations_of_one_register_alone() -> None:
    written = cells(exhibits.brief_recommendations(study(left_out=("recommendations",)), **MARCH))
    assert [row[0] for row in written] == ["LU-202003-R01"]
    dated = cells(exhibits.brief_recommendations(study(left_out=("conclusions",)), **MARCH))
    assert [row[0] for row in dated] == ["R02", "R01", "R05"]


def test_months_without_entries_say_so(report: Material) -> None:
    quiet = {"month": "2019-09", "voivodeship": "lubelskie"}
    for show in (exhibits.brief_conclusions, exhibits.brief_entries):
        assert said(show(report, **quiet)).startswith("*Nowe wpisy w rejestrze wniosków: w tym")
    assert said(exhibits.brief_attendance(report, **quiet)).startswith("*Obecność w zespołach:")


def test_months_and_groups_are_in_words() -> None:
    assert group_words(study(), "limits:below").pl == "poniżej granic kontrolnych"
    assert brief_words.months_late(1, "pl") == "1\xa0mies."
    assert brief_words.REGION == parameters.REGION, "one word for the macroregion everywhere"


def test_no_code_word_stands_in_a_polish_text(report: Material) -> None:
    for show in (exhibits.brief_change, exhibits.brief_conclusions, exhibits.brief_entries,
                 exhibits.brief_recommendations):  # fmt: skip
        text = " ".join(cell for row in cells(show(report, **REGION)) for cell in row)
        assert not re.search(r"\b(makroregion|barrier|difficulty|new|pzk|share)\b", text)
