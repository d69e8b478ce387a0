"""A form read plainly from its sheets survey and choices, for forms that pyxform refuses.

Only what cannot be misread is taken: groups and repeats that open and close, names, types, labels
and lists of choices. A form without that is refused.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Row = Mapping[str, Any]

_LIST_NAMES: Final = ("list_name", "list name", "list-name")
_BEGIN: Final = ("begin group", "begin repeat", "begin_group", "begin_repeat")
_END: Final = ("end group", "end repeat", "end_group", "end_repeat")
_SELECT: Final = {
    "select_one": "select one", "select one from": "select one", "select1": "select one",
    "select_multiple": "select all that apply", "select multiple": "select all that apply",
    "select all that apply from": "select all that apply", "rank": "rank",
}  # fmt: skip
_LABEL: Final = "label"


def plain_children(survey: Sequence[Row], choices: Sequence[Row]) -> list[dict[str, Any]] | None:
    """Return groups and questions in pyxform's shape, None where the sheets are not safe to read.

    Parameters
    ----------
    survey, choices : sequences of mappings
        Rows of the sheets by header, as pyxform reads them.
    """
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in choices:
        listed = next((row[name] for name in _LIST_NAMES if row.get(name)), None)
        if listed and row.get("name"):
            option = {"name": row["name"], _LABEL: _label(row)}
            lists.setdefault(str(listed), []).append(option)
    stack: list[list[dict[str, Any]]] = [[]]
    for row in survey:
        kind = " ".join(str(row.get("type") or "").split()).lower()
        if not kind:
            continue
        if kind.startswith(_END):
            if len(stack) == 1:
                return None
            stack.pop()
        elif not row.get("name"):
            return None
        elif kind.startswith(_BEGIN):
            inner: list[dict[str, Any]] = []
            stack[-1].append(
                {"type": kind.replace("_", " ").split()[1], "name": row["name"], "children": inner}
            )
            stack.append(inner)
        else:
            stack[-1].append(_question(row, lists))
    return stack[0] if len(stack) == 1 and stack[0] else None


def _question(row: Row, lists: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    written = " ".join(str(row["type"]).split())
    made: dict[str, Any] = {"type": written.lower(), "name": row["name"], _LABEL: _label(row)}
    for start, kind in _SELECT.items():
        if written.lower().startswith(f"{start} "):
            listed = written[len(start) :].split()[0]
            return made | {"type": kind, "list_name": listed, "choices": lists.get(listed, [])}
    return made


def _label(row: Row) -> dict[str, str] | str | None:
    """Return the label of a row: by language, or one text."""
    found = {}
    for header, text in row.items():
        if not isinstance(header, str) or text is None:
            continue
        name, colon, lang = header.replace("::", ":").partition(":")
        if name.strip().lower() == _LABEL:
            found[lang.strip() if colon else "default"] = str(text)
    return found or None
