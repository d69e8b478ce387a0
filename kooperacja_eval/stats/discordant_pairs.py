"""McNemar's test and odds ratio from the pairs that changed.

The border: the two counts of changes in, one test with its odds ratio out. Where all four cells are
known, ``mcnemar`` adds the difference of the shares.
"""

from dataclasses import dataclass
from typing import Literal

from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count, check_confidence_level
from kooperacja_eval.text import Text

Variant = Literal["exact", "mid_p", "chi2", "chi2_corrected"]
VARIANTS: tuple[Variant, ...] = ("exact", "mid_p", "chi2", "chi2_corrected")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordantPairsResult:
    """McNemar's test from the pairs that changed alone, unrounded.

    statistic is chi-squared with one degree of freedom, or the smaller of b and c for the exact and
    mid-p variants. odds_ratio is b / c with its exact interval; odds_ratio is None where c is 0 and
    odds_ratio_high is None where there is no upper bound, which is then too.
    """

    statistic: float
    p_value: float
    b: int
    c: int
    n_discordant: int
    odds_ratio: float | None
    odds_ratio_low: float
    odds_ratio_high: float | None
    variant: Variant
    method: str


def mcnemar_counts(
    b: int, c: int, *, variant: Variant = "mid_p", confidence_level: float = 0.95
) -> DiscordantPairsResult:
    r"""Test whether changes in one direction are as many as in the other.

    Parameters
    ----------
    b, c : int
        Pairs that changed: from the first category to the second, and back.
    variant : {"exact", "mid_p", "chi2", "chi2_corrected"}
        exact: twice the smaller tail of the binomial with probability 1/2; its level is never
        exceeded but is mostly far from reached. mid_p: the same with half of the probability of the
        counts at hand. chi2: :math:`(b - c)^2 / (b + c)`. chi2_corrected:
        :math:`(|b - c| - 1)^2 / (b + c)`, which is what R prints by default.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    DiscordantPairsResult
        An odds ratio above 1 means more changes of kind b.

    Raises
    ------
    InsufficientDataError
        If no pair changed.
    TypeError, ValueError
        If a count is not an integer or negative, or an option is wrong.

    Notes
    -----
    ``statsmodels.stats.contingency_tables.mcnemar`` computes all variants but mid_p. The interval
    of the odds ratio is that of Clopper and Pearson for the share s = b / (b + c), as s / (1 - s).
    Sources: Q. McNemar, Psychometrika 12 (1947) 153-157, doi:10.1007/BF02295996; M. W. Fagerland,
    S. Lydersen, P. Laake, BMC Medical Research Methodology 13 (2013) 91,
    doi:10.1186/1471-2288-13-91, who recommend mid_p.

    Examples
    --------
    >>> mcnemar_counts(150, 86, variant="chi2").statistic
    17.35593220338983
    >>> mcnemar_counts(150, 86, variant="chi2_corrected").statistic
    16.81779661016949
    """
    check_confidence_level(confidence_level)
    if variant not in VARIANTS:
        raise ValueError(f"variant is one of {', '.join(VARIANTS)}, got {variant!r}")
    one_way, other_way = as_count(b, "b"), as_count(c, "c")
    n_discordant = one_way + other_way
    if n_discordant == 0:
        raise InsufficientDataError(_NO_CHANGE)
    statistic, p_value = _test(one_way, other_way, variant)
    low, high = proportion_confint(one_way, n_discordant, 1 - confidence_level, method="beta")
    return DiscordantPairsResult(
        statistic=statistic,
        p_value=p_value,
        b=one_way,
        c=other_way,
        n_discordant=n_discordant,
        odds_ratio=one_way / other_way if other_way else None,
        odds_ratio_low=float(low / (1 - low)),
        odds_ratio_high=float(high / (1 - high)) if other_way else None,
        variant=variant,
        method=f"mcnemar_{variant}",
    )


def _test(b: int, c: int, variant: Variant) -> tuple[float, float]:
    if variant == "mid_p":
        smaller, n = min(b, c), b + c
        binomial = stats.binom(n, 0.5)
        p_value = 2 * float(binomial.cdf(smaller)) - float(binomial.pmf(smaller))
        return float(smaller), min(1.0, p_value)
    result = statsmodels_mcnemar(
        [[0, b], [c, 0]], exact=variant == "exact", correction=variant == "chi2_corrected"
    )
    return float(result.statistic), float(result.pvalue)


_NO_CHANGE = Text(
    "Żadna para nie zmieniła kategorii, więc nie ma czego porównać. Podaj udziały i liczbę par "
    "bez zmiany zamiast testu.",
    "No pair changed its category, so there is nothing to compare. Give the shares and the number "
    "of pairs without change instead of a test.",
)
