"""For whom it worked in reports: what is drawn, what is said, what may not be concluded."""

import dataclasses
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from exhibit_material import config, material, tables
from matplotlib.figure import Figure

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.families_equity import (
    families_equity,
    families_equity_sentence,
)
from kooperacja_eval.reporting.exhibits.families_equity_words import (
    DIMENSIONS,
    MEASURES,
    equity_group,
    equity_method,
    traits_of,
)
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

WHOLE = "2018-04-01/2021-03-31"
LANGS: tuple[Literal["pl", "en"], ...] = ("pl", "en")
PARTS = [f"/{name}:{code}" for name in DIMENSIONS for code in traits_of(name)]
Change = Callable[[pd.DataFrame], pd.DataFrame]


def rows() -> pd.DataFrame:
    """Return every row of the indicator: value 0.75 of 40 of everybody, 0.8 of 20 of groups.

    Differences are +0.123 (0.02 to 0.226); that of small gminas withstands Holm for completion.
    """
    lines = []
    for measure, part in product(MEASURES, ["", *PARTS]):
        n = 20 if part else 40
        own = {"group": f"{measure}{part}", "n": n, "value": 0.8 if part else 0.75,
               "numerator": 0.8 * n, "denominator": n, "ci_low": 0.6, "ci_high": 0.9,
               "method": "clustered_t", "change_type": "none"}  # fmt: skip
        lines.append(own)
        if part:
            stands = measure == "completed" and part == "/size:to_4999"
            method = "difference_clustered_t" + "_holm" * stands
            lines.append({"group": f"{measure}|difference{part}", "n": 40, "value": 0.123,
                          "ci_low": 0.02, "ci_high": 0.226, "method": method,
                          "change_type": "difference"})  # fmt: skip
    frame = pd.DataFrame(lines).assign(
        indicator_id="equity", macroregion="I", period=WHOLE, n_missing=1, status="ok"
    )
    fields = IndicatorValues.fields
    typed = frame.reindex(columns=list(fields))
    return typed.astype({column: field.dtype for column, field in fields.items()})


@cache
def base() -> Material:
    return material(tables("pzk", "families"))


def report(
    change: Change | None = None, *, profile: Literal["internal", "public"] = "internal"
) -> Material:
    shown = rows() if change is None else change(rows())
    values = release(shown, config().disclosure, profile=profile)
    return dataclasses.replace(base(), values=values)


def few(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave two families in small gminas."""
    thin = frame["group"].str.endswith("/size:to_4999") & ~frame["group"].str.contains(
        "|", regex=False
    )
    return frame.assign(n=frame["n"].mask(thin, 2))


def without_marks(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(method=frame["method"].str.removesuffix("_holm"))


def shown(report: Material, measure: str = "completed") -> Exhibit:
    found = families_equity(report, measure)
    assert isinstance(found, Exhibit)
    return found


def said(report: Material) -> Text:
    found = families_equity_sentence(report)
    assert isinstance(found, Prose)
    return found.text


def drawn(exhibit: Exhibit, lang: Literal["pl", "en"]) -> Figure:
    assert exhibit.draw is not None
    figure = Figure()
    exhibit.draw(figure, exhibit.data, lang)
    return figure


@pytest.mark.parametrize("measure", [*MEASURES])
def test_everybody_and_every_group_is_shown_with_its_difference(measure: str) -> None:
    data = shown(report(), measure).data
    assert data["dimension"].drop_duplicates().tolist() == ["", *DIMENSIONS]
    assert data["n"].tolist() == [40.0] + [20.0] * 14
    assert data["value"].tolist() == [0.75] + [0.8] * 14
    assert data["difference_value"].isna().tolist() == [True] + [False] * 14


def test_only_the_difference_that_withstands_is_marked() -> None:
    data = shown(report()).data
    assert data.loc[data["stands"], "what"].map(str).tolist() == [
        str(row) for row in data["what"] if row.pl == "poniżej 5 tys."
    ]
    assert not shown(report(), "months").data["stands"].any()


@pytest.mark.parametrize("lang", LANGS)
def test_the_figure_names_groups_axes_and_units(lang: Literal["pl", "en"]) -> None:
    left, right = drawn(shown(report()), lang).axes
    named = [label.get_text() for label in left.get_yticklabels()]
    assert len(named) == 15 + len(DIMENSIONS)
    assert [name for name in named if name in {d.in_(lang) for d in DIMENSIONS.values()}]
    assert (left.get_xlabel(), right.get_xlabel()) == {
        "pl": ("udział rodzin", "różnica do pozostałych (p.p.)"),
        "en": ("share of families", "difference to the others (pp)"),
    }[lang]
    # 0.123 of a share is drawn as 12.3 percentage points
    marks = [line for line in right.lines if line.get_marker() in ("o", "D")]
    points = np.array([line.get_xdata() for line in marks], dtype=np.float64).ravel()
    assert points == pytest.approx([12.3] * 14)
    assert sum(line.get_marker() == "D" for line in right.lines) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_alternative_text_says_the_values(lang: Literal["pl", "en"]) -> None:
    alt = shown(report()).alt.in_(lang)
    assert alt.count("80%") == 14
    assert "75%" in alt


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="allowed: completed"):
        families_equity(report(), "happiness")


def test_hidden_groups_are_not_drawn_and_said_to_be_hidden() -> None:
    exhibit = shown(report(few, profile="public"))
    gone = exhibit.data[exhibit.data["status"] == "suppressed"]
    # two families in small gminas, and one more size with them; their differences too
    assert len(gone) == 2
    assert gone[["value", "n", "difference_value"]].isna().all(axis=None)
    assert exhibit.alt.pl.count("ukryto") == 2
    right = drawn(exhibit, "pl").axes[1]
    assert sum(line.get_marker() in ("o", "D") for line in right.lines) == 12


def test_where_everything_is_hidden_a_sentence_stands() -> None:
    assert isinstance(
        families_equity(report(lambda frame: frame.assign(n=1), profile="public")), Prose
    )
    assert isinstance(
        families_equity_sentence(report(lambda frame: frame.assign(n=1), profile="public")), Prose
    )


def test_without_families_a_sentence_stands() -> None:
    bare = dataclasses.replace(report(), tables=frozenset({"pzk"}))
    for prose in (families_equity(bare), families_equity_sentence(bare)):
        assert isinstance(prose, Prose)
        assert "Rodziny, osoby i grupy" in prose.text.pl


def test_the_sentence_counts_comparisons_and_says_what_may_not_be_concluded() -> None:
    # 8 measures with 14 differences each
    text = said(report())
    assert text.pl.startswith("- Z 112 porównań")
    assert "wytrzymuje 1;" in text.pl
    assert "Mieszkańcy gminy – poniżej 5 tys." in text.pl
    assert "różnica +12\u00a0p.p. (przedział 95%: od +2\u00a0p.p. do +23\u00a0p.p.)" in text.pl
    assert "nikt nie losował" in text.pl
    assert "nobody drew who has which trait" in text.en
    assert "difference +12\u00a0pp (95% interval: +2\u00a0pp to +23\u00a0pp)" in text.en


def test_without_a_difference_the_sentence_does_not_say_that_all_is_equal() -> None:
    text = said(report(without_marks))
    assert "żadna różnica nie wytrzymuje" in text.pl
    assert "To nie dowód" in text.pl
    assert "no proof" in text.en


@pytest.mark.parametrize("part", PARTS)
def test_every_group_and_method_has_words(part: str) -> None:
    held = base()
    for measure in MEASURES:
        for head in (measure, f"{measure}|difference"):
            words = group_words(held, f"{head}{part}")
            assert "|" not in words.pl + words.en
            assert ":" not in head
            assert "_" not in words.pl + words.en
    for method in ("difference_clustered_t", "difference_clustered_t_holm"):
        assert "_" not in method_words(method).pl


def test_words_are_for_equity_alone() -> None:
    assert equity_group("schema:x") is None
    assert equity_group("size:unknown") is None
    assert equity_group("completed|ratio") is None
    assert equity_method("wilson") is None
