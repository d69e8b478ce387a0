"""Focus groups drawn as text: a transcript, and below it a line for each coder and code.

A document is its text on the first line; each further line is a coder, a code (and a sector after
a slash), and brackets under the characters that are coded: ``[`` the first, ``]`` the last.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
from indicator_tables import TEAMS, config

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.schemas.tables import TABLES

PREFIX = 24
"""Characters before the text: coder and code stand there."""

CODEBOOK = {
    "barrier": ("", "barrier"), "barrier.time": ("barrier", "barrier"),
    "barrier.money": ("barrier", "barrier"), "factor": ("", "factor"),
    "factor.trust": ("factor", "factor"), "effect": ("", "effect"),
    "effect.help": ("effect", "effect"),
}  # fmt: skip
"""Code: code above it, kind."""


def typed(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table with all its columns."""
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


def codebook() -> pd.DataFrame:
    """Return the table ``codes``."""
    return typed(
        "codes",
        [
            {"code_id": code, "parent_id": above or None, "kind": kind, "name_pl": code}
            for code, (above, kind) in CODEBOOK.items()
        ],
    )


def focus_groups(*drawings: str, **further: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Read documents; the first line of each is ``id round team text``, widths free but the text.

    The text begins at column ``PREFIX`` of every line.
    """
    documents, codings = [], []
    for day, drawing in enumerate(drawings, start=1):
        first, *lines = [line for line in drawing.splitlines() if line.strip()]
        name, wave, team = first[:PREFIX].split()
        text = first[PREFIX:]
        documents.append(
            {
                "document_id": name, "name": name, "wave": wave, "length": len(text),
                "pzk_id": None if team == "-" else team, "text": text,
                "voivodeship": "lubelskie" if team == "-" else None,
                "held_on": pd.Timestamp(2019, 1, day),
            }
        )  # fmt: skip
        for line in lines:
            coder, code = line[:PREFIX].split()
            code, _, sector = code.partition("/")
            marks = line[PREFIX:]
            while "[" in marks:
                start, end = marks.index("["), marks.index("]") + 1
                codings.append(_coding(len(codings), name, coder, code, sector, start, end))
                marks = " " * end + marks[end:]
            if "?" in marks:
                codings.append(_coding(len(codings), name, coder, code, sector, None, None))
    return {
        "pzk": TEAMS,
        "fgi_documents": typed("fgi_documents", documents),
        "codes": codebook(),
        "codings": typed("codings", codings),
        **further,
    }


def _coding(
    number: int, name: str, coder: str, code: str, sector: str, start: int | None, end: int | None
) -> dict[str, object]:
    return {
        "coding_id": f"k{number}", "document_id": name, "code_id": code, "coder": coder,
        "start": start, "end": end, "speaker_sector": sector or None, "medium": "text",
        "text": f"words {number}",
    }  # fmt: skip


def values(
    tables: dict[str, pd.DataFrame], indicator: str, by: Level = "macroregion"
) -> pd.DataFrame:
    """Compute one indicator."""
    return compute(tables, config(), ids=[indicator], by=by)


def row(
    frame: pd.DataFrame, group: str, method: str | None = None, wave: str | None = "r1"
) -> dict[str, object]:
    """Return the one row of a group, missing as None."""
    found = frame[frame["group"] == group]
    found = found[found["wave"].isna() if wave is None else found["wave"] == wave]
    if method is not None:
        found = found[found["method"] == method]
    (record,) = found.to_dict("records")
    return {name: None if pd.isna(cell) else cell for name, cell in record.items()}
