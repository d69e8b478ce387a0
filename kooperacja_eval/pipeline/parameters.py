"""Parameters of reports: which values there are, which are asked for, and what they are called.

The values that exist are known from the tables only; ``run.json`` keeps them beside the tables, so
that a build with nothing to do loads no table. Nothing heavy is imported here.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.reports import REPORTS, ReportKind
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text, same

if TYPE_CHECKING:
    import pandas as pd

Values = tuple[str, ...]
"""Values of the parameters of one report, in the order of ``ReportKind.parameters``."""
Existing = Mapping[str, Sequence[Values]]
"""Values that there are, by name of the report."""
Where = Mapping[str, Collection[str]]
"""Values asked for, by name of the parameter."""

OPTIONS: Final = {
    "wave": "--wave",
    "pzk_id": "--pzk",
    "voivodeship": "--voivodeship",
    "month": "--month",
}
"""Option of the command ``build`` for each parameter."""
REGION: Final = "makroregion"
"""Value of the parameter ``voivodeship`` of a monthly report about the whole macroregion."""
_DAYS: Final = {"meetings": "held_on", "conclusions": "month"}
"""Column of each table that says when its rows were."""
_FILE_NAME: Final = re.compile(r"\w[\w.-]*")
_NONE: Final = "–"


def existing_values(tables: Mapping[str, "pd.DataFrame"]) -> dict[str, tuple[Values, ...]]:
    """Return the values for which reports can be built, sorted; empty without the table.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The tables of a study. A row that misses a value counts for no report; a document without
        a voivodeship has that of its team.
    """
    return {
        kind.name: _values(tables, kind)
        for kind in REPORTS.values()
        if kind.parameters and not kind.lacks(tables)
    }


def kept_values(run: Mapping[str, object], fingerprint: str) -> Existing | None:
    """Return the values that ``run.json`` keeps, None where it is missing, stale or not whole."""
    kept = run.get("parameters")
    if run.get("fingerprint") != fingerprint or not isinstance(kept, dict):
        return None
    return {str(name): [tuple(map(str, values)) for values in rows] for name, rows in kept.items()}


def chosen_values(kind: ReportKind, existing: Sequence[Values], where: Where) -> list[Values]:
    """Return the values of one report that are asked for.

    Raises
    ------
    ConfigurationError
        Where there is no such value, or not together with the values of the parameters before it;
        the allowed ones are named. Where a value cannot stand in the name of a file.
    """
    left = list(existing)
    for number, name in enumerate(kind.parameters):
        if existing and name in where:
            allowed = list(dict.fromkeys(values[number] for values in left))
            wrong = [value for value in where[name] if value not in allowed]
            if wrong:
                raise _no_value(kind, name, wrong[0], allowed)
            left = [values for values in left if values[number] in where[name]]
    unfit = [value for values in left for value in values if not _FILE_NAME.fullmatch(value)]
    if unfit:
        raise _unfit(kind, unfit[0])
    return left


def check_restrictions(kinds: Sequence[ReportKind], where: Where) -> None:
    """Refuse parameters that a chosen report does not have.

    Raises
    ------
    ConfigurationError
        The reports that have the parameter are named.
    """
    for kind in kinds:
        for name in where:
            if name not in kind.parameters:
                raise _no_parameter(kind, name)


def subtitle(parameters: Mapping[str, str], config: StudyConfig) -> Text:
    """Return what a report with parameters is about, in words; empty without parameters."""
    words = [parameter_words(name, value, config) for name, value in parameters.items()]
    return Text(", ".join(word.pl for word in words), ", ".join(word.en for word in words))


def parameter_words(name: str, value: str, config: StudyConfig) -> Text:
    """Return one value in words: the label of a round, a team, a voivodeship."""
    if name == "wave":
        labels = {wave.id: Text(wave.label_pl, wave.label_en) for wave in config.waves}
        return labels.get(value, same(value))
    if name == "month":
        from kooperacja_eval.reporting import formats  # noqa: PLC0415  heavy

        return Text(formats.month(value), formats.month(value, "en"))
    if name == "voivodeship" and value == REGION:
        return Text("makroregion", "macroregion")
    if name == "voivodeship":
        label = VOIVODESHIPS.label(value)
        return Text(f"województwo {label.pl}", f"{label.en} voivodeship")
    return Text(f"zespół {value}", f"team {value}")


def _values(tables: Mapping[str, "pd.DataFrame"], kind: ReportKind) -> tuple[Values, ...]:
    if kind.by_month:
        return _months_and_places(tables, kind)
    frame = tables.get(kind.one_for_each)
    if frame is None:
        return ()
    rows = _with_places(frame, tables)[list(kind.parameters)].dropna().drop_duplicates()
    return tuple(sorted(tuple(map(str, row)) for row in rows.itertuples(index=False)))


def _months_and_places(
    tables: Mapping[str, "pd.DataFrame"], kind: ReportKind
) -> tuple[Values, ...]:
    """Return each month with each voivodeship that has a team or an entry, and the macroregion."""
    frames = {name: tables.get(name) for name in kind.by_month}
    known = [
        frame[_DAYS[name]].dropna()
        for name, frame in frames.items()
        if frame is not None and _DAYS[name] in frame
    ]
    ends = [end for column in known if len(column) for end in (column.min(), column.max())]
    if not ends:
        return ()
    named = [tables[name]["voivodeship"] for name in ("pzk", "conclusions") if name in tables]
    places = sorted({str(place) for column in named for place in column.dropna()})
    first, last = (end.year * 12 + end.month - 1 for end in (min(ends), max(ends)))
    months = [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
    return tuple((month, place) for month in months for place in (*places, REGION))


def _with_places(frame: "pd.DataFrame", tables: Mapping[str, "pd.DataFrame"]) -> "pd.DataFrame":
    teams = tables.get("pzk")
    if teams is None:
        return frame
    places = dict(zip(teams["pzk_id"], teams["voivodeship"], strict=True))
    own, of_team = frame["voivodeship"].astype("object"), frame["pzk_id"].map(places)
    return frame.assign(voivodeship=own.where(own.notna(), of_team))


def _no_parameter(kind: ReportKind, name: str) -> ConfigurationError:
    having = ", ".join(other.name for other in REPORTS.values() if name in other.parameters)
    option = OPTIONS.get(name, name)
    return ConfigurationError(
        Text(
            f"Raport {kind.name} nie ma parametru {option}. Mają go: {having or _NONE}; wybierz je "
            "opcją --report.",
            f"The report {kind.name} has no parameter {option}. These have it: {having or _NONE}; "
            "choose them with --report.",
        )
    )


def _no_value(
    kind: ReportKind, name: str, value: str, allowed: Sequence[str]
) -> ConfigurationError:
    known, option = ", ".join(allowed) or _NONE, OPTIONS.get(name, name)
    return ConfigurationError(
        Text(
            f"Raport {kind.name}: nie ma danych dla {option} {value}. Dozwolone: {known}.",
            f"Report {kind.name}: there are no data for {option} {value}. Allowed: {known}.",
        )
    )


def _unfit(kind: ReportKind, value: str) -> ConfigurationError:
    return ConfigurationError(
        Text(
            f"Raport {kind.name}: „{value}” nie może stać w nazwie pliku. Użyj samych liter, cyfr "
            "i znaków - _ . w fgi.toml albo w danych.",
            f"Report {kind.name}: “{value}” cannot stand in the name of a file. Use letters, "
            "digits and - _ . only in fgi.toml or in the data.",
        )
    )
