"""The reports that the package builds, and which tables each of them needs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.text import Lang, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """A report.

    Attributes
    ----------
    name : str
        Name of the notebook and of the files.
    needs_one_of : tuple of str
        Tables of which a study must have at least one; any table will do where it is empty.
    parameters : tuple of str
        What the report is about, such as a round and a team: names that the notebook's tagged
        cell sets, and columns of ``one_for_each``. There is one report for each of their values.
    one_for_each : str
        Table with the values of the parameters.
    by_month : tuple of str
        Tables whose months are values of the parameter ``month``, from the first to the last of
        all of them, together with every place.
    shape : {"report", "book"}
        A book has a cover, numbered chapters and citations, and its HTML can be searched.
    """

    name: str
    needs_one_of: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    one_for_each: str = ""
    by_month: tuple[str, ...] = ()
    shape: Literal["report", "book"] = "report"

    def lacks(self, tables: Collection[str]) -> tuple[str, ...]:
        """Return the tables of which one is needed and none is there."""
        if not self.needs_one_of:
            return () if tables else ("data_raw",)
        return () if set(self.needs_one_of) & set(tables) else self.needs_one_of


REPORTS: dict[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(
            name="pilot_summary",
            needs_one_of=("families", "published"),
        ),
        ReportKind(name="ex_ante", needs_one_of=("answers",)),
        ReportKind(name="mid_term", needs_one_of=("answers",)),
        ReportKind(name="ex_post", needs_one_of=("answers",)),
        ReportKind(name="families", needs_one_of=("families",)),
        ReportKind(
            name="fgi_summary",
            needs_one_of=("codings",),
            parameters=("wave", "voivodeship"),
            one_for_each="fgi_documents",
        ),
        ReportKind(
            name="fgi_partial",
            needs_one_of=("codings",),
            parameters=("wave", "pzk_id"),
            one_for_each="fgi_documents",
        ),
        ReportKind(
            name="pzk_profile",
            needs_one_of=("meetings",),
            parameters=("pzk_id",),
            one_for_each="pzk",
        ),
        ReportKind(name="recommendation_book", needs_one_of=("recommendations",), shape="book"),
        ReportKind(
            name="monthly_brief",
            needs_one_of=("meetings", "conclusions"),
            parameters=("month", "voivodeship"),
            one_for_each="meetings",
            by_month=("meetings", "conclusions"),
        ),
        ReportKind(name="data_quality"),
    )
}
"""In the order of the index."""


def chosen(names: Collection[str] | None) -> list[ReportKind]:
    """Return the reports asked for, or all those without parameters, which are few.

    Raises
    ------
    ConfigurationError
        Where a name is unknown; the known ones are named.
    """
    unknown = [name for name in names or () if name not in REPORTS]
    if unknown:
        known = ", ".join(REPORTS)
        raise ConfigurationError(
            Text(
                f"Nie ma raportu „{unknown[0]}”. Dostępne: {known}.",
                f"There is no report “{unknown[0]}”. Available: {known}.",
            )
        )
    return [
        kind for kind in REPORTS.values() if (kind.name in names if names else not kind.parameters)
    ]


def stem(
    name: str,
    *,
    lang: Lang,
    profile: str,
    defaults: tuple[Lang, str],
    parameters: Mapping[str, str] | None = None,
) -> str:
    """Return the file name of a report without ending.

    Parameters stand in the name, and what differs from the study's own language and profile, so
    that an internal report never replaces a public one.

    Examples
    --------
    >>> about = {"wave": "fgi_2020", "pzk_id": "LU-01"}
    >>> stem("fgi_partial", lang="en", profile="public", defaults=("pl", "public"),
    ...      parameters=about)
    'fgi_partial-fgi_2020-LU-01-en'
    """
    parts = [name, *(parameters or {}).values()]
    parts += [profile] if profile != defaults[1] else []
    parts += [lang] if lang != defaults[0] else []
    return "-".join(parts)
