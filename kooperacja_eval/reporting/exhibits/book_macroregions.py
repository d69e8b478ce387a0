"""The main numbers of a study with its macroregions side by side.

The border: shows released values; a macroregion is never put before another for its numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.survey_words import why_not
from kooperacja_eval.reporting.exhibits.value_words import group_words, value_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import MACROREGIONS
from kooperacja_eval.text import Lang, Text, same

MAIN: Final = (
    ("entities_in_cooperation", "", ()),
    ("pzk_active", "", ()),
    ("families_in_cooperation", "", ()),
    ("families_per_pzk", "mean", ()),
    ("ipp_completed_share", "", ("clustered_wilson", "wilson")),
    ("continuing_services_share", "of_completed", ("clustered_wilson", "wilson")),
    ("goal_attainment_t", "attained", ()),
    ("meetings_held_share", "", ("clustered_wilson", "wilson")),
    ("attendance_share", "all", ()),
    ("cooperation_intensity", "index", ()),
    ("network_density", "asked|3", ()),
    ("scale_change", "cooperation", ("paired_clustered_t",)),
    ("scale_change", "professionalism", ("paired_clustered_t",)),
    ("scale_change", "effectiveness", ("paired_clustered_t",)),
    ("service_gap", "not_delivered", ()),
    ("cost_per_family", "direct", ()),
    ("cost_per_completed_ipp", "direct", ()),
    ("conclusions_count", "", ()),
)
"""Indicator, group, and methods of which the first that there is counts; without any, all do."""
PLAIN: Final = ("", "all", "index", "attained")
"""Groups that are the indicator itself."""
TITLE: Final = Text("Główne wyniki według makroregionów", "Main results by macroregion")
NONE: Final = Prose(
    Text(
        "*Główne wyniki według makroregionów: to badanie nie ma ich wartości.*",
        "*Main results by macroregion: this study has no values of them.*",
    )
)


def book_macroregions(report: Material) -> Exhibit | Prose:
    """Show main indicators, one column for each macroregion of the study."""
    regions = [part.id for part in report.config.macroregions]
    lines = [
        line
        for indicator, group, methods in MAIN
        if (line := _line(report, catalogue()[indicator], group, methods)) is not None
    ]
    if not lines:
        return NONE
    return Exhibit(
        id="book_macroregions",
        title=TITLE,
        caption=_caption(regions),
        alt=Text(
            "Tabela: wskaźnik i jego wartość w każdym makroregionie.",
            "Table: indicator and its value in each macroregion.",
        ),
        source=Text("obliczenia z tabel badania", "computed from the tables of the study"),
        data=pd.DataFrame(lines),
        columns=(
            Column("what", Text("Wskaźnik", "Indicator")),
            *(
                Column(f"region_{name}", MACROREGIONS.label(name), align="right")
                for name in regions
            ),
        ),
    )


def _caption(regions: Sequence[str]) -> Text:
    shown = Text(
        "W nawiasie przedział ufności 95% i liczba przypadków (n).",
        "In brackets the 95% confidence interval and the number of cases (n).",
    )
    if len(regions) == 1:
        only = MACROREGIONS.label(regions[0])
        return Text(
            f"{shown.pl} Badanie obejmuje jeden makroregion ({only.pl}); porównania z innymi nie "
            "ma.",
            f"{shown.en} The study has one macroregion ({only.en}); there is no comparison with "
            "others.",
        )
    return Text(
        f"{shown.pl} Makroregiony różnią się rodzajem gmin, liczbą zespołów i sposobem zbierania "
        "danych: różnice nie są miarą jakości pracy.",
        f"{shown.en} Macroregions differ in their kinds of gmina, number of teams and ways of "
        "collecting data: differences do not measure the quality of work.",
    )


def _line(
    report: Material, entry: Indicator, group: str, methods: tuple[str, ...]
) -> dict[str, Any] | None:
    """Return one indicator with a text for each macroregion; None where no one has a row."""
    rows = _latest(report, report.rows(entry.id, level="macroregion", group=group))
    for method in methods:
        if (rows["method"] == method).any():
            rows = rows[rows["method"] == method]
            break
    if rows.empty:
        return None
    found = {str(row["macroregion"]): row for row in reversed(rows.to_dict("records"))}
    cells = {
        f"region_{part.id}": _cell(entry, found.get(part.id)) for part in report.config.macroregions
    }
    words = same("") if group in PLAIN else group_words(report, group)
    name = entry.title
    if words.pl:
        name = Text(f"{name.pl}: {words.pl}", f"{name.en}: {words.en}")
    return {"indicator_id": entry.id, "group": group, "what": name, **cells}


def _latest(report: Material, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the whole test; of waves, those of the last, or of first and last."""
    waves = rows["wave"].dropna()
    if len(waves):
        order = [entry.id for entry in report.config.waves]
        farthest = max(map(str, waves), key=lambda names: _span(order, names))
        return rows.loc[rows["wave"] == farthest]
    periods = rows["period"].fillna("")
    whole = rows[periods.str.contains("/", regex=False) | (periods == "")]
    return whole if len(whole) else rows


def _span(order: list[str], names: str) -> tuple[int, int]:
    """Return how far two waves that are compared lie apart, and when the later one was."""
    first, _, last = names.partition("/")
    at = [order.index(name) if name in order else -1 for name in (first, last or first)]
    return at[1] - at[0], at[1]


def _cell(entry: Indicator, row: Mapping[Any, Any] | None) -> Text:
    if row is None:
        return same(formats.MISSING)
    if formats.is_missing(row["value"]):
        return why_not(row["status"])
    return Text(_words(entry, row, "pl"), _words(entry, row, "en"))


def _words(entry: Indicator, row: Mapping[Any, Any], lang: Lang) -> str:
    value = value_words(entry, float(row["value"]), lang)
    more = []
    if not (formats.is_missing(row["ci_low"]) or formats.is_missing(row["ci_high"])):
        scale: formats.Scale = "percent" if entry.display == "share" else "number"
        more.append(
            formats.interval(row["ci_low"], row["ci_high"], entry.decimals, lang, scale=scale)
        )
    if entry.display != "count" and not formats.is_missing(row["n"]):
        more.append(f"n = {formats.integer(row['n'], lang)}")
    return f"{value} ({'; '.join(more)})" if more else value
