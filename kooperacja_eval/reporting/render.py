"""From a document to files: all formats asked for, or none.

Files are made in a folder beside their target and moved into place at the very end.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Literal

from kooperacja_eval.reporting.assemble import Assembled, assemble
from kooperacja_eval.reporting.document import Document, DocumentKind
from kooperacja_eval.reporting.to_docx import to_docx
from kooperacja_eval.reporting.to_html import to_html
from kooperacja_eval.reporting.to_html_book import to_html_book
from kooperacja_eval.reporting.to_pdf import to_pdf
from kooperacja_eval.reporting.to_xlsx import to_xlsx

OutputFormat = Literal["html", "docx", "pdf", "xlsx"]
FORMATS: Final[tuple[OutputFormat, ...]] = ("html", "docx", "pdf", "xlsx")

_TO_HTML: Final[dict[DocumentKind, Callable[[Assembled], bytes]]] = {
    "report": to_html,
    "book": to_html_book,
}
_WRITERS: Final[dict[OutputFormat, Callable[[Assembled], bytes]]] = {
    "html": lambda report: _TO_HTML[report.document.kind](report),
    "docx": to_docx,
    "pdf": to_pdf,
    "xlsx": to_xlsx,
}


def render(
    document: Document, target: Path, formats: Sequence[OutputFormat] = FORMATS
) -> list[Path]:
    """Write a document as files beside each other.

    Parameters
    ----------
    document : Document
        What the report says.
    target : Path
        Path without ending; ``.html``, ``.docx``, ``.pdf`` and ``.xlsx`` are added. Its folder is
        made where it is missing.
    formats : sequence of str
        Which files; the same document gives the same bytes every time.

    Returns
    -------
    list of Path
        The files, in the order of ``formats``.

    Raises
    ------
    ReportError
        If the report cannot be put together; no file is touched then.
    ValueError
        If a format is unknown.
    """
    unknown = [name for name in formats if name not in _WRITERS]
    if unknown:
        raise ValueError(f"Unknown formats {unknown}; known are {list(_WRITERS)}.")
    report = assemble(document)
    with ThreadPoolExecutor(max_workers=max(1, len(formats))) as pool:
        contents = list(pool.map(lambda name: _WRITERS[name](report), formats))
    files = {
        f"{target.name}.{name}": bytes_ for name, bytes_ in zip(formats, contents, strict=True)
    }
    return move_into(target.parent, files)


def move_into(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Write files into a folder: first all of them beside it, then each into its place."""
    folder.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
    try:
        for name, content in files.items():
            (part / name).write_bytes(content)
        return [(part / name).replace(folder / name) for name in files]
    finally:
        shutil.rmtree(part)
