"""What has to be computed for a published figure: which indicator, where, for whom, as of when.

The border: reads the figure and the catalogue; computes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pandas as pd

from kooperacja_eval.evidence.figures import Figure
from kooperacja_eval.evidence.labels import PARENTING
from kooperacja_eval.indicators.catalogue import LEVEL_LABELS, catalogue
from kooperacja_eval.indicators.compute import missing_tables
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

WHOLE_TEST: Final = "whole_test"
MANY: Final = "many_difficulties"
ON_A_DAY: Final = frozenset({"families_in_cooperation", "groups_in_cooperation", "pzk_active"})
"""Indicators that are a state on a day: figures with a period are computed as of its last day."""
AREA_COUNTS: Final = "pzk_by_area"
EVERYONE: Final = "ipp_completed_share"
"""Its denominator is every family and person of the register."""

Column = Literal["value", "denominator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is computed in one go.

    ``as_of`` is None for the day of the study; ``whole_test`` leaves days aside altogether.
    """

    level: Level
    as_of: date | None = None
    whole_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The value that a figure is compared with.

    ``place`` is a voivodeship or a macroregion; ``column`` the column that holds the value.
    """

    batch: Batch
    indicator_id: str
    place: str
    group: str | None
    column: Column = "value"


def request_of(figure: Figure) -> Request:
    """Return what a figure asks for."""
    level: Level = "macroregion" if figure.voivodeship is None else "voivodeship"
    place = figure.voivodeship or figure.macroregion
    whole = figure.group == WHOLE_TEST and figure.indicator_id in ON_A_DAY
    if whole and figure.indicator_id == "families_in_cooperation":
        return Request(
            batch=Batch(level=level),
            indicator_id=EVERYONE,
            place=place,
            group=None,
            column="denominator",
        )
    return Request(
        batch=Batch(
            level=level,
            as_of=figure.last if figure.indicator_id in ON_A_DAY and not whole else None,
            whole_test=whole,
        ),
        indicator_id=figure.indicator_id,
        place=place,
        group=None if whole else MANY if _parenting(figure) else figure.group,
    )


def obstacle(request: Request, tables: Mapping[str, pd.DataFrame]) -> Text | None:
    """Return why a value cannot be computed at all, None where it can be tried."""
    entries = catalogue()
    if request.indicator_id not in entries:
        return NO_INDICATOR
    lacking = missing_tables(request.indicator_id, tables)
    if lacking:
        return Text(
            "brak tabel: " + ", ".join(f"{TABLES[name].label.pl} ({name})" for name in lacking),
            "tables missing: " + ", ".join(f"{TABLES[name].label.en} ({name})" for name in lacking),
        )
    if request.batch.level not in entries[request.indicator_id].levels:
        level = LEVEL_LABELS[request.batch.level]
        return Text(
            f"wskaźnik nie ma poziomu: {level.pl}", f"the indicator has no level: {level.en}"
        )
    return None


NO_INDICATOR: Final = Text(
    "katalog nie ma takiego wskaźnika", "the catalogue has no such indicator"
)
NO_ROW: Final = Text(
    "tabele nie mają takiej grupy ani miejsca", "the tables have no such group or place"
)
UNSTATED_CHANGE: Final = Text(
    "dokument nie mówi, co znaczy „wzrost o”", "the document does not say what “growth by” means"
)
HIDDEN: Final = Text("wartość ukryta (kontrola ujawniania)", "value hidden by disclosure control")
TOO_LITTLE: Final = Text("za mało danych", "insufficient data")


def merged_areas(figures: list[Figure]) -> dict[int, tuple[float, Text]]:
    """Return the sums for figures that the source splits and the tables do not.

    A document that lists teams with parenting difficulties in a place counts them under many
    difficulties in its total, as the code list does; so both rows of that place are compared
    together.

    Returns
    -------
    dict of int to tuple of float and Text
        Position of the figure to the sum that is compared, and the remark that says so.
    """
    split: dict[tuple[str, str, str | None], list[int]] = {}
    for position, figure in enumerate(figures):
        if figure.indicator_id == AREA_COUNTS and figure.group in {MANY, PARENTING}:
            key = (figure.document, figure.macroregion, figure.voivodeship)
            split.setdefault(key, []).append(position)
    return {
        position: _sum([figures[p] for p in positions])
        for positions in split.values()
        if any(_parenting(figures[p]) for p in positions)
        for position in positions
    }


def _sum(rows: list[Figure]) -> tuple[float, Text]:
    numbers = [row.value for row in rows if row.value is not None]
    written = " + ".join(f"{number:g}" for number in numbers)
    remark = Text(
        "źródło podaje osobno rodziny z trudnościami wychowawczymi; porównano je razem z "
        f"rodzinami z wieloma trudnościami ({written})",
        "the source lists families with parenting difficulties apart; they are compared together "
        f"with families with many difficulties ({written})",
    )
    return sum(numbers), remark


def _parenting(figure: Figure) -> bool:
    return figure.indicator_id == AREA_COUNTS and figure.group == PARENTING
