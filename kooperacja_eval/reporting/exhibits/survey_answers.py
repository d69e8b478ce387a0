"""How single items are answered: diverging bars around the middle of the scale."""

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.survey_scores import SURVEY_TABLES
from kooperacja_eval.reporting.exhibits.survey_words import items, scale_label, wave_label, wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import GREY, INK
from kooperacja_eval.reporting.tables import HIDDEN, STATUS
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

ANSWERS = Text("Rozkład odpowiedzi", "Distribution of answers")
MARK: Final = f"{formats.NBSP}(−)"
"""Stands behind the wording of a reversed item."""
LIKERT: Final = ("#8C4A00", "#E0A46A", "#DADDE1", "#7FB3D5", "#0B5394")
"""From full disagreement to full agreement, apart in lightness too."""
ROOM: Final = 0.07
"""Parts narrower than this share have no room for a number."""


@needs(*SURVEY_TABLES, what=ANSWERS)
def answer_bars(report: Material, wave: str, scale: str) -> Exhibit | Prose:
    """Diverging bars: how the items of a scale are answered in one wave."""
    data = _answer_rows(report, wave, scale)
    title, ends, turned = scale_label(report, scale), _ends(report, data), _turned(data)
    return Exhibit(
        id=f"answers_{scale}",
        title=Text(
            f"{title.pl}: rozkład odpowiedzi, {wave_label(report, wave).pl}",
            f"{title.en}: distribution of answers, {wave_label(report, wave).en}",
        ),
        caption=Text(
            f"{ends.pl}Odpowiedzi niższe od środka leżą po lewej stronie osi, wyższe po prawej; "
            f"środkową dzieli oś.{turned.pl} n: liczba odpowiedzi.",
            f"{ends.en}Answers below the middle lie to the left of the axis, those above to the "
            f"right; it halves the middle one.{turned.en} n: number of answers.",
        ),
        alt=_answer_alt(data),
        source=computed_source("answers"),
        data=data,
        columns=(
            Column("item_id", Text("Pozycja", "Item")),
            Column("text", Text("Treść", "Wording")),
            *(Column(f"share_{n}", same(str(n)), "percent") for n in _levels(data)),
            Column("n", Text("Odpowiedzi", "Answers"), "integer"),
        ),
        draw=_draw_answers,
    )


def _ends(report: Material, data: pd.DataFrame) -> Text:
    """Say in the words of the questionnaire what the lowest and the highest answer are."""
    if "options" not in report.record or data.empty:
        return Text("", "")
    frame = report.record["options"]
    options = frame[(frame["item_id"] == data["item_id"].iloc[0]) & frame["value"].notna()]
    options = options.sort_values("value", kind="stable").drop_duplicates("value", keep="last")
    if options.empty:
        return Text("", "")
    first, last = (row for row in options.iloc[[0, -1]].to_dict("records"))
    words = [
        "; ".join(f"{row['value']:g} – {row[f'label_{lang}']}" for row in (first, last))
        for lang in LANGUAGES
        if isinstance(first[f"label_{lang}"], str) and isinstance(last[f"label_{lang}"], str)
    ]
    return Text(*(f"{said}. " for said in words)) if len(words) == len(LANGUAGES) else Text("", "")


def _turned(data: pd.DataFrame) -> Text:
    """Explain the mark of reversed items, where there are any."""
    if not any(text.pl.endswith(MARK) for text in data["text"]):
        return Text("", "")
    return Text(
        f" Pozycje oznaczone{MARK} są odwrócone: zgoda z nimi obniża wynik.",
        f" Items marked{MARK} are reversed: agreement lowers the score.",
    )


def _levels(data: pd.DataFrame) -> list[int]:
    names = [str(name) for name in data]
    return [int(name.removeprefix("share_")) for name in names if name.startswith("share_")]


def _answer_rows(report: Material, wave: str, scale: str) -> pd.DataFrame:
    rows = report.rows("answer_share", level="macroregion", wave=wave)
    asked = items(report)
    asked = asked[(asked["scale"] == scale) & (asked["measure"] == "current")]
    lines = []
    for item in asked.to_dict("records"):
        here = rows[rows["group"].str.startswith(f"{item['item_id']}=")]
        if here.empty:
            continue
        shares = {
            f"share_{group.partition('=')[2]}": value
            for group, value in zip(here["group"], here["value"], strict=True)
        }
        mark = MARK if item["reverse"] is True or item["reverse"] == 1 else ""
        text = Text(item["label"].pl + mark, item["label"].en + mark)
        status = HIDDEN if (here["status"] == HIDDEN).any() else here["status"].iloc[0]
        line = {"item_id": item["item_id"], "text": text, "n": here["n"].iloc[0], "status": status}
        lines.append({**line, **shares})
    return pd.DataFrame(lines, columns=None if lines else ["item_id", "text", "n", "status"])


def _answer_alt(data: pd.DataFrame) -> Text:
    levels = _levels(data)
    top = [f"share_{n}" for n in levels if n > float(np.mean(levels))]
    agreed: dict[Lang, list[str]] = {"pl": [], "en": []}
    agreed = agreed if levels else {"pl": ["brak danych"], "en": ["no data"]}
    for row in data.to_dict("records") if levels else ():
        share = sum(row[name] for name in top if not formats.is_missing(row[name]))
        for lang, words in agreed.items():
            hidden = row[STATUS] == HIDDEN
            said = formats.SUPPRESSED.in_(lang) if hidden else formats.percent(share, 0, lang)
            words.append(f"{row['item_id']} {said}")
    return Text(
        "Wykres słupkowy rozbieżny; odpowiedzi powyżej środka skali: "
        + "; ".join(agreed["pl"])
        + ".",
        "Diverging bar chart; answers above the middle of the scale: "
        + "; ".join(agreed["en"])
        + ".",
    )


def _draw_answers(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    levels = _levels(data)
    figure.set_size_inches(6.5, 0.8 + 0.44 * len(data))
    axes = figure.add_subplot()
    shares = data[[f"share_{n}" for n in levels]].fillna(0.0).to_numpy(dtype=float)
    middle = float(np.mean(levels))
    weights = np.array([1.0 if n < middle else 0.5 if n == middle else 0.0 for n in levels])
    starts = np.cumsum(shares, axis=1) - shares - (shares @ weights)[:, None]
    spots = [float(spot) for spot in range(len(data))]
    for column, level in enumerate(levels):
        color = LIKERT[round(column * (len(LIKERT) - 1) / max(1, len(levels) - 1))]
        axes.barh(
            spots, shares[:, column], left=starts[:, column], height=0.66, color=color,
            edgecolor="white", linewidth=0.6, label=str(level),
        )  # fmt: skip
        for spot, share, start in zip(spots, shares[:, column], starts[:, column], strict=True):
            if share >= ROOM:
                dark = color in {LIKERT[0], LIKERT[-1]}
                axes.text(
                    start + share / 2, spot, formats.percent(share, 0, lang), ha="center",
                    va="center", fontsize=7.5, color="white" if dark else INK,
                )  # fmt: skip
    ends = starts[:, -1] + shares[:, -1]
    for spot, end, n, status in zip(spots, ends, data["n"], data[STATUS], strict=True):
        counted = f"n={formats.integer(n, lang)}"
        words = formats.SUPPRESSED.in_(lang) if status == HIDDEN else counted
        axes.text(end + 0.015, spot, words, va="center", fontsize=7.5)
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0)
    labels = [wrapped(text.in_(lang), 44) for text in data["text"]]
    axes.set_yticks(spots, labels, fontsize=7.8)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    for side in ("bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.margins(x=0.08)
    axes.legend(
        ncols=len(levels), loc="lower center", bbox_to_anchor=(0.35, 1.0), columnspacing=1.0,
        handlelength=1.0,
    )  # fmt: skip
