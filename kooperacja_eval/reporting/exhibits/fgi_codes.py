"""How often codes of focus groups occur: in a place, and for a team beside its surroundings."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_counts import (
    counted,
    groups_count,
    place_name,
    stretches_words,
)
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    SEGMENTS,
    Code,
    Row,
    by_code,
    cells,
    codebook,
    fgi_rows,
    home_of,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

CODES: Final = Text("Kody w wywiadach", "Codes in the groups")
BESIDE: Final = Text("Zespół na tle województwa i makroregionu", "The team beside others")
NO_TEAM: Final = Prose(
    Text(
        "*Zespół na tle innych: raport nie dotyczy jednego zespołu.*",
        "*The team beside others: the report is not about one team.*",
    )
)
NO_CODES: Final = Prose(
    Text(
        "*Kody w wywiadach: w tym miejscu i rundzie nic nie zakodowano albo liczb nie można "
        "pokazać.*",
        "*Codes in the groups: in this place and round nothing is coded, or the numbers cannot be "
        "shown.*",
    )
)
CODE_COLUMN: Final = Column("code", Text("Kod", "Code"))


@needs(*FGI_TABLES, what=CODES)
def fgi_codes(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Share of groups and of stretches with each code in the voivodeship, else the macroregion."""
    home = home_of(report, voivodeship, pzk_id)
    level = "macroregion" if home is None else "voivodeship"
    rows = fgi_rows(report, "code_share", level, wave=wave, voivodeship=home)
    documents, segments = by_code(rows, DOCUMENTS), by_code(rows, SEGMENTS)
    shown = [code for code in codebook(report).values() if _named(documents.get(code.id))]
    if not shown:
        return NO_CODES
    lines = [
        {
            "code": code.title,
            **_prefixed("groups", documents.get(code.id)),
            **_prefixed("stretches", segments.get(code.id)),
        }
        for code in shown
    ]
    where, label = place_name(level, voivodeship=home), round_label(report, wave)
    return Exhibit(
        id="fgi_codes",
        title=Text(
            f"Kody w wywiadach, {where.pl}, {label.pl}",
            f"Codes in the groups, {where.en}, {label.en}",
        ),
        caption=_codes_caption(report, wave, home, shown, segments),
        alt=Text(
            "Tabela: dla każdego kodu liczba i odsetek wywiadów oraz fragmentów z przedziałami.",
            "Table: for each code number and share of groups and of stretches, with intervals.",
        ),
        source=computed_source("codes", "codings"),
        data=pd.DataFrame(lines, columns=["code", *_columns("groups"), *_columns("stretches")]),
        columns=(
            CODE_COLUMN,
            _count("groups", Text("Wywiady", "Groups")),
            _share("groups", Text("% wywiadów", "% of groups")),
            _interval("groups"),
            _count("stretches", Text("Fragmenty", "Stretches")),
            _share("stretches", Text("% fragm.", "% of stretches")),
            _interval("stretches"),
        ),
    )


def _codes_caption(
    report: Material, wave: str, home: str | None, shown: list[Code], segments: dict[str, Row]
) -> Text:
    level = "macroregion" if home is None else "voivodeship"
    heard = counted(groups_count(report, level, wave, home, None))
    coded = stretches_words(segments)
    every = [code for code in codebook(report).values() if not code.branch]
    unused = len(every) - sum(not code.branch for code in shown)
    return Text(
        f"Podstawa: {heard.pl}, {coded.pl}. Wiersz „razem” liczy gałąź księgi łącznie z kodami "
        "pod nią. Przedziały 95%: dla wywiadów Wilsona, dla fragmentów odporne na to, że pochodzą "
        f"z tych samych wywiadów. Kodów, których tu nie użyto: {formats.integer(unused)}. Kreska "
        "znaczy, że danych jest za mało.",
        f"Base: {heard.en}, {coded.en}. A line “all” counts a branch of the codebook with the "
        "codes below it. 95% intervals: Wilson's for groups; for stretches robust to their coming "
        f"from the same groups. Codes not used here: {formats.integer(unused, 'en')}. A dash means "
        "too few data.",
    )


@needs(*FGI_TABLES, what=BESIDE)
def fgi_codes_beside(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Codes of one team beside its voivodeship and the macroregion, in the codebook's order."""
    if pzk_id is None:
        return NO_TEAM
    home = home_of(report, voivodeship, pzk_id)
    found = {
        level: fgi_rows(report, "code_share", level, wave=wave, voivodeship=home, pzk_id=pzk_id)
        for level in ("pzk", "voivodeship", "macroregion")
    }
    groups = {level: by_code(rows, DOCUMENTS) for level, rows in found.items()}
    own = by_code(found["pzk"], SEGMENTS)
    leaves = [code for code in codebook(report).values() if not code.branch]
    shown = [code for code in leaves if _named(groups["pzk"].get(code.id))]
    if not shown:
        return NO_CODES
    lines = [
        {
            "code": code.label,
            **_prefixed("own", own.get(code.id)),
            **_prefixed("near", groups["voivodeship"].get(code.id)),
            **_prefixed("far", groups["macroregion"].get(code.id)),
        }
        for code in shown
    ]
    others = [c for c in leaves if c not in shown and _named(groups["voivodeship"].get(c.id))]
    names = ["code", *_columns("own"), *_columns("near"), *_columns("far")]
    where, label = place_name("pzk", pzk_id=pzk_id), round_label(report, wave)
    return Exhibit(
        id="fgi_codes_beside",
        title=Text(
            f"O czym mówił {where.pl} i inne wywiady, {label.pl}",
            f"What {where.en} and other groups spoke of, {label.en}",
        ),
        caption=_beside_caption(report, wave, pzk_id, len(others), stretches_words(own)),
        alt=Text(
            "Tabela: kody zespołu i odsetek wywiadów z nimi w województwie i makroregionie.",
            "Table: codes of the team and the share of groups with them in the voivodeship and "
            "the macroregion.",
        ),
        source=computed_source("codes", "codings"),
        data=pd.DataFrame(lines, columns=names),
        columns=_beside_columns(),
    )


def _beside_caption(report: Material, wave: str, pzk_id: str, others: int, own: Text) -> Text:
    home = home_of(report, None, pzk_id)
    near = place_name("voivodeship", voivodeship=home)
    team, inside, around = (
        counted(groups_count(report, level, wave, home, pzk_id))
        for level in ("pzk", "voivodeship", "macroregion")
    )
    return Text(
        f"Podstawa: zespół – {team.pl}, {own.pl}; {near.pl} – {inside.pl}; makroregion – "
        f"{around.pl}; dwie ostatnie liczby obejmują też ten zespół. Kolejność według księgi "
        "kodów. Przedział: dla makroregionu. Zestawienie pokazuje, czy temat jest wspólny; nie "
        "ocenia zespołu i nie jest testem. Tematów, które w województwie poruszono, a w tym "
        f"zespole nie: {formats.integer(others)}. Kreska znaczy, że danych jest za mało.",
        f"Base: team – {team.en}, {own.en}; {near.en} – {inside.en}; macroregion – {around.en}; "
        "the last two include this team. In the order of the codebook. Interval: of the "
        "macroregion. The table shows whether a topic is shared; it does not judge the team and is "
        "no test. Topics that came up in the voivodeship but not here: "
        f"{formats.integer(others, 'en')}. A dash means too few data.",
    )


def _beside_columns() -> tuple[Column, ...]:
    return (
        CODE_COLUMN,
        _count("own", Text("Fragmenty zespołu", "Stretches of the team")),
        _count("near", Text("Wywiady w woj.", "Groups in the voivodeship")),
        _share("near", Text("% w woj.", "% in the voivodeship")),
        _share("far", Text("% w makroregionie", "% in the macroregion")),
        _interval("far"),
    )


def _named(row: Row | None) -> bool:
    """Say whether a code stands in a table: it occurs, or how often is hidden."""
    return row is not None and (row["value"] > 0 or row["status"] == "suppressed")


def _prefixed(name: str, row: Row | None) -> dict[str, object]:
    known = cells(None) if row is None else row
    parts = ("numerator", "denominator", "value", "ci_low", "ci_high", "status")
    return {f"{name}_{part}": known[part] for part in parts}


def _columns(name: str) -> list[str]:
    return list(_prefixed(name, None))


def _count(name: str, label: Text) -> Column:
    return Column(f"{name}_numerator", label, "integer", status=f"{name}_status")


def _share(name: str, label: Text) -> Column:
    return Column(f"{name}_value", label, "percent", 0, status=f"{name}_status")


def _interval(name: str) -> Column:
    return Column(
        f"{name}_ci_low", Text("Przedział 95%", "95% interval"), "interval", 0,
        high=f"{name}_ci_high", scale="percent", status=f"{name}_status",
    )  # fmt: skip
