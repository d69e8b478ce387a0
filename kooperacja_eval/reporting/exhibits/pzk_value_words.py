"""Words of groups and methods of the indicators of cooperation, networks and the index.

The border: ``value_words`` asks here for what stands in a released row; exhibits of teams have
their own words.
"""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.pzk_words import PARTS
from kooperacja_eval.schemas.codes import AREAS, TIE_LEVELS, TIE_SCALES
from kooperacja_eval.text import LANGUAGES, Text, same

_PLAIN: Final[Mapping[str, Text]] = {
    "core": Text("trzon", "core"),
    "invited": Text("zapraszani", "invited"),
    "remote": Text("zdalnie", "remote"),
    "mixed": Text("w sposób mieszany", "mixed"),
    "longest": Text("najdłuższa przerwa", "longest gap"),
    "index": Text("indeks", "index"),
    "rank": Text("miejsce", "rank"),
    "teams": Text("zespoły", "teams"),
    "choice": Text("wybory przy liczeniu", "choices in computing"),
    "1": Text("poziom co najmniej 1", "level 1 or above"),
    "3": Text("poziom co najmniej 3", "level 3 or above"),
    **{entry.id: entry.label for entry in TIE_SCALES},
}
_BASES: Final[Mapping[str, Text]] = {
    "asked": Text("wśród par z odpowiedzią", "of pairs with an answer"),
    "all": Text("wśród wszystkich par", "of all pairs"),
    "degree": Text("relacje w parze", "ties of pairs"),
    "in": Text("relacje otrzymane", "ties received"),
    "out": Text("relacje podane", "ties given"),
}
"""What ties are counted among, before the level from which they count."""
_HEADS: Final[Mapping[str, Text]] = {
    "part": Text("część", "part"),
    "contribution": Text("wkład części w indeks", "contribution of the part"),
    "part_mean": Text("średnia części", "mean of the part"),
    "choice": Text("udział wyboru", "share of the choice"),
    "changed": Text("zmiana indeksu", "change of the index"),
    "changed_rank": Text("zmiana miejsc", "change of ranks"),
    "area": Text("obszar", "area"),
}
"""What stands before a colon."""
_TAILS: Final[Mapping[str, Text]] = {
    **PARTS,
    **{entry.id: entry.label for entry in AREAS},
    "normalisation": Text("skala części", "scale of parts"),
    "aggregation": Text("sposób łączenia", "way of joining"),
    "weights": Text("wagi", "weights"),
    "without_part": Text("bez części", "without the part"),
    "base": Text("bez zmiany", "no change"),
    "mean_index": Text("średni indeks", "mean index"),
    "mean_rank_shift": Text("średnie przesunięcie miejsc", "mean shift of ranks"),
    "goalposts": Text("stałe granice", "fixed goalposts"),
    "min_max": Text("od najmniejszej do największej", "smallest to largest"),
    "z": Text("odchylenia standardowe", "standard deviations"),
    "geometric": Text("średnia geometryczna", "geometric mean"),
    "arithmetic": Text("średnia arytmetyczna", "arithmetic mean"),
    "equal": Text("równe", "equal"),
    "pca": Text("z danych", "from the data"),
    "goalposts geometric equal": Text("wybory domyślne", "default choices"),
}
_METHODS: Final[Mapping[str, Text]] = {
    "jackknife_reporters_t": Text("przedział między odpowiadającymi", "interval between raters"),
    "percentiles_10_90": Text("8 na 10 zespołów", "8 of 10 teams"),
    "one_at_a_time": Text("po jednej zmianie", "one change at a time"),
    "freeman_either": Text("miara Freemana", "Freeman's measure"),
    "freeman_degree": Text("miara Freemana", "Freeman's measure"),
    "freeman_in": Text("miara Freemana", "Freeman's measure"),
    "freeman_out": Text("miara Freemana", "Freeman's measure"),
}
_SOBOL_ALONE: Final = Text("indeks Sobola, sam wybór", "Sobol index, the choice alone")
_SOBOL_ALL: Final = Text(
    "indeks Sobola, z innymi wyborami", "Sobol index, together with other choices"
)
_RANGED: Final = Text("zakres przy innych wyborach", "range under other choices")


def team_group(group: str) -> Text | None:
    """Return what a group of these indicators means, None where it is none of theirs.

    Examples
    --------
    >>> team_group("asked|3").pl, team_group("part:ties").en
    ('wśród par z odpowiedzią: poziom co najmniej 3', 'part: level of ties')
    """
    if group in _PLAIN:
        return _PLAIN[group]
    first, bar, last = group.partition("|")
    if bar and first in TIE_LEVELS and last.isdigit():
        return _level(first, int(last))
    if bar and first in _BASES and last in _PLAIN:
        return _joined(_BASES[first], _PLAIN[last])
    head, colon, tail = group.partition(":")
    if not colon or head not in _HEADS:
        return None
    words = [_TAILS.get(name, same(name)) for name in tail.split("|")]
    said = Text(*(", ".join(word.in_(lang) for word in words) for lang in LANGUAGES))
    return _joined(_HEADS[head], said)


def team_method(method: str) -> Text | None:
    """Return how a value of these indicators is computed, None where it is none of theirs."""
    if method in _METHODS:
        return _METHODS[method]
    if "_range90" in method:
        return _RANGED
    if method.startswith("sobol_"):
        alone = method.endswith("_first")
        return _SOBOL_ALONE if alone else _SOBOL_ALL
    return same("") if method in {"rank", "geometric_goalposts_equal"} else None


def _level(scale: str, level: int) -> Text:
    """Return a level of a scale by number and name."""
    known = TIE_LEVELS[scale]
    if level >= len(known):
        return same(formats.integer(level))
    return Text(
        *(f"{formats.integer(level, lang)} – {known[level].in_(lang)}" for lang in LANGUAGES)
    )


def _joined(head: Text, tail: Text) -> Text:
    return Text(f"{head.pl}: {tail.pl}", f"{head.en}: {tail.en}")
