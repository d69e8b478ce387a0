"""Who is in a team: where it works, on what, since when, and its members by sector."""

from collections import Counter
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import TOTAL, computed_source, needs, place
from kooperacja_eval.reporting.exhibits.pzk_words import team, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import AREAS, ROLES, SECTORS
from kooperacja_eval.text import LANGUAGES, Text

CARD: Final = Text("Zespół", "The team")
MEMBERS: Final = Text("Członkowie zespołu", "Members of the team")
NO_SECTOR: Final = Text("sektor nieznany", "sector not known")
ROLE_WORDS: Final = {
    "core": Text("trzon", "core"),
    "invited": Text("zapraszani", "invited"),
}
NO_MEMBERS: Final = Text(
    "na dzień danych w rejestrze nie ma członków", "on the day of the data the register has none"
)


@needs("pzk", what=CARD)
def pzk_card(report: Material, *, pzk_id: str) -> Prose:
    """Say what a team is called, where it works, in which area and since when."""
    row = team(report, pzk_id)
    area = AREAS.label(str(row["area"])) if isinstance(row["area"], str) else None
    where, gminas = place(str(row["voivodeship"])), _gminas(report, pzk_id)
    name = row["name"] if isinstance(row["name"], str) else pzk_id
    powiat = row["powiat"] if isinstance(row["powiat"], str) else None
    lines = [
        Text(f"**{name}**", f"**{name}**"),
        Text(f"województwo {where.pl}", f"{where.en} voivodeship"),
        Text(f"powiat {powiat}", f"{powiat} county") if powiat else None,
        gminas,
        Text(f"obszar: {area.pl}", f"area: {area.en}") if area else None,
        _since(row["started_on"], row["ended_on"]),
    ]
    known = [line for line in lines if line is not None]
    return Prose(
        Text(", ".join(line.pl for line in known) + ".", ", ".join(line.en for line in known) + ".")
    )


def _gminas(report: Material, pzk_id: str) -> Text | None:
    if not {"pzk_gminas", "gminas"} <= set(report.teams):
        return None
    bridge = report.teams["pzk_gminas"]
    own = bridge.loc[bridge["pzk_id"] == pzk_id, "gmina_id"]
    register = report.teams["gminas"]
    names = sorted(register.loc[register["gmina_id"].isin(own), "name"].dropna())
    if not names:
        return None
    every = " i ".join(names), " and ".join(names)
    one = len(names) == 1
    return Text(
        f"{'gmina' if one else 'gminy'} {every[0]}", f"{'gmina' if one else 'gminas'} {every[1]}"
    )


def _since(started: object, ended: object) -> Text:
    if not isinstance(started, pd.Timestamp) or formats.is_missing(started):
        return Text("dnia rozpoczęcia nie podano", "day of start not given")
    first = started.date()
    if isinstance(ended, pd.Timestamp) and not formats.is_missing(ended):
        last = ended.date()
        return Text(
            f"pracował od {formats.date(first)} do {formats.date(last)}",
            f"worked from {formats.date(first, 'en')} to {formats.date(last, 'en')}",
        )
    return Text(f"pracuje od {formats.date(first)}", f"working since {formats.date(first, 'en')}")


@needs("pzk", "entities", "memberships", what=MEMBERS)
def pzk_members(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Count the members of a team on the day of the data by sector and role."""
    members = current_members(report, pzk_id)
    if members.empty:
        return why_no(MEMBERS, NO_MEMBERS)
    counts = Counter(zip(members["sector"], members["role"], strict=True))
    lines = [_line(ROLE_WORDS[role], counts, (role,)) for role in ROLES.ids]
    total = _line(TOTAL, counts, ROLES.ids)
    day, every = report.config.study.data_date, total["all"]
    return Exhibit(
        id="pzk_members",
        title=Text(
            f"Podmioty w zespole {pzk_id} na {formats.date(day)}, według roli i sektora",
            f"Entities in the team {pzk_id}, {formats.date(day, 'en')}, by role and sector",
        ),
        caption=Text("", ""),
        alt=Text(
            f"Tabela: podmioty zespołu (razem {every}) według roli i sektora.",
            f"Table: entities of the team (in all {every}) by role and sector.",
        ),
        source=computed_source("memberships", "entities"),
        data=pd.DataFrame([*lines, total]),
        columns=(
            Column("role", Text("Rola", "Role")),
            Column("all", Text("Podmioty", "Entities"), "integer"),
            Column("sectors", Text("Sektory", "Sectors")),
        ),
    )


def _line(
    label: Text, counts: Counter[tuple[str, str]], roles: tuple[str, ...]
) -> dict[str, object]:
    """Return how many entities have some roles, in all and by sector in words."""
    each = {name: sum(counts[name, role] for role in roles) for name in (*SECTORS.ids, "")}
    there = {name: number for name, number in each.items() if number}
    words = {
        lang: ", ".join(
            f"{(SECTORS.label(name) if name else NO_SECTOR).in_(lang)}{formats.NBSP}"
            f"{formats.integer(number, lang)}"
            for name, number in there.items()
        )
        for lang in LANGUAGES
    }
    said = Text(words["pl"] or formats.MISSING, words["en"] or formats.MISSING)
    return {"role": label, "all": sum(there.values()), "sectors": said}


def current_members(report: Material, pzk_id: str) -> pd.DataFrame:
    """Return the entities that are members on the day of the data, with ``sector`` and ``role``.

    A missing day of joining or leaving is open; an unknown sector is an empty text.
    """
    rows = report.teams["memberships"]
    day = pd.Timestamp(report.config.study.data_date)
    joined, left = rows["joined_on"], rows["left_on"]
    there = (joined.isna() | (joined <= day)) & (left.isna() | (left >= day))
    rows = rows.loc[(rows["pzk_id"] == pzk_id) & there, ["entity_id", "role"]]
    register = report.teams["entities"][["entity_id", "sector"]]
    found = rows.merge(register, on="entity_id", how="left", validate="many_to_one")
    found = found.drop_duplicates("entity_id", keep="last").astype("object")
    return found.assign(sector=found["sector"].where(found["sector"].notna(), ""))
