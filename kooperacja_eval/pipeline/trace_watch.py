"""Notes what the cells of a notebook read of the material that they are given.

Which released values, tables of the record and other parts were read while a cell ran. The notes
are small: rows of the released values are told by their place. Notes and watched material can be
sent to another process together.
"""

import ast
from dataclasses import dataclass, field, fields
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.reporting.material import Material

WHOLE: Final = "values"
"""Part of the material that is all released values at once."""
_TABLES: Final = ("record", "teams")
"""Parts that are tables by name; each table is noted by itself."""
PARTS: Final = frozenset(entry.name for entry in fields(Material)) - {
    "config", "lang", "tables", *_TABLES
}  # fmt: skip


@dataclass(slots=True)
class Log:
    """What was read since the last cell began."""

    parts: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    places: list[NDArray[np.intp]] = field(default_factory=list)

    def clear(self) -> None:
        """Forget what was read."""
        self.parts.clear()
        self.tables.clear()
        self.places.clear()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What was read for one figure, table or text.

    Attributes
    ----------
    call : str
        The function of ``exhibits`` that the cell calls last; empty where it calls none.
    places : ndarray of int
        Rows of the released values that were read, each once, in the order of reading.
    whole : bool
        Whether all released values were read at once too.
    tables : tuple of str
        Tables of the public record and registers that were read, sorted.
    parts : tuple of str
        Other parts of the material that were read, sorted.
    """

    call: str
    places: NDArray[np.intp]
    whole: bool
    tables: tuple[str, ...]
    parts: tuple[str, ...]


class _Tables(dict[str, pd.DataFrame]):
    """Tables that note which of them are looked at."""

    log: Log

    def __getitem__(self, name: str) -> pd.DataFrame:
        found = super().__getitem__(name)
        self.log.tables.add(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default


class _Watched(Material):
    """Material that notes what is read of it; a changed copy of it notes nothing."""

    log: Log

    def __post_init__(self) -> None:
        object.__setattr__(self, "log", Log())  # the material itself is frozen

    def __getattribute__(self, name: str) -> Any:
        if name in PARTS and "log" in super().__getattribute__("__dict__"):
            super().__getattribute__("log").parts.add(name)
        return super().__getattribute__(name)

    def __getstate__(self) -> tuple[Material, Log]:
        return _unwatched(self), self.log

    def __setstate__(self, state: tuple[Material, Log]) -> None:
        given, log = state
        object.__setattr__(self, "log", log)
        for entry in fields(given):
            object.__setattr__(self, entry.name, getattr(given, entry.name))

    def rows(self, indicator_id: str, **which: Any) -> pd.DataFrame:
        already = WHOLE in self.log.parts
        places = Material.places(self, indicator_id, **which)
        found = self.values.frame.iloc[places].reset_index(drop=True)
        if not already:
            self.log.parts.discard(WHOLE)
        self.log.places.append(places)
        return found


class Recorder:
    """Observes a notebook that is given watched material."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._call = ""

    def begin(self, source: str) -> None:
        """Begin anew with a cell."""
        self._log.clear()
        self._call = called(source)

    def note(self) -> Reading:
        """Return what the cell has read so far."""
        log = self._log
        places = np.concatenate(log.places) if log.places else np.array([], dtype="intp")
        return Reading(
            call=self._call,
            places=np.array(list(dict.fromkeys(places.tolist())), dtype="intp"),
            whole=WHOLE in log.parts,
            tables=tuple(sorted(log.tables)),
            parts=tuple(sorted(log.parts - {WHOLE})),
        )


def watched(material: Material) -> tuple[Material, Recorder]:
    """Return material that notes what is read of it, and the observer that tells."""
    log = Log()
    given = {entry.name: getattr(material, entry.name) for entry in fields(material)}
    for name in _TABLES:
        given[name] = _Tables(given[name])
        given[name].log = log
    seen = _Watched.__new__(_Watched)
    seen.__setstate__((Material(**given), log))
    return seen, Recorder(log)


def called(source: str) -> str:
    r"""Return the name of the innermost function of a module that the last line of code calls.

    Examples
    --------
    >>> called("x = 1\nprose(exhibits.reach_sentence(report))")
    'reach_sentence'
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:  # the run itself says so
        return ""
    last = body[-1] if body else None
    if not isinstance(last, ast.Expr):
        return ""
    names = [
        call.func.attr
        for call in ast.walk(last.value)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    ]
    return names[-1] if names else ""


def _unwatched(seen: "_Watched") -> Material:
    """Return the same material, as it is sent to another process."""
    own = {entry.name: object.__getattribute__(seen, entry.name) for entry in fields(Material)}
    return Material(**own)
