"""What families without a score after might change: complete cases, weighted, worst and best."""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences
from kooperacja_eval.reporting.exhibits.families_diagnosis import (
    DIAGNOSIS,
    TABLES,
    nothing,
    points,
)
from kooperacja_eval.reporting.exhibits.families_goal_words import families, first_row
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known
from kooperacja_eval.reporting.exhibits.value_words import signed
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

BOUNDS: Final = "diagnosis_bounds"
WEIGHTED: Final = "diagnosis_weighted"
READINGS: Final = {
    (BOUNDS, "complete"): (
        Text("Rodziny ocenione po", "Families scored after"),
        Text("nieocenione są takie jak ocenione", "those not scored are like those scored"),
    ),
    (WEIGHTED, "weighted|all"): (
        Text("Z wagami, wszystkie cechy", "Weighted, all traits"),
        Text(
            "nieocenione są jak ocenione o tym samym ukończeniu, ocenie przed, kohorcie i obszarze",
            "those not scored are like those scored with the same completion, score before, cohort "
            "and area",
        ),
    ),
    (WEIGHTED, "weighted|few"): (
        Text("Z wagami, bez obszaru", "Weighted, without the area"),
        Text(
            "nieocenione są jak ocenione o tym samym ukończeniu, ocenie przed i kohorcie",
            "those not scored are like those scored with the same completion, score before and "
            "cohort",
        ),
    ),
    (BOUNDS, "lost|worst"): (
        Text("Najgorszy przypadek", "Worst case"),
        Text("nieocenione spadły na dół skali", "those not scored fell to the low end"),
    ),
    (BOUNDS, "lost|best"): (
        Text("Najlepszy przypadek", "Best case"),
        Text("nieocenione doszły do szczytu skali", "those not scored rose to the high end"),
    ),
}
"""What each number takes for granted about families without a score after."""
_CELLS: Final = ("n", "n_missing", "value", "ci_low", "ci_high", "status")


@needs(*TABLES, what=DIAGNOSIS)
def families_missing_post(report: Material) -> Exhibit | Prose:
    """Show the mean change under each assumption about families without a score after."""
    lines: list[dict[str, Any]] = []
    for (indicator, group), (label, assumed) in READINGS.items():
        row = first_row(region(report, indicator, group))
        lines.append({"how": label, "assumed": assumed, **{name: row[name] for name in _CELLS}})
    data = pd.DataFrame(lines)
    if data["value"].isna().all():
        return nothing(data["status"])
    return Exhibit(
        id="families_missing_post",
        title=Text(
            "Zmiana diagnozy a rodziny bez oceny po współpracy",
            "Change of diagnosis and families without a score after",
        ),
        caption=Text(
            f"{_counted(report, 'pl')}Żadna liczba nie mówi, które założenie jest prawdziwe. Wagi: "
            "rodzina oceniona reprezentuje też podobne nieocenione. Przedział najgorszego i "
            "najlepszego przypadku jest wspólny i obejmuje średnią wszystkich rodzin bez żadnego "
            "założenia (Imbens i Manski). Kreska: za mało rodzin, by policzyć. Przedziały 95% "
            "uwzględniają zespoły.",
            f"{_counted(report, 'en')}No number says which assumption is true. Weights: a family "
            "scored stands for like ones not scored too. The worst and the best case have one "
            "interval, which holds the mean of all families without any assumption (Imbens and "
            "Manski). Dash: too few families to compute it. 95% intervals take teams into account.",
        ),
        alt=Text(
            "Tabela: średnia zmiana po − przed przy pięciu założeniach o rodzinach bez oceny po.",
            "Table: mean change after − before under five assumptions about families not scored.",
        ),
        source=computed_source("diagnoses", "families"),
        data=data.assign(how=texts(data["how"], data), assumed=texts(data["assumed"], data)),
        columns=(
            Column("how", Text("Rachunek", "Computed")),
            Column("assumed", Text("Co zakłada", "What it assumes")),
            Column("n", Text("Rodziny", "Families"), "integer"),
            Column("value", Text("Zmiana", "Change"), "number", 2),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
        ),
    )


def _counted(report: Material, lang: Lang) -> str:
    """Say how many families were not scored, and how they were before; nothing where hidden."""
    row = _of(report, "complete")
    seen, lost = _of(report, "lost|seen"), _of(report, "lost")
    if not known(row) or lost["status"] == "suppressed":
        return ""
    missing = formats.integer(row["n_missing"], lang)
    said = Text(
        f"Bez oceny przed albo po: {missing} z {formats.integer(row['n'] + row['n_missing'])}",
        f"Without a score before or after: {missing} of "
        f"{formats.integer(row['n'] + row['n_missing'], 'en')}",
    ).in_(lang)
    if not (known(seen) and known(lost)):
        return f"{said}. "
    means = [formats.number(one["value"], 1, lang) for one in (lost, seen)]
    return Text(
        f"{said} rodzin; przed współpracą miały średnio {means[0]}, ocenione po: {means[1]}. ",
        f"{said} families; before the cooperation they had {means[0]} on average, those scored "
        f"after {means[1]}. ",
    ).in_(lang)


@needs(*TABLES, what=DIAGNOSIS)
def families_missing_post_sentence(report: Material) -> Prose:
    """Say how far families without a score after could move the result."""
    complete, worst, best = (_of(report, name) for name in ("complete", "lost|worst", "lost|best"))
    if not known(complete):
        return nothing(pd.Series([complete["status"]]))
    weighted = next(
        (
            row
            for name in ("weighted|all", "weighted|few")
            if known(row := first_row(region(report, WEIGHTED, name)))
        ),
        None,
    )
    ends = known(worst) and known(best)
    return sentences(
        {lang: _said(complete, lang) for lang in LANGUAGES},
        {lang: _said_weighted(weighted, lang) if weighted else "" for lang in LANGUAGES},
        {lang: _said_ends(worst, best, lang) if ends else "" for lang in LANGUAGES},
    )


def _said(row: Row, lang: Lang) -> str:
    value, ends = points(row, lang)
    seen, lost = families(row["n"], lang), formats.integer(row["n_missing"], lang)
    return Text(
        f"Zmianę po − przed znamy dla {_genitive(row['n'])} ({value}{ends}); dla pozostałych "
        f"({lost}) jej nie znamy.",
        f"The change after − before is known of {seen} ({value}{ends}); of the others ({lost}) it "
        "is not.",
    ).in_(lang)


def _genitive(number: float) -> str:
    return formats.plural(number, "rodziny", "rodzin", "rodzin")


def _said_weighted(row: Row, lang: Lang) -> str:
    value, ends = points(row, lang)
    return Text(
        f"Gdy ocenione rodziny reprezentują też podobne nieocenione, zmiana wynosi {value}{ends}.",
        f"Where families scored stand for like ones not scored too, the change is {value}{ends}.",
    ).in_(lang)


def _said_ends(worst: Row, best: Row, lang: Lang) -> str:
    low, high = (signed(row["value"], 2, lang) for row in (worst, best))
    sure = not formats.is_missing(worst["ci_low"]) and worst["ci_low"] > 0
    limits = Text(
        f"Bez żadnych założeń średnia wszystkich rodzin leży między {low} a {high} pkt",
        f"Without any assumption the mean of all families lies between {low} and {high} points",
    ).in_(lang)
    verdict = _SURE if sure else _UNSURE
    return f"{limits}: {verdict.in_(lang)}"


_SURE: Final = Text(
    "poprawa średniej utrzymuje się nawet w najgorszym przypadku, jej wielkość nie. **Nie wolno** "
    "podawać jednej liczby bez tego zakresu.",
    "a rise of the mean holds even in the worst case, its size does not. One number **must not** "
    "be given without this range.",
)
_UNSURE: Final = Text(
    "same dane **nie pozwalają** twierdzić, że średnio nastąpiła poprawa u wszystkich rodzin.",
    "the data alone **do not** allow to say that all families improved on average.",
)


def _of(report: Material, group: str) -> Row:
    return first_row(region(report, BOUNDS, group))
