"""Random synthetic studies: three teams in two voivodeships with families of every kind."""

from datetime import date

import pandas as pd
from hypothesis import strategies as st

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import CovidBreak, Disclosure, Period, Targets
from kooperacja_eval.study import Identity, MacroregionPart, StudyConfig

STUDY = StudyConfig(
    study=Identity(
        id="synthetic",
        title_pl="Badanie syntetyczne",
        title_en="Synthetic study",
        programme="-",
        synthetic=True,
        data_date=date(2020, 12, 31),
        as_of=date(2019, 12, 31),
        period=Period(first=date(2019, 3, 28), last=date(2020, 12, 31)),
    ),
    macroregions=(MacroregionPart(id="I", voivodeships=("lubelskie", "mazowieckie")),),
    covid=CovidBreak(first=date(2020, 3, 1)),
    targets=Targets(
        entities=350, pzk=30, families=150, families_per_pzk_min=5, families_per_pzk_max=9
    ),
    disclosure=Disclosure(profile="public"),
)
TEAMS = {
    "LU-01": ("lubelskie", "addiction"),
    "LU-02": ("lubelskie", "disability"),
    "MA-01": ("mazowieckie", "addiction"),
}
DAYS = st.dates(date(2019, 8, 1), date(2020, 12, 31)).map(pd.Timestamp)


@st.composite
def studies(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Draw the tables of a study; dates of a family are in order where they are known."""
    pzk = pd.DataFrame(
        [
            {"pzk_id": i, "voivodeship": v, "area": a, "name": i, "started_on": draw(DAYS)}
            for i, (v, a) in TEAMS.items()
        ]
    )
    families = [draw(_family(number)) for number in range(draw(st.integers(0, 12)))]
    return {
        "pzk": _typed("pzk", pzk),
        "families": _typed("families", pd.DataFrame(families)),
    }


@st.composite
def _family(draw: st.DrawFn, number: int) -> dict[str, object]:
    team = draw(st.sampled_from(list(TEAMS)))
    days = sorted(draw(st.lists(DAYS, min_size=6, max_size=6)))
    known = draw(st.lists(st.booleans(), min_size=6, max_size=6))
    reported, screened, diagnosed, signed, ended, services = (
        day if here else None for day, here in zip(days, known, strict=True)
    )
    return {
        "family_id": f"{team}-R{number:02d}",
        "pzk_id": team,
        "unit_type": draw(st.sampled_from(["family", "person", "group"])),
        "area": draw(st.sampled_from(["addiction", "older_people", None])),
        "cohort": draw(st.sampled_from([pd.Timestamp("2019-09-01"), pd.Timestamp("2019-12-01")])),
        "started_on": days[0],
        "reported_on": reported,
        "screened_on": screened,
        "diagnosed_on": diagnosed,
        "ipp_signed_on": signed,
        "ended_on": ended,
        "services_until": services,
        "outcome": draw(st.sampled_from(["completed", "ongoing", "withdrawn"])),
    }


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})
