"""What is wrong with links to evidence, each problem with its file and row.

The border: rules that need more than one cell. Unknown relations and kinds are found by
``schemas.validate``, recommendations that are not there by ``schemas.rules``.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

import pandas as pd

from kooperacja_eval.evidence.links import (
    LINK_KEYS,
    TABLE_OF,
    numbers_of,
    resolve,
)
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.schemas.problems import Problem, Severity, problems_at
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.text import Text, same

NEAR: Final = 3
"""Most names that a message offers instead."""
ALIKE: Final = 0.6
"""How alike two names must be (ratio of difflib)."""
_TABLE: Final = TABLES["evidence_links"]
_NOTHING: Final = same("")


def linked_indicators(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the indicators of the catalogue that links name, in its order."""
    if "evidence_links" not in tables:
        return ()
    links = tables["evidence_links"]
    named = set(links.loc[links["kind"] == "indicator", "target"].dropna())
    return tuple(name for name in catalogue() if name in named)


def check_links(
    tables: Mapping[str, pd.DataFrame], values: pd.DataFrame | None = None
) -> list[Problem]:
    """Check that every link leads somewhere.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with their source columns; without ``evidence_links`` nothing is
        checked.
    values : pandas.DataFrame, optional
        Values of the indicators that are linked, at every level; without them only their names are
        checked.

    Returns
    -------
    list of Problem
        Errors: a target that is not there, with near names; an indicator without such a group,
        place, period or wave; several numbers where one is meant. Warnings: an indicator that the
        study has no tables for, a rejected conclusion.
    """
    if "evidence_links" not in tables:
        return []
    known = pd.DataFrame(columns=list(IndicatorValues.fields)) if values is None else values
    links = resolve(tables, known).links
    problems: list[Problem] = []
    for (state, kind, target), rows in links.groupby(
        ["state", "kind", "target"], sort=False, dropna=True
    ):
        if state == "unavailable":
            problems += _at(rows, "target", "evidence_without_tables", _without(str(kind)))
        elif state in ("lost", "ambiguous"):
            problems += _wrong(str(kind), str(target), rows, tables, values)
    return [*problems, *_rejected(links, tables)]


def near(name: str, known: Iterable[str]) -> Text:
    """Return the end of a message that offers near names; empty where none is near."""
    found = get_close_matches(name, sorted(set(known)), n=NEAR, cutoff=ALIKE)
    if not found:
        return _NOTHING
    offered = ", ".join(found)
    return Text(f" Podobne: {offered}.", f" Near: {offered}.")


def _wrong(
    kind: str,
    target: str,
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    values: pd.DataFrame | None,
) -> Iterator[Problem]:
    if kind != "indicator":
        yield from _at(rows, "target", f"unknown_{kind}", _unknown(kind, target, tables), "error")
    elif target not in catalogue():
        words = near(target, catalogue())
        message = Text(
            f"Katalog nie ma wskaźnika {target}. Popraw identyfikator.{words.pl}",
            f"The catalogue has no indicator {target}. Mend the identifier.{words.en}",
        )
        yield from _at(rows, "target", "unknown_indicator", message, "error")
    elif values is not None:
        own = values[values["indicator_id"] == target]
        for number in range(len(rows)):
            one = rows.iloc[[number]]
            column, rule, message = _where(one.to_dict("records")[0], own)
            yield from _at(one, column, rule, message, "error")


def _where(link: Mapping[Any, Any], own: pd.DataFrame) -> tuple[str, str, Text]:
    """Say which part of a link to an indicator leads nowhere: column, rule and message."""
    found = numbers_of(link, own)
    if len(found):
        pairs = found[["period", "wave"]].drop_duplicates()
        named = [
            " ".join(str(part) for part in pair if isinstance(part, str) and part)
            for pair in pairs.itertuples(index=False)
        ]
        shown = ", ".join(named[:NEAR]) + (" …" if len(named) > NEAR else "")
        column = "wave" if len(set(pairs["wave"])) > 1 else "period"
        return column, "evidence_ambiguous", Text(
            f"Wskaźnik ma kilka takich liczb ({shown}). Podaj okres albo pomiar.",
            f"The indicator has several such numbers ({shown}). Give the period or the wave.",
        )  # fmt: skip
    for column in ("group", "wave", "period"):
        known = list(dict.fromkeys(own[column].dropna()))
        written = link[column] if isinstance(link[column], str) else ""
        bare = column == "group" and not written and own[column].notna().all()
        ends = {end.rpartition("/")[2] for end in known} if column == "wave" else set[str]()
        if (written and written not in {*known, *ends}) or (bare and known):
            return column, f"unknown_{column}", _no_such(column, written, known)
    return "target", "evidence_not_computed", Text(
        "Wskaźnik nie ma takiej liczby: sprawdź razem grupę, miejsce, okres i pomiar.",
        "The indicator has no such number: check group, place, period and wave together.",
    )  # fmt: skip


def _no_such(column: str, written: str, known: list[str]) -> Text:
    label = _TABLE.fields[column].label
    shown = ", ".join(known[:NEAR]) + (" …" if len(known) > NEAR else "")
    some = Text(f" Są na przykład: {shown}.", f" There are, for example: {shown}.")
    words = near(written, known)
    words = words if words.pl or not known else some
    return Text(
        f"Wskaźnik nie ma takiej wartości w kolumnie „{label.pl}”: {written or 'puste'}.{words.pl}",
        f"The indicator has no such value in the column “{label.en}”: "
        f"{written or 'empty'}.{words.en}",
    )


def _unknown(kind: str, target: str, tables: Mapping[str, pd.DataFrame]) -> Text:
    table, key = TABLE_OF.get(kind, ("codings", "coding_id"))
    label = TABLES[table].label
    known = tables[table][key].dropna()
    if kind == "quotation":
        documents = set(tables[table]["document_id"].dropna())
        known = known[known.str.partition("-")[0] == target.partition("-")[0]]
        words = near(target.rpartition(":")[0], documents) if ":" in target else near(target, known)
        return Text(
            f"Tabela „{label.pl}” nie ma fragmentu {target}. Podaj identyfikator fragmentu albo "
            f"dokument:początek-koniec.{words.pl}",
            f"The table “{label.en}” has no stretch {target}. Give the identifier of a coding or "
            f"document:start-end.{words.en}",
        )
    words = near(target, known)
    return Text(
        f"W tabeli „{label.pl}” nie ma: {target}. Popraw identyfikator.{words.pl}",
        f"The table “{label.en}” has no {target}. Mend the identifier.{words.en}",
    )


def _without(kind: str) -> Text:
    if kind == "indicator":
        return Text(
            "Badanie nie ma tabel, z których liczy się ten wskaźnik, więc dowodu nie da się "
            "pokazać.",
            "The study lacks the tables that this indicator is computed from, so that the "
            "evidence cannot be shown.",
        )
    label = TABLES[TABLE_OF.get(kind, ("codings", ""))[0]].label
    return Text(
        f"Badanie nie ma tabeli „{label.pl}”, więc dowodu nie da się pokazać.",
        f"The study has no table “{label.en}”, so that the evidence cannot be shown.",
    )


def _rejected(links: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    if "conclusions" not in tables:
        return []
    register = tables["conclusions"]
    rejected = set(register.loc[register["status"] == "rejected", "conclusion_id"].dropna())
    rows = links[(links["kind"] == "conclusion") & links["target"].isin(rejected)]
    message = Text(
        "Ten wniosek został odrzucony. Usuń dowód albo zmień status wniosku.",
        "This conclusion was rejected. Remove the evidence or change the status of the conclusion.",
    )
    return _at(rows, "target", "rejected_conclusion", message)


def _at(
    rows: pd.DataFrame, column: str, rule: str, message: Text, severity: Severity = "warning"
) -> list[Problem]:
    ordered = rows.sort_values(list(LINK_KEYS), kind="stable")
    return problems_at(_TABLE, ordered, column, rule, message, severity=severity)
