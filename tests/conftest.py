"""What holds for every test: one kind each, the same random examples, figures without a screen."""

from collections.abc import Generator, Iterable

import matplotlib as mpl
import pytest
from hypothesis import settings

KINDS = ("unit", "golden", "property", "integration", "e2e", "deep")

mpl.use("Agg")

# derandomize: the examples depend on the test alone, so that a failure is the same everywhere.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("deep", parent=settings.get_profile("ci"), max_examples=1_000)
settings.load_profile("ci")


def kind_problem(name: str, marks: Iterable[str]) -> str | None:
    """Say what is wrong with the kinds among the marks of a test, or None."""
    kinds = sorted(set(marks) & set(KINDS))
    if len(kinds) == 1:
        return None
    found = f"has {len(kinds)} kinds ({', '.join(kinds)})" if kinds else "has no kind"
    return f"{name} {found}: set pytestmark = pytest.mark.<kind>, one of {', '.join(KINDS)}"


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail the collection of a module or class in which a test has no kind or several."""
    report = yield
    problems = (
        kind_problem(item.name, (mark.name for mark in item.iter_markers()))
        for item in report.result or ()
        if isinstance(item, pytest.Item) and not isinstance(item, pytest.DoctestItem)
    )
    found = [problem for problem in problems if problem]
    if found:
        report.outcome = "failed"
        report.longrepr = "\n".join(found)
        report.result = []
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count the examples in docstrings as unit tests, wherever they stand."""
    for item in items:
        if isinstance(item, pytest.DoctestItem):
            item.add_marker(pytest.mark.unit)
