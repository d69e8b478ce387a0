"""How firm the associations of intensity and outcomes are: without a team, other weights, E-values.

The border: repeats of the same comparison; explanations that need other data belong to
``coop_rivals``.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_outcome import (
    LINK,
    NO_LINK,
    NONE,
    OF,
    WHAT,
    outcome_label,
)
from kooperacja_eval.reporting.exhibits.coop_words import (
    INDEX_TABLES,
    OUTCOMES,
    bullets,
    region,
    side,
    whole_of,
)
from kooperacja_eval.reporting.exhibits.pzk_words import PARTS, known, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Text

COLUMNS: Final = ["label", "check", "value", "ci_low", "ci_high", "turns", "status"]
_WORDS: Final = ("label", "check")


@needs(*INDEX_TABLES, what=WHAT)
def coop_sensitivity(report: Material) -> Exhibit | Prose:
    """Show the association between teams again: without each team, and with other weights."""
    lines = [line for name in OF for line in _lines(report, name)]
    data = pd.DataFrame(lines, columns=COLUMNS)
    if data["value"].isna().all():
        return why_no(WHAT, NO_LINK)
    return Exhibit(
        id="coop_sensitivity",
        title=Text(
            "Czy związek między zespołami zależy od jednego zespołu albo od wag indeksu",
            "Whether the association between teams depends on one team or on the weights",
        ),
        caption=Text(
            "Te same porównania między zespołami na 10 punktów indeksu. „Bez jednego zespołu”: "
            "najmniejszy i największy wynik, gdy po kolei pominie się każdy zespół; to zakres, a "
            "nie przedział ufności; w nawiasie, po pominięciu ilu zespołów odwraca się kierunek. "
            "Pozostałe wiersze: przedziały 95%. Podwojona waga: indeks, w "
            "którym ta część liczy się dwa razy.",
            "The same comparisons between teams for 10 points of the index. “Without one team”: "
            "smallest and largest result when each team is left out in turn; a range, not a "
            "confidence interval; in brackets, for how many teams the direction turns. Other "
            "rows: 95% intervals. Double weight: an index in which this "
            "part counts twice.",
        ),
        alt=Text(
            "Tabela: związek w całości, bez jednego zespołu i przy podwojonej wadze każdej części.",
            "Table: association of all, without one team and with double weight of each part.",
        ),
        source=computed_source("meetings", "attendance", "contacts", "families"),
        data=data.assign(**{name: texts(data[name], data) for name in _WORDS}),
        columns=(
            Column("label", Text("Wynik rodzin", "Outcome of families")),
            Column("check", Text("Sprawdzenie", "Check")),
            Column("value", Text("Związek", "Association"), "number", 2),
            Column("ci_low", Text("Przedział lub zakres", "Interval or range"), "interval", 2,
                   high="ci_high"),
        ),
    )  # fmt: skip


def _lines(report: Material, name: str) -> list[dict[str, Any]]:
    lines = []
    main = whole_of(report, LINK, f"{name}|between")
    if known(main):
        lines.append(_line(name, Text("wszystkie zespoły", "all teams"), main))
        lines += _without(report, name, main["value"])
    for part, label in PARTS.items():
        if len(region(report, LINK, f"{name}|weights:{part}")):
            check = Text(f"podwojona waga: {label.pl}", f"double weight: {label.en}")
            lines.append(_line(name, check, whole_of(report, LINK, f"{name}|weights:{part}")))
    return lines


def _line(name: str, check: Text, row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in ("value", "ci_low", "ci_high", "status")}
    return {"label": outcome_label(name), "check": check} | kept


def _without(report: Material, name: str, main: float) -> list[dict[str, Any]]:
    """Return the row of the smallest and largest association when one team is left out."""
    low, high, turns = (
        whole_of(report, LINK, f"{name}|{part}")["value"]
        for part in ("without_lowest", "without_highest", "sign_changes")
    )
    if formats.is_missing(low) or formats.is_missing(high):
        return []
    turned = [formats.number(turns, 0, lang) for lang in LANGUAGES]
    check = Text(f"bez jednego zespołu (odwraca: {turned[0]})",
                 f"without one team (turns: {turned[1]})")  # fmt: skip
    row = {"value": main, "ci_low": low, "ci_high": high, "status": "ok"}
    return [_line(name, check, row) | {"turns": turns}]


@needs(*INDEX_TABLES, what=WHAT)
def coop_e_value(report: Material) -> Prose:
    """Say in one sentence for each ratio how strong something unmeasured would have to be."""
    lines = [line for name in OF if (line := _e_value(report, name)) is not None]
    return bullets(lines) if lines else why_no(WHAT, NO_LINK)


def _e_value(report: Material, name: str) -> Text | None:
    value = whole_of(report, LINK, f"{name}|e_value")
    limit = whole_of(report, LINK, f"{name}|e_value_limit")
    main = whole_of(report, LINK, f"{name}|between")
    if not known(value) or not known(main):
        return None
    label = OUTCOMES[name]
    head = Text(
        f"**{label.pl[:1].upper()}{label.pl[1:]}**:", f"**{label.en[:1].upper()}{label.en[1:]}**:"
    )
    if side(main, NONE[name]) == 0:
        return Text(
            f"{head.pl} związku nie wykazano, więc nie ma czego wyjaśniać (wartość E dla granicy "
            f"przedziału: {formats.number(limit['value'], 1)}).",
            f"{head.en} no association is shown, so there is nothing to explain (E-value of the "
            f"interval: {formats.number(limit['value'], 1, 'en')}).",
        )
    point, end = (formats.number(row["value"], 1) for row in (value, limit))
    point_en, end_en = (formats.number(row["value"], 1, "en") for row in (value, limit))
    return Text(
        f"{head.pl} wartość E to {point}: coś, czego nie zmierzono (na przykład łatwiejsza "
        "sytuacja rodzin), musiałoby wiązać się i z intensywnością, i z wynikiem "
        f"ryzykiem względnym co najmniej {point}, żeby samo tłumaczyło cały związek; "
        f"żeby przedział objął brak związku, wystarczyłoby {end}.",
        f"{head.en} the E-value is {point_en}: something not measured (such as easier families) "
        f"would have to go with both intensity and outcome by a risk ratio of at least {point_en} "
        f"to account for the whole association; {end_en} would do for the interval to hold no "
        "association.",
    )
