"""A number is as strong as the weakest of design, precision and sensitivity that applies."""

import inspect
import pkgutil
from types import ModuleType

import pytest
from evidence_link_tables import values

import kooperacja_eval.evidence as evidence_layer
import kooperacja_eval.reporting.exhibits as exhibit_layer
from kooperacja_eval.evidence.strength import Strength, strength

pytestmark = pytest.mark.unit

HEAD = "indicator_id group value ci_low ci_high method change_type status\n"


def graded(*rows: str) -> Strength:
    found = strength(values(HEAD + "\n".join(rows)))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "design", "grade"),
    [
        ("ipp_completed - 140 - - count none ok", "record", "strong"),
        ("schedule_shift_months - 3 - - difference difference ok", "record", "strong"),
        ("scale_score cooperation 3 2.9 3.1 t none ok", "one_survey", "moderate"),
        ("scale_change x 0.4 0.3 0.5 paired_clustered_t difference ok", "before_after", "moderate"),
        ("improved_share x 0.6 0.55 0.65 wilson share_improved ok", "before_after", "moderate"),
        ("scale_change x 0.4 0.3 0.5 unlinked_clustered_t difference ok", "two_samples", "weak"),
        ("response_shift x/then_minus_pre 0.4 0.3 0.5 paired_clustered_t difference ok", "memory",
         "weak"),
        ("code_share barrier|documents 0.5 0.45 0.55 wilson none ok", "groups", "weak"),
        ("conclusions_count - 12 - - count none ok", "reports", "weak"),
        ("intensity_outcome x 0.4 0.3 0.5 ols_cr2 none ok", "association", "weak"),
    ],
)  # fmt: skip
def test_the_design_bounds_the_grade(row: str, design: str, grade: str) -> None:
    found = graded(row)
    assert (found.design, found.grade) == (design, grade)


@pytest.mark.parametrize(
    ("ends", "precision"),
    [("0.71 0.91", "strong"), ("0.61 1.01", "moderate"), ("0.5 1.0", "weak")],
    # widths 0.2, 0.4 and 0.5 against the reference 0.2 of shares
)
def test_the_precision_of_a_share(ends: str, precision: str) -> None:
    found = graded(f"ipp_completed_share - 0.81 {ends} wilson none ok")
    assert (found.precision, found.grade) == (precision, precision)


def test_the_widest_interval_of_all_methods_counts() -> None:
    found = graded(
        "ipp_completed_share - 0.81 0.76 0.86 wilson none ok",
        "ipp_completed_share - 0.81 0.50 0.95 clustered_wilson none ok",
    )
    assert found.width == pytest.approx(0.45)
    assert found.precision == "weak"


def test_a_mean_is_measured_against_half_of_itself() -> None:
    found = graded("cooperation_months - 12 10 15 t none ok")
    assert (found.width, found.reference, found.precision) == (5, 6, "strong")


def test_a_full_count_has_no_precision_to_grade() -> None:
    assert graded("ipp_completed - 140 - - count none ok").precision is None


@pytest.mark.parametrize(
    ("others", "sensitivity", "grade"),
    [
        ((), "moderate", "moderate"),  # one way of computing
        (("0.1 -0.1 0.3 unlinked_clustered_t difference",), "strong", "moderate"),
        (("-0.1 -0.3 0.1 unlinked_clustered_t difference",), "weak", "weak"),
        (("-0.2 -0.4 0.1 paired_hedges_g_average standardised",), "weak", "weak"),
    ],
)
def test_the_sign_must_hold_under_other_methods(
    others: tuple[str, ...], sensitivity: str, grade: str
) -> None:
    found = graded(
        "scale_change x 0.4 0.3 0.5 paired_clustered_t difference ok",
        *(f"scale_change x {other} ok" for other in others),
    )
    assert (found.sensitivity, found.grade) == (sensitivity, grade)


def test_a_level_has_no_sign() -> None:
    assert graded("ipp_completed_share - 0.81 0.71 0.91 wilson none ok").sensitivity is None


def test_what_is_hidden_has_no_strength() -> None:
    assert strength(values(f"{HEAD}ipp_completed_share - - - - wilson none suppressed")) is None


def modules(layer: ModuleType) -> list[ModuleType]:
    names = [f"{layer.__name__}.{entry.name}" for entry in pkgutil.iter_modules(layer.__path__)]
    return [__import__(name, fromlist=["_"]) for name in names]


def test_no_function_takes_both_grades() -> None:
    """Confidence and strength are shown side by side and never made one number."""
    both, seen = [], set()
    for module in [*modules(evidence_layer), *modules(exhibit_layer)]:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_"):
                continue
            words = " ".join(str(a) for a in inspect.get_annotations(function).values())
            seen |= {grade for grade in ("Confidence", "Strength") if f"{grade}" in words}
            if "Confidence" in words and "Strength" in words:
                both.append(f"{module.__name__}.{name}")
    assert seen == {"Confidence", "Strength"}  # the annotations are read at all
    assert both == []
