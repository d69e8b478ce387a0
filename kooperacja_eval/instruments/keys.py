"""Scoring keys of published instruments whose items the package may not ship.

The border: which items form a scale and how they are scored. Texts stay with the holders of the
rights; the places of items are to be checked against one's own licensed copy.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.text import Text

Scoring = Literal["mean", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringKey:
    """How one scale of a published instrument is scored.

    Attributes
    ----------
    name : str
        ``instrument/scale``.
    title : Text
        What the scale is about, in the words of the package.
    n_items : int, optional
        Number of items; None where it is the number of partners that are rated.
    low, high : float
        Limits of an item.
    positions : tuple of int
        Places of the items in the whole instrument, counted from 1; empty where ``n_items`` is
        None.
    reverse : tuple of int
        Those of ``positions`` that are taken from ``low + high`` before scoring.
    scoring : str
        ``mean`` or ``sum`` of the items after reversing.
    source : str
        Publication.
    """

    name: str
    title: Text
    n_items: int | None
    low: float
    high: float
    positions: tuple[int, ...]
    reverse: tuple[int, ...]
    scoring: Scoring
    source: str


def known_keys() -> tuple[str, ...]:
    """Return the names of the keys that the package ships, by instrument."""
    return tuple(_keys())


def scoring_key(name: str) -> ScoringKey:
    """Return a scoring key.

    Parameters
    ----------
    name : str
        ``instrument/scale``, one of ``known_keys``.

    Raises
    ------
    ConfigurationError
        Where the package has no such key; those of the instrument, or else the instruments, are
        named.

    Examples
    --------
    >>> key = scoring_key("wilder_2001/communication")
    >>> key.n_items, key.positions, key.low, key.high
    (3, (26, 27, 28), 1.0, 5.0)
    """
    keys = _keys()
    if name in keys:
        return keys[name]
    instrument = name.partition("/")[0]
    near = [known for known in keys if known.partition("/")[0] == instrument]
    known = ", ".join(near or keys)
    raise ConfigurationError(
        Text(
            f"Pakiet nie zawiera klucza {name}. Dostępne: {known}.",
            f"The package has no scoring key {name}. There are: {known}.",
        )
    )


def _keys() -> dict[str, ScoringKey]:
    text = resources.files(__package__).joinpath("keys.toml").read_text(encoding="utf-8")
    made = (
        _key(instrument, entry)
        for instrument in tomllib.loads(text)["instruments"]
        for entry in instrument["keys"]
    )
    return {key.name: key for key in made}


def _key(instrument: Mapping[str, Any], entry: Mapping[str, Any]) -> ScoringKey:
    positions = tuple(entry.get("positions", ()))
    return ScoringKey(
        name=f"{instrument['id']}/{entry['name']}",
        title=Text(entry["title_pl"], entry["title_en"]),
        n_items=len(positions) or None,
        low=float(instrument["low"]),
        high=float(instrument["high"]),
        positions=positions,
        reverse=tuple(entry.get("reverse", ())),
        scoring=instrument["scoring"],
        source=instrument["source"],
    )
