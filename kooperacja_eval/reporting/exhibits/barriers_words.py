"""The barriers of a report: the catalogue from its released material, and its words.

The border: hands released material to ``evidence`` and names what comes back; no exhibit is made
here.
"""

from typing import Final

import pandas as pd

from kooperacja_eval.evidence.barriers import Barrier, BarrierSources, barrier_catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.conclusions_words import codes_of, listed
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import RECOMMENDATION_LEVELS, SECTORS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

BARRIERS: Final = Text("Katalog barier i propozycji", "Catalogue of barriers and proposals")
_RULES: Final = (("Koduj, gdy ", "Code "), ("Koduj ", "Code "))
"""How a definition tells a coder what to do; a reader only wants to know what is meant."""
NONE: Final[Text] = Text(
    "*Katalog barier: ani wywiady grupowe, ani rejestr wniosków nie nazywają żadnej bariery.*",
    "*Catalogue of barriers: neither focus groups nor the register of conclusions name one.*",
)


def barriers_of(report: Material) -> tuple[Barrier, ...]:
    """Return the catalogue of barriers of a report; empty where nothing names any."""
    released = report.values  # noqa: PD011 - released values, no frame
    return barrier_catalogue(
        BarrierSources(
            codes=codes_of(report),
            values=released.frame,
            quotations=report.quotations,
            conclusions=_register(report),
            recommendations=report.record.get("recommendations"),
            links=report.record.get("evidence_links"),
        )
    )


def meant(barrier: Barrier) -> Text:
    """Return what is meant by a barrier, without what its definition tells coders to do."""
    polish = barrier.definition.pl.partition(" Nie koduj")[0]
    english = barrier.definition.en.partition(" Do not code")[0]
    for one, other in _RULES:
        polish, english = polish.removeprefix(one), english.removeprefix(other)
    return Text(polish[:1].upper() + polish[1:], english[:1].upper() + english[1:])


def places(report: Material, barrier: Barrier) -> Text:
    """Return where a barrier occurs: the voivodeships by name, or all of the study."""
    every = report.config.voivodeships
    if len(every) > 1 and set(every) <= set(barrier.voivodeships):
        return Text(f"wszystkie ({len(every)})", f"all ({len(every)})")
    return listed([place(name) for name in barrier.voivodeships])


def levels(barrier: Barrier) -> list[Text]:
    """Return at which levels a barrier can be removed."""
    return [RECOMMENDATION_LEVELS.label(name) for name in barrier.levels]


def sectors(barrier: Barrier) -> list[Text]:
    """Return whose speakers name a barrier."""
    return [SECTORS.label(name) for name in barrier.sectors]


def named(barrier: Barrier) -> Text:
    """Return in how many groups a barrier was named, by round added up."""
    if not barrier.rounds:
        return Text(formats.MISSING, formats.MISSING)
    if barrier.groups is None:
        return Text("ukryto", "suppressed")
    sizes = [entry.of for entry in barrier.rounds]
    known = [size for size in sizes if size is not None]
    whole = sum(known) if len(known) == len(sizes) else None
    return Text(
        f"{formats.integer(barrier.groups)} z {formats.integer(whole)}",
        f"{formats.integer(barrier.groups, 'en')} of {formats.integer(whole, 'en')}",
    )


def _register(report: Material) -> pd.DataFrame:
    if "conclusions" in report.record:
        return report.record["conclusions"]
    fields = TABLES["conclusions"].fields
    empty = pd.DataFrame(columns=list(fields))
    return empty.astype({name: field.dtype for name, field in fields.items()})
