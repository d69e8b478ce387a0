"""The catalogue of barriers to cooperation as one table."""

from collections.abc import Sequence

import pandas as pd

from kooperacja_eval.evidence.barriers import Barrier, difficulties_without_theme
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.barriers_words import (
    NONE,
    barriers_of,
    levels,
    named,
    places,
    sectors,
)
from kooperacja_eval.reporting.exhibits.common import computed_source
from kooperacja_eval.reporting.exhibits.conclusions_words import listed
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

TABLES_USED = ("codes", "codings", "conclusions")


def barriers_table(report: Material) -> Exhibit | Prose:
    """Barriers with where they occur, how often and by whom they are named, and proposals."""
    barriers = barriers_of(report)
    if not barriers:
        return Prose(NONE)
    return Exhibit(
        id="barriers_table",
        title=Text(
            "Katalog barier utrudniających kooperację i propozycje ich likwidacji",
            "Catalogue of barriers to cooperation and proposals to remove them",
        ),
        caption=_caption(report, barriers),
        alt=Text(
            f"Tabela: {formats.plural(len(barriers), 'bariera', 'bariery', 'barier')} z miejscem, "
            "częstością, sektorami i liczbą propozycji.",
            f"Table: {formats.plural_en(len(barriers), 'barrier', 'barriers')} with place, "
            "frequency, sectors and number of proposals.",
        ),
        source=computed_source(*(name for name in TABLES_USED if name in report.tables)),
        data=pd.DataFrame([_line(report, barrier) for barrier in barriers]),
        columns=(
            Column("label", Text("Bariera", "Barrier")),
            Column("places", Text("Województwa", "Voivodeships")),
            Column("teams", Text("Zespoły", "Teams"), "integer"),
            Column("groups", Text("Wywiady", "Groups"), align="right"),
            Column("reports", Text("Zgłoszenia", "Reports"), "integer"),
            Column("sectors", Text("Kto nazywa", "Named by")),
            Column("proposals", Text("Propozycje", "Proposals"), "integer"),
            Column("related", Text("Rekomendacje Księgi", "Recommendations")),
            Column("levels", Text("Poziom", "Level")),
        ),
    )


def _line(report: Material, barrier: Barrier) -> dict[str, object]:
    ids = ", ".join(entry.recommendation_id for entry in barrier.related) or formats.MISSING
    return {
        "code_id": barrier.code_id,
        "label": barrier.label,
        "places": places(report, barrier),
        "voivodeships": len(barrier.voivodeships),
        "teams": barrier.teams,
        "groups": named(barrier),
        "reports": barrier.reports,
        "entries": len(barrier.entries),
        "sectors": listed(sectors(barrier)),
        "proposals": len(barrier.proposals),
        "related": ids,
        "levels": listed(levels(barrier)),
    }


def _caption(report: Material, barriers: Sequence[Barrier]) -> Text:
    lost = 0
    if "conclusions" in report.record:
        lost = difficulties_without_theme(report.record["conclusions"])
    other = sum(barrier.kind != "barrier" for barrier in barriers)
    parts = [
        Text(
            "Wywiady: ile grup nazwało barierę, z ilu w rundach, w których ją nazwano. "
            "Zgłoszenia: trudności z rejestru wniosków, także te, które ktoś połączył. Zespoły: "
            "według obu źródeł, jeśli wpis nazywa zespół. Kolejność według liczby województw; "
            "szeroko nazywana bariera nie musi być najdotkliwsza.",
            "Groups: how many named the barrier, of those in rounds in which it was named. "
            "Reports: difficulties of the register of conclusions, those that somebody merged "
            "too. Teams: by both sources, where an entry names one. Ordered by the number of "
            "voivodeships; a barrier that is widely named need not be the worst.",
        )
    ]
    if other:
        parts.append(
            Text(
                f"Trudności z tematem spoza gałęzi barier: {formats.integer(other)}.",
                f"Difficulties with a theme that is no barrier: {formats.integer(other, 'en')}.",
            )
        )
    if lost:
        parts.append(
            Text(
                f"Trudności bez tematu, których tabela nie liczy: {formats.integer(lost)}.",
                f"Difficulties without a theme, not counted here: {formats.integer(lost, 'en')}.",
            )
        )
    return Text(" ".join(part.pl for part in parts), " ".join(part.en for part in parts))
