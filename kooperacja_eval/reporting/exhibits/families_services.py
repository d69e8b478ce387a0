"""Services of families by month: what became of them and in which mode, as stacked shares.

The border: pictures by month; the state at the end by kind belongs to ``families_services_kinds``.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import by_month
from kooperacja_eval.reporting.exhibits.families_service_words import MODE_LABELS, STATE_LABELS
from kooperacja_eval.reporting.exhibits.pzk_words import (
    covid_month,
    mark_covid,
    month_column,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import INK, axis_formatter
from kooperacja_eval.text import Lang, Text

SERVICES: Final = Text("Usługi rodzin", "Services of families")
STATUS: Final = "service_status_share"
MODE: Final = "service_mode_share"
TABLES: Final = ("pzk", "families", "services")
NO_MONTHS: Final = Text(
    "żadna usługa nie ma zapisanego początku", "no service has a recorded start"
)
RUNNING: Final = Text("trwa lub zrealizowana", "running or delivered")
Look = tuple[str, str, str]
"""Fill, hatch and colour of the number of a part."""
STATE_LOOKS: Final[Mapping[str, Look]] = {
    "delivered": ("#08427A", "", "white"),
    "resumed": ("#4A90C4", "", "white"),
    "converted": ("#A9CBE3", "", INK),
    "planned": ("#EEF1F3", "", INK),
    "suspended": ("#F0B98D", "////", INK),
    "not_available": ("#8A3A00", "", "white"),
}
"""From the bottom up: what takes place, what is to come, what does not take place."""
MODE_LOOKS: Final[Mapping[str, Look]] = {
    "in_person": ("#08427A", "", "white"),
    "mixed": ("#8DBBDD", "", INK),
    "remote": ("#F0B98D", "////", INK),
}
ROOM: Final = 0.07
"""Parts lower than this share have no room for a number."""
TICKS: Final[Mapping[Lang, int]] = {"pl": 8, "en": 5}
"""At most so many months are named; English names are long."""
CROWDED: Final = 18
"""With more months than this, parts have no numbers."""


@needs(*TABLES, what=SERVICES)
def families_services_months(report: Material) -> Exhibit | Prose:
    """Draw the shares of services by state in each month, with the break marked."""
    labels = {**STATE_LABELS, "delivered": RUNNING}
    data = _rows(report, STATUS, STATE_LOOKS, labels)
    if data["value"].isna().all():
        return _nothing(data)
    return Exhibit(
        id="families_services_months",
        title=Text("Usługi rodzin i osób według stanu w miesiącu",
                   "Services of families and persons by state in each month"),
        caption=_with_gaps(data, Text(
            "Usługi zaplanowane lub rozpoczęte do końca miesiąca i niezakończone przed nim; nad "
            "słupkiem ich liczba. Usługi o nieznanym stanie w miesiącu nie liczą się: to "
            "wstrzymane, "
            "wznowione, zamienione lub niedostępne bez dnia zmiany, a wznowione także od początku "
            f"pandemii do wznowienia (w jednym miesiącu najwyżej {_most_missing(data, 'pl')}), "
            "więc udział "
            "wstrzymanych jest wtedy zaniżony. Usługi zrealizowane się kończą, a wstrzymane i "
            "niedostępne często nie mają końca, więc ich "
            "udział pod koniec rośnie sam z siebie.",
            "Services planned or started by the end of the month and not ended before it; their "
            "number stands above the bar. Services whose state in the month is not known do not "
            "count: those suspended, resumed, converted or not available without the day of the "
            "change, and resumed ones from the start of the pandemic until they were resumed (at "
            f"most {_most_missing(data, 'en')} in one month), so the share of suspended ones "
            "is too "
            "low then. Delivered services end while suspended "
            "and unavailable ones often have no end, so their share grows by itself in the end.",
        )),
        alt=_alt(data, covid_month(report), "delivered", Text("trwających", "running")),
        source=computed_source("services", "families"),
        data=data,
        columns=_COLUMNS,
        draw=partial(_draw, looks=STATE_LOOKS, labels=labels, covid=covid_month(report)),
    )  # fmt: skip


@needs(*TABLES, what=SERVICES)
def families_services_mode(report: Material) -> Exhibit | Prose:
    """Draw the shares of running services by mode in each month."""
    data = _rows(report, MODE, MODE_LOOKS, MODE_LABELS)
    if data["value"].isna().all():
        return _nothing(data)
    return Exhibit(
        id="families_services_mode",
        title=Text("Usługi trwające w miesiącu według trybu", "Services running by mode"),
        caption=_with_gaps(
            data,
            Text(
                "Usługi, które w miesiącu trwały; nad słupkiem liczba tych o znanym trybie. "
                "Zapisano "
                "jeden tryb usługi, więc tryb zamienionej lub wznowionej jest znany dopiero od "
                "zmiany; "
                "przedtem jest brakiem.",
                "Services that ran in the month; above the bar the number of those with a "
                "known mode. "
                "One mode is recorded for each service, so that of a converted or resumed one "
                "is known "
                "from the change on only; before, it is missing.",
            ),
        ),
        alt=_alt(data, covid_month(report), "remote", Text("zdalnych", "remote")),
        source=computed_source("services", "families"),
        data=data,
        columns=_COLUMNS,
        draw=partial(_draw, looks=MODE_LOOKS, labels=MODE_LABELS, covid=covid_month(report)),
    )


_COLUMNS: Final = (
    Column("month", Text("Miesiąc", "Month")),
    Column("label", Text("Stan lub tryb", "State or mode")),
    Column("numerator", Text("Usługi", "Services"), "integer"),
    Column("denominator", Text("Z", "Of"), "integer"),
    Column("value", Text("Udział", "Share"), "percent"),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high",
           scale="percent"),
    Column("n", Text("Rodziny", "Families"), "integer"),
    Column("n_missing", Text("Braki", "Missing"), "integer"),
)  # fmt: skip
_KEPT: Final = [
    "group", "period", "numerator", "denominator", "value", "ci_low", "ci_high", "n", "n_missing",
    "status",
]  # fmt: skip


def _rows(
    report: Material, indicator: str, groups: Mapping[str, Look], labels: Mapping[str, Text]
) -> pd.DataFrame:
    """Return one row for each part and month."""
    parts = [by_month(report, indicator, group)[_KEPT] for group in groups]
    data = pd.concat(parts, ignore_index=True)
    named = texts((labels[group] for group in data["group"]), data)
    return data.assign(label=named, month=month_column(data))


def _with_gaps(data: pd.DataFrame, caption: Text) -> Text:
    """Add what an empty place in a bar means, where shares are hidden."""
    if not (data["status"] == "suppressed").any():
        return caption
    return Text(
        f"{caption.pl} Puste miejsce w słupku: udziały ukryto, bo są zbyt małe, by je pokazać.",
        f"{caption.en} An empty place in a bar: shares are suppressed, being too small to be "
        "shown.",
    )


def _nothing(data: pd.DataFrame) -> Prose:
    suppressed = bool((data["status"] == "suppressed").any())
    return hidden(SERVICES) if suppressed else why_no(SERVICES, NO_MONTHS)


def _most_missing(data: pd.DataFrame, lang: Lang) -> str:
    most = data["n_missing"].max()
    number = None if pd.isna(most) else float(most)
    if lang == "pl":
        return formats.plural(number, "usługa", "usługi", "usług")
    return formats.plural_en(number, "service", "services")


def _alt(data: pd.DataFrame, covid: str, group: str, what: Text) -> Text:
    """Say the share of a part in the last month before the break, the first of it and the last."""
    rows = data[data["group"] == group]
    known = rows[rows["value"].notna()]
    picked = pd.concat(
        [known[known["period"] < covid].tail(1), known[known["period"] >= covid].head(1),
         known.tail(1)]
    ).drop_duplicates("period")  # fmt: skip
    said: dict[Lang, str] = {
        lang: "; ".join(
            f"{row['month'].in_(lang)} {formats.percent(row['value'], 0, lang)}"
            for row in picked.to_dict("records")
        )
        for lang in ("pl", "en")
    }
    return Text(
        f"Wykres słupkowy skumulowany według miesięcy; udział usług {what.pl}: {said['pl']}.",
        f"Stacked bar chart by month; share of services {what.en}: {said['en']}.",
    )


def _draw(
    figure: Figure,
    data: pd.DataFrame,
    lang: Lang,
    *,
    looks: Mapping[str, Look],
    labels: Mapping[str, Text],
    covid: str,
) -> None:
    periods = sorted(set(data["period"]))
    figure.set_size_inches(6.5, 3.9)
    axes = figure.add_subplot()
    starts = [0.0] * len(periods)
    for group, (fill, hatch, ink) in looks.items():
        shares = _by_period(data[data["group"] == group], periods, "value")
        heights = [0.0 if pd.isna(share) else share for share in shares]
        axes.bar(range(len(periods)), heights, bottom=starts, width=0.86, color=fill, hatch=hatch,
                 edgecolor="white", linewidth=0.6, label=labels[group].in_(lang))  # fmt: skip
        for spot, (start, height) in enumerate(zip(starts, heights, strict=True)):
            if height >= ROOM and len(periods) <= CROWDED:
                axes.text(spot, start + height / 2, formats.number(100 * height, 0, lang),
                          ha="center", va="center", fontsize=7, color=ink,
                          bbox=_plate(fill) if hatch else None)  # fmt: skip
        starts = [start + height for start, height in zip(starts, heights, strict=True)]
    numbers = data.groupby("period")["denominator"].max()
    for spot, period in enumerate(periods):
        axes.text(spot, 1.015, formats.integer(numbers[period], lang), ha="center", va="bottom",
                  fontsize=6.5)  # fmt: skip
    step = -(-len(periods) // TICKS[lang])
    named = list(range(0, len(periods), step))
    axes.set_xticks(named, [formats.month(periods[spot], lang) for spot in named])
    axes.set_xlim(-0.6, len(periods) - 0.4)
    axes.set_ylim(0, 1.07)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    mark_covid(axes, periods, covid, lang, named="above")
    figure.legend(loc="outside lower center", ncols=3)


def _plate(fill: str) -> dict[str, object]:
    """Return the ground of a number on a hatched part."""
    return {"boxstyle": "square,pad=0.15", "facecolor": fill, "edgecolor": "none"}


def _by_period(rows: pd.DataFrame, periods: Sequence[str], name: str) -> list[float]:
    found = dict(zip(rows["period"], rows[name], strict=True))
    return [float(found.get(period, float("nan"))) for period in periods]
