"""Coded transcripts as projects in REFI-QDA, as NVivo for Windows and as ATLAS.ti write them.

The border: the files are those of ``write_qdpx`` with another origin. For NVivo, line breaks are
``CRLF`` and count two: the text is written with a mark before each line break, so that positions
count both, and the mark becomes the carriage return when the archive is packed again.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np

from kooperacja_eval.demo.fgi_coders import Coding
from kooperacja_eval.demo.fgi_model import Transcript
from kooperacja_eval.demo.fgi_names import CODER_NAMES, Paths, spaced_name
from kooperacja_eval.demo.files import CREATED, ZIP_DATE, ZIP_UNIX
from kooperacja_eval.demo.layout import MARKED
from kooperacja_eval.ingest.fgi.code_paths import codes_of, path_id
from kooperacja_eval.ingest.fgi.project import QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_positions import OWN_ORIGIN
from kooperacja_eval.ingest.fgi.refi_write import PROJECT_FILE, write_qdpx

Origin = Literal["NVivo for Windows", "ATLAS.ti"]

VARIABLES: Final = {
    "pzk_id": "PZK",
    "voivodeship": "Województwo",
    "held_on": "Data wywiadu",
    "participants": "Uczestnicy",
}
"""Names of variables of documents, by what they hold."""
_MARK: Final = "\ue000"
"""Stands for a carriage return until the archive is packed; no transcript has it."""


def qdpx(
    transcripts: Sequence[Transcript], codings: Sequence[Coding], paths: Paths, origin: Origin
) -> bytes:
    """Return a project of some transcripts and their codings.

    Parameters
    ----------
    transcripts : sequence of Transcript
        The documents.
    codings : sequence of Coding
        Of these documents, by one coder or several; each is a user of the project.
    paths : dict of str to tuple of str
        Path of each code in the program.
    origin : str
        Whose conventions the file keeps: of NVivo, a line break is ``CRLF`` and counts two.
    """
    crlf = origin == "NVivo for Windows"
    project = _project(transcripts, codings, paths)
    data = write_qdpx(_with_marks(project) if crlf else project, created=CREATED.date())
    return _packed(data, origin)


def _project(
    transcripts: Sequence[Transcript], codings: Sequence[Coding], paths: Paths
) -> QualProject:
    used = dict.fromkeys(paths[coding.code] for coding in codings)
    return QualProject(
        tool="refi_qda",
        file=MARKED,
        origin=OWN_ORIGIN,
        documents=tuple(_document(one) for one in transcripts),
        codes=codes_of(path for path in paths.values() if path in used),
        codings=tuple(
            QualCoding(
                id=f"{coding.document.document_id} {coding.coder} {coding.start} {coding.code}",
                document=coding.document.document_id,
                code=path_id(paths[coding.code]),
                coder=CODER_NAMES[coding.coder],
                start=coding.start,
                end=coding.end,
            )
            for coding in codings
        ),
    )


def _document(one: Transcript) -> QualDocument:
    said = {
        "pzk_id": one.pzk_id,
        "voivodeship": one.voivodeship,
        "held_on": one.held_on.isoformat(),
        "participants": str(one.participants),
    }
    variables = {VARIABLES[name]: value for name, value in said.items() if value}
    return QualDocument(
        id=one.document_id, name=spaced_name(one), text=one.text, variables=variables
    )


def _with_marks(project: QualProject) -> QualProject:
    """Put a mark before every line break, and move positions by the marks before them."""
    breaks = {
        one.id: np.flatnonzero(np.array(list(one.text or "")) == "\n") for one in project.documents
    }

    def moved(document: str, at: int | None) -> int | None:
        return None if at is None else at + int(np.searchsorted(breaks[document], at))

    return replace(
        project,
        documents=tuple(
            replace(one, text=(one.text or "").replace("\n", f"{_MARK}\n"))
            for one in project.documents
        ),
        codings=tuple(
            replace(one, start=moved(one.document, one.start), end=moved(one.document, one.end))
            for one in project.codings
        ),
    )


def _packed(data: bytes, origin: Origin) -> bytes:
    """Pack a project again: without compression, as the other files, and of another origin."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as packed,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as stored,
    ):
        for name in packed.namelist():
            text = packed.read(name).decode("utf-8").replace(_MARK, "\r")
            if name == PROJECT_FILE:
                text = text.replace(f'origin="{OWN_ORIGIN}"', f'origin="{origin}"', 1)
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = ZIP_UNIX
            stored.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()
