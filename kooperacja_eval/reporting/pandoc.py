"""Calling the pandoc that is installed with the package, out of reach of the user's settings."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pypandoc

from kooperacja_eval.errors import ReportError
from kooperacja_eval.text import Text

Ast = dict[str, Any]
"""A document of pandoc in its JSON form."""

_PANDOC: Final = Path(pypandoc.__file__).parent / "files" / "pandoc"
"""The program inside the package; ``get_pandoc_path`` may choose another one of the machine."""
_TIMEOUT_S: Final = 300
_KEPT: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")

MARKDOWN: Final = (
    "commonmark+pipe_tables+footnotes+gfm_auto_identifiers+ascii_identifiers+bracketed_spans"
    "+fenced_divs+attributes"
)
"""What Jupyter shows, and footnotes; no mathematics, no citations, no smart quotes."""


def read_markdown(text: str) -> Ast:
    """Return Markdown as pandoc understands it."""
    result: Ast = json.loads(run_pandoc(["-f", MARKDOWN, "-t", "json"], text.encode(), epoch=0))
    return result


def to_json(blocks: list[dict[str, Any]], api_version: list[int], **meta: Ast) -> bytes:
    """Return blocks and metadata as the JSON that pandoc reads."""
    ast = {"pandoc-api-version": api_version, "meta": meta, "blocks": blocks}
    return json.dumps(ast, ensure_ascii=False).encode("utf-8")


def run_pandoc(arguments: Sequence[str], content: bytes, *, epoch: int) -> bytes:
    """Run pandoc and return what it writes.

    Parameters
    ----------
    arguments : sequence of str
        Options; the input is ``content``.
    content : bytes
        The text or the JSON to convert.
    epoch : int
        Seconds that stand for the time of writing.

    Raises
    ------
    ReportError
        If pandoc refuses, warns, or does not finish.
    """
    with tempfile.TemporaryDirectory() as home:
        command = [str(_PANDOC), f"--data-dir={home}", "--fail-if-warnings"]
        try:
            done = subprocess.run(  # noqa: S603 - our own pandoc, no shell
                [*command, *arguments],
                input=content,
                capture_output=True,
                check=False,
                cwd=home,
                env=_environment(Path(home), epoch),
                timeout=_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired as error:
            raise ReportError(_refused("timeout")) from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReportError(_refused(lines[0] if lines else str(done.returncode)))
    return done.stdout


def _environment(home: Path, epoch: int) -> Mapping[str, str]:
    """Return an environment that says nothing of the user, the place or the hour."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    fixed = {"HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return kept | fixed | {"SOURCE_DATE_EPOCH": str(epoch)}


def _refused(detail: str) -> Text:
    """Say that pandoc did not convert."""
    return Text(
        f"Nie udało się złożyć raportu (pandoc: {detail}). Sprawdź tekst notatnika.",
        f"The report could not be put together (pandoc: {detail}). Check the notebook's text.",
    )
