"""Means against published examples, R and statsmodels.

Schools are those of the sample ``apiclus1`` of R's package survey (Academic Performance Index of
California in 2000; open data), a sample of districts with all their schools.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest
import statsmodels.api as sm

from kooperacja_eval.stats.means import clustered_mean, mean_interval

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits
T_QUANTILE = 1e-12  # relative: room for another algorithm of the t quantile (seen: below 1e-14)

# R 4.2.2, survey 4.1.1: data(api); split(apiclus1$api00, apiclus1$dnum)
API00 = """
61: 701 748 735 699 685 827 711 677 759 697 742 691 700
135: 622 754 655 764 795 505 638 733 523 511 710 657 602 490 664 651 603 698 511 814 669 711 538
135: 705 595 551 762 521 709 780 780 722 828 737
178: 529 491 510 547
197: 493 592 550 689 598 628 652 628 832 777 709 709 736
255: 814 806 715 785 720 905 617 630 629 696 476 757 825 595 552 847
406: 561 555
413: 551
437: 443 467 482 496
448: 703 676 714 842 824 717 836 733 719 817 749 781
510: 595 661 502 614 585 582 642 536 746 667 629 745 674 637 696 632 639 745 789 656 789
568: 714 724 687 723 662 699 807 679 691
637: 608 684 612 710 729 714 759 585 625 664 669
716: 517 478 582 592 587 553 516 535 566 481 472 559 610 599 551 554 561 505 492 504 487 627 465
716: 529 625 436 542 515 461 528 512 508 670 760 652 546 717
778: 411 494
815: 696 631 564 602
"""
N_DISTRICTS, N_DISTRICTS_IN_STATE = 15, 757

# Student (1908): additional hours of sleep, drug 2; R: sleep$extra[sleep$group == 2]
SLEEP = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def _schools():
    lines = [line.split(": ") for line in API00.strip().splitlines()]
    values = [(float(value), district) for district, row in lines for value in row.split()]
    return np.array([value for value, _ in values]), np.array([name for _, name in values])


def test_students_sleep_in_r():
    # R 4.2.2: t.test(extra ~ 1, data = sleep[sleep$group == 2, ])
    #   mean 2.33, stderr 0.633166644731069, conf.int 0.897677539376705 3.762322460623294
    # Student printed the mean 2.33.
    result = mean_interval(SLEEP)
    assert result.estimate == pytest.approx(2.33, rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(0.633166644731069, rel=R_PRINTOUT)
    assert result.ci_low == pytest.approx(0.897677539376705, rel=T_QUANTILE)
    assert result.ci_high == pytest.approx(3.762322460623294, rel=T_QUANTILE)
    assert (result.df, result.n, result.n_dropped, result.method) == (9, 10, 0, "t")


def test_schools_as_if_independent_in_r():
    # R 4.2.2: t.test(apiclus1$api00): df = 182, 628.745443231389 659.593354582819
    result = mean_interval(_schools()[0])
    assert (result.df, result.n) == (182, 183)
    assert result.ci_low == pytest.approx(628.745443231389, rel=T_QUANTILE)
    assert result.ci_high == pytest.approx(659.593354582819, rel=T_QUANTILE)


def test_the_published_mean_of_the_cluster_sample():
    # T. Lumley, "A survey analysis example", vignette of the R package survey:
    #   dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
    #   svymean(~api00, dclus1)    644.17 23.542
    # The vignette corrects for 15 of the 757 districts of the state being in the sample; the factor
    # takes that back. Tolerances are half of the last digit printed.
    result = clustered_mean(*_schools())
    finite_population = math.sqrt(1 - N_DISTRICTS / N_DISTRICTS_IN_STATE)
    assert result.estimate == pytest.approx(644.17, abs=0.005)
    assert result.standard_error * finite_population == pytest.approx(23.542, abs=0.0005)


def test_r_survey_as_second_implementation_of_the_mean():
    # R 4.2.2, survey 4.1.1: d <- svydesign(id = ~dnum, weights = ~1, data = apiclus1)
    #   m <- svymean(~api00, d, deff = "replace"); cat(coef(m), SE(m), deff(m), degf(d))
    #     644.169398907104 23.7790107208869 9.25309907058891 14
    #   confint(m, df = degf(d))    593.168493261091 695.170304553117
    result = clustered_mean(*_schools())
    assert result.estimate == pytest.approx(644.169398907104, rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(23.7790107208869, rel=R_PRINTOUT)
    assert result.design_effect == pytest.approx(9.25309907058891, rel=R_PRINTOUT)
    assert result.ci_low == pytest.approx(593.168493261091, rel=T_QUANTILE)
    assert result.ci_high == pytest.approx(695.170304553117, rel=T_QUANTILE)
    assert (result.df, result.n, result.n_clusters, result.n_dropped) == (14, 183, 15, 0)
    assert result.method == "clustered_t"


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_cluster_robust_least_squares_as_second_implementation(level):
    values, districts = _schools()
    fit = sm.OLS(values, np.ones_like(values)).fit(
        cov_type="cluster",
        cov_kwds={"groups": np.unique(districts, return_inverse=True)[1]},
        use_t=True,
    )
    result = clustered_mean(values, districts, confidence_level=level)
    assert result.estimate == pytest.approx(fit.params[0], rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(fit.bse[0], rel=1e-12)
    expected = tuple(fit.conf_int(alpha=1 - level)[0])
    assert (result.ci_low, result.ci_high) == pytest.approx(expected, rel=T_QUANTILE)
