"""Who took part: families and teams by voivodeship and area."""

import math

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    TOTAL,
    computed_source,
    document_source,
    hidden,
    joined,
    needs,
    place,
    published,
    value_of,
    without,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.text import Text

STATUS_DATES = {"000": "2019-12-31", "001": "2020-03-31"}
"""Last day of the month for which each document gives the families in cooperation."""
PARENTING = "parenting_difficulties"


def families_by_voivodeship(report: Material) -> Exhibit:
    """Families in cooperation: computed, beside what two documents say."""
    places: list[str | None] = [*report.config.voivodeships, None]
    day = report.config.study.as_of
    data = pd.DataFrame([_family_row(report, code) for code in places])
    shown_day = Text(formats.date(day, "pl"), formats.date(day, "en"))
    columns = [
        Column("place", Text("Województwo", "Voivodeship")),
        Column("pzk", Text("Zespoły", "Teams"), "integer"),
        Column(
            "computed", Text(f"Obliczone na {shown_day.pl}", f"Computed, {shown_day.en}"), "integer"
        ),
        Column("document_000", Text("Dokument 000, XII.2019", "Document 000, XII.2019"), "integer"),
        Column("document_001", Text("Dokument 001, III.2020", "Document 001, III.2020"), "integer"),
        Column("groups", Text("Grupy", "Groups"), "integer"),
    ]
    if not report.has("families", "pzk"):
        columns = [column for column in columns if column.name != "computed"]
    sources = [document_source("000", "001")]
    if report.has("families", "pzk"):
        sources.insert(0, computed_source("families", "pzk"))
    return Exhibit(
        id="families_by_voivodeship",
        title=Text(
            "Rodziny i osoby współpracujące z zespołami według województw",
            "Families and persons in cooperation by voivodeship",
        ),
        caption=Text(
            "Grupy są osobną jednostką i nie wchodzą do liczby rodzin i osób.",
            "Groups are a unit of their own and are not counted as families or persons.",
        ),
        alt=Text(
            "Tabela: liczba rodzin i osób w każdym województwie i razem, obliczona i podana w "
            "dwóch dokumentach.",
            "Table: families and persons in each voivodeship and in all, computed and as given "
            "in two documents.",
        ),
        source=joined(*sources),
        data=data,
        columns=tuple(columns),
    )


def _family_row(report: Material, code: str | None) -> dict[str, object]:
    level = "macroregion" if code is None else "voivodeship"
    where = {} if code is None else {"voivodeship": code}
    groups_000 = [published(report, "groups_in_cooperation", document="000", voivodeship=code)]
    teams = value_of(report.rows("pzk_active", level=level, group=""), **where)
    groups = value_of(report.rows("groups_in_cooperation", level=level, group=""), **where)
    if code is None:
        groups_000 = [
            published(report, "groups_in_cooperation", document="000", group="whole_test")
        ]
    stated = published(report, "pzk_active", document="000", voivodeship=code)
    return {
        "place": TOTAL if code is None else place(code),
        "pzk": stated if pd.isna(teams) else teams,
        "computed": value_of(
            report.rows("families_in_cooperation", level=level, group=""), **where
        ),
        "document_000": _family_figure(report, "000", code),
        "document_001": _family_figure(report, "001", code),
        "groups": groups_000[0] if pd.isna(groups) else groups,
    }


def _family_figure(report: Material, document: str, code: str | None) -> float:
    return published(
        report,
        "families_in_cooperation",
        document=document,
        voivodeship=code,
        ends=STATUS_DATES[document],
    )


def areas_by_voivodeship(report: Material) -> Exhibit | Prose:
    """Teams by voivodeship and area; published where nothing can be computed."""
    from_data = report.has("pzk")
    if not from_data and "published" not in report.record:
        return without(_AREAS, ["pzk"])
    counted = _computed_areas(report) if from_data else _published_areas(report)
    return Exhibit(
        id="areas_by_voivodeship",
        title=_AREAS,
        caption=Text(
            "Dokument 000 wymienia w Lubelskiem dwa zespoły pod nazwą „trudności wychowawcze”; "
            "tu są policzone jako rodziny z wieloma trudnościami, bo tylko wtedy zgadzają się "
            "jego własne sumy.",
            "Document 000 lists two teams in Lubelskie as “parenting difficulties”; they are "
            "counted here as families with many difficulties, since only then its own totals "
            "hold.",
        ),
        alt=Text(
            "Tabela: liczba zespołów w każdym województwie i obszarze współpracy.",
            "Table: number of teams in each voivodeship and area of cooperation.",
        ),
        source=computed_source("pzk") if from_data else document_source("000"),
        data=_area_rows(report, counted),
        columns=_AREA_COLUMNS,
    )


@needs(
    "families",
    "pzk",
    what=Text(
        "Rodziny i osoby według obszaru trudności", "Families and persons by area of difficulty"
    ),
)
def families_by_area(report: Material) -> Exhibit:
    """Families and persons by voivodeship and their own area of difficulty."""
    places: list[str | None] = [*report.config.voivodeships, None]
    return Exhibit(
        id="families_by_area",
        title=Text(
            "Rodziny i osoby według obszaru trudności",
            "Families and persons by area of difficulty",
        ),
        caption=Text(
            "Obszar samej rodziny, nie jej zespołu; rodziny bez podanego obszaru są tylko w sumie. "
            "Kreska: liczba ukryta, bo jest mniejsza od trzech albo pozwoliłaby taką odtworzyć.",
            "The family's own area, not that of its team; families without an area are in the "
            "total only. A dash: hidden, because it is below three or would give such a number "
            "back.",
        ),
        alt=Text(
            "Tabela: liczba rodzin i osób w każdym województwie i obszarze trudności.",
            "Table: families and persons in each voivodeship and area of difficulty.",
        ),
        source=computed_source("families", "pzk"),
        data=pd.DataFrame([_family_area_row(report, code) for code in places]),
        columns=_AREA_COLUMNS,
    )


def _family_area_row(report: Material, code: str | None) -> dict[str, object]:
    level = "macroregion" if code is None else "voivodeship"
    where = {} if code is None else {"voivodeship": code}
    cells = report.rows("families_by_area", level=level)
    counts = {area: value_of(cells, group=area, **where) for area in AREAS.ids}
    total = value_of(report.rows("families_in_cooperation", level=level, group=""), **where)
    return {"place": TOTAL if code is None else place(code), **counts, "all": total}


_AREA_COLUMNS = (
    Column("place", Text("Województwo", "Voivodeship")),
    *(Column(area.id, area.label, "integer") for area in AREAS),
    Column("all", TOTAL, "integer"),
)
_AREAS = Text("Zespoły według obszaru współpracy", "Teams by area of cooperation")
_SPREAD = Text("w ilu województwach", "in how many voivodeships")


def _area_rows(report: Material, counted: dict[tuple[str, str], float]) -> pd.DataFrame:
    """Return a row for each voivodeship, the total, and in how many voivodeships an area is."""
    places = report.config.voivodeships
    rows: list[dict[str, object]] = []
    for code in places:
        counts = {area: counted.get((code, area), 0.0) for area in AREAS.ids}
        rows.append({"place": place(code), **counts, "all": sum(counts.values())})
    table = pd.DataFrame(rows)
    numbers = table[[*AREAS.ids, "all"]]
    total = {"place": TOTAL, **numbers.sum(skipna=False)}
    spread = {"place": _SPREAD, **(numbers[list(AREAS.ids)] != 0).sum()}
    return pd.concat([table, pd.DataFrame([total, spread])], ignore_index=True)


def _computed_areas(report: Material) -> dict[tuple[str, str], float]:
    rows = report.rows("pzk_by_area", level="voivodeship")
    return {
        (row["voivodeship"], row["group"]): float(row["value"]) for row in rows.to_dict("records")
    }


def _published_areas(report: Material) -> dict[tuple[str, str], float]:
    frame = report.record["published"]
    cells = frame[(frame["indicator_id"] == "pzk_by_area") & frame["voivodeship"].notna()]
    counted: dict[tuple[str, str], float] = {}
    for row in cells.to_dict("records"):
        area = "many_difficulties" if row["group"] == PARENTING else row["group"]
        key = (row["voivodeship"], area)
        counted[key] = counted.get(key, 0.0) + float(row["value"])
    return counted


@needs("families", "pzk", what=Text("Liczba rodzin na zespół", "Families per team"))
def families_per_team(report: Material) -> Exhibit:
    """Smallest, mean and largest number of families of a team."""
    rows = report.rows("families_per_pzk", level="macroregion")
    order = {
        "min": Text("najmniej", "smallest"),
        "mean": Text("średnio", "mean"),
        "max": Text("najwięcej", "largest"),
    }
    data = pd.DataFrame(
        [
            {
                "what": label,
                "value": value_of(rows, group=group),
                "published": published(report, "families_per_pzk", document="000", group=group),
            }
            for group, label in order.items()
        ]
    )
    return Exhibit(
        id="families_per_team",
        title=Text("Rodziny i osoby na zespół", "Families and persons per team"),
        caption=Text("", ""),
        alt=Text(
            "Tabela: najmniejsza, średnia i największa liczba rodzin w zespole.",
            "Table: smallest, mean and largest number of families of a team.",
        ),
        source=joined(computed_source("families", "pzk"), document_source("000")),
        data=data,
        columns=(
            Column("what", Text("Miara", "Measure")),
            Column("value", Text("Obliczone", "Computed"), "number"),
            Column("published", Text("Dokument 000", "Document 000"), "number", 0),
        ),
    )


def reach_sentence(report: Material) -> Prose:
    """Say in one sentence how many took part, against the target."""
    target = report.config.targets.families
    if report.has("families", "pzk"):
        families = float(report.one("families_in_cooperation")["value"])
        teams = float(report.one("pzk_active")["value"])
        source = Text("według obliczeń", "as computed")
    else:
        families = published(report, "families_in_cooperation", document="000", group="whole_test")
        teams = published(report, "pzk_active", document="000", group="whole_test")
        source = Text("według dokumentu 000", "according to document 000")
    words_pl = formats.plural(families, "rodzina lub osoba", "rodziny lub osoby", "rodzin i osób")
    teams_pl = formats.plural(teams, "zespołem", "zespołami", "zespołami")
    if math.isnan(families) or math.isnan(teams):
        return _no_reach(report)
    share = families / target
    return Prose(
        Text(
            f"Współpracą z {teams_pl} objęto ({source.pl}) {words_pl}; cel wynosił co najmniej "
            f"{formats.integer(target, 'pl')}, osiągnięto więc {formats.percent(share, 1, 'pl')} "
            "celu.",
            f"{formats.integer(families, 'en')} families or persons cooperated ({source.en}) with "
            f"{formats.integer(teams, 'en')} teams; the target was at least "
            f"{formats.integer(target, 'en')}, so {formats.percent(share, 1, 'en')} of it was "
            "reached.",
        )
    )


def _no_reach(report: Material) -> Prose:
    """Return what stands for the sentence: numbers are hidden, or there are none."""
    lacking = [name for name in ("families", "pzk") if name not in report.tables]
    what = Text("Zasięg", "Reach")
    return without(what, lacking) if lacking else hidden(what)
