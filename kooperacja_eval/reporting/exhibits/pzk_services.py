"""Services that the families of one team needed: on the list, delivered, missing, by kind.

The border: every number is one of single families, so there is nothing to show in the public
profile; social projects that paid for services stand in the sentence.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import TOTAL, computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.families_service_words import KIND_LABELS, UNKNOWN_GMINA
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_path_words import HIDDEN, is_hidden, of, own_row, said
from kooperacja_eval.reporting.exhibits.pzk_words import known, team_rows, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

SERVICES: Final = Text("Usługi potrzebne rodzinom zespołu", "Services that the families needed")
NO_NEEDS: Final = Text("nie zapisano żadnej potrzeby", "no need is recorded")
GAP: Final = "service_gap"
MEASURES: Final = ("on_list", "delivered", "not_delivered", "missing")
UNKNOWN_CODE: Final = "unknown"
MOST: Final = 8
"""With more lines than this, kinds that were delivered in full stand in the caption alone."""
_CELL: Final = r"^(?P<measure>\w+)\|(?P<kind>\w+)/gmina:(?P<gmina>.+)$"


@needs("pzk", "families", "services", what=SERVICES)
def pzk_services(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Show by kind, and by gmina where there are several, what was needed and delivered."""
    data = service_rows(report, pzk_id)
    if data.empty or not any(known(own_row(report, GAP, pzk_id, name)) for name in MEASURES):
        return _nothing(report, pzk_id)
    several = _several(data)
    gmina = Column("gmina", Text("Gmina", "Gmina"))
    return Exhibit(
        id="pzk_services",
        title=Text(
            f"Usługi potrzebne rodzinom zespołu {pzk_id}, według rodzaju",
            f"Services that families of the team {pzk_id} needed, by kind",
        ),
        caption=_caption(report, pzk_id, data),
        alt=_alt(data),
        source=computed_source("services", "families"),
        data=_shortened(data),
        columns=(
            Column("kind", Text("Rodzaj", "Kind")),
            *((gmina,) if several else ()),
            Column("needed", Text("Potrzebne", "Needed"), "integer"),
            *(Column(name, label, align="right") for name, label in _HEADS.items()),
        ),
    )


_HEADS: Final = {
    "on_list": Text("Na liście", "Listed"),
    "delivered": Text("Zrealizowane", "Delivered"),
    "not_delivered": Text("Niezrealizowane", "Not delivered"),
    "missing": Text("Brakujące", "Missing"),
}
_NOTE: Final = Text(
    "Potrzebne: usługi i potrzeby z IPP; „z”: bez tych, o których zapis nie rozstrzyga. Za "
    "liczbami stoją pojedyncze rodziny: tylko do użytku wewnętrznego.",
    "Needed: services and needs of an IPP; “of”: without those of which the record does not tell. "
    "Single families stand behind the numbers: for internal use only.",
)


def service_rows(report: Material, pzk_id: str) -> pd.DataFrame:
    """Return a line for each gmina and kind that was needed, then one for all.

    ``needed`` are needs of which delivery is known or not; a measure has its words, its numerator
    (``_yes``) and its denominator (``_of``). No rows where none may be shown.
    """
    named = _gminas(report)
    lines = [
        {
            "kind": KIND_LABELS[kind],
            "code": kind,
            "gmina_id": gmina,
            "gmina": UNKNOWN_GMINA if unknown else same(named.get(gmina, gmina)),
            **_measures(report, pzk_id, f"|{kind}/gmina:{gmina}", share=False),
        }
        for (unknown, gmina), kind in _needed(report, pzk_id)
    ]
    if not lines:
        return pd.DataFrame()
    total = {"kind": TOTAL, "code": "", "gmina_id": "", "gmina": same(formats.MISSING)}
    frame = pd.DataFrame([*lines, {**total, **_measures(report, pzk_id, "", share=True)}])
    return frame.assign(kind=texts(frame["kind"], frame), gmina=texts(frame["gmina"], frame))


def _needed(report: Material, pzk_id: str) -> list[tuple[tuple[bool, str], str]]:
    """Return the gminas, the unknown one last, and kinds of which something may be shown."""
    rows = team_rows(report, GAP, pzk_id)
    parts = rows["group"].fillna("").str.extract(_CELL)
    found = rows.assign(kind=parts["kind"], gmina=parts["gmina"]).dropna(subset=["kind"])
    found = found[found["value"].notna() | (found["status"] != HIDDEN)]
    cells = {
        ((gmina == UNKNOWN_CODE, gmina), kind)
        for gmina, kind in zip(found["gmina"], found["kind"], strict=True)
    }
    order = list(KIND_LABELS)
    return sorted(cells, key=lambda cell: (cell[0], order.index(cell[1])))


def _in_full(data: pd.DataFrame) -> "pd.Series[bool]":
    """Return which lines give way in a long table: kinds of which every need was delivered."""
    full = (data["not_delivered_yes"] == 0) & (data["not_delivered_of"] == data["needed"])
    return full & (data["code"] != "") & (len(data) - 1 > MOST)


def _shortened(data: pd.DataFrame) -> pd.DataFrame:
    return data[~_in_full(data)].reset_index(drop=True)


def _several(data: pd.DataFrame) -> bool:
    """Return whether the needs of a team lie in several gminas."""
    return len(set(data["gmina_id"].iloc[:-1])) > 1


def _measures(report: Material, pzk_id: str, end: str, *, share: bool) -> dict[str, Any]:
    """Return the cells of a line; of the line for all with shares."""
    rows = {name: own_row(report, GAP, pzk_id, f"{name}{end}") for name in MEASURES}
    delivered = rows["delivered"]
    line: dict[str, Any] = {"needed": delivered["denominator"] + delivered["n_missing"]}
    for name, row in rows.items():
        line |= {
            name: said(row, _with_share if share else of),
            f"{name}_yes": row["numerator"],
            f"{name}_of": row["denominator"],
        }
    return line


def _with_share(row: Row, lang: Lang) -> str:
    return f"{of(row, lang)} ({formats.percent(row['value'], 0, lang)})"


def _gminas(report: Material) -> dict[str, str]:
    """Return the names of gminas, of the public record or the register of the study."""
    named: dict[str, str] = {}
    for source in (report.record, report.teams):
        if "gminas" in source:
            frame = source["gminas"]
            named |= dict(zip(frame["gmina_id"], frame["name"], strict=True))
    return named


def _nothing(report: Material, pzk_id: str) -> Prose:
    concealed = any(is_hidden(own_row(report, GAP, pzk_id, name)) for name in ("needed", *MEASURES))
    return hidden(SERVICES) if concealed else why_no(SERVICES, NO_NEEDS)


def _alt(data: pd.DataFrame) -> Text:
    total = data.to_dict("records")[-1]
    return Text(
        f"Tabela potrzeb według rodzaju usługi; razem {formats.integer(total['needed'])}, "
        f"zrealizowane {total['delivered'].pl}, brakujące {total['missing'].pl}.",
        f"Table of needs by kind of service; {formats.integer(total['needed'], 'en')} in all, "
        f"delivered {total['delivered'].en}, missing {total['missing'].en}.",
    )


def _caption(report: Material, pzk_id: str, data: pd.DataFrame) -> Text:
    """Name the kinds that were missing, what social projects paid for, and what words mean."""
    lacking = data.iloc[:-1]
    lacking = lacking[lacking["missing_yes"] > 0]
    several = _several(data)
    lines = {
        lang: (
            _lacking(lacking, lang, several=several),
            _delivered(data[_in_full(data)], lang, several=several),
            _projects(report, pzk_id, lang),
            _NOTE.in_(lang),
        )
        for lang in LANGUAGES
    }
    return Text(*(" ".join(part for part in lines[lang] if part) for lang in LANGUAGES))


def _lacking(rows: pd.DataFrame, lang: Lang, *, several: bool) -> str:
    if rows.empty:
        return Text(
            "Żaden rodzaj potrzebnych usług nie był brakujący.",
            "No kind of services needed was missing.",
        ).in_(lang)
    names = [
        f"{_name(row, lang, several=several)} ({row['missing'].in_(lang)})"
        for row in rows.to_dict("records")
    ]
    head = Text("Brakowało (ani zrealizowane, ani na liście)", "Missing (not delivered or listed)")
    return f"{head.in_(lang)}: {'; '.join(names)}."


def _delivered(rows: pd.DataFrame, lang: Lang, *, several: bool) -> str:
    """Name the kinds that have no line, since every need was delivered; nothing without them."""
    names = [
        f"{_name(row, lang, several=several)} {formats.integer(row['needed'], lang)}"
        for row in rows.to_dict("records")
    ]
    head = Text("Bez wiersza, bo zrealizowane w całości", "Without a line, since all delivered")
    return f"{head.in_(lang)}: {'; '.join(names)}." if names else ""


def _name(row: dict[Any, Any], lang: Lang, *, several: bool) -> str:
    kind: str = row["kind"].in_(lang)
    return f"{kind}, {row['gmina'].in_(lang)}" if several else kind


def _projects(report: Material, pzk_id: str, lang: Lang) -> str:
    """Say how many social projects there were, what they spent, and whom they paid services for."""
    number = own_row(report, "social_project_count", pzk_id, "all")
    if not known(number):
        return ""
    said_of = [(_PROJECTS, formats.integer(number["value"], lang))]
    if number["value"]:
        spent = own_row(report, "social_project_spend", pzk_id, "spent")
        persons = own_row(report, "social_project_persons", pzk_id, "all")
        homes = own_row(report, "social_project_families", pzk_id, "all")
        said_of += [(_SPENT, formats.pln(spent["value"], lang, decimals=0))] * known(spent)
        said_of += [(_PERSONS, formats.integer(persons["value"], lang))] * known(persons)
        said_of += [(_HOMES, of(homes, lang))] * known(homes)
    return ", ".join(f"{label.in_(lang)} {value}" for label, value in said_of) + "."


_PROJECTS: Final = Text("Projekty socjalne:", "Social projects:")
_SPENT: Final = Text("wydano", "spent")
_PERSONS: Final = Text("uczestnicy:", "participants:")
_HOMES: Final = Text(
    "rodziny i osoby z usługą, którą opłaciły:",
    "families and persons with a service they paid for:",
)
