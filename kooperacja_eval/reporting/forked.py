"""Running a notebook in a process forked from this one, which has the heavy imports done."""

import contextlib
import io
import multiprocessing
import os
import tempfile
import warnings
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import List, Unicode
from traitlets.config import Config

from kooperacja_eval.reporting.blocks import Block
from kooperacja_eval.reporting.notebook import Cell, Notebook
from kooperacja_eval.reporting.outcome import Outcome, killed, too_long
from kooperacja_eval.reporting.session import (
    PRINTED,
    Failure,
    Observer,
    block,
    failure,
    open_session,
)
from kooperacja_eval.text import Lang

_JOIN_SECONDS: Final = 10


def run_forked(
    notebook: Notebook,
    *,
    parameters: Mapping[str, object],
    context: Mapping[str, object],
    lang: Lang,
    timeout_s: float,
    observer: Observer | None = None,
) -> Outcome:
    """Run the code cells of a notebook in a forked process and return what they showed.

    A process that is killed, or is still running after ``timeout_s``, is a failure too.
    """
    processes = multiprocessing.get_context("fork")
    receiver, sender = processes.Pipe(duplex=False)
    arguments = (sender, notebook, parameters, context, lang, observer)
    process = processes.Process(target=_child, args=arguments)
    with warnings.catch_warnings():
        # Python 3.12 warns of threads (those of OpenBLAS count); they hold no lock we need.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        return _answer(receiver, process, timeout_s)
    finally:
        receiver.close()
        if process.is_alive():
            process.kill()
        process.join()


def _answer(receiver: Connection, process: BaseProcess, timeout_s: float) -> Outcome:
    """Return what the process sends, or why it sends nothing."""
    if not receiver.poll(timeout_s):
        return [(0, Failure(too_long(timeout_s)))]
    try:
        outcome: Outcome = receiver.recv()
    except EOFError:
        process.join(_JOIN_SECONDS)
        return [(0, Failure(killed(process.exitcode)))]
    process.join(_JOIN_SECONDS)
    return outcome


class _Publisher(DisplayPublisher):
    """Keeps what ``display()`` shows."""

    bundles: Any = List()

    def publish(self, data: dict[str, str], *_args: Any, **_kwargs: Any) -> None:
        """Keep a bundle."""
        self.bundles.append(data)


class _Hook(DisplayHook):
    """Keeps what the last line of a cell shows, in order with ``display()``."""

    def __call__(self, result: Any = None) -> None:
        """Keep the bundle of a result, unless a semicolon silences it."""
        hook: Any = self
        if result is not None and not hook.semicolon_at_end_of_expression(hook.shell.source):
            data, _ = hook.compute_format_data(result)
            hook.shell.display_pub.publish(data)


class _Shell(InteractiveShell):
    """A shell that leaves errors to its caller instead of printing them.

    ``source`` is the cell that it runs: without a history, nothing else would know it.
    """

    source = Unicode()

    def showtraceback(self, *_args: Any, **_kwargs: Any) -> None:
        """Print nothing."""

    def showsyntaxerror(self, *_args: Any, **_kwargs: Any) -> None:
        """Print nothing."""


def _child(
    sender: Connection,
    notebook: Notebook,
    parameters: Mapping[str, object],
    context: Mapping[str, object],
    lang: Lang,
    observer: Observer | None,
) -> None:
    """Run in the forked process: run the cells, send what they showed."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as printed:
        os.chdir(folder)
        for stream in (1, 2):  # what libraries and commands print below Python
            os.dup2(printed.fileno(), stream)
        try:
            shell = _shell(folder)
            open_session(shell, lang, observer)
            outcome = _run(shell, notebook, parameters, context)
        except Exception as error:  # noqa: BLE001 - whatever happens here must reach the parent
            outcome = [(0, failure(error))]
        os.chdir("/")
        sender.send(outcome)
        sender.close()


def _shell(folder: str) -> InteractiveShell:
    """Return a fresh shell that writes nothing outside a folder of its own."""
    config = Config()
    config.HistoryManager.enabled = False
    InteractiveShell.clear_instance()
    for kind in InteractiveShell.__subclasses__():
        kind.clear_instance()
    return _Shell.instance(
        config=config,
        ipython_dir=str(Path(folder)),
        display_pub_class=_Publisher,
        displayhook_class=_Hook,
    )


def _run(
    shell: Any,
    notebook: Notebook,
    parameters: Mapping[str, object],
    context: Mapping[str, object],
) -> Outcome:
    """Run the code cells until the end or the first failure."""
    shell.user_ns.update(context)
    outcome: Outcome = []
    for cell in notebook.cells:
        if cell.kind == "markdown":
            continue
        outcome.extend((cell.number, item) for item in _run_cell(shell, cell))
        if outcome and isinstance(outcome[-1][1], Failure):
            break
        if "parameters" in cell.tags:
            shell.user_ns.update(parameters)
    return outcome


def _run_cell(shell: Any, cell: Cell) -> list[Block | Failure]:
    """Run one cell; a failure is last."""
    printed = io.StringIO()
    shell.display_pub.bundles.clear()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        shell.source = cell.source
        result = shell.run_cell(cell.source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        return [failure(error)]
    shown: list[Block | Failure] = []
    for bundle in shell.display_pub.bundles:
        shown.append(block(bundle))
        if isinstance(shown[-1], Failure):
            return shown
    has_printed = bool(printed.getvalue() or os.fstat(1).st_size)
    return [*shown, Failure(PRINTED)] if has_printed else shown
