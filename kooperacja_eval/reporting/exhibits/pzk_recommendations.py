"""Recommendations of the study that are still open, the nearest to a team first."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import needs, texts
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import RECOMMENDATION_STATUSES
from kooperacja_eval.schemas.field import CodeList
from kooperacja_eval.text import Text, same

OPEN: Final = Text("Otwarte rekomendacje", "Open recommendations")
CLOSED: Final = ("done", "rejected")
"""Statuses of recommendations that ask nothing of anybody any more."""
NEAREST: Final = ("gmina_powiat", "organisation", "voivodeship", "country", "law")
"""Levels in the order in which they concern a team."""
NONE: Final = Text(
    "w rejestrze badania wszystkie są wdrożone albo odrzucone",
    "in the register of the study all are done or rejected",
)


@needs("recommendations", what=OPEN)
def pzk_recommendations(report: Material) -> Exhibit | Prose:
    """Recommendations that are neither done nor rejected; those of gmina and powiat first."""
    frame = report.record["recommendations"]
    frame = frame[~frame["status"].isin(CLOSED)]
    if frame.empty:
        return why_no(OPEN, NONE)
    rank = {level: number for number, level in enumerate(NEAREST)}
    near = frame["level"].map(rank).astype("float64").fillna(len(rank))
    frame = frame.assign(near=near).sort_values("near", kind="stable").reset_index(drop=True)
    data = frame.assign(
        due=texts((_month(day) for day in frame["deadline"]), frame),
        state=texts((_label(RECOMMENDATION_STATUSES, code) for code in frame["status"]), frame),
    )
    return Exhibit(
        id="pzk_recommendations",
        title=Text(
            "Otwarte rekomendacje, wspólne dla zespołów; najpierw te dla gminy i powiatu",
            "Open recommendations, the same for all teams; those for gmina and county first",
        ),
        caption=Text("", ""),
        alt=Text(
            "Tabela: rekomendacja, adresat, termin i stan wdrożenia.",
            "Table: recommendation, addressee, deadline and status.",
        ),
        source=Text("rejestr rekomendacji badania", "register of recommendations of the study"),
        data=data,
        columns=(
            Column("recommendation", Text("Rekomendacja", "Recommendation")),
            Column("addressee", Text("Adresat", "Addressee")),
            Column("due", Text("Termin", "Deadline")),
            Column("state", Text("Stan", "Status")),
        ),
    )


def _label(codes: CodeList, code: object) -> Text:
    return codes.label(code) if isinstance(code, str) else same(formats.MISSING)


def _month(day: object) -> Text:
    if not isinstance(day, pd.Timestamp) or formats.is_missing(day):
        return same(formats.MISSING)
    return Text(formats.month(day.date(), "pl"), formats.month(day.date(), "en"))
