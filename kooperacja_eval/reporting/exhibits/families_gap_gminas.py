"""Where services were lacking: a matrix of gminas by kind, for the teams alone.

The border: it shows numbers of one or two families, so it is made in the internal profile only.
"""

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place, texts
from kooperacja_eval.reporting.exhibits.families_gap import GAP, NO_NEEDS, TABLES
from kooperacja_eval.reporting.exhibits.families_service_words import KIND_LABELS, UNKNOWN_GMINA
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import GREY, INK
from kooperacja_eval.text import Lang, Text, same

GMINAS: Final = Text("Brak usług w gminach", "Lack of services by gmina")
PUBLIC: Final = Text(
    "zestawienie gmin jest tylko w profilu wewnętrznym, bo w gminie za liczbą stoi często jedna "
    "albo dwie rodziny, które sąsiedzi mogliby rozpoznać",
    "gminas are set beside each other in the internal profile only, since in a gmina one or two "
    "families often stand behind a number, and neighbours could recognise them",
)
NOT_DELIVERED: Final = "not_delivered"
SHADES: Final = ((0.001, "#F1F3F5"), (0.25, "#F6D2B8"), (0.5, "#E89A66"), (1.01, "#C75300"))
"""Fill up to a share not delivered: none, below a quarter, below half, half or more."""


@needs(*TABLES, what=GMINAS)
def families_gap_gminas(report: Material, *, voivodeship: str | None = None) -> Exhibit | Prose:
    """Draw for each gmina and kind how many of the services needed were not delivered.

    Parameters
    ----------
    report : Material
        What may be shown.
    voivodeship : str, optional
        Only the teams of this voivodeship; without it all, on a picture of one page for some 40
        gminas.
    """
    if report.values.profile == "public":  # noqa: PD011 (not pandas)
        return why_no(GMINAS, PUBLIC)
    data = _rows(report, voivodeship)
    if data.empty:
        return why_no(GMINAS, NO_NEEDS)
    where = place(voivodeship) if voivodeship else Text("wszystkie gminy", "all gminas")
    return Exhibit(
        id="families_gap_gminas" + (f"_{voivodeship.replace('-', '_')}" if voivodeship else ""),
        title=Text(
            f"Usługi niezrealizowane z potrzebnych, według gmin ({where.pl})",
            f"Services not delivered of those needed, by gmina ({where.en})",
        ),
        caption=Text(
            "W polu: niezrealizowane / potrzebne; puste pole: nikt takiej usługi nie "
            "potrzebował. Im "
            "ciemniej, tym większa część niezrealizowana (do ćwierci, do połowy, połowa lub "
            "więcej). "
            "Przy jednej lub dwóch potrzebach w polu kolor mówi o pojedynczych rodzinach, nie o "
            "gminie. Tylko do użytku wewnętrznego.",
            "In a field: not delivered / needed; an empty field: nobody needed such a service. The "
            "darker, the larger the part not delivered (below a quarter, below half, half or "
            "more). "
            "With one or two needs in a field the colour speaks of single families, not of the "
            "gmina. For internal use only.",
        ),
        alt=_alt(data),
        source=computed_source("services", "families"),
        data=data,
        columns=(
            Column("gmina", Text("Gmina", "Gmina")),
            Column("pzk_id", Text("Zespół", "Team")),
            Column("kind", Text("Rodzaj", "Kind")),
            Column("numerator", Text("Niezrealizowane", "Not delivered"), "integer"),
            Column("denominator", Text("Potrzebne", "Needed"), "integer"),
            Column("n", Text("Rodziny", "Families"), "integer"),
        ),
        draw=_draw,
    )


def _rows(report: Material, voivodeship: str | None) -> pd.DataFrame:
    """Return one row for each gmina, team and kind, in the order of teams."""
    rows = report.rows(GAP, level="pzk")
    if voivodeship is not None:
        rows = rows[rows["voivodeship"] == voivodeship]
    parts = rows["group"].str.extract(r"^(?P<measure>\w+)\|(?P<code>\w+)/gmina:(?P<gmina_id>.+)$")
    found = rows.assign(measure=parts["measure"], code=parts["code"], gmina_id=parts["gmina_id"])
    found = found[found["measure"] == NOT_DELIVERED].reset_index(drop=True)
    labels = _names(report, found)
    return found[["pzk_id", "code", "numerator", "denominator", "n", "n_missing", "status"]].assign(
        gmina=texts((labels[key] for key in _keys(found)), found),
        kind=texts((KIND_LABELS[code] for code in found["code"]), found),
    )


def _keys(found: pd.DataFrame) -> list[tuple[Any, Any]]:
    return list(zip(found["gmina_id"], found["pzk_id"], strict=True))


def _names(report: Material, found: pd.DataFrame) -> dict[tuple[Any, Any], Text]:
    """Return what each gmina is called; with its team where it stands in several."""
    named: dict[str, str] = {}
    for source in (report.teams, report.record):
        if "gminas" in source:
            frame = source["gminas"]
            named |= dict(zip(frame["gmina_id"], frame["name"], strict=True))
    keys = list(dict.fromkeys(_keys(found)))
    gminas = [gmina for gmina, _ in keys]
    labels = {}
    for gmina, team in keys:
        label = UNKNOWN_GMINA if gmina == "unknown" else same(str(named.get(gmina, gmina)))
        if gminas.count(gmina) > 1:
            label = Text(f"{label.pl} ({team})", f"{label.en} ({team})")
        labels[gmina, team] = label
    return labels


def _alt(data: pd.DataFrame) -> Text:
    lacking = data[data["numerator"] > 0]
    fields, gminas = len(lacking), lacking["gmina"].astype("str").nunique()
    return Text(
        "Macierz gmin i rodzajów usług: niezrealizowane z potrzebnych; coś nie zostało "
        "zrealizowane w "
        f"{formats.plural(fields, 'polu', 'polach', 'polach')}, gmin z takim polem: "
        f"{formats.integer(gminas)}.",
        "Matrix of gminas and kinds of services: not delivered of those needed; something was not "
        f"delivered in {formats.plural_en(fields, 'field', 'fields')}, gminas with such a field: "
        f"{formats.integer(gminas, 'en')}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    gminas = list(dict.fromkeys(label.in_(lang) for label in data["gmina"]))
    figure.set_size_inches(6.5, min(1.5 + 0.21 * len(gminas), 9.0))
    axes = figure.add_subplot()
    codes = list(KIND_LABELS)
    for row in data.to_dict("records"):
        _field(axes, codes.index(row["code"]), gminas.index(row["gmina"].in_(lang)), row, lang)
    axes.set_xlim(-0.5, len(codes) - 0.5)
    axes.set_ylim(len(gminas) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(codes)), [KIND_LABELS[code].in_(lang) for code in codes],
                    rotation=40, ha="left", fontsize=7.5)  # fmt: skip
    axes.set_yticks(range(len(gminas)), gminas, fontsize=7.5)
    axes.tick_params(length=0)
    for edge in axes.spines.values():
        edge.set_visible(False)


def _field(axes: Axes, column: int, line: int, row: dict[Any, Any], lang: Lang) -> None:
    part, every = row["numerator"], row["denominator"]
    if pd.isna(part) or not every:
        return
    share = float(part) / float(every)
    fill = next(shade for limit, shade in SHADES if share < limit)
    axes.add_patch(Rectangle((column - 0.47, line - 0.45), 0.94, 0.9, facecolor=fill, linewidth=0))
    dark = fill == SHADES[-1][1]
    axes.text(
        column, line, f"{formats.integer(part, lang)}/{formats.integer(every, lang)}", ha="center",
        va="center", fontsize=6.8, color="white" if dark else (INK if part else GREY),
    )  # fmt: skip
