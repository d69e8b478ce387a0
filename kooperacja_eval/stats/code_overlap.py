"""Agreement of two coders on where a code applies, measured in characters of text.

The border: four lengths in, shares and coefficients out. Which characters a code covers is found
where codings are read. There is no standard error here: characters next to each other are coded
together, so that their number says nothing about how sure an estimate is.
"""

from dataclasses import dataclass

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapResult:
    """Agreement on one code in characters, unrounded.

    overlap is the share of characters with the code from both coders among those with it from
    either (Jaccard); specific that of both among the coders' own, on average (Dice). agreement,
    kappa and ac1 need the text without the code too and are None where neither is; kappa is None
    also where both coders gave the code to all characters. n_characters counts all characters
    given, and is no number of independent observations: there is no standard error.
    """

    overlap: float
    specific: float
    agreement: float | None
    kappa: float | None
    ac1: float | None
    share_first: float | None
    share_second: float | None
    n_characters: int
    neither_given: bool
    method: str


def pairs_from_lengths(
    both: int, first_only: int, second_only: int, neither: int | None = None
) -> OverlapResult:
    r"""Compute how far two coders agree on where a code applies.

    Parameters
    ----------
    both, first_only, second_only : int
        Characters to which both coders, or only one of them, gave the code.
    neither : int, optional
        Characters of the text to which neither gave it. Without it there is no agreement by chance:
        putting 0 in its place would make kappa negative for any coders who differ at all.

    Returns
    -------
    OverlapResult
        Shares from 0 to 1; kappa and ac1 at most 1.

    Raises
    ------
    InsufficientDataError
        If neither coder used the code.
    TypeError, ValueError
        If a length is not a whole number of 0 or more.

    Notes
    -----
    Kappa as in `kappa.cohen_kappa_table` and AC1 as in `gwet.gwet_ac_table` of the 2 x 2 table of
    characters. Both depend on how much text without the code there is: the longer the text, the
    higher, at the same overlap. Compare them only between texts coded to the same rules.

    Examples
    --------
    >>> result = pairs_from_lengths(300, 100, 50, 550)
    >>> round(result.kappa, 4), round(result.agreement, 2), round(result.overlap, 4)
    (0.6809, 0.85, 0.6667)
    >>> pairs_from_lengths(300, 100, 50).kappa is None
    True
    """
    one_both = as_count(both, "both")
    one, other = as_count(first_only, "first_only"), as_count(second_only, "second_only")
    coded = one_both + one + other
    if coded == 0:
        raise InsufficientDataError(_NOT_USED)
    rest = None if neither is None else as_count(neither, "neither")
    n = coded + (rest or 0)
    first, second = (one_both + one) / n, (one_both + other) / n
    agreement = None if rest is None else (one_both + rest) / n
    prevalence = (first + second) / 2
    return OverlapResult(
        overlap=one_both / coded,
        specific=2 * one_both / (2 * one_both + one + other),
        agreement=agreement,
        kappa=_beyond(agreement, first * second + (1 - first) * (1 - second)),
        ac1=_beyond(agreement, 2 * prevalence * (1 - prevalence)),
        share_first=None if rest is None else first,
        share_second=None if rest is None else second,
        n_characters=n,
        neither_given=rest is not None,
        method="characters" if rest is not None else "coded_characters",
    )


def _beyond(agreement: float | None, chance: float) -> float | None:
    if agreement is None or chance == 1:
        return None
    return (agreement - chance) / (1 - chance)


_NOT_USED = Text(
    "Żaden z dwojga kodujących nie użył tego kodu, więc jego zgodność jest nieokreślona. Podaj, że "
    "kod nie wystąpił, albo policz miarę dla dłuższego tekstu.",
    "Neither of the two coders used this code, so agreement on it is undefined. Say that the code "
    "did not occur, or compute the measure for a longer text.",
)
