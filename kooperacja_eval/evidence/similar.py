"""Conclusions that say nearly the same, in groups for a person to look at.

The border: finds and groups; nothing is merged here. A person merges in the sheet, with ``status``
merged and the identifier of the entry that stands. What is compared is
said by ``similar_text``.

Texts are compared by rapidfuzz's token set ratio. On the planted near-duplicates of the synthetic
study (copies without diacritics, with typos, reordered, inflected, lengthened, shortened), the
threshold chosen on five studies and measured on five others, after complete linkage:

==============================  =========  =======  =======
                                threshold  precision recall
==============================  =========  =======  =======
token set ratio                      0.80     1.00     0.99
TF-IDF of letters, 3-grams           0.63     0.97     0.95
TF-IDF of letters, 3- to 5-grams     0.63     0.98     0.91
token sort ratio                     0.73     0.96     0.92
==============================  =========  =======  =======

Sentences that people write differ more freely than planted ones do: these are upper limits.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from kooperacja_eval.evidence.similar_text import content_words, negations

THRESHOLD: Final = 0.80
"""Lowest similarity within a group; see the table above."""
FEWEST_WORDS: Final = 4
"""Words below which a text is no part of another: "brak usług" stands in many sentences."""
SMALLEST_PART: Final = 0.4
"""Share of the words of the longer text that the shorter has, below which it is no part of it."""
FEWEST_SHARED: Final = 0.4
"""Share of the words of the shorter text that the other has, below which they are not compared."""
COLUMNS: Final = ("group", "conclusion_id", "similarity", "negation")
_BLOCK: Final = 1_000
_PERCENT: Final = 100.0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def similar_conclusions(conclusions: pd.DataFrame, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Return groups of conclusions of which every two are similar.

    Parameters
    ----------
    conclusions : pandas.DataFrame
        The table ``conclusions``, of any months, voivodeships and statuses; left as it is.
    threshold : float
        Lowest similarity of two texts of a group, above 0 and at most 1.

    Returns
    -------
    pandas.DataFrame
        ``group`` (from 1 on, by the first month of its members), ``conclusion_id``,
        ``similarity`` (with the first of the group, 0 to 1; 1 for the first itself) and
        ``negation`` (whether it says "nie" another number of times than the first: perhaps the
        opposite). Groups have two rows or more; whoever is alike to nobody is not there. The
        order of the rows of the input does not matter.

    Raises
    ------
    ValueError
        Where the threshold is out of range.

    Notes
    -----
    Groups are by complete linkage: A like B and B like C puts A and C together only where they
    are alike too, so that a chain of small changes does not swallow everything. A text of fewer
    than four words, or of less than 0.4 of the other's words, is compared as a whole (token sort
    ratio) instead of as a part.
    """
    if not 0 < threshold <= 1:
        raise ValueError("threshold lies above 0 and is at most 1")
    rows = conclusions.dropna(subset=["conclusion_id"])
    rows = rows.sort_values(["month", "conclusion_id"], kind="stable").reset_index(drop=True)
    words = [content_words(text) if isinstance(text, str) else () for text in rows["text"]]
    labels = _labels(words, threshold)
    texts = [text if isinstance(text, str) else "" for text in rows["text"]]
    return _frame(rows["conclusion_id"].tolist(), texts, words, labels)


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two texts are, from 0 to 1, by their content words.

    Examples
    --------
    >>> round(similarity(("brak", "uslug"), ("brak", "uslug", "gmin", "wiejsk", "rodzin")), 2)
    0.51
    """
    if not one or not other:
        return 0.0
    short, long = sorted((len(set(one)), len(set(other))))
    as_part = short >= FEWEST_WORDS and short >= SMALLEST_PART * long
    compare = fuzz.token_set_ratio if as_part else fuzz.token_sort_ratio
    return float(compare(" ".join(one), " ".join(other))) / _PERCENT


def _labels(words: Sequence[tuple[str, ...]], threshold: float) -> Ints:
    """Return the group of each text, -1 for none; texts of the same words are always together."""
    distinct = sorted({text for text in words if text})
    place = {text: at for at, text in enumerate(distinct)}
    first, second, score = _pairs(distinct, threshold)
    groups = _groups(len(distinct), first, second, score, threshold)
    alone = groups < 0
    groups[alone] = groups.max(initial=0) + 1 + np.arange(int(alone.sum()))
    return np.array([groups[place[text]] if text else -1 for text in words], dtype=np.int64)


def _pairs(words: Sequence[tuple[str, ...]], threshold: float) -> tuple[Ints, Ints, Floats]:
    """Return the pairs that are alike enough: two positions, the smaller first, and similarity."""
    first, second = _candidates(words)
    score = np.array([similarity(words[a], words[b]) for a, b in zip(first, second, strict=True)])
    alike = score >= threshold
    return first[alike], second[alike], score[alike]


def _candidates(words: Sequence[tuple[str, ...]]) -> tuple[Ints, Ints]:
    """Return pairs with enough words in common to be compared; a square of all is never held."""
    given = _incidence(words)
    sizes = np.asarray(given.sum(axis=1)).ravel()
    found: list[tuple[Ints, Ints]] = []
    for start in range(0, len(words), _BLOCK):
        block = given[start : start + _BLOCK]
        common = (block @ given[start:].T).tocoo()
        row, column = common.coords
        enough = common.data >= FEWEST_SHARED * np.minimum(
            sizes[start + row], sizes[start + column]
        )
        chosen = enough & (row < column)
        found.append(
            (row[chosen].astype(np.int64) + start, column[chosen].astype(np.int64) + start)
        )
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def _incidence(words: Sequence[tuple[str, ...]]) -> "csr_array[np.float32]":
    """Return which texts (rows) have which words (columns)."""
    known = {word: place for place, word in enumerate(sorted({w for text in words for w in text}))}
    cells = sorted({(at, known[word]) for at, text in enumerate(words) for word in text})
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    ones = np.ones(len(cells), dtype=np.float32)
    return csr_array((ones, (rows, columns)), shape=(len(words), max(1, len(known))))


def _groups(size: int, first: Ints, second: Ints, score: Floats, threshold: float) -> Ints:
    """Return the group of each text, -1 for none: complete linkage within connected parts."""
    links = coo_array((np.ones(len(first)), (first, second)), shape=(size, size))
    _, part = connected_components(links, directed=False)
    labels = np.full(size, -1, dtype=np.int64)
    following = 0
    for members in _parts(part):
        place = {int(at): number for number, at in enumerate(members)}
        inside = np.isin(first, members)
        distance = np.ones((len(members), len(members)))
        pairs = zip(first[inside], second[inside], score[inside], strict=True)
        for one, other, alike in pairs:
            distance[place[int(one)], place[int(other)]] = 1 - alike
        tree = linkage(distance[np.triu_indices(len(members), 1)], method="complete")
        cut = fcluster(tree, 1 - threshold, criterion="distance")
        labels[members] = cut + following
        following += int(cut.max())
    return labels


def _parts(part: NDArray[np.int32]) -> Iterator[Ints]:
    """Yield the positions of each connected part of two texts or more."""
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(np.bincount(part))
    for start, end in zip(ends - np.bincount(part), ends, strict=True):
        if end - start > 1:
            yield order[start:end].astype(np.int64)


def _frame(
    ids: Sequence[str],
    texts: Sequence[str],
    words: Sequence[tuple[str, ...]],
    labels: Ints,
) -> pd.DataFrame:
    members: dict[int, list[int]] = {}
    for at in np.flatnonzero(labels >= 0).tolist():
        members.setdefault(int(labels[at]), []).append(at)
    groups = [group for group in members.values() if len(group) > 1]
    lines = [
        {
            "group": number,
            "conclusion_id": ids[at],
            "similarity": 1.0 if at == group[0] else similarity(words[group[0]], words[at]),
            "negation": negations(texts[at]) != negations(texts[group[0]]),
        }
        for number, group in enumerate(groups, start=1)
        for at in group
    ]
    kinds = {"group": "int64", "conclusion_id": "str", "similarity": "float64", "negation": "bool"}
    return pd.DataFrame(lines, columns=list(COLUMNS)).astype(kinds)
