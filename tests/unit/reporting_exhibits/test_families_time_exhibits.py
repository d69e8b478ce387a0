"""Exhibits of time in cooperation: released numbers, why gaps, and nothing about causes."""

import dataclasses
import re
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

import pandas as pd
import pytest
from exhibit_material import config, material, tables

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.families_time_words import time_group, time_method
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.text import LANGUAGES, Lang

pytestmark = pytest.mark.unit

WHOLE = "2018-04-01/2021-03-31"
EVERY = (
    "families_time_curves", "families_time_table", "families_time_areas", "families_hazards",
    "families_time_sentence",
)  # fmt: skip
FIGURES = ("families_time_curves", "families_time_areas")
CAUSAL = re.compile(
    r"spowodow|dzięki|wpływ|skutkuj|przyczyni|\bcaus|because of|thanks to|\baffect|\bimpact|"
    r"\bleads? to\b|result(s|ed)? in",
    re.IGNORECASE,
)
SHARES = {
    # month: still watched; completed, left, died of 100; numerators are the steps between months
    6: (95, 0, 5, 0),
    10: (80, 10, 10, 0),
    13: (50, 34, 15, 1),
}
COMPARED = """
left|log_rank|family_area      0.031  -    -    log_rank_robust_score_f         ok
completed|log_rank|family_area 0.412  -    -    log_rank_robust_score_f         ok
left|hazard|disability         -      -    -    cox_few_teams                   insufficient
left|hazard|older_people       0.55   0.16 1.90 cox_efron_jackknife             ok
left|hazard|addiction          2.50   1.10 5.68 cox_efron_jackknife             ok
left|hazard|lockdown           2.10   0.90 4.90 cox_efron_jackknife             ok
left|ph|addiction              0.0004 -    -    cox_trend_jackknife             ok
completed|hazard|disability    0.90   0.60 1.35 cox_efron_jackknife             ok
completed|hazard|lockdown      -      -    -    cox_no_ends                     insufficient
"""
Change = Callable[[pd.DataFrame], pd.DataFrame]


def _row(indicator: str, group: str, **cells: object) -> dict[str, object]:
    return {
        "indicator_id": indicator, "group": group, "macroregion": "I", "period": WHOLE,
        "change_type": "none", "status": "ok", "n": 100, "n_missing": 2,
    } | cells  # fmt: skip


def _drawn() -> pd.DataFrame:
    rows = []
    before = (100, 0, 0, 0)
    for month, numbers in SHARES.items():
        for state, number, earlier in zip(
            ("staying", "completed", "left", "died"), numbers, before, strict=True
        ):
            staying = state == "staying"
            few = 1 if staying and month == 13 else abs(number - earlier)  # a death: see the table
            rows.append(
                _row(
                    "time_to_completion", f"{state}|{month}", value=number / 100,
                    ci_low=max(number - 5, 0) / 100, ci_high=min(number + 5, 100) / 100,
                    numerator=few, denominator=100, n=number if staying else 100,
                    method="aalen_johansen_cluster_t",
                )
            )  # fmt: skip
        before = numbers
    rows += [
        _row(
            "time_to_completion", f"{end}|13/area:{area}", value=share, ci_low=share - 0.1,
            ci_high=share + 0.1, numerator=20, denominator=50, n=50,
            method="aalen_johansen_cluster_t",
        )
        for area, share in (("many_difficulties", 0.4), ("addiction", 0.25))
        for end in ("completed", "left")
    ]  # fmt: skip
    rows.append(
        _row("time_in_cooperation", "median", value=13.08, ci_low=12.9, ci_high=13.3,
             method="kaplan_meier_cluster_t")
    )  # fmt: skip
    for line in COMPARED.strip().splitlines():
        group, *cells, method, status = line.split()
        value, low, high = (None if cell == "-" else float(cell) for cell in cells)
        rows.append(
            _row("time_comparison", group, value=value, ci_low=low, ci_high=high, method=method,
                 status=status, n=95)
        )  # fmt: skip
    fields = IndicatorValues.fields
    frame = pd.DataFrame(rows).reindex(columns=list(fields))
    for name, field in fields.items():
        if field.kind in ("integer", "number"):
            frame[name] = pd.to_numeric(frame[name])
    return frame.astype({name: field.dtype for name, field in fields.items()})


@cache
def base() -> Material:
    return material(tables("pzk"))


def report_of(
    change: Change | None = None, profile: Literal["internal", "public"] = "internal"
) -> Material:
    """Return a material with the drawn rows, changed before they are released."""
    frame = _drawn()
    shown = frame if change is None else change(frame)
    return dataclasses.replace(
        base(),
        tables=base().tables | {"families"},
        values=release(shown, config().disclosure, profile=profile),
    )


@pytest.fixture(scope="module")
def report() -> Material:
    return report_of()


def shown(name: str, report: Material) -> Any:
    return getattr(exhibits, name)(report)


def rows(found: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(found, Exhibit)
    cells = show_table(found.data, found.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(found: Any, lang: Lang = "pl") -> str:
    assert isinstance(found, Prose)
    return found.text.in_(lang).replace(formats.NBSP, " ")


def every_word(found: Any, lang: Lang) -> str:
    if isinstance(found, Prose):
        return said(found, lang)
    texts = [found.title, found.caption, found.alt]
    cells = [cell for row in rows(found, lang) for cell in row]
    return " ".join([*(text.in_(lang) for text in texts), *cells])


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", ["internal", "public"])
def test_every_exhibit_is_whole_in_both_languages_and_profiles(
    name: str, lang: Lang, profile: Literal["internal", "public"]
) -> None:
    found = shown(name, report_of(profile=profile))
    words = every_word(found, lang)
    assert not CAUSAL.search(words)
    assert not re.search(r"\bnan\b|None", words)
    if isinstance(found, Exhibit) and found.draw is not None:
        assert draw_svg(found.draw, found.data, lang).startswith(b"<?xml")


@pytest.mark.parametrize("name", EVERY)
def test_without_families_or_values_a_sentence_says_why(name: str) -> None:
    assert "Rodziny, osoby i grupy" in said(shown(name, base()))
    empty = report_of(lambda frame: frame.head(0))
    assert said(shown(name, empty)).startswith("*Czas współpracy i jej zakończenie: ")


def test_the_table_has_the_four_states_of_three_months(report: Material) -> None:
    found = rows(exhibits.families_time_table(report))
    assert len(found) == 12
    assert found[8:] == [
        ("13", "we współpracy", "50,0%", "45,0–55,0%", "50"),
        ("13", "zakończone zgodnie z IPP", "34,0%", "29,0–39,0%", "100"),
        ("13", "odejście", "15,0%", "10,0–20,0%", "100"),
        ("13", "zgon", "1,0%", "0,0–6,0%", "100"),
    ]


def test_in_public_one_death_is_hidden_and_cannot_be_had_from_the_other_three() -> None:
    found = rows(exhibits.families_time_table(report_of(profile="public")))
    assert [row[2] for row in found[8:]] == ["ukryto", "34,0%", "15,0%", "ukryto"]


def test_the_curves_say_their_last_shares_and_why_a_line_is_broken(report: Material) -> None:
    found = exhibits.families_time_curves(report)
    assert isinstance(found, Exhibit)
    assert "zakończone zgodnie z IPP 34% do 13. miesiąca" in found.alt.pl
    assert "left 15% by month 13" in found.alt.en
    assert "przerwana" not in found.caption.pl
    public = exhibits.families_time_curves(report_of(profile="public"))
    assert isinstance(public, Exhibit)
    assert "Linia jest przerwana" in public.caption.pl
    assert "zgon" in public.alt.pl  # its last open month: nobody by month 10
    assert "zgon 0% do 10. miesiąca" in public.alt.pl


def test_areas_without_values_stay_on_the_axis(report: Material) -> None:
    found = exhibits.families_time_areas(report)
    assert isinstance(found, Exhibit)
    assert len(found.data) == 8
    assert "addiction, left: 25%" in found.alt.en
    assert "niepełnosprawność" not in found.alt.pl


def test_hazards_name_the_comparison_the_test_and_why_there_is_none(report: Material) -> None:
    found = exhibits.families_hazards(report)
    assert rows(found)[:4] == [
        ("odejście", "niepełnosprawność, choroba", "–", "–", "–", "–",
         "takie zakończenia tylko w jednym zespole"),
        ("odejście", "osoby starsze", "95", "0,55", "0,16–1,90", "–", ""),
        ("odejście", "uzależnienia", "95", "2,50", "1,10–5,68", "<0,001", ""),
        ("odejście", "miesiące lockdownu", "95", "2,10", "0,90–4,90", "–", ""),
    ]  # fmt: skip
    assert rows(found, "en")[7][-1] == "there was no such end"
    assert isinstance(found, Exhibit)
    assert "rodziny z wieloma trudnościami" in found.caption.pl


def test_sentences_say_the_median_the_tests_the_lockdown_and_the_limits(report: Material) -> None:
    words = said(exhibits.families_time_sentence(report))
    assert "do 13,1 (przedział 95%: 12,9–13,3) miesiąca od początku" in words
    assert "34% (przedział 95%: 29–39%)" in words
    assert "Tempo odejść różniło się między obszarami trudności bardziej niż przez" in words
    assert "Tempo zakończeń nie różniło się" in words
    assert "żadna współpraca nie zakończyła się zgodnie z IPP" in words
    assert "Czego z tego wnioskować nie wolno" in words
    english = said(exhibits.families_time_sentence(report), "en")
    assert "p = 0.031" in english
    assert "which is no proof that it was the same" in english


def test_the_lockdown_is_not_spoken_of_where_somebody_completed_in_it() -> None:
    def completes(frame: pd.DataFrame) -> pd.DataFrame:
        method = frame["method"].mask(frame["method"] == "cox_no_ends", "cox_few_teams")
        return frame.assign(method=method)

    assert "lockdown" not in said(exhibits.families_time_sentence(report_of(completes)))


@pytest.mark.parametrize(
    ("group", "polish"),
    [
        ("staying|6", "we współpracy: koniec 6. miesiąca"),
        ("left|13/area:addiction", "odejście: koniec 13. miesiąca (uzależnienia)"),
        ("median", "do kiedy skończyła się połowa współprac"),
        ("left|log_rank|team_area", "odejście: różnice między obszarami zespołów"),
        ("completed|hazard|lockdown", "zakończone zgodnie z IPP: miesiące lockdownu"),
        ("left|ph|addiction", "odejście: uzależnienia, zmiana w czasie"),
        ("left|ph|all", "odejście: zmiana ilorazów w czasie"),
    ],
)
def test_groups_have_words(report: Material, group: str, polish: str) -> None:
    assert group_words(report, group).pl == polish


def test_other_groups_and_methods_are_left_to_others() -> None:
    assert time_group("completed|between") is None
    assert time_group("of_all") is None
    assert time_method("wilson") is None
    assert method_words("cox_few_teams").en == "such ends in one team only"
