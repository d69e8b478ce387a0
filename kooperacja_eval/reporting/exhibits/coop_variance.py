"""How far teams and voivodeships differ in outcomes, and what that leaves of the families.

The border: shares of variance of the macroregion; values of single teams belong to
``coop_funnel`` and ``coop_caterpillar``.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import (
    AT_ZERO,
    INDEX_TABLES,
    OUTCOMES,
    bullets,
    method_of,
    whole_of,
)
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Text

WHAT: Final = Text("Różnice między zespołami", "Differences between teams")
VARIANCE: Final = "pzk_variance"
VARIANCE_TABLES: Final = ("goals", *INDEX_TABLES)
OF: Final = ("completed", "goal_t", "contacts")
TOO_FEW: Final = Text(
    "zespołów jest za mało, żeby policzyć, jak bardzo się różnią",
    "there are too few teams to compute how far they differ",
)
SHARES: Final = {
    "team_share": Text("zespołami w województwach", "teams within voivodeships"),
    "voivodeship_share": Text("województwami", "voivodeships"),
}
"""Shares of variance that may be estimated as zero."""


@needs(*VARIANCE_TABLES, what=WHAT)
def coop_variance(report: Material) -> Exhibit | Prose:
    """Show shares of variance, design effect and effective number of families by outcome."""
    data = pd.DataFrame([_line(report, name) for name in OF])
    if data["icc"].isna().all():
        return why_no(WHAT, TOO_FEW)
    return Exhibit(
        id="coop_variance",
        title=Text(
            "Jaka część różnic między rodzinami leży między zespołami",
            "Which part of the differences between families lies between teams",
        ),
        caption=Text(
            "Zespoły (ICC): ich udział w całej zmienności wyniku; województwa "
            "stoją osobno obok. Efekt schematu: ile razy mniej pewna jest średnia, bo rodziny "
            "jednego zespołu są do siebie podobne; rodziny skuteczne: ilu niezależnym rodzinom to "
            "odpowiada. Przedziały 95%. Zakończenie programu: model beta-dwumianowy, rodziny o "
            "znanym zakończeniu; pozostałe: model mieszany (REML).",
            "Teams (ICC): their share of all variance of the outcome; voivodeships stand apart "
            "beside it. Design effect: how many times less certain the mean is, since families "
            "of one team are alike; effective families: how many independent families that equals. "
            "95% intervals. Completion: beta-binomial model, families with a known end; the "
            "others: mixed model (REML).",
        ),
        alt=_alt(data),
        source=computed_source("families", "goals", "contacts"),
        data=data.assign(outcome=texts(data["outcome"], data)),
        columns=_COLUMNS,
    )


_COLUMNS: Final = (
    Column("outcome", Text("Wynik rodzin", "Outcome of families")),
    Column("n", Text("Rodziny", "Families"), "integer"),
    Column("icc", Text("Zespoły", "Teams"), "percent", 0),
    Column("icc_low", Text("Przedział", "Interval"), "interval", 0, high="icc_high",
           scale="percent"),
    Column("voivodeship_share", Text("Województwa", "Voivodeships"),
           "percent", 0),
    Column("voivodeship_share_low", Text("Przedział", "Interval"), "interval", 0,
           high="voivodeship_share_high", scale="percent"),
    Column("design_effect", Text("Efekt schematu", "Design effect"), "number"),
    Column("effective_n", Text("Rodziny skuteczne", "Effective families"), "number", 0),
)  # fmt: skip


def _line(report: Material, name: str) -> dict[str, Any]:
    icc = whole_of(report, VARIANCE, f"{name}|icc")
    line: dict[str, Any] = {
        "outcome": OUTCOMES[name], "n": icc["n"], "icc": icc["value"], "icc_low": icc["ci_low"],
        "icc_high": icc["ci_high"], "status": icc["status"],
    }  # fmt: skip
    for part in SHARES:
        row = whole_of(report, VARIANCE, f"{name}|{part}")
        line |= {part: row["value"], f"{part}_low": row["ci_low"], f"{part}_high": row["ci_high"]}
    for part in ("mean_size", "design_effect", "effective_n"):
        line[part] = whole_of(report, VARIANCE, f"{name}|{part}")["value"]
    return line


def _alt(data: pd.DataFrame) -> Text:
    said = {
        lang: "; ".join(
            f"{row['outcome'].in_(lang)} {formats.percent(row['icc'], 0, lang)}"
            for row in data.to_dict("records")
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Tabela: udział zmienności między zespołami: {said['pl']}.",
        f"Table: share of variance between teams: {said['en']}.",
    )


@needs(*VARIANCE_TABLES, what=WHAT)
def coop_variance_sentence(report: Material) -> Prose:
    """Say for each outcome whether teams differ beyond chance, and what a zero means."""
    lines = [line for name in OF if (line := _said(report, name)) is not None]
    lines += [line for part in SHARES if (line := _zero(report, part)) is not None]
    return bullets(lines) if lines else why_no(WHAT, TOO_FEW)


def _said(report: Material, name: str) -> Text | None:
    row = whole_of(report, VARIANCE, f"{name}|icc")
    if not known(row):
        return None
    label, n = OUTCOMES[name], row["n"]
    left = whole_of(report, VARIANCE, f"{name}|effective_n")["value"]
    share = [formats.percent(row["value"], 0, lang) for lang in LANGUAGES]
    ends = [
        formats.interval(row["ci_low"], row["ci_high"], 0, lang, scale="percent")
        for lang in LANGUAGES
    ]
    verdict = _verdict(row["ci_low"])
    return Text(
        f"**{label.pl[:1].upper()}{label.pl[1:]}**: między zespołami leży {share[0]} zmienności "
        f"(przedział 95%: {ends[0]}) – {verdict.pl}. Rodzin jest {formats.integer(n)}, ale mówią "
        f"tyle, co {formats.number(left, 0)} niezależnych.",
        f"**{label.en[:1].upper()}{label.en[1:]}**: {share[1]} of the variance lies between teams "
        f"(95% interval: {ends[1]}) – {verdict.en}. There are {formats.integer(n, 'en')} families, "
        f"but they tell as much as {formats.number(left, 0, 'en')} independent ones.",
    )


def _verdict(low: float) -> Text:
    """Return what the lower end of a share of variance allows to say."""
    if formats.is_missing(low):
        return Text("pewności tego wyniku nie da się policzyć", "how certain cannot be computed")
    if round(low, 3) > 0:
        return Text("zespoły różnią się bardziej niż przez przypadek", "teams differ beyond chance")
    return Text(
        "nie da się odróżnić różnic między zespołami od przypadku",
        "differences between teams cannot be told from chance",
    )


def _zero(report: Material, part: str) -> Text | None:
    """Return the sentence for a share of variance that is estimated as exactly zero."""
    zero = [name for name in OF if _at_zero(report, f"{name}|{part}")]
    if not zero:
        return None
    said = {}
    for lang in LANGUAGES:
        upper = Text("dane dopuszczają do", "the data allow up to").in_(lang)
        ends = ((name, whole_of(report, VARIANCE, f"{name}|{part}")["ci_high"]) for name in zero)
        said[lang] = "; ".join(
            f"{OUTCOMES[name].in_(lang)} ({upper} {formats.percent(high, 0, lang)})"
            for name, high in ends
        )
    return Text(
        f"Udział różnic między {SHARES[part].pl} oszacowano na zero: {said['pl']}. To nie dowód, "
        "że są jednakowe: przy tylu rodzinach mniejszych różnic nie widać.",
        f"The share of differences between {SHARES[part].en} is estimated as zero: {said['en']}. "
        "That is no proof that they are alike: so few families do not show smaller differences.",
    )


def _at_zero(report: Material, group: str) -> bool:
    there = known(whole_of(report, VARIANCE, group))
    return there and method_of(report, VARIANCE, group).endswith(AT_ZERO)
