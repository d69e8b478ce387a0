"""Rows of QualCoder's database: cells by name, where old versions lack columns, and attributes."""

import sqlite3

from kooperacja_eval.ingest.fgi.sqlite_file import table_names


def words(row: sqlite3.Row, name: str) -> str:
    """Return a cell as text, empty where it is null or the version has no such column."""
    value = row[name] if name in row.keys() else None  # noqa: SIM118 - a Row holds cells, not names
    return "" if value is None else str(value)


def number(row: sqlite3.Row, name: str) -> int | None:
    """Return a cell as a whole number, None where it holds none."""
    value = row[name] if name in row.keys() else None  # noqa: SIM118 - a Row holds cells, not names
    return value if isinstance(value, int) else None


def variables_of(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return the attributes of each source: its own, and those of the cases that it belongs to.

    Where a source belongs to several cases with different values, they are joined by ``; ``; its
    own attribute goes before one of the same name of a case.
    """
    tables = table_names(connection)
    if "attribute" not in tables:
        return {}
    own: dict[str, dict[str, str]] = {}
    of_case: dict[str, dict[str, str]] = {}
    for row in connection.execute("SELECT * FROM attribute"):
        kind = of_case if words(row, "attr_type") == "case" else own
        kind.setdefault(str(row["id"]), {})[words(row, "name")] = words(row, "value")
    found: dict[str, dict[str, str]] = {}
    if "case_text" in tables:
        for row in connection.execute("SELECT DISTINCT caseid, fid FROM case_text ORDER BY caseid"):
            target = found.setdefault(str(row["fid"]), {})
            for name, value in of_case.get(str(row["caseid"]), {}).items():
                told = [part for part in target.get(name, "").split("; ") if part]
                target[name] = "; ".join(dict.fromkeys((*told, value)))
    return {key: {**found.get(key, {}), **own.get(key, {})} for key in {**found, **own}}
