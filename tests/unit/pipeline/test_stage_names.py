"""Every stage that a long run reports has a name for people in both languages."""

import pytest

from kooperacja_eval.cli import screen
from kooperacja_eval.demo.write import STAGE
from kooperacja_eval.ingest.run import STAGES

pytestmark = pytest.mark.unit


def test_stages_that_are_reported_are_those_that_have_names() -> None:
    # "reports": see test_render_order
    assert set(screen.STAGES) == {*STAGES, STAGE, "reports"}


def test_no_thread_draws_the_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    # notebooks are forked while bars are shown; a lock held by a drawing thread would never open
    made: list[dict[str, object]] = []
    progress = screen.Progress

    def note(*columns: object, **options: object) -> object:
        made.append(options)
        return progress(*columns, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(screen, "Progress", note)
    with screen.progress("pl") as report:
        report("read", 1, 2)
    assert [options["auto_refresh"] for options in made] == [False]
