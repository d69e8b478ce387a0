"""The way of one team's families through the stages: who passed, and in how many days.

The border: passages and days of the indicators beside the median of the voivodeship; whether a
missing date is a stop or a gap in the record cannot be told here.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.families_path_words import STEPS
from kooperacja_eval.reporting.exhibits.pzk_path_words import (
    is_hidden,
    of,
    own_row,
    plain,
    said,
    voivodeship_head,
    voivodeship_row,
)
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

PATH: Final = Text("Droga rodzin zespołu", "The way of the team's families")
NO_DATES: Final = Text("daty etapów nie są znane", "the dates of stages are not known")
_GAP: Final = f":{formats.NBSP}"
_PASSED: Final = Text(
    "Przeszły: rodziny i osoby z datą następnego etapu wśród tych z datą poprzedniego; mniej niż "
    "wszystkie to odejście albo luka w zapisie.",
    "Passed: families and persons with a date of the next stage among those with a date of the one "
    "before; fewer than all is an exit or a gap in the record.",
)
_DAYS: Final = Text(
    "Dni: mediana; przy kilku rodzinach jedna może ją wyraźnie przesunąć. Median nie wolno "
    "dodawać.",
    "Days: median; with few families a single one may shift it clearly. Medians do not add up.",
)
_NO_PASSAGES: Final = Text(
    "Przejść między etapami nie pokazano, bo z pozostałych dałoby się odtworzyć takie, które "
    "mogłoby wskazać rodzinę.",
    "Passages between stages are not shown, since the others would give back one that might point "
    "to a family.",
)
_NO_DAYS: Final = Text(
    "„Ukryto”: mediana mogłaby wskazać rodzinę.",
    "“Suppressed”: the median might point to a family.",
)


@needs("pzk", "families", what=PATH)
def pzk_path(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Show how many families passed each step, and median days beside the voivodeship's.

    Where the passage of one step is suppressed, none is shown: the base of the next step would
    give it back.
    """
    passages = {step: own_row(report, "stage_conversion", pzk_id, step) for step in STEPS}
    days = {step: own_row(report, "stage_days", pzk_id, step) for step in STEPS}
    whole = not any(row["status"] == "suppressed" for row in passages.values())
    rows = [*(passages.values() if whole else ()), *days.values()]
    if all(formats.is_missing(row["value"]) for row in rows):
        is_safe = whole and not any(is_hidden(row) for row in rows)
        return why_no(PATH, NO_DATES) if is_safe else hidden(PATH)
    others = {step: voivodeship_row(report, "stage_days", pzk_id, step) for step in STEPS}
    data = pd.DataFrame([
        {
            "step": STEPS[step],
            "passed": said(passages[step], of) if whole else formats.SUPPRESSED,
            "numerator": passages[step]["numerator"] if whole else float("nan"),
            "denominator": passages[step]["denominator"] if whole else float("nan"),
            "days_said": said(days[step], plain),
            "days": days[step]["value"],
            "others_said": said(others[step], plain),
            "others": others[step]["value"],
        }
        for step in STEPS
    ])  # fmt: skip
    some = any(is_hidden(row) for row in (*days.values(), *others.values()))
    return Exhibit(
        id="pzk_path",
        title=Text(
            f"Droga rodzin zespołu {pzk_id}: przejścia i dni między etapami",
            f"The way of the families of the team {pzk_id}: passages and days between stages",
        ),
        caption=_caption(whole=whole, some=some),
        alt=_alt(data, whole=whole),
        source=computed_source("families"),
        data=data.assign(step=texts(data["step"], data)),
        columns=_columns(voivodeship_head(report, pzk_id), whole=whole),
    )


def _columns(where: Text, *, whole: bool) -> tuple[Column, ...]:
    passed = Column("passed", Text("Przeszły", "Passed"), align="right")
    return (
        Column("step", Text("Krok", "Step")),
        *((passed,) if whole else ()),
        Column("days_said", Text(f"Dni{_GAP}zespół", f"Days{_GAP}team"), align="right"),
        Column("others_said", Text(f"Dni{_GAP}{where.pl}", f"Days{_GAP}{where.en}"), align="right"),
    )


def _caption(*, whole: bool, some: bool) -> Text:
    """Say how to read the table, and what is hidden in it."""
    parts = [_PASSED if whole else _NO_PASSAGES, _DAYS, *((_NO_DAYS,) if some else ())]
    return Text(*(" ".join(part.in_(lang) for part in parts) for lang in LANGUAGES))


def _alt(data: pd.DataFrame, *, whole: bool) -> Text:
    rows = data.to_dict("records")
    told = {lang: "; ".join(_step(row, lang, whole=whole) for row in rows) for lang in LANGUAGES}
    return Text(
        f"Tabela kroków, mediana dni (w nawiasie województwo): {told['pl']}.",
        f"Table of steps, median days (in brackets the voivodeship): {told['en']}.",
    )


def _step(row: dict[Any, Any], lang: Lang, *, whole: bool) -> str:
    passed = f"{row['passed'].in_(lang)}, " if whole else ""
    own, others = row["days_said"].in_(lang), row["others_said"].in_(lang)
    return f"{row['step'].in_(lang)}: {passed}{own} ({others})"
