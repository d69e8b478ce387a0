"""The work of four synthetic teams, drawn as text, and the material of their profiles.

LU-01   members E1 (core), E2, E3, and E4 until 2020-01-01; three meetings; ties in ex-ante,
        where E3 did not answer; contacts with its six families in two months
LU-02   members E5, E6; never met; no ties
MA-01   members E7, E8; one meeting; ties in ex-post
MA-02   member E9; one meeting without a list; two families, too few to be shown
"""

from functools import cache
from typing import Literal

import pandas as pd
from exhibit_material import frame, material, tables, typed

from kooperacja_eval.reporting.material import Material

GMINAS = """
gmina_id  name      teryt   kind  powiat    voivodeship
cycow     Cyców     0610012 rural łęczyński lubelskie
spiczyn   Spiczyn   0610062 rural łęczyński lubelskie
liw       Liw       1433042 rural węgrowski mazowieckie
"""
BRIDGE = """
pzk_id gmina_id
LU-01  spiczyn
LU-01  cycow
MA-01  liw
"""
ENTITIES = """
entity_id name    kind   sector            level
E1        GOPS    ops    social_assistance gmina
E2        Szkoła  school education         gmina
E3        Policja police security          powiat
E4        SPZOZ   health health            gmina
E5        GOPS-2  ops    social_assistance gmina
E6        Klub    ngo    -                 gmina
E7        GOPS-3  ops    social_assistance gmina
E8        Parafia parish third_sector      gmina
E9        GOPS-4  ops    social_assistance gmina
"""
MEMBERSHIPS = """
pzk_id entity_id role    joined_on  left_on
LU-01  E1        core    2019-07-01 -
LU-01  E2        invited 2019-07-01 -
LU-01  E3        invited -          -
LU-01  E4        invited 2019-07-01 2020-01-01
LU-02  E5        core    2019-07-01 -
LU-02  E6        invited 2019-07-01 -
MA-01  E7        core    2019-07-01 -
MA-01  E8        invited 2019-07-01 -
MA-02  E9        core    2019-07-01 -
"""
MEETINGS = """
meeting_id pzk_id held_on    level mode
LU-01-S01  LU-01  2019-07-10 pzk   in_person
LU-01-S02  LU-01  2019-08-10 pzk   in_person
LU-01-S03  LU-01  2020-03-10 pzk   remote
MA-01-S01  MA-01  2019-07-05 pzk   in_person
MA-02-S01  MA-02  2019-07-05 pzk   in_person
"""
ATTENDANCE = """
meeting_id entity_id persons
LU-01-S01  E1        1
LU-01-S01  E2        1
LU-01-S01  E3        2
LU-01-S02  E1        1
LU-01-S03  E1        1
LU-01-S03  E2        1
MA-01-S01  E7        1
MA-01-S01  E8        1
"""
TIES = """
pzk_id wave    from_entity to_entity scale     level trust value
LU-01  ex_ante E1          E2        frey_2006 3     3     3
LU-01  ex_ante E1          E3        frey_2006 1     2     2
LU-01  ex_ante E2          E1        frey_2006 4     3     3
LU-01  ex_ante E2          E3        frey_2006 0     -     -
LU-01  ex_ante E3          E1        frey_2006 -     -     -
LU-01  ex_ante E3          E2        frey_2006 -     -     -
MA-01  ex_post E7          E8        frey_2006 2     3     3
MA-01  ex_post E8          E7        frey_2006 3     3     3
"""
ADVICE = [
    # identifier, recommendation, addressee, level, status, deadline
    ("R01", "Zapewnić środki.", "rady gmin", "country", "proposed", "2021-12-01"),
    ("R02", "Utrzymać spotkania.", "wójtowie", "gmina_powiat", "in_progress", "2021-06-01"),
    ("R03", "Gotowe.", "ROPS", "gmina_powiat", "done", None),
    ("R04", "Niepotrzebne.", "ROPS", "gmina_powiat", "rejected", None),
    ("R05", "Bez poziomu.", "ROPS", None, None, None),
]


def contacts() -> pd.DataFrame:
    """Return two contacts with each family of LU-01 in one month and four in the next: 3 a month.

    Families R01 to R06.
    """
    rows = [
        {"family_id": f"LU-01-R{n:02d}", "month": month, "contacts": times, "hours": 1}
        for n in range(1, 7)
        for month, times in (("2019-09-01", 2), ("2019-10-01", 4))
    ]
    return typed("contacts", pd.DataFrame(rows))


def advice() -> pd.DataFrame:
    """Return the register of recommendations."""
    names = ["recommendation_id", "recommendation", "addressee", "level", "status", "deadline"]
    return typed("recommendations", pd.DataFrame(ADVICE, columns=names))


def pzk_tables() -> dict[str, pd.DataFrame]:
    """Return every table that a profile reads."""
    drawn = {
        "gminas": GMINAS, "pzk_gminas": BRIDGE, "entities": ENTITIES, "memberships": MEMBERSHIPS,
        "meetings": MEETINGS, "attendance": ATTENDANCE, "ties": TIES,
    }  # fmt: skip
    return {
        **tables("pzk", "families"),
        **{name: frame(name, drawing) for name, drawing in drawn.items()},
        "contacts": contacts(),
        "recommendations": advice(),
    }


@cache
def pzk_material(profile: Literal["internal", "public"] = "internal") -> Material:
    """Return the material of the profiles, made once for each disclosure profile."""
    return material(pzk_tables(), profile=profile)
