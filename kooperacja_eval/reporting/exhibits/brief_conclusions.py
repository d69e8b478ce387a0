"""New entries of the register of conclusions: how many by theme, and the words of some of them."""

from typing import Final

import pandas as pd

from kooperacja_eval.evidence.conclusions import standing
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.brief_words import (
    CUT,
    about,
    here,
    shortened,
    until,
)
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.conclusions_words import (
    KINDS,
    NO_THEME,
    kind,
    register,
    theme,
    theme_labels,
)
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

NEW: Final = Text("Nowe wpisy w rejestrze wniosków", "New entries in the register of conclusions")
NONE: Final = Text("w tym miesiącu nie ma ani jednego", "there is none this month")
ONLY_RECOMMENDATIONS: Final = Text("są tylko rekomendacje", "there are recommendations only")
MOST_THEMES: Final = 5
"""Themes with a line of their own; others share the last line."""
MOST_ENTRIES: Final = 4
"""Entries whose words are shown."""
_OTHER: Final = "*"


@needs("conclusions", what=NEW)
def brief_conclusions(report: Material, *, month: str, voivodeship: str) -> Exhibit | Prose:
    """Entries of the month by theme and kind, the theme with most first."""
    rows = entries(report, month, voivodeship)
    if rows.empty:
        return why_no(NEW, NONE)
    counted = _by_theme(rows)
    labels, where = theme_labels(report), about(month, voivodeship)
    names = [_name(labels, code, rows) for code in counted.index]
    data = counted.reset_index(drop=True)
    data = data.assign(theme_name=texts(names, data))
    return Exhibit(
        id="brief_conclusions",
        title=Text(f"Nowe wpisy według tematu: {where.pl}", f"New entries by theme: {where.en}"),
        caption=Text(
            "Liczba wpisów zależy od tego, jak pilnie je pisano, i nie mówi, jak ważny jest temat.",
            "How many entries there are depends on how keenly they were written and does not say "
            "how much a theme matters.",
        ),
        alt=Text(
            f"Tabela: {formats.plural(len(rows), 'wpis', 'wpisy', 'wpisów')} według tematu i "
            "rodzaju.",
            f"Table: {formats.plural_en(len(rows), 'entry', 'entries')} by theme and kind.",
        ),
        source=computed_source("conclusions"),
        data=data,
        columns=(
            Column("theme_name", Text("Temat", "Theme")),
            *(Column(name, label, "integer") for name, label in KINDS.items()),
        ),
    )


@needs("conclusions", what=NEW)
def brief_entries(report: Material, *, month: str, voivodeship: str) -> Exhibit | Prose:
    """Words of entries of the month: those reported most, then those of common themes.

    Recommendations are left to `brief_recommendations`.
    """
    rows = entries(report, month, voivodeship)
    if rows.empty:
        return why_no(NEW, NONE)
    rows = rows[rows["kind"] != "recommendation"]
    if rows.empty:
        return why_no(NEW, ONLY_RECOMMENDATIONS)
    sizes = rows["theme"].map(rows["theme"].value_counts()).fillna(0)
    order = rows.assign(size=sizes).sort_values(
        ["reports", "size", "conclusion_id"], ascending=[False, False, True], kind="stable"
    )
    shown = order.head(MOST_ENTRIES).reset_index(drop=True)
    where = about(month, voivodeship)
    data = shown[["conclusion_id"]].assign(
        kind_name=texts((kind(code) for code in shown["kind"]), shown),
        text=[shortened(text) for text in shown["text"]],
    )
    return Exhibit(
        id="brief_entries",
        title=Text(f"Z nowych wpisów: {where.pl}", f"From the new entries: {where.en}"),
        caption=_caption(len(data), len(rows)),
        alt=Text(
            f"Tabela: {formats.plural(len(data), 'wpis', 'wpisy', 'wpisów')} z numerem, rodzajem i "
            "treścią.",
            f"Table: {formats.plural_en(len(data), 'entry', 'entries')} with number, kind and "
            "text.",
        ),
        source=computed_source("conclusions"),
        data=data,
        columns=(
            Column("conclusion_id", Text("Nr", "No.")),
            Column("kind_name", Text("Rodzaj", "Kind")),
            Column("text", Text("Treść", "Text")),
        ),
    )


def entries(report: Material, month: str, voivodeship: str) -> pd.DataFrame:
    """Return the entries of a place and month that stand, as the register was at its end.

    An entry merged into one of a later month stands for itself.
    """
    rows = register(report)
    known = standing(rows[until(rows, month)])
    known = known[here(known, report, voivodeship)]
    own: pd.DataFrame = known[known["month"].dt.strftime("%Y-%m") == month]
    return own.reset_index(drop=True)


def _by_theme(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the number of entries of each kind by theme; the last line holds other themes."""
    named = rows["theme"].astype("object").where(rows["theme"].notna(), "")
    sizes = named.value_counts()
    order = sorted(sizes.index, key=lambda code: (-int(sizes[code]), str(code)))
    own = order if len(order) <= MOST_THEMES + 1 else order[:MOST_THEMES]
    lines = [*own, *([_OTHER] if len(own) < len(order) else [])]
    line = named.where(named.isin(own), _OTHER)
    return pd.DataFrame(
        {
            name: [int(((line == code) & (rows["kind"] == name)).sum()) for code in lines]
            for name in KINDS
        },
        index=lines,
    )


def _name(labels: dict[str, Text], code: str, rows: pd.DataFrame) -> Text:
    if code == _OTHER:
        number = rows["theme"].nunique(dropna=False) - MOST_THEMES
        return Text(
            f"inne ({formats.plural(number, 'temat', 'tematy', 'tematów')})",
            f"others ({formats.plural_en(number, 'theme', 'themes')})",
        )
    return theme(labels, code) if code else NO_THEME


def _caption(shown: int, every: int) -> Text:
    """Say what was left out, so that nothing is cut in silence."""
    part = Text("", "")
    if shown < every:
        part = Text(
            f"Pokazano {formats.integer(shown)} z {formats.integer(every)} (bez rekomendacji, te "
            "są niżej), najpierw zgłoszone najczęściej; wszystkie są w rejestrze. ",
            f"{formats.integer(shown, 'en')} of {formats.integer(every, 'en')} are shown (without "
            "recommendations, see below), those reported most first; all are in the register. ",
        )
    return Text(
        f"{part.pl}Słowa autorów, dane osobowe zastąpiono słowami w nawiasach;{CUT}: reszta treści "
        "w rejestrze.",
        f"{part.en}In their authors' words, in Polish, personal data replaced by words in "
        f"brackets;{CUT}: the rest of the text is in the register.",
    )
