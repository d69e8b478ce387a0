"""A browser for the tests of pages: started once, and missing loudly.

``make test-browser`` runs these tests, which need a browser, Playwright and axe-core; ``make test``
leaves out what bears their mark. The folder's name comes after ``conftest.py``: pytest collects in
that order, and mixes up files of one name otherwise.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from book_sample import book

from kooperacja_eval.reporting.render import render

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
DEMO = ROOT / os.environ.get("DEMO", "demo") / "reports"
BUILT = ("recommendation_book.html", "recommendation_book-trace.html")
"""Pages of the built study that are looked at too, where they exist."""
SCREENS = {"desktop": (1280, 900), "phone": (360, 740)}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT_MS = 10_000
HOW = "Run it with: make test-browser"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Look at the sample, and at the pages of the built study where there are some.

    A page of traces has tens of thousands of elements: it is looked at once, on the small screen.
    """
    names = ["sample", *(name for name in BUILT if (DEMO / name).is_file())]
    if "any_page" in metafunc.fixturenames:
        every = [(name, screen) for name in names for screen in SCREENS]
        shown = [pair for pair in every if "trace" not in pair[0] or pair[1] == "phone"]
        metafunc.parametrize(("any_page", "screen"), shown, indirect=["any_page"])
    if "any_book" in metafunc.fixturenames:
        books = [name for name in names if "trace" not in name]
        metafunc.parametrize("any_book", books, indirect=True)
        if "screen" in metafunc.fixturenames:
            metafunc.parametrize("screen", list(SCREENS))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of the machine: the one that CHROMIUM names, or the first on the path."""
    named = os.environ.get("CHROMIUM", "")
    found = next(filter(None, map(shutil.which, [named] if named else CHROMIUMS)), None)
    if found is None:
        said = f"CHROMIUM={named} is no program" if named else f"none of {', '.join(CHROMIUMS)}"
        pytest.fail(f"No browser: {said}. Install Chromium (Debian: apt install chromium). {HOW}")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """The browser, without a window."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ModuleNotFoundError:
        pytest.fail(f"Playwright is not installed. {HOW}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker of accessibility."""
    if not AXE.is_file():
        pytest.fail(f"axe-core is not installed in {AXE.parent.name}. {HOW}")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book, written by the real writer."""
    [path] = render(
        book(trace="ksiega-trace.html"), tmp_path_factory.mktemp("book") / "ksiega", ["html"]
    )
    return path


@pytest.fixture
def any_page(request: pytest.FixtureRequest, sample: Path) -> Path:
    """The sample, or a page of the built study."""
    return sample if request.param == "sample" else DEMO / request.param


@pytest.fixture
def any_book(request: pytest.FixtureRequest, sample: Path) -> Path:
    """The sample, or the book of the built study."""
    return sample if request.param == "sample" else DEMO / request.param


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page; what its console complains of is in ``complaints``."""
    contexts: list[Any] = []

    def opened(
        path: Path, screen: str = "desktop", *, anchor: str = "", script: bool = True
    ) -> Any:
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path.as_uri() + (f"#{anchor}" if anchor else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
