"""Scores of the diagnosis that changed by more than their error, and families without one after."""

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.families_diagnosis import DIAGNOSIS, NO_SCORES, TABLES
from kooperacja_eval.reporting.exhibits.families_goal_words import (
    COURSES,
    DOMAINS,
    domain_label,
    domain_row,
)
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK, ORANGE, axis_formatter
from kooperacja_eval.text import Lang, Text

INDICATOR: Final = "reliable_change_share"
NO_RELIABILITY: Final = "jacobson_truax_no_reliability"
LOOKS: Final = {
    "improved": (BLUE, "", "white"),
    "unchanged": ("white", "", "black"),
    "worse": (ORANGE, "///", "black"),
}
"""Fill, hatch and ink of each course."""
NARROW: Final = 0.06
"""A narrower part of a bar has no room for its number."""
LABEL_WIDTH: Final = 22
_CELLS: Final = ("numerator", "denominator", "value", "ci_low", "ci_high", "n", "status")


@needs(*TABLES, what=DIAGNOSIS)
def families_reliable(report: Material) -> Exhibit | Prose:
    """Draw scores reliably better, not reliably changed and reliably worse, by domain."""
    data = _rows(report)
    if data["value"].isna().all():
        return _why(data)
    return Exhibit(
        id="families_reliable",
        title=Text(
            "Oceny diagnozy zmienione bardziej niż o błąd pomiaru",
            "Scores of the diagnosis changed by more than the error of measurement",
        ),
        caption=Text(
            f"{_reliability(report, 'pl')}Poprawa i pogorszenie: zmiana, której błąd pomiaru nie "
            "tłumaczy (indeks Jacobsona i Truaxa powyżej 1,96). Nawet bez zmiany jedna ocena "
            "na dwadzieścia przekracza tę granicę przypadkiem. „Bez pewnej zmiany” nie znaczy „bez "
            "zmiany”, a zmiana większa niż błąd nie musi być ważna dla rodziny. Rodziny z oceną "
            "przed i po; razem: każda ocena liczy się raz.",
            f"{_reliability(report, 'en')}Improved and worse: a change that the error of "
            "measurement does not explain (index of Jacobson and Truax above 1.96). Even without "
            "any change one score in twenty passes this limit by chance. “No reliable change” is "
            "not “no change”, and a change beyond error need not matter to the family. Families "
            "with a score before and after; total: every score counts once.",
        ),
        alt=_alt(data),
        source=computed_source("diagnoses", "families"),
        data=data.assign(domain=texts(data["domain"], data), what=texts(data["what"], data)),
        columns=(
            Column("domain", Text("Dziedzina", "Domain")),
            Column("what", Text("Ocena", "Score")),
            Column("numerator", Text("Oceny", "Scores"), "integer"),
            Column("denominator", Text("Wszystkie", "All"), "integer"),
            Column("value", Text("Odsetek", "Share"), "percent"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high",
                   scale="percent"),
        ),
        draw=_draw,
    )  # fmt: skip


def _rows(report: Material) -> pd.DataFrame:
    lines = [
        {
            "code": code,
            "course": course,
            "domain": domain_label(code),
            "what": label,
            "method": row["method"],
            **{name: row[name] for name in _CELLS},
        }
        for code in DOMAINS
        for course, label in COURSES.items()
        for row in [domain_row(report, INDICATOR, course, code)]
    ]
    frame = pd.DataFrame(lines)
    empty = frame["status"] == "insufficient"
    return frame if empty.all() else frame[~empty].reset_index(drop=True)


def _why(data: pd.DataFrame) -> Prose:
    """Say why nothing can be shown: hidden, no reliability, or no scores."""
    if (data["status"] == "suppressed").any():
        return hidden(DIAGNOSIS)
    return why_no(DIAGNOSIS, _NONE if (data["method"] == NO_RELIABILITY).any() else NO_SCORES)


_NONE: Final = Text(
    "study.toml nie podaje rzetelności ocen (diagnosis, reliability), a same oceny przed i po jej "
    "nie zdradzają, dlatego nie wiadomo, które zmiany są większe niż błąd pomiaru",
    "study.toml gives no reliability of scores (diagnosis, reliability), and scores before and "
    "after alone do not tell it, so that nobody knows which changes are beyond error",
)


def _reliability(report: Material, lang: Lang) -> str:
    scale = report.config.diagnosis
    if scale is None or scale.reliability is None:
        return ""
    number = formats.number(scale.reliability, 2, lang)
    return Text(
        f"Rzetelność oceny jednej dziedziny: {number} (źródło: {scale.source}). ",
        f"Reliability of the score of one domain: {number} (source: {scale.source}). ",
    ).in_(lang)


def _alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, list[str]] = {"pl": [], "en": []}
    for _, rows in data.groupby("code", sort=False):
        for lang, lines in parts.items():
            said = ", ".join(
                f"{row['what'].in_(lang)} {_share(row, lang)}" for row in rows.to_dict("records")
            )
            lines.append(f"{rows['domain'].iloc[0].in_(lang)}: {said}")
    return Text(
        "Wykres słupkowy złożony: " + "; ".join(parts["pl"]) + ".",
        "Stacked bar chart: " + "; ".join(parts["en"]) + ".",
    )


def _share(row: dict[Any, Any], lang: Lang) -> str:
    gone = row["status"] == "suppressed"
    return formats.SUPPRESSED.in_(lang) if gone else formats.percent(row["value"], 0, lang)


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    codes = list(dict.fromkeys(data["code"]))
    figure.set_size_inches(6.5, 1.1 + 0.38 * len(codes))
    axes = figure.add_subplot()
    for spot, code in enumerate(codes):
        rows = data[data["code"] == code].set_index("course")
        if rows["value"].isna().any():  # a bar with a gap would give back what is hidden
            axes.text(0.01, spot, formats.SUPPRESSED.in_(lang), va="center", fontsize=8)
            continue
        start = 0.0
        for course, (fill, hatch, ink) in LOOKS.items():
            width = float(rows["value"][course])
            axes.barh(spot, width, 0.66, left=start, color=fill, hatch=hatch, edgecolor=INK)
            if width >= NARROW:
                axes.text(
                    start + width / 2, spot, formats.percent(width, 0, lang), ha="center",
                    va="center", fontsize=8, color=ink,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1} if hatch else None,
                )  # fmt: skip
            start += width
    keys = [
        Patch(facecolor=fill, hatch=hatch, edgecolor=INK, label=COURSES[course].in_(lang))
        for course, (fill, hatch, _) in LOOKS.items()
    ]
    labels = data.drop_duplicates("code").set_index("code")["domain"]
    axes.set_yticks(
        range(len(codes)), [wrapped(labels[code].in_(lang), LABEL_WIDTH) for code in codes]
    )
    axes.set_ylim(len(codes) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.legend(handles=keys, ncols=3, loc="lower center", bbox_to_anchor=(0.4, 1.0))
