"""Numbers of a team's network by wave: how many answered, how close, how dense, how mutual."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.exhibits.pzk_network import NOT_ASKED
from kooperacja_eval.reporting.exhibits.pzk_ties import waves_of_ties
from kooperacja_eval.reporting.exhibits.pzk_words import known, team_rows, why_missing, why_no
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import TIE_LEVELS
from kooperacja_eval.text import LANGUAGES, Text, same

NUMBERS: Final = Text("Liczby sieci", "Numbers of the network")
CELLS: Final = {
    "any": ("network_density", "asked|1"),
    "strong": ("network_density", "asked|3"),
    "strong_all": ("network_density", "all|3"),
    "mutual": ("network_reciprocity", "3"),
}
"""Shares of the table by column: indicator and group."""


@needs("pzk", "ties", what=NUMBERS)
def pzk_network_numbers(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Response, mean level with its interval, density on both bases and reciprocity by wave."""
    lines = [_line(report, pzk_id, wave) for wave in waves_of_ties(report)]
    data = pd.DataFrame(lines, columns=_COLUMNS)
    there = data[data["asked"].notna()]
    if there.empty:
        hidden = bool((data["status"] == "suppressed").any())
        return why_no(NUMBERS, why_missing("suppressed" if hidden else "", NOT_ASKED))
    return Exhibit(
        id="pzk_network_numbers",
        title=Text(
            f"Sieć zespołu {pzk_id} w liczbach, według pomiarów",
            f"The network of the team {pzk_id} in numbers, by wave",
        ),
        caption=_caption(there),
        alt=Text(
            "Tabela: odpowiedzi, średni poziom, odsetki par i wzajemność w każdym pomiarze.",
            "Table: answers, mean level of ties, shares of pairs and reciprocity in each wave.",
        ),
        source=computed_source("ties"),
        data=data,
        columns=(
            Column("label", Text("Pomiar", "Wave")),
            Column("response", Text("Odpowiedzi", "Answers"), align="right"),
            Column("level", Text("Średni poziom", "Mean level"), "number"),
            Column("low", Text("Przedział 95%", "95% interval"), "interval", high="high"),
            Column("any", Text("Kontakt (1+)", "Contact (1+)"), "percent", 0),
            Column("strong", Text("Poziom 3+", "Level 3+"), "percent", 0),
            Column("strong_all", Text("3+ ze wszystkich", "3+ of all"), "percent", 0),
            Column("mutual", Text("Wzajemne", "Returned"), "percent", 0),
        ),
    )


_COLUMNS: Final = [
    "wave", "label", "response", "answered", "asked", "level", "low", "high", "scale", *CELLS,
    "status",
]  # fmt: skip


def _line(report: Material, pzk_id: str, wave: str) -> dict[str, object]:
    response = _row(report, "tie_response_share", pzk_id, wave)
    means = _in_wave(report, "tie_level_mean", pzk_id, wave)
    scale = str(means["group"].iloc[0]) if len(means) else ""
    mean = _first(means)
    shares = {
        name: _row(report, indicator, pzk_id, wave, group)["value"]
        for name, (indicator, group) in CELLS.items()
    }
    return {
        "wave": wave, "label": wave_label(report, wave), "response": _response(response),
        "answered": response["numerator"],
        "asked": response["denominator"], "level": mean["value"], "low": mean["ci_low"],
        "high": mean["ci_high"], "scale": scale, "status": response["status"], **shares,
    }  # fmt: skip


def _response(row: Row) -> Text:
    if not known(row):
        return same(formats.MISSING)
    part, every = row["numerator"], row["denominator"]
    return Text(
        f"{formats.integer(part)} z {formats.integer(every)}",
        f"{formats.integer(part, 'en')} of {formats.integer(every, 'en')}",
    )


def _in_wave(
    report: Material, indicator: str, pzk_id: str, wave: str, group: str | None = None
) -> pd.DataFrame:
    rows = team_rows(report, indicator, pzk_id, group=group)
    return rows[rows["wave"] == wave]


def _row(report: Material, indicator: str, pzk_id: str, wave: str, group: str | None = None) -> Row:
    return _first(_in_wave(report, indicator, pzk_id, wave, group))


def _first(rows: pd.DataFrame) -> Row:
    found = rows.to_dict("records")
    return cells(found[0] if found else None)


def _caption(data: pd.DataFrame) -> Text:
    """Say what levels are called on the scales in use, and what both bases mean."""
    scales = [scale for scale in dict.fromkeys(data["scale"]) if scale in TIE_LEVELS]
    levels = {
        lang: "; ".join(
            ", ".join(
                f"{formats.integer(number, lang)} – {level.in_(lang)}"
                for number, level in enumerate(TIE_LEVELS[scale])
            )
            for scale in scales
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Poziomy: {levels['pl']}. Odsetki: z par, o których jest odpowiedź; „ze wszystkich” liczy "
        "brak odpowiedzi jak brak relacji (dolna granica). Wzajemne: relacje 3+, które potwierdza "
        "druga strona. Gdy przedziały pomiarów się nakładają, różnica może być przypadkiem.",
        f"Levels: {levels['en']}. Shares: of pairs with an answer; “of all” counts no answer as no "
        "tie (a lower limit). Returned: ties 3+ that the other side confirms. Where the intervals "
        "of waves overlap, the difference may be chance.",
    )
