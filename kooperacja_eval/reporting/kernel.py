"""Running a notebook in a Jupyter kernel of its own: slower, and the way where fork is missing."""

import os
import pickle
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4
from traitlets import default
from traitlets.config import Config

from kooperacja_eval.reporting.blocks import Block
from kooperacja_eval.reporting.notebook import Notebook
from kooperacja_eval.reporting.outcome import Outcome, killed, too_long
from kooperacja_eval.reporting.session import ENVIRONMENT, PRINTED, Failure, Observer, block
from kooperacja_eval.text import Lang, same

_ANSI: Final = re.compile(r"\x1b\[[0-9;]*m")


class OwnInterpreter(KernelSpecManager):
    """Always this Python, whatever kernels are installed for the user."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernel of the running interpreter."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


class OwnKernel(AsyncKernelManager):
    """A kernel of this Python."""

    @default("kernel_spec_manager")
    def _own_interpreter(self) -> KernelSpecManager:
        return OwnInterpreter()


def run_in_kernel(
    notebook: Notebook,
    *,
    parameters: Mapping[str, object],
    context: Mapping[str, object],
    lang: Lang,
    timeout_s: float,
    observer: Observer | None = None,
) -> Outcome:
    """Run the code cells of a notebook in a fresh kernel and return what they showed.

    ``parameters``, ``context`` and ``observer`` travel through a file: they can be pickled.
    """
    with tempfile.TemporaryDirectory() as folder:
        context_file = _dump(Path(folder) / "context.pickle", (dict(context), lang, observer))
        parameter_file = _dump(Path(folder) / "parameters.pickle", dict(parameters))
        content, numbers = _notebook(notebook, context_file, parameter_file)
        client = _client(content, folder, timeout_s)
        environment = os.environ | ENVIRONMENT | _private(folder)
        try:
            client.execute(env=environment)
        except CellExecutionError:
            pass  # the failed cell holds its error among its outputs
        except CellTimeoutError:
            return [(0, Failure(too_long(timeout_s)))]
        except (DeadKernelError, RuntimeError) as error:
            return [(0, Failure(killed(None), str(error)))]
    return list(_outcome(content, numbers))


def _dump(path: Path, value: object) -> Path:
    """Write a value for the kernel."""
    path.write_bytes(pickle.dumps(value))
    return path


def _client(content: NotebookNode, folder: str, timeout_s: float) -> NotebookClient:
    """Return a client for a kernel that works in a folder of its own."""
    settings = Config()
    if os.name == "posix":  # sockets that are files of ours, not ports that others can reach
        settings.OwnKernel.transport = "ipc"
        settings.OwnKernel.ip = str(Path(folder) / "kernel")
    return NotebookClient(
        content,
        config=settings,
        kernel_manager_class=OwnKernel,
        timeout=timeout_s,
        resources={"metadata": {"path": folder}},
    )


def _private(folder: str) -> dict[str, str]:
    """Return the environment that keeps the user's Jupyter settings out."""
    names = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")
    return dict.fromkeys(names, folder)


def _notebook(
    notebook: Notebook, context: Path, parameters: Path
) -> tuple[NotebookNode, list[int]]:
    """Return the cells as a Jupyter notebook, and the number of each; 0 for ours."""
    opening = (
        "from kooperacja_eval.reporting.session import open_kernel, set_names\n"
        f"open_kernel({str(context)!r})"
    )
    sources = [(0, opening)]
    for cell in notebook.cells:
        if cell.kind == "code":
            sources.append((cell.number, cell.source))
        if cell.kind == "code" and "parameters" in cell.tags:
            sources.append((0, f"set_names({str(parameters)!r})"))
    write: Any = v4
    cells = [write.new_code_cell(source) for _, source in sources]
    return write.new_notebook(cells=cells), [number for number, _ in sources]


def _outcome(content: NotebookNode, numbers: list[int]) -> Iterator[tuple[int, Block | Failure]]:
    """Return what the cells showed, up to the first failure."""
    for cell, number in zip(content.cells, numbers, strict=True):
        for output in sorted(cell.outputs, key=lambda output: output.output_type == "stream"):
            item = _item(output)
            yield number, item
            if isinstance(item, Failure):
                return


def _item(output: Any) -> Block | Failure:
    """Return what one output of a cell is."""
    if output.output_type == "stream":
        return Failure(PRINTED)
    if output.output_type == "error":
        reason = same(f"{output.ename}: {output.evalue}".splitlines()[0])
        return Failure(reason, _ANSI.sub("", "\n".join(output.traceback)))
    return block(output.data)
