"""Does the same work on many items in processes forked from this one, several at once.

The border: of a report it knows the name alone. Whatever this process holds is there in the forked
ones, so only answers travel. No answer depends on how many processes there are.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

from kooperacja_eval.errors import ReportError
from kooperacja_eval.text import Text

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Finished = Callable[[int], None]

_PR_SET_PDEATHSIG: Final = 1
"""Of ``prctl`` in Linux: the signal that a process gets when its parent ends."""
_LOOK_S: Final = 1.0
"""Seconds after which processes that are silent are looked at: one that was killed says nothing."""


class WorkerError(Exception):
    """The traceback of an error in a forked process, as text: the cause of that error here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome(Generic[Answer]):
    """What a process sends: an answer, or an error with its traceback; neither where it died."""

    answer: Answer | None = None
    error: Exception | None = None
    trace: str = ""
    is_there: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    """A process, the number of its item, and where its answer comes out."""

    number: int
    process: BaseProcess
    receiver: Connection

    def is_ready(self) -> bool:
        """Tell whether there is an answer, or never will be one."""
        return self.receiver.poll() or not self.process.is_alive()

    def stop(self) -> None:
        """End the process and what it has started, and wait for its end."""
        if self.process.exitcode != 0 and self.process.pid is not None:
            with contextlib.suppress(ProcessLookupError):  # it has ended, and all of its group
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        self.process.join()
        self.receiver.close()


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_through(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    *,
    jobs: int,
    name: Callable[[Item], str],
    finished: Finished | None = None,
) -> list[Answer]:
    """Return the answer to each item, in the order of the items.

    Parameters
    ----------
    work : callable
        From an item to an answer that can be pickled. It runs in a process of its own, whose
        temporary files are removed; where the system cannot fork, it runs here.
    items : sequence
        In the order in which they are begun.
    jobs : int
        How many processes at once, at least one.
    name : callable
        What an item is called in messages.
    finished : callable, optional
        Takes the number of items done, each time there is one more.

    Raises
    ------
    Exception
        What the work raised for the first of the items that failed, with ``WorkerError`` as
        cause; it is the same one whatever the number of processes.
    ReportError
        Where a process ends without an answer.
    """
    if not hasattr(os, "fork"):
        return _one_by_one(work, items, finished)
    outcomes: dict[int, _Outcome[Answer]] = {}
    running: list[_Worker] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        try:
            while len(outcomes) < len(items) and not _is_settled(outcomes, running):
                while _may_begin(outcomes, running, len(items), jobs):
                    number = len(outcomes) + len(running)
                    running.append(_start(work, items[number], number, scratch))
                for worker in _ready(running):
                    outcomes[worker.number] = _outcome(worker, name(items[worker.number]))
                    running.remove(worker)
                    if finished is not None and outcomes[worker.number].error is None:
                        finished(len(outcomes))
        finally:
            for worker in running:
                worker.stop()
    return [_answer(outcomes[number]) for number in range(len(items))]


def _one_by_one(
    work: Callable[[Item], Answer], items: Sequence[Item], finished: Finished | None
) -> list[Answer]:
    answers = []
    for done, item in enumerate(items, start=1):
        answers.append(work(item))
        if finished is not None:
            finished(done)
    return answers


def _first_failed(outcomes: dict[int, _Outcome[Answer]]) -> int | None:
    return min((n for n, outcome in outcomes.items() if outcome.error is not None), default=None)


def _is_settled(outcomes: dict[int, _Outcome[Answer]], running: Sequence[_Worker]) -> bool:
    """Tell whether an item has failed and none before it is still at work."""
    first = _first_failed(outcomes)
    return first is not None and all(worker.number > first for worker in running)


def _may_begin(
    outcomes: dict[int, _Outcome[Answer]], running: Sequence[_Worker], count: int, jobs: int
) -> bool:
    is_left = len(outcomes) + len(running) < count
    return is_left and len(running) < max(1, jobs) and _first_failed(outcomes) is None


def _start(work: Callable[[Item], Answer], item: Item, number: int, scratch: str) -> _Worker:
    processes = multiprocessing.get_context("fork")
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=_child, args=(sender, work, item, scratch, os.getpid()))
    with warnings.catch_warnings():
        # Python 3.12 warns of threads (those of OpenBLAS count); they hold no lock we need.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    return _Worker(number=number, process=process, receiver=receiver)


def _child(
    sender: Connection, work: Callable[[Item], Answer], item: Item, scratch: str, parent: int
) -> None:
    """Run in the forked process: do the work and send the answer.

    A group of its own keeps the interrupt of the terminal away: this process is ended, with all
    that it has started, by the one that forked it.
    """
    os.setpgid(0, 0)
    _end_with(parent)
    gc.freeze()  # what was there before stays shared: the collector does not touch it
    tempfile.tempdir = scratch
    outcome: _Outcome[Any]
    try:
        outcome = _Outcome(answer=work(item), is_there=True)
    except Exception as error:  # noqa: BLE001 - whatever happens here must reach the parent
        trace = "".join(traceback.format_exception(error))
        outcome = _Outcome(error=_sendable(error), trace=trace, is_there=True)
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        sender.send(outcome)
    sender.close()


def _end_with(parent: int) -> None:
    """Let the system end this process when the one that forked it is gone.

    One that was killed ends nobody: without this the work would go on, and write into a folder
    that the next run has taken over. Only Linux can do it; elsewhere the next run but one sweeps.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before the system knew
        os._exit(1)


def _sendable(error: Exception) -> Exception:
    """Return an error, or its words where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - errors of libraries may refuse in any way
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _ready(running: Sequence[_Worker]) -> list[_Worker]:
    """Wait until a process has answered or ended, and return those that have."""
    while not (ready := [worker for worker in running if worker.is_ready()]):
        wait([worker.receiver for worker in running], timeout=_LOOK_S)
    return ready


def _outcome(worker: _Worker, name: str) -> _Outcome[Any]:
    """Return what a process has sent, or the error that says that it has ended without."""
    outcome: _Outcome[Any]
    try:
        outcome = worker.receiver.recv() if worker.receiver.poll() else _Outcome()
    except EOFError:
        outcome = _Outcome()
    worker.process.join()
    worker.stop()
    if outcome.is_there:
        return outcome
    return _Outcome(error=ReportError(_ended(name, worker.process.exitcode)))


def _answer(outcome: _Outcome[Answer]) -> Answer:
    """Return an answer, or raise the error that came instead."""
    if outcome.error is not None:
        raise outcome.error from (WorkerError(outcome.trace) if outcome.trace else None)
    answer: Any = outcome.answer
    return answer  # type: ignore[no-any-return]


def _ended(name: str, code: int | None) -> Text:
    """Say that a process ended without an answer."""
    return Text(
        f"Raport {name}: proces zakończył się bez wyniku ({code}). Sprawdź, czy nie zabrakło "
        "pamięci, i uruchom polecenie jeszcze raz, w razie potrzeby z --jobs 1; wcześniejsze "
        "raporty są całe.",
        f"Report {name}: the process ended without a result ({code}). Check whether memory ran "
        "out, and run the command again, with --jobs 1 if need be; earlier reports are whole.",
    )
