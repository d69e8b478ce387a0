"""What focus groups a report rests on, and in short what they said."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_alpha import agreement_sentence
from kooperacja_eval.reporting.exhibits.fgi_counts import (
    counted,
    groups_count,
    place_name,
    stretches,
)
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    SEGMENTS,
    Code,
    by_code,
    codebook,
    fgi_rows,
    home_of,
    kind_label,
    round_label,
    rounds_up_to,
    teams_of,
    top_codes,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import CODE_KINDS
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHO: Final = Text("Kto mówił", "Who spoke")
SUMMARY: Final = Text("Streszczenie wywiadów grupowych", "Summary of the focus groups")
NAMED: Final = 2
"""Codes of each kind that a summary names."""
CAUTION: Final = Text(
    "Liczby mówią, ile grup i fragmentów dotyczyło danego tematu, a nie, ilu uczestników tak uważa "
    "ani jak ważny jest temat. Temat, którego nie poruszono, mógł w danej grupie istnieć.",
    "Numbers say how many groups and stretches dealt with a topic, not how many participants think "
    "so nor how much it matters. A topic that did not come up may still exist in a group.",
)


_WHO_COLUMNS: Final = (
    Column("round", Text("Runda", "Round")),
    Column("place", Text("Miejsce", "Place")),
    Column("groups", Text("Wywiady", "Groups"), "integer"),
    Column(
        "stretches", Text("Zakodowane fragmenty", "Coded stretches"), "integer",
        status="stretch_status",
    ),
    Column("pairs", Text("Głosy sektorów", "Voices of sectors"), "integer", status="pair_status"),
)  # fmt: skip


@needs(*FGI_TABLES, what=WHO)
def fgi_who_spoke(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Count groups, coded stretches and sectors heard, by round and place of the report.

    A report of a voivodeship lists the teams that had groups in its round.
    """
    home = home_of(report, voivodeship, pzk_id)
    teams = teams_of(report, wave, home) if voivodeship is not None else []
    own = [("pzk", home, pzk_id)] if pzk_id is not None else []
    places = [*own, ("voivodeship", home, None), ("macroregion", "", None)]
    lines = [
        _who_line(report, level, name, home, team)
        for name in rounds_up_to(report, wave)
        for level, there, team in (
            *(("pzk", home, team) for team in teams if name == wave), *places
        )
        if there is not None
    ]  # fmt: skip
    names = ["round", "place", "groups", "status", "stretches", "stretch_status", "pairs",
             "pair_status"]  # fmt: skip
    return Exhibit(
        id="fgi_who_spoke",
        title=Text("Wywiady grupowe według rund i miejsc", "Focus groups by round and place"),
        caption=_who_caption(teams=bool(teams)),
        alt=Text(
            "Tabela: liczba wywiadów, zakodowanych fragmentów i głosów sektorów w każdej rundzie.",
            "Table: number of groups, coded stretches and voices of sectors in each round.",
        ),
        source=computed_source("fgi_documents", "codings"),
        data=pd.DataFrame(lines, columns=names),
        columns=_WHO_COLUMNS,
    )


def _who_caption(*, teams: bool) -> Text:
    """Say what is counted, and of teams why they need not add up."""
    parts = Text(
        " Wywiad może dotyczyć całego województwa, więc zespoły nie muszą się sumować.",
        " A group may be about a whole voivodeship, so that teams need not add up.",
    )
    added = parts if teams else Text("", "")
    return Text(
        "Fragment liczy się raz, niezależnie od tego, ilu koderów go zaznaczyło. Głos sektora: "
        "jeden sektor, który w jednym wywiadzie powiedział coś, co zakodowano."
        f"{added.pl} Kreska znaczy: brak danych.",
        "A stretch counts once, however many coders marked it. A voice of a sector: one sector "
        f"that said something in one group that was coded.{added.en} A dash means no data.",
    )


def _who_line(
    report: Material, level: str, wave: str, home: str | None, pzk_id: str | None
) -> dict[str, object]:
    rows = fgi_rows(report, "code_share", level, wave=wave, voivodeship=home, pzk_id=pzk_id)
    groups = groups_count(report, level, wave, home, pzk_id)
    spoken, heard = (stretches(by_code(rows, part).values()) for part in (SEGMENTS, "speakers"))
    label = round_label(report, wave)
    name = place_name(level, voivodeship=home, pzk_id=pzk_id)
    return {
        "round": Text(_capital(label.pl), _capital(label.en)),
        "place": Text(_capital(name.pl), _capital(name.en)),
        "groups": groups["value"],
        "status": groups["status"],
        "stretches": spoken["value"],
        "stretch_status": spoken["status"],
        "pairs": heard["value"],
        "pair_status": heard["status"],
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@needs(*FGI_TABLES, what=SUMMARY)
def fgi_summary_text(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Prose:
    """Say how many groups there were, what most of them spoke of, and how far coders agreed."""
    home = home_of(report, voivodeship, pzk_id)
    levels = ["voivodeship", "macroregion"] if pzk_id is None else ["pzk", "voivodeship",
                                                                  "macroregion"]  # fmt: skip
    heard = {
        lang: "; ".join(
            f"{place_name(level, voivodeship=home, pzk_id=pzk_id).in_(lang)}: "
            f"{counted(groups_count(report, level, wave, home, pzk_id)).in_(lang)}"
            for level in levels
            if level != "voivodeship" or home is not None
        )
        for lang in LANGUAGES
    }
    label = round_label(report, wave)
    opening = Text(
        f"{_capital(label.pl)} – {heard['pl']}.", f"{_capital(label.en)} – {heard['en']}."
    )
    spoken = _spoken_of_team(report, wave, pzk_id) if pzk_id else _spoken(report, wave, home)
    agreement = agreement_sentence(report, wave)
    parts = [opening, spoken, agreement, CAUTION]
    return Prose(Text(*("\n\n".join(part.in_(lang) for part in parts) for lang in LANGUAGES)))


def _spoken(report: Material, wave: str, home: str | None) -> Text:
    """Say for each kind which codes most groups of the voivodeship named, with their numbers."""
    level = "voivodeship" if home is not None else "macroregion"
    rows = fgi_rows(report, "code_share", level, wave=wave, voivodeship=home)
    shares = by_code(rows, DOCUMENTS)
    lines: dict[Lang, list[str]] = {"pl": [], "en": []}
    for kind in (entry for entry in CODE_KINDS.ids if entry != "other"):
        found = top_codes(report, wave, limit=NAMED, voivodeship=home, level=level, kinds=(kind,))
        for lang, words in lines.items():
            said = "; ".join(_share(code, shares[code.id], lang) for code in found)
            if said:
                words.append(f"- {_capital(kind_label(kind).in_(lang))}: {said}.")
    if not lines["pl"]:
        return Text(
            "O tym, o czym mówiono, nie ma liczb, które można pokazać.",
            "There are no numbers on what was spoken of that can be shown.",
        )
    where = place_name(level, voivodeship=home)
    return Text(
        f"Najczęściej poruszane tematy ({where.pl}, liczba wywiadów):\n\n" + "\n".join(lines["pl"]),
        f"Topics that came up most ({where.en}, number of groups):\n\n" + "\n".join(lines["en"]),
    )


def _share(code: Code, row: dict[str, float], lang: Lang) -> str:
    part = formats.integer(row["numerator"], lang)
    whole = formats.integer(row["denominator"], lang)
    return f"{code.label.in_(lang)} ({part}{formats.NBSP}{Text('z', 'of').in_(lang)} {whole})"


def _spoken_of_team(report: Material, wave: str, pzk_id: str) -> Text:
    """Say how many codes a team named, in the order of the codebook and without a comparison."""
    rows = fgi_rows(report, "code_share", "pzk", wave=wave, pzk_id=pzk_id)
    shares = by_code(rows, DOCUMENTS)
    named = [
        code
        for code in codebook(report).values()
        if not code.branch and shares.get(code.id, {}).get("value", 0) > 0
    ]
    if not named:
        return Text(
            "O tym, o czym mówił zespół, nie ma liczb, które można pokazać.",
            "There are no numbers on what the team spoke of that can be shown.",
        )
    kinds = {kind: [c for c in named if c.kind == kind] for kind in CODE_KINDS.ids}
    lines = {
        lang: "\n".join(
            f"- {_capital(kind_label(kind).in_(lang))}: "
            + "; ".join(code.label.in_(lang) for code in codes)
            + "."
            for kind, codes in kinds.items()
            if codes
        )
        for lang in LANGUAGES
    }
    count = len(named)
    return Text(
        f"Zespół poruszył {formats.plural(count, 'temat', 'tematy', 'tematów')} z księgi kodów "
        f"(w kolejności księgi):\n\n{lines['pl']}",
        f"The team spoke of {formats.plural_en(count, 'topic', 'topics')} of the codebook (in its "
        f"order):\n\n{lines['en']}",
    )
