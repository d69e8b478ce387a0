"""The families of one team in the few numbers that may be shown, beside the macroregion."""

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.exhibits.pzk_words import known, region_rows, team_rows, whole
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

FAMILIES: Final = Text("Rodziny zespołu", "Families of the team")
ONE_BY_ONE: Final = 12
"""With fewer families than this, the caption says what one of them weighs."""
Say = Callable[[Row, Lang], str]


def _count(row: Row, lang: Lang) -> str:
    return formats.integer(row["value"], lang)


def _share(row: Row, lang: Lang) -> str:
    part, every = formats.integer(row["numerator"], lang), formats.integer(row["denominator"], lang)
    of = Text("z", "of").in_(lang)
    return f"{part} {of} {every} ({formats.percent(row['value'], 0, lang)})"


def _mean(row: Row, lang: Lang) -> str:
    return formats.number(row["value"], 1, lang)


MEASURES: Final[Mapping[str, tuple[Text, Say]]] = {
    "families_in_cooperation": (
        Text("Rodziny i osoby we współpracy na {}", "Families and persons in cooperation, {}"),
        _count,
    ),
    "ipp_completed_share": (
        Text("Zakończone programy pomocy (IPP)", "Completed help programmes (IPP)"),
        _share,
    ),
    "family_contacts": (
        Text("Kontakty z rodziną w miesiącu, średnio", "Contacts with a family in a month, mean"),
        _mean,
    ),
}
"""Rows of the table: indicator, what it is called, how its values are written."""


@needs("pzk", "families", what=FAMILIES)
def pzk_families(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """How many families cooperate with a team, how many completed, and how often it meets them."""
    lines = [_line(report, pzk_id, indicator) for indicator in MEASURES]
    data = pd.DataFrame([line for line in lines if line is not None], columns=_COLUMNS)
    note = _note(data)
    return Exhibit(
        id="pzk_families",
        title=Text(
            f"Rodziny i osoby zespołu {pzk_id} w liczbach",
            f"Families and persons of the team {pzk_id} in numbers",
        ),
        caption=note,
        alt=Text(
            "Tabela: rodziny we współpracy, zakończone programy, kontakty w miesiącu; "
            "obok wartość dla makroregionu.",
            "Table: families in cooperation, completed programmes, contacts in a month; "
            "beside them the value of the macroregion.",
        ),
        source=computed_source("families", *(["contacts"] if report.has("contacts") else [])),
        data=data,
        columns=(
            Column("what", Text("Miara", "Measure")),
            Column("own", Text("Zespół", "Team"), align="right"),
            Column("range", Text("Przedział 95%", "95% interval"), align="right"),
            Column("others", Text("Makroregion", "Macroregion"), align="right"),
        ),
    )


_COLUMNS: Final = ["indicator_id", "what", "own", "range", "others", "denominator", "own_status"]


def _line(report: Material, pzk_id: str, indicator: str) -> dict[str, object] | None:
    label, say = MEASURES[indicator]
    own = _first(team_rows(report, indicator, pzk_id, group=""))
    others = _first(region_rows(report, indicator, pzk_id, group=""))
    if own is None:
        return None
    day = report.config.study.as_of
    return {
        "indicator_id": indicator,
        "what": Text(
            label.pl.format(formats.date(day)), label.en.format(formats.date(day, "en"))
        ),
        "own": _said(own, say),
        "range": _range(own, indicator),
        "others": same(formats.MISSING) if others is None else _said(others, say),
        "denominator": own["denominator"],
        "own_status": own["status"],
    }  # fmt: skip


def _first(rows: pd.DataFrame) -> Row | None:
    """Return the row of the whole test, else the first, which speaks of one day."""
    if rows.empty:
        return None
    row = whole(rows)
    ranged = known(row) or row["status"] == "suppressed"
    return row if ranged else cells(rows.to_dict("records")[0])


def _said(row: Row, say: Say) -> Text:
    if row["status"] == "suppressed" and not known(row):
        return formats.SUPPRESSED
    if not known(row):
        return same(formats.MISSING)
    return Text(*(say(row, lang) for lang in LANGUAGES))


def _range(row: Row, indicator: str) -> Text:
    if row["status"] == "suppressed":
        return formats.SUPPRESSED
    low, high = row["ci_low"], row["ci_high"]
    if indicator == "ipp_completed_share":
        return Text(*(formats.interval(low, high, 0, lang, scale="percent") for lang in LANGUAGES))
    return Text(*(formats.interval(low, high, 1, lang) for lang in LANGUAGES))


def _note(data: pd.DataFrame) -> Text:
    """Say how far the numbers reach, what one family weighs, and what is hidden."""
    parts = [
        Text(
            "Przedział 95%: im mniej rodzin, tym jest szerszy i tym mniej wolno wnioskować z "
            "różnicy między zespołem a makroregionem.",
            "95% interval: the fewer families, the wider it is and the less a difference between "
            "the team and the macroregion says.",
        )
    ]
    shown = data[(data["indicator_id"] == "ipp_completed_share") & (data["own_status"] == "ok")]
    if len(shown) and 0 < shown["denominator"].iloc[0] < ONE_BY_ONE:
        parts.append(_weight(float(shown["denominator"].iloc[0])))
    if (data["own_status"] == "suppressed").any():
        parts.append(
            Text(
                "„Ukryto”: liczba jest tak mała, że mogłaby wskazać rodzinę.",
                "“Suppressed”: the number is so small that it might point to a family.",
            )
        )
    return Text(" ".join(part.pl for part in parts), " ".join(part.en for part in parts))


def _weight(families: float) -> Text:
    points = 100 / families
    polish = formats.plural(round(points), "punkt procentowy", "punkty procentowe",
                            "punktów procentowych")  # fmt: skip
    english = formats.plural_en(round(points), "percentage point", "percentage points")
    return Text(
        f"Przy tej liczbie rodzin ({formats.integer(families)}) jedna rodzina zmienia odsetek o "
        f"{polish}.",
        f"With so few families ({formats.integer(families, 'en')}), one of them changes the share "
        f"by {english}.",
    )
