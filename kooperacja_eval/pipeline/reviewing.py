"""``export review``: what may point to a person in the transcripts, as a workbook for an analyst.

The list shows the personal data themselves, so that a person can decide on them: internal only.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Final

import pandas as pd

from kooperacja_eval.disclosure.personal_findings import Kind
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.exporting import check_target, require_groups, write_target
from kooperacja_eval.pipeline.quotations import review
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.study import StudyConfig, load_config
from kooperacja_eval.text import Lang, Text

WORKBOOK: Final = ".xlsx"
SHEET: Final = Text("Do sprawdzenia", "To review")
HEADERS: Final = {
    "document_id": Text("Dokument", "Document"),
    "start": Text("Początek (znak)", "Start (character)"),
    "end": Text("Koniec (znak)", "End (character)"),
    "kind": Text("Rodzaj", "Kind"),
    "certain": Text("Pewne", "Certain"),
    "replacement": Text("Zastąpiono przez", "Replaced by"),
    "context": Text("W otoczeniu", "In context"),
}
# fmt: off
KINDS: Final[dict[Kind, Text]] = {
    "pesel": Text("PESEL", "PESEL"),
    "nip": Text("NIP", "NIP"),
    "regon": Text("REGON", "REGON"),
    "id_card": Text("numer dokumentu", "document number"),
    "number": Text("inny numer", "other number"),
    "phone": Text("telefon", "phone"),
    "e_mail": Text("e-mail", "e-mail"),
    "date_of_birth": Text("data urodzenia", "date of birth"),
    "age": Text("wiek", "age"),
    "address": Text("adres", "address"),
    "person": Text("osoba", "person"),
    "place": Text("miejscowość", "place"),
    "institution": Text("instytucja", "institution"),
}
# fmt: on
_YES_NO: Final = {True: Text("tak", "yes"), False: Text("nie", "no")}
_AS_WRITTEN: Final = {"strings_to_formulas": False, "strings_to_urls": False}


def export_review(
    folder: Path,
    output: Path,
    *,
    lang: Lang = "pl",
    overwrite: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the list of what may point to a person in the transcripts of a study.

    Parameters
    ----------
    folder : Path
        The study folder.
    output : Path
        Workbook to write (``.xlsx``).
    lang : {"pl", "en"}
        Language of the headers.
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    int
        How many places are listed.

    Raises
    ------
    ConfigurationError
        Where the study has no focus groups, the ending is another one, or the file is there.
    ValidationError
        Where the data have errors.
    """
    check_target(output, (WORKBOOK,), overwrite=overwrite)
    config = load_config(folder)
    tables = load(folder, config, progress=progress).tables
    require_groups(tables)
    found = review(tables)
    write_target(output, _workbook(found, config, lang))
    return len(found)


def _workbook(found: pd.DataFrame, config: StudyConfig, lang: Lang) -> bytes:
    shown = found.assign(
        kind=[KINDS[kind].in_(lang) for kind in found["kind"]],
        certain=[_YES_NO[bool(sure)].in_(lang) for sure in found["certain"]],
    )
    shown = shown.rename(columns={name: label.in_(lang) for name, label in HEADERS.items()})
    noon = datetime.combine(config.study.data_date, time(12), tzinfo=UTC).replace(tzinfo=None)
    buffer = BytesIO()
    # words of transcripts stay words, also those that begin like a formula
    with pd.ExcelWriter(
        buffer, engine="xlsxwriter", engine_kwargs={"options": _AS_WRITTEN}
    ) as writer:
        writer.book.set_properties({"title": config.study.title.in_(lang), "created": noon})
        name = SHEET.in_(lang)
        shown.to_excel(writer, sheet_name=name, index=False)
        sheet = writer.sheets[name]
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(shown), len(shown.columns) - 1)
        sheet.autofit()
    return buffer.getvalue()
