"""Work in forked processes: the same answers for every number of them, and an end to each."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kooperacja_eval.errors import DisclosureError, ReportError
from kooperacja_eval.pipeline.workers import WorkerError, cores, work_through
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

JOBS = pytest.mark.parametrize("jobs", [1, 2, 5])
PATIENCE_S = 20


def through(
    work: Callable[[int], object], items: list[int], jobs: int, **options: Callable[[int], None]
) -> list[object]:
    return work_through(work, items, jobs=jobs, name=lambda item: f"no. {item}", **options)


def is_gone(pid: int) -> bool:
    """Say whether a process is ended; one that waits for its parent to look counts as ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@JOBS
def test_answers_come_in_the_order_of_the_items(jobs: int) -> None:
    held = {1: "a", 2: "b", 3: "c", 4: "d"}  # what this process holds, the forked ones hold

    def work(item: int) -> tuple[str, bool]:
        time.sleep(0.05 * (4 - item))  # the first one is the slowest
        return held[item], os.getpid() == here

    here = os.getpid()
    done: list[int] = []
    found = through(work, [1, 2, 3, 4], jobs, finished=done.append)
    assert found == [("a", False), ("b", False), ("c", False), ("d", False)]
    assert done == [1, 2, 3, 4]


def test_as_many_are_at_work_as_asked_for(tmp_path: Path) -> None:
    def work(item: int) -> bool:
        # each of two waits until the other one is there: alone, neither would end
        (tmp_path / str(item)).touch()
        wait_for(lambda: all((tmp_path / name).exists() for name in "12"))
        return True

    assert through(work, [1, 2], 2) == [True, True]


@JOBS
def test_the_first_failure_in_order_is_raised_for_every_number_of_processes(jobs: int) -> None:
    def work(item: int) -> int:
        if item == 2:
            time.sleep(0.2)  # number 3 fails earlier on the clock
        if item in (2, 3):
            raise DisclosureError(Text(f"błąd {item}", f"error {item}"))
        return item

    with pytest.raises(DisclosureError) as caught:
        through(work, [1, 2, 3, 4], jobs)
    assert caught.value.text == Text("błąd 2", "error 2")
    assert isinstance(caught.value.__cause__, WorkerError)
    assert "in work" in str(caught.value.__cause__)  # where it happened


def test_nothing_is_begun_after_a_failure(tmp_path: Path) -> None:
    def work(item: int) -> None:
        (tmp_path / str(item)).touch()
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space") as caught:
        through(work, [1, 2, 3], 1)
    assert caught.value.errno == 28  # from which the message is made
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def test_an_error_that_cannot_be_sent_comes_in_words() -> None:
    class OddError(Exception):  # of a class that no other process can find
        pass

    def work(item: int) -> None:
        raise OddError("odd")

    with pytest.raises(RuntimeError, match="OddError: odd"):
        through(work, [1], 1)


@JOBS
def test_a_process_that_is_killed_is_an_error_with_the_name_of_its_item(jobs: int) -> None:
    def work(item: int) -> int:
        if item == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(ReportError) as caught:
        through(work, [1, 2, 3], jobs)
    assert caught.value.text.pl.startswith("Raport no. 2: proces zakończył się bez wyniku (-9).")


def test_what_a_killed_process_had_started_ends_too(tmp_path: Path) -> None:
    def work(item: int) -> None:
        child = os.fork()
        if child == 0:
            time.sleep(PATIENCE_S)
            os._exit(0)
        (tmp_path / "child").write_text(str(child), encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)

    began = time.monotonic()
    with pytest.raises(ReportError):
        through(work, [1], 1)
    assert time.monotonic() - began < PATIENCE_S / 2  # the child holds the other end of the pipe
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    wait_for(lambda: is_gone(child))


def test_an_interrupt_ends_the_processes_and_leaves_no_files(tmp_path: Path) -> None:
    def work(item: int) -> None:
        if item == 1:
            return
        held = Path(tempfile.mkdtemp())
        (tmp_path / "part").write_text(f"{os.getpid()} {held}", encoding="utf-8")
        (tmp_path / "part").rename(tmp_path / "place")
        time.sleep(PATIENCE_S)

    def interrupt(done: int) -> None:
        wait_for((tmp_path / "place").exists)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        through(work, [1, 2], 2, finished=interrupt)
    process, _, held = (tmp_path / "place").read_text(encoding="utf-8").partition(" ")
    assert is_gone(int(process))
    assert not Path(held).parent.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_process_ends_with_the_one_that_forked_it(tmp_path: Path) -> None:
    # A power cut for the parent alone: what it had begun must not write any more.
    program = f"""
import time
from pathlib import Path
from kooperacja_eval.pipeline.workers import work_through

def work(name):
    Path({str(tmp_path)!r}, "begun").touch()
    time.sleep(1.5)
    Path({str(tmp_path)!r}, name).touch()

work_through(work, ["late", "later"], jobs=2, name=str)
"""
    parent = subprocess.Popen([sys.executable, "-c", program])
    while not (tmp_path / "begun").exists():
        assert parent.poll() is None
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    time.sleep(3)
    assert [path.name for path in tmp_path.iterdir()] == ["begun"]


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    done: list[int] = []
    assert through(lambda item: os.getpid(), [1, 2], 2, finished=done.append) == [os.getpid()] * 2
    assert done == [1, 2]


def test_there_is_a_processor() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
