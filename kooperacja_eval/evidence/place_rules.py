"""Rules that find places which do not fit: gminas and teams, kinds of gminas, voivodeships."""

from collections.abc import Iterable, Mapping
from typing import Final

from kooperacja_eval.evidence import wording
from kooperacja_eval.evidence.figures import Figure, Gmina, Record
from kooperacja_eval.evidence.labels import figure_label, place_label
from kooperacja_eval.evidence.pair import Disagreement, Statement, together
from kooperacja_eval.schemas.codes import GMINA_KINDS
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Text

PROGRAMME_KINDS: Mapping[str, Text] = {
    "rural": Text("gmin wiejskich", "rural gminas"),
    "urban_rural": Text("gmin miejsko-wiejskich", "urban-rural gminas"),
    "urban": Text("gmin miejskich", "urban gminas"),
}
COMPARED: Mapping[str, tuple[Text, Text]] = {
    "gminas_and_teams": (
        Text("Gminy i zespoły (PZK)", "Gminas and teams (PZK)"),
        Text("niż zespołów", "than teams"),
    ),
    "gminas_listed_and_planned": (
        Text("Gminy wymienione i zaplanowane", "Gminas named and planned"),
        Text("niż zaplanowano", "than planned"),
    ),
}
"""Topic and comparison of the rules that count gminas."""
_STEM: Final = 4
"""Letters that the name of a seat and the adjective of its county have in common at least."""


def gminas_and_teams(record: Record) -> list[Disagreement]:
    """Find places where a document names another number of gminas than there are teams."""
    found = []
    for figure in _each_once(record.of("pzk_active")):
        for rows in _lists(record, figure):
            if len(rows) != figure.value:
                teams = wording.counted(
                    round(figure.value or 0),
                    Text("zespół", "team"), "zespoły", Text("zespołów", "teams"),
                )  # fmt: skip
                found.append(_numbers("gminas_and_teams", figure, rows, teams))
    return found


def gminas_listed_and_planned(record: Record) -> list[Disagreement]:
    """Find lists of gminas that differ from the number chosen for the milestone of their time."""
    found = []
    for figure in record.of("gminas_in_project"):
        for rows in _lists(record, figure):
            if len(rows) != figure.value and _same_time(record, figure, rows[0].document):
                planned = _gminas(round(figure.value or 0))
                found.append(_numbers("gminas_listed_and_planned", figure, rows, planned))
    return found


def kinds_of_gminas(record: Record) -> list[Disagreement]:
    """Find gminas of another kind than those that the macroregion is for."""
    found = []
    for figure in record.of("macroregions_in_project"):
        if figure.group in PROGRAMME_KINDS:
            found += [
                _kind(record, figure, gmina)
                for gmina in _in_macroregion(record, figure.macroregion)
                if gmina.kind != figure.group
            ]
    return found


def target_group(record: Record) -> list[Disagreement]:
    """Find voivodeships of the project that a document leaves out of the target group."""
    found = []
    for document, macroregion in dict.fromkeys(
        (f.document, f.macroregion) for f in record.of("voivodeships_in_target_group")
    ):
        named, whole = (
            [
                figure
                for figure in record.of(kind)
                if (figure.document, figure.macroregion) == (document, macroregion)
            ]
            for kind in ("voivodeships_in_target_group", "voivodeships_in_project")
        )
        inside, everywhere = ({f.voivodeship for f in rows} for rows in (named, whole))
        if whole and inside != everywhere:
            found.append(_group(macroregion, named, whole))
    return found


def _each_once(figures: Iterable[Figure]) -> list[Figure]:
    """Leave out what the same document says again of the same place."""
    seen: dict[tuple[str, str, str | None, float | None], Figure] = {}
    for figure in figures:
        key = (figure.document, figure.macroregion, figure.voivodeship, figure.value)
        if figure.value is not None:
            seen.setdefault(key, figure)
    return list(seen.values())


def _in_macroregion(record: Record, macroregion: str) -> list[Gmina]:
    return [
        gmina
        for gmina in record.gminas
        if record.config.macroregion_of(gmina.voivodeship) == macroregion
    ]


def _lists(record: Record, figure: Figure) -> list[list[Gmina]]:
    """Return the gminas that each document names in the place of a figure."""
    lists: dict[str, list[Gmina]] = {}
    for gmina in _in_macroregion(record, figure.macroregion):
        if figure.voivodeship in (None, gmina.voivodeship):
            lists.setdefault(gmina.document, []).append(gmina)
    return list(lists.values())


def _gminas(n: int) -> Text:
    return wording.counted(n, Text("gmina", "gmina"), "gminy", Text("gmin", "gminas"))


def _numbers(kind: str, figure: Figure, rows: list[Gmina], other: Text) -> Disagreement:
    listed = _gminas(len(rows))
    topic, than = COMPARED[kind]
    apart = len(rows) - round(figure.value or 0)
    direction = Text("więcej", "more") if apart > 0 else Text("mniej", "fewer")
    place = place_label(figure.macroregion, figure.voivodeship)
    return Disagreement(
        kind=kind,
        topic=wording.listed([topic, place]),
        a=together(
            Text(f"wymienia {listed.pl}", f"names {listed.en}"),
            [(gmina.document, gmina.quote) for gmina in rows],
        ),
        b=Statement(text=other, document=figure.document, quote=figure.quote),
        difference=Text(
            f"Gmin o {abs(apart)} {direction.pl} {than.pl}.",
            f"{_gminas(abs(apart)).en} {direction.en} {than.en}.",
        ),
        macroregion=figure.macroregion,
        voivodeship=figure.voivodeship,
    )


def _same_time(record: Record, figure: Figure, document: str) -> bool:
    """Tell whether the milestone of a figure holds the first day that a document reports on."""
    days = [f.first for f in record.of("status_period") if f.document == document and f.first]
    milestones = [f for f in record.of("milestone_period") if f.group == figure.group]
    periods = [f.period for f in milestones if f.macroregion == figure.macroregion]
    return any(p is not None and p[0] <= day <= p[1] for p in periods for day in days)


def _kind(record: Record, figure: Figure, gmina: Gmina) -> Disagreement:
    kind, programme = GMINA_KINDS.label(gmina.kind), PROGRAMME_KINDS[str(figure.group)]
    code = Text("", "")
    if gmina.teryt:
        code = Text(f", TERYT {gmina.teryt}", f", TERYT {gmina.teryt}")
    return Disagreement(
        kind="kind_of_gmina",
        topic=Text(f"Rodzaj gminy, {gmina.name}", f"Kind of gmina, {gmina.name}"),
        a=Statement(
            text=Text(f"makroregion dla {programme.pl}", f"macroregion for {programme.en}"),
            document=figure.document,
            quote=figure.quote,
        ),
        b=Statement(
            text=Text(
                f"wymienia: {gmina.name} (gmina {kind.pl}{code.pl})",
                f"names {gmina.name} ({kind.en} gmina{code.en})",
            ),
            document=gmina.document,
            quote=gmina.quote,
        ),
        difference=_county(record, gmina, str(figure.group)),
        macroregion=figure.macroregion,
        voivodeship=gmina.voivodeship,
    )


def _county(record: Record, gmina: Gmina, kind: str) -> Text:
    """Say that a gmina of another kind is the seat of the county of gminas that are listed."""
    plain = Text("Gmina innego rodzaju.", "A gmina of another kind.")
    there = (gmina.voivodeship, gmina.powiat)
    others = [
        row.name
        for row in record.gminas
        if row.kind == kind and (row.voivodeship, row.powiat) == there
    ]
    stem = fold(gmina.name)[: max(_STEM, len(fold(gmina.name)) - 1)]
    if not others or not gmina.powiat or not fold(gmina.powiat).startswith(stem):
        return plain
    names_pl, names_en = " i ".join(others), " and ".join(others)
    return Text(
        f"{gmina.name} to siedziba powiatu ({gmina.powiat}), do którego należą też: {names_pl}.",
        f"{gmina.name} is the seat of the county ({gmina.powiat}) of {names_en}, also named.",
    )


def _group(macroregion: str, named: list[Figure], whole: list[Figure]) -> Disagreement:
    inside, everywhere = ({f.voivodeship for f in rows} for rows in (named, whole))
    missing = [f.voivodeship for f in whole if f.voivodeship not in inside]
    beyond = [f.voivodeship for f in named if f.voivodeship not in everywhere]
    parts = []
    for codes, text in (
        (missing, Text("W grupie docelowej brak: ", "Not in the target group: ")),
        (beyond, Text("Tylko w grupie docelowej: ", "In the target group only: ")),
    ):
        if codes:
            names = wording.listed([place_label(macroregion, code) for code in codes])
            parts.append(Text(f"{text.pl}{names.pl}.", f"{text.en}{names.en}."))
    apart = [*missing, *beyond]
    return Disagreement(
        kind="target_group",
        topic=Text("Województwa w grupie docelowej", "Voivodeships in the target group"),
        a=_voivodeships(Text("grupa docelowa", "target group"), named),
        b=_voivodeships(figure_label("voivodeships_in_project"), whole),
        difference=wording.listed(parts, " "),
        macroregion=macroregion,
        voivodeship=apart[0] if len(apart) == 1 else None,
    )


def _voivodeships(what: Text, figures: list[Figure]) -> Statement:
    names = wording.listed([place_label(f.macroregion, f.voivodeship) for f in figures])
    return together(
        Text(f"{what.pl}: {len(figures)} ({names.pl})", f"{what.en}: {len(figures)} ({names.en})"),
        [(figure.document, figure.quote) for figure in figures],
    )
