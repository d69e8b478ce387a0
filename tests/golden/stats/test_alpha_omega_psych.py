"""Alpha and omega of the five scales of psych::bfi, and of Thurstone's correlations, against R.

No answers of persons stand here. Alpha, its interval, the item statistics and omega depend on the
covariances and the number of complete rows only, so `scores_of` makes up scores that have exactly
the covariances of the data. How covariances are found where answers are missing is tested elsewhere
(``test_alpha_reference``).
"""

import numpy as np
import pytest

from kooperacja_eval.stats.alpha import cronbach_alpha, item_statistics
from kooperacja_eval.stats.omega import mcdonald_omega

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits; making up and adding up scores costs a few
MINRES = 2e-5  # psych's fa stops its search at a coarser tolerance than ours (seen: 1.1e-5)
LAVAAN = 1e-5  # lavaan stops its search likewise (seen: 2e-6)

# R 4.2.2, psych 2.2.9: data(bfi, package = "psychTools"); the items of a scale, those with a minus
# sign reversed as 7 - x. First the lower triangle, by rows, of cov(complete cases); then of
# cov(use = "pairwise"), then the means of the complete cases.
# fmt: off
MOMENTS = {
    "agree": (
        ("1.9728316847447 0.564487159983707 1.38395157451528 0.491584346287036 0.747013892637539 "
        "1.70186036696978 0.309817022202374 0.586230290955309 0.702303253065851 2.2095084332383 "
        "0.323710341315371 0.575542136747523 0.831433789550997 0.575154867003309 1.59164293429692"),
        ("1.98172388495834 0.560225113749248 1.37363069674646 0.485841314114452 0.741629027461088 "
        "1.69477082413041 0.30507470939523 0.582148334662931 0.696134951313665 2.18931288626058 "
        "0.321240974079246 0.576094732868914 0.828038484937675 0.573723643957574 1.5838527017483"),
        "4.58767072720561 4.79734219269103 4.59911406423034 4.68217054263566 4.55112587670727",
    ),
    "conscientious": (
        ("1.53381736490569 0.701116510778904 1.74596697238088 0.501433555827314 0.60555358517282 "
        "1.66120711380066 0.586710810520806 0.700728395435883 0.606644895075071 1.88865963280984 "
        "0.509743428864587 0.645540523309992 0.71453945875725 1.06578056780333 2.64945908215841"),
        ("1.54094125150808 0.699717026018584 1.73803761975231 0.491419386356116 0.603698955740464 "
        "1.66036576999645 0.579955455570668 0.688188384228175 0.596873855014186 1.89094980930285 "
        "0.5034603060039 0.639973702029826 0.714015916339179 1.06752749872893 2.65214861577476"),
        "4.50942002216476 4.3638714444034 4.29885482083487 4.44551163649797 3.69154045068341",
    ),
    "extraversion": (
        ("2.66475464468576 1.22755372091329 2.58309738862486 0.705383480825959 0.820427728613569 "
        "1.82890855457227 0.999848049433134 1.20722972098723 0.825589970501475 2.13543171901486 "
        "0.651101247462507 0.810101613883552 0.692477876106195 0.616975433480445 1.78693431712491"),
        ("2.66181006186055 1.22462324614585 2.57670015715283 0.719065612331714 0.825598259608412 "
        "1.82984807446234 0.995949239697425 1.20465454639932 0.826274092931606 2.12435696407679 "
        "0.657576588295251 0.799670991164669 0.692095539365952 0.614866371234908 1.78160486275888"),
        "4.02838186509399 3.85551050497604 4 4.42093623295245 4.41835606339845",
    ),
    "neuroticism": (
        ("2.47467353977467 1.69442236753926 2.32948519781412 1.39959299467866 1.33234834958019 "
        "2.56123343232792 0.986294445910112 0.936924375136286 1.30420587786918 2.4745908375284 "
        "0.961402034640663 0.872118343606331 1.11088303669416 1.01435462888608 2.63055169841468"),
        ("2.46778173482528 1.69688635288036 2.32850383844068 1.40084182698233 1.34338801073821 "
        "2.56929508372974 0.982957559065879 0.937996672386418 1.30740209940108 2.46391129317375 "
        "0.961022212205444 0.8668186775057 1.11235403501584 1.01026364572441 2.62001935987347"),
        "2.93132887899035 3.50853749072012 3.21677802524128 3.18968077208612 2.97327394209354",
    ),
    "openness": (
        ("1.27210214919868 0.386508713240491 2.43909724232165 0.538985912080072 0.509765964177779 "
        "1.48964009504129 0.237659237919591 0.15097996190271 0.283658416741269 1.48023827633324 "
        "0.355586637678623 0.667448356633708 0.507044229202986 0.288252169055039 1.75588616583763"),
        ("1.27583866031085 0.377773119886095 2.44970027560864 0.544525401878877 0.499718794377763 "
        "1.49059953038661 0.246331380192989 0.13054784051058 0.289512383666811 1.49145264666497 "
        "0.357857884504375 0.674725005889495 0.501615112221432 0.289278359412081 1.76347516445282"),
        "4.81878209831255 4.30007336757153 4.43873807776963 4.8980190755686 4.51614086573734",
    ),
}
# Command: psych::alpha(items) for pairwise, psych::alpha(complete cases) for listwise: raw_alpha,
# std.alpha, average_r; Feldt's interval by qf with n - 1 and (n - 1) * (k - 1) degrees of freedom;
# alpha.drop$raw_alpha and item.stats$r.drop of the complete cases.
ALPHA = {
    "agree": {
        "n": (2709, 2800),
        "listwise": (0.703755894374836, 0.713501552634643, 0.332480716458041),
        "interval": (0.685744635049661, 0.721035962795739),
        "pairwise": (0.703018446057304, 0.713028578671272, 0.331967657099372),
        "if_deleted": [
            0.717972056565048, 0.618481211772761, 0.600753814422001, 0.686944741539779,
            0.644622304221595,
        ],
        "r_drop": [
            0.311401300580162, 0.563015475492023, 0.588773078677353, 0.394793680111273,
            0.487240867629001,
        ],
    },
    "conscientious": {
        "n": (2707, 2800),
        "listwise": (0.729277203170442, 0.732724333326772, 0.354126619776631),
        "interval": (0.712811398858658, 0.745074314438725),
        "pairwise": (0.726734972926683, 0.730072584382276, 0.351045435599352),
        "if_deleted": [
            0.696035127242697, 0.676709950134345, 0.69135645360368, 0.656202701908312,
            0.693584532252582,
        ],
        "r_drop": [
            0.455302448663669, 0.506663982505788, 0.467533409470919, 0.557093498894577,
            0.478029802056472,
        ],
    },
    "extraversion": {
        "n": (2713, 2800),
        "listwise": (0.760932639469552, 0.760964103429539, 0.389012396005115),
        "interval": (0.746408597560684, 0.774867484781175),
        "pairwise": (0.761732820297786, 0.761795094114711, 0.390100081406037),
        "if_deleted": [
            0.725427963693279, 0.688381707844479, 0.727913660091109, 0.700589188974139,
            0.742360911655793,
        ],
        "r_drop": [
            0.513496886521338, 0.606406936433805, 0.500841677430069, 0.577889575745189,
            0.454633130889342,
        ],
    },
    "neuroticism": {
        "n": (2694, 2800),
        "listwise": (0.813303143161439, 0.814072065651048, 0.466861608024067),
        "interval": (0.801919990507684, 0.824222922809718),
        "pairwise": (0.813962949917476, 0.814674674190148, 0.467853939277815),
        "if_deleted": [
            0.7573075145153, 0.762678098025769, 0.754865352442729, 0.794558722107924,
            0.811613634382789,
        ],
        "r_drop": [
            0.666285806231686, 0.650902055754828, 0.672947088258613, 0.542148997951895,
            0.486729437297526,
        ],
    },
    "openness": {
        "n": (2726, 2800),
        "listwise": (0.602546428577184, 0.608951166836782, 0.237482363017474),
        "interval": (0.578458818375288, 0.625659163129525),
        "pairwise": (0.600172514820215, 0.607268430997643, 0.236206085201417),
        "if_deleted": [
            0.535852620215994, 0.565869660236861, 0.500335414760676, 0.613589210850714,
            0.515790662858251,
        ],
        "r_drop": [
            0.389053564879508, 0.340122600104069, 0.451951879400042, 0.219923339322134,
            0.415707099121156,
        ],
    },
}
# Commands on the complete cases: f <- psych::fa(d, nfactors = 1, fm = "minres"), omega from its
# loadings and uniquenesses; cf <- lavaan::cfa("F =~ ...", d, std.lv = TRUE) (lavaan 0.6-14) and
# semTools 0.5-6 reliability(cf): omega (= omega2), omega3 over the observed variance, avevar.
OMEGA = {
    "conscientious": {
        "minres_loadings": [
            0.55358827561534, 0.61974748831866, 0.556865163078634, 0.671904309521184,
            0.575568517725802,
        ],
        "minres_uniquenesses": [
            0.693540021101234, 0.615913050722712, 0.689901190149407, 0.548544598846861,
            0.668720881402924,
        ],
        "cfa_loadings": [
            0.682553496643343, 0.808413105557739, 0.713158715828652, 0.926825699905104,
            0.954182411722972,
        ],
        "cfa_residuals": [
            1.0673711012502, 1.09179073231716, 1.15199804724043, 1.02895686010423,
            1.73801646781723,
        ],
        "minres": 0.733793184220812, "minres_over_sum_r": 0.733831344005739,
        "cfa": 0.733022335494254, "alpha": 0.729277203170442,
        "omega2": 0.733022335494254, "omega3": 0.733672031048486, "avevar": 0.358549633908502,
    },
    "extraversion": {
        "minres_loadings": [
            0.600833546817877, 0.726096300170998, 0.583063283631009, 0.687819561820839,
            0.525274655265608,
        ],
        "minres_uniquenesses": [
            0.63899904901825, 0.472784162877988, 0.660037207281426, 0.526904250376589,
            0.724086536535597,
        ],
        "cfa_loadings": [
            0.992004848367376, 1.1729222327553, 0.773697522306526, 1.01161647539892,
            0.692005413095318,
        ],
        "cfa_residuals": [
            1.67969875116238, 1.20639881647848, 1.22962637113401, 1.11127716355201,
            1.30740175365848,
        ],
        "minres": 0.763408244147318, "minres_over_sum_r": 0.763183519003698,
        "cfa": 0.767333576225582, "alpha": 0.760932639469552,
        "omega2": 0.767333576225582, "omega3": 0.766861556952965, "avevar": 0.405697036091576,
    },
    "neuroticism": {
        "minres_loadings": [
            0.780149200819147, 0.760569969173583, 0.759769253067221, 0.592536668570673,
            0.530694877728327,
        ],
        "minres_uniquenesses": [
            0.391367224461246, 0.421533321991295, 0.422750682093677, 0.648900296399169,
            0.718362946752916,
        ],
        "cfa_loadings": [
            1.28646881079001, 1.22490865247093, 1.14691196291451, 0.871541647438576,
            0.813470542488986,
        ],
        "cfa_residuals": [
            0.818751935718025, 0.828218425041746, 1.24487464164243, 1.71408726625923,
            1.96784338311599,
        ],
        "minres": 0.818292793203974, "minres_over_sum_r": 0.817581685040784,
        "cfa": 0.812844368237289, "alpha": 0.813303143161439,
        "omega2": 0.812844368237289, "omega3": 0.800139287427874, "avevar": 0.472659577378117,
    },
    "openness": {
        "minres_loadings": [
            0.535094975545514, 0.453235044982608, 0.643274997411321, 0.291650176809885,
            0.532306417111356,
        ],
        "minres_uniquenesses": [
            0.713673367145945, 0.794577993999613, 0.586197277705465, 0.914940174366763,
            0.716649878302071,
        ],
        "cfa_loadings": [
            0.615668879677419, 0.701174365904323, 0.791879798801887, 0.357244475932968,
            0.685266833375515,
        ],
        "cfa_residuals": [
            0.892587158527003, 1.9465584109324, 0.862019907309905, 1.35207268373913,
            1.28565016837613,
        ],
        "minres": 0.618070227767409, "minres_over_sum_r": 0.618461639547326,
        "cfa": 0.610374113861289, "alpha": 0.602546428577184,
        "omega2": 0.61037411386129, "omega3": 0.609864248809512, "avevar": 0.248400978595056,
    },
}
# psych::Thurstone, nine tests, n = 213 (Bechtoldt 1961; McDonald 1999), lower triangle by rows
THURSTONE = (
    "1 "
    "0.828 1 "
    "0.776 0.779 1 "
    "0.439 0.493 0.46 1 "
    "0.432 0.464 0.425 0.674 1 "
    "0.447 0.489 0.443 0.59 0.541 1 "
    "0.447 0.432 0.401 0.381 0.402 0.288 1 "
    "0.541 0.537 0.534 0.35 0.367 0.32 0.555 1 "
    "0.38 0.358 0.359 0.424 0.446 0.325 0.598 0.452 1 "
)
# f <- psych::fa(Thurstone, 1, n.obs = 213)
THURSTONE_LOADINGS = [
    0.808355794908212, 0.827595763402799, 0.784146098342181, 0.675686658317338,
    0.662038354827853, 0.613065272288299, 0.612619684064242, 0.655266923975958,
    0.577989686654839,
]
THURSTONE_OMEGA, THURSTONE_OMEGA_OVER_SUM_R = 0.892866710150914, 0.891455403785768
# fmt: on


def triangle(text):
    """The symmetric matrix whose lower triangle is written by rows."""
    values = [float(value) for value in text.split()]
    size = round((2 * len(values) + 0.25) ** 0.5 - 0.5)
    matrix = np.zeros((size, size))
    matrix[np.tril_indices(size)] = values
    return matrix + np.tril(matrix, -1).T


def scores_of(covariance, n, means=0.0):
    """Made-up scores of n rows whose sample covariances and means are exactly these."""
    noise = np.random.default_rng(1).standard_normal((n, covariance.shape[0]))
    white, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return white @ np.linalg.cholesky(covariance).T * np.sqrt(n - 1) + means


def complete(scale):
    covariance, _, means = MOMENTS[scale]
    return scores_of(triangle(covariance), ALPHA[scale]["n"][0], np.array(means.split(), float))


def near(expected, rel=R_PRINTOUT):
    return pytest.approx(expected, rel=rel)


@pytest.mark.parametrize("scale", ALPHA)
def test_alpha_of_complete_rows_in_psych(scale):
    expected, result = ALPHA[scale], cronbach_alpha(complete(scale))
    figures = (result.alpha, result.standardized_alpha, result.mean_inter_item_correlation)
    assert figures == near(expected["listwise"])
    assert (result.ci_low, result.ci_high) == near(expected["interval"])
    assert (result.n_items, result.n_subjects) == (5, expected["n"][0])
    assert (result.n_dropped, result.method) == (0, "listwise")


@pytest.mark.parametrize("scale", ALPHA)
def test_alpha_of_pairwise_covariances_in_psych(scale):
    # psych's default: 0.70302 where complete rows give 0.70376 for agreeableness
    expected, n = ALPHA[scale]["pairwise"], ALPHA[scale]["n"][1]
    result = cronbach_alpha(scores_of(triangle(MOMENTS[scale][1]), n), missing="pairwise")
    figures = (result.alpha, result.standardized_alpha, result.mean_inter_item_correlation)
    assert figures == near(expected)
    assert (result.n_subjects, result.method) == (2800, "pairwise")
    assert result.alpha != pytest.approx(ALPHA[scale]["listwise"][0], rel=1e-4)


@pytest.mark.parametrize("scale", ALPHA)
def test_items_in_psych(scale):
    result, covariance = item_statistics(complete(scale)), triangle(MOMENTS[scale][0])
    assert result.alpha_if_deleted == near(ALPHA[scale]["if_deleted"])
    assert result.corrected_item_total_correlation == near(ALPHA[scale]["r_drop"])
    assert result.mean == near(np.array(MOMENTS[scale][2].split(), float))
    assert result.standard_deviation == near(np.sqrt(np.diag(covariance)))
    assert (result.n_items, result.n_subjects) == (5, ALPHA[scale]["n"][0])


@pytest.mark.parametrize("scale", OMEGA)
def test_minres_omega_in_psych(scale):
    expected, scores = OMEGA[scale], complete(scale)
    result = mcdonald_omega(scores, method="minres")
    assert result.omega == near(expected["minres"], MINRES)
    assert result.loadings == near(expected["minres_loadings"], MINRES)
    assert result.uniquenesses == near(expected["minres_uniquenesses"], MINRES)
    over_observed = result.loadings.sum() ** 2 / np.corrcoef(scores, rowvar=False).sum()
    assert over_observed == near(expected["minres_over_sum_r"], MINRES)
    assert (result.converged, result.heywood, result.n_items) == (True, False, 5)
    assert (result.n_subjects, result.n_dropped) == (ALPHA[scale]["n"][0], 0)
    assert (result.method, result.matrix) == ("minres", "correlation")


@pytest.mark.parametrize("scale", OMEGA)
def test_omega_of_covariances_in_lavaan_and_semtools(scale):
    expected, scores = OMEGA[scale], complete(scale)
    n = ALPHA[scale]["n"][0]
    result = mcdonald_omega(scores, method="ml", matrix="covariance")
    assert result.omega == near(expected["cfa"], LAVAAN)
    assert result.omega == near(expected["omega2"], LAVAAN)
    # lavaan divides by n, not by n - 1
    loadings, residuals = result.loadings * np.sqrt((n - 1) / n), result.uniquenesses * (n - 1) / n
    assert loadings == near(expected["cfa_loadings"], LAVAAN)
    assert residuals == near(expected["cfa_residuals"], LAVAAN)
    assert cronbach_alpha(scores).alpha == near(expected["alpha"])
    observed = np.cov(scores, rowvar=False).sum() * (n - 1) / n
    assert loadings.sum() ** 2 / observed == near(expected["omega3"], LAVAAN)
    common = np.sum(loadings**2)
    assert common / (common + residuals.sum()) == near(expected["avevar"], LAVAAN)
    assert (result.method, result.matrix) == ("ml", "covariance")


def test_one_factor_omega_is_not_the_omega_total_of_three_factors():
    # psych::omega(d, nfactors = 3) of neuroticism: omega_h 0.728452761892321, omega.tot
    # 0.850842978528075, alpha (standardised) 0.814072065651048, n = 2694. The first two belong to
    # another model, which is not fitted here; one factor gives 0.8183.
    scores = complete("neuroticism")
    assert cronbach_alpha(scores).standardized_alpha == near(0.814072065651048)
    assert mcdonald_omega(scores, method="minres").omega == pytest.approx(0.8183, abs=5e-5)


def test_one_factor_of_thurstone_in_psych():
    scores = scores_of(triangle(THURSTONE), 213)
    result = mcdonald_omega(scores, method="minres")
    assert result.loadings == near(THURSTONE_LOADINGS, MINRES)
    assert result.omega == near(THURSTONE_OMEGA, MINRES)
    over_observed = result.loadings.sum() ** 2 / triangle(THURSTONE).sum()
    assert over_observed == near(THURSTONE_OMEGA_OVER_SUM_R, MINRES)
    assert result.n_subjects == 213


def test_maximum_likelihood_of_thurstone_in_r():
    # R 4.2.2: f <- factanal(covmat = Thurstone, n.obs = 213, factors = 1,
    #                        control = list(opt = list(factr = 1e-3, pgtol = 1e-12)))
    # fmt: off
    expected = [
        0.882754359348616, 0.895667964669746, 0.847952071847219, 0.589884881567540,
        0.570128782693458, 0.565171420563626, 0.542873618915621, 0.632352620508662,
        0.486946453979173,
    ]
    # fmt: on
    result = mcdonald_omega(scores_of(triangle(THURSTONE), 213))
    assert result.loadings == near(expected, 1e-6)
    assert result.omega == near(0.883357785775913, 1e-6)


def test_alpha_of_thurstone_in_psych():
    # psych::alpha(Thurstone): 0.89145753563685 (printed 0.89 in psych's help); psych::omega with
    # three factors prints omega_h 0.736, omega total 0.931: another model, not fitted here.
    result = cronbach_alpha(scores_of(triangle(THURSTONE), 213))
    assert result.standardized_alpha == near(0.89145753563685)
    assert result.alpha == near(0.89145753563685)
