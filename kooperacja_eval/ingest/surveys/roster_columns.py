"""Which columns of an export ask about which partner.

The border: names of columns alone; their cells are read by ``roster``.
"""

import re
from collections.abc import Sequence

from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.surveys.mapping import PARTNER, RosterPart, SurveyMapping


def partner_columns(exports: Sequence[SurveyExport], pattern: str) -> dict[str, list[str]]:
    """Return the names of the columns that fit a pattern, by the partner that they name.

    Parameters
    ----------
    exports : sequence of SurveyExport
        Of one survey.
    pattern : str
        A regular expression with the group ``partner``; the whole name of a column fits it, or
        else the whole header.
    """
    compiled = re.compile(pattern)
    found: dict[str, list[str]] = {}
    for export in exports:
        for column in export.columns:
            partner = _partner(compiled, column)
            if partner and column.name not in found.setdefault(partner, []):
                found[partner].append(column.name)
    return found


def roster_columns(exports: Sequence[SurveyExport], mapping: SurveyMapping) -> list[str]:
    """Return the names of all columns that the rosters of a mapping look at."""
    names: list[str] = []
    for part in mapping.roster:
        names.append(part.entity)
        for pattern in patterns(part):
            columns = partner_columns(exports, pattern)
            names += [name for of_partner in columns.values() for name in of_partner]
    return list(dict.fromkeys(names))


def patterns(part: RosterPart) -> tuple[str, ...]:
    """Return every pattern of a roster, that of levels first."""
    return (part.level, *part.trust, *part.value)


def _partner(pattern: re.Pattern[str], column: ExportColumn) -> str | None:
    found = pattern.fullmatch(column.name) or pattern.fullmatch(column.header)
    return found[PARTNER] if found else None
