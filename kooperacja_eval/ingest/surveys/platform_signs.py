"""By what a file is known: its first bytes, the members of an archive, sheets, and headers.

The border: signs only. Names of files are never looked at, nor are answers; reading is the
business of the platform's reader.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.ingest.sheets import is_blank
from kooperacja_eval.ingest.surveys.export import Platform, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.forms_common import find_heading, header_texts
from kooperacja_eval.ingest.surveys.forms_google import is_google_forms
from kooperacja_eval.ingest.surveys.forms_microsoft import is_microsoft_forms
from kooperacja_eval.ingest.surveys.kobo_system import ODK_SYSTEM
from kooperacja_eval.ingest.surveys.limesurvey_headings import read_headings
from kooperacja_eval.ingest.surveys.lss_tsv import is_structure_tsv
from kooperacja_eval.ingest.surveys.raw_csv import read_csv
from kooperacja_eval.ingest.surveys.raw_grids import Grid, read_grids
from kooperacja_eval.ingest.surveys.safe_zip import ZipMembers, open_zip
from kooperacja_eval.ingest.surveys.spss_format import is_spss
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Text

Kind = Literal["answers", "definition", "both"]

_ZIP: Final = b"PK\x03\x04"
_BEGINNING: Final = 4096
_XML: Final = re.compile(rb"\s*<(?:\?xml|document\b)")
_DOCTYPE: Final = re.compile(rb"<LimeSurveyDocType>\s*(\w+)\s*</LimeSurveyDocType>")
_STRUCTURES: Final = (b"Survey", b"Group", b"Question")
_WORKBOOK: Final = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))
_KOBO_OWN: Final = frozenset(
    ("_uuid", "_submission_time", "_validation_status", "_parent_table_name", "_parent_index",
     "_submitted_by", "_xform_id_string", "_index", "__version__", "_version_")
)  # fmt: skip
"""Columns that only KoBoToolbox and Ona write."""
_TWO: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What a file is and by what it is known.

    Attributes
    ----------
    platform : str
        The platform that wrote it.
    kind : str
        Whether it holds ``answers``, a ``definition``, or ``both``.
    reason : Text
        By what it is known.
    alternatives : tuple of str
        Platforms that it may be of as well, the likelier first.
    """

    platform: Platform
    kind: Kind
    reason: Text
    alternatives: tuple[Platform, ...] = ()


def is_limesurvey(headers: Sequence[str]) -> bool:
    """Return whether headers are those of a LimeSurvey export, in any of its styles.

    Examples
    --------
    >>> is_limesurvey(["id", "submitdate", "K1"]), is_limesurvey(["id", "K1"])
    (True, False)
    """
    return read_headings(headers).telling


def is_kobo(headers: Sequence[str]) -> bool:
    """Return whether headers are those of KoBoToolbox or Ona: two columns that it adds.

    Examples
    --------
    >>> is_kobo(["wiek", "_uuid", "_submission_time"]), is_kobo(["wiek", "_index"])
    (True, False)
    """
    return len(_KOBO_OWN & {header.rpartition("/")[2] for header in headers}) >= _TWO


def is_odk(headers: Sequence[str]) -> bool:
    """Return whether headers are those of ODK Central: KEY and one more column that it adds.

    Examples
    --------
    >>> is_odk(["SubmissionDate", "wiek", "KEY"]), is_odk(["KEY", "wiek"])
    (True, False)
    """
    own = {header.rpartition("-")[2] for header in headers} & ODK_SYSTEM
    return "KEY" in headers and len(own) >= _TWO


def is_form_sheet(sheet: str, headers: Sequence[str]) -> bool:
    """Return whether a sheet is the one of an XLSForm that lists questions.

    Examples
    --------
    >>> is_form_sheet("survey", ["type", "name", "label"]), is_form_sheet("survey", ["wiek"])
    (True, False)
    """
    return fold(sheet) == "survey" and {"type", "name"} <= {fold(header) for header in headers}


_DETECTORS: Final[tuple[tuple[Platform, Callable[[Sequence[str]], bool], Text], ...]] = (
    ("google_forms", is_google_forms,
     Text("nagłówki zaczynają się od sygnatury czasowej, jak w Google Forms",
          "headers begin with the timestamp, as in Google Forms")),
    ("ms_forms", is_microsoft_forms,
     Text("nagłówki mają ID oraz godziny rozpoczęcia i ukończenia, jak w Microsoft Forms",
          "headers have the ID and the times of start and completion, as in Microsoft Forms")),
    ("limesurvey", is_limesurvey,
     Text("nagłówki mają kolumny lub kody pytań LimeSurvey",
          "headers have columns or codes of questions of LimeSurvey")),
    ("odk", is_odk,
     Text("nagłówki mają KEY i inne kolumny ODK Central",
          "headers have KEY and other columns of ODK Central")),
    ("kobo", is_kobo,
     Text("nagłówki mają kolumny KoBoToolbox (np. _uuid, _index)",
          "headers have columns of KoBoToolbox (such as _uuid, _index)")),
)  # fmt: skip


def find_sign(file: SurveyFile) -> Sign:
    """Return what a file is, decided by its content.

    Raises
    ------
    RefusedFileError
        Where it cannot be opened, or is nothing that holds answers or a questionnaire.
    """
    data = file.data
    if not data:
        raise RefusedFileError("empty_file", _EMPTY)
    if is_spss(data):
        return Sign(platform="spss", kind="both", reason=_BY_SPSS)
    if data.startswith(_ZIP):
        members = open_zip(file.name, data)
        if not _WORKBOOK & set(members.names):
            return _of_archive(file, members)
    document = _of_document(data)
    return document or sign_of_grids(read_grids(file))


def sign_of_grids(grids: Sequence[Grid]) -> Sign:
    """Return what sheets are, by their headers; a plain table where nothing tells more."""
    if any(is_form_sheet(grid.sheet, _first(grid)) or _is_form_text(grid) for grid in grids):
        return Sign(platform="kobo", kind="definition", reason=_BY_FORM, alternatives=("odk",))
    found = [
        (platform, reason)
        for platform, detector, reason in _DETECTORS
        if any(_speaks(grid, platform, detector) for grid in grids)
    ]
    if not found:
        return Sign(platform="table", kind="answers", reason=_BY_NOTHING)
    (platform, reason), *others = found
    return Sign(
        platform=platform,
        kind="answers",
        reason=reason,
        alternatives=(*(other for other, _ in others), "table"),
    )


def _speaks(grid: Grid, platform: Platform, detector: Callable[[Sequence[str]], bool]) -> bool:
    """Return whether headers are of a platform; people write titles only above forms."""
    if platform in ("google_forms", "ms_forms"):
        return find_heading(grid, detector) is not None
    return detector(_first(grid))


def _first(grid: Grid) -> list[str]:
    """Return the first row with a cell that is not blank, as headers."""
    for row in grid.rows:
        if not all(is_blank(cell) for cell in row):
            return header_texts(row)
    return []


def _is_form_text(grid: Grid) -> bool:
    """Return whether a text table is an XLSForm: the word survey, then type and name."""
    rows = [[cell for cell in header_texts(row) if cell] for row in grid.rows[:_TWO]]
    return (
        len(rows) == _TWO
        and not grid.sheet
        and rows[0] == ["survey"]
        and {"type", "name"} <= set(rows[1])
    )


def _of_document(data: bytes) -> Sign | None:
    """Return what an XML document or a structure as TSV is, None where it is neither."""
    if is_structure_tsv(data):
        return Sign(platform="limesurvey", kind="definition", reason=_BY_TSV)
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")
    if not _XML.match(beginning):
        return None
    found = _DOCTYPE.search(beginning)
    if found and found[1] in _STRUCTURES:
        return Sign(platform="limesurvey", kind="definition", reason=_BY_DOCTYPE)
    raise RefusedFileError("unknown_document", _of_another_type(found[1] if found else b""))


def _of_archive(file: SurveyFile, members: ZipMembers) -> Sign:
    if members.ending(".lss"):
        return Sign(platform="limesurvey", kind="both", reason=_BY_LSA)
    tables = [
        SurveyFile(name=f"{file.name}/{name}", data=members.read(name), encoding=file.encoding)
        for name in members.ending(".csv")
        if not name.lower().endswith(" - audit.csv")
    ]
    headers = [_first(Grid(sheet="", rows=read_csv(table)[0])) for table in tables]
    if any(map(is_odk, headers)):
        return Sign(platform="odk", kind="answers", reason=_BY_ODK, alternatives=("kobo",))
    if any(map(is_kobo, headers)):
        return Sign(platform="kobo", kind="answers", reason=_BY_KOBO, alternatives=("odk",))
    raise RefusedFileError("unknown_archive", _UNKNOWN_ARCHIVE)


def _of_another_type(doctype: bytes) -> Text:
    if doctype:
        name = doctype.decode("ascii", "backslashreplace")
        return Text(
            f"To dokument LimeSurvey typu {name}, a potrzebna jest struktura ankiety (.lss) albo "
            "archiwum (.lsa). Pobierz ją z LimeSurvey.",
            f"This is a LimeSurvey document of the type {name}; the structure of the survey "
            "(.lss) or the archive (.lsa) is needed. Fetch it from LimeSurvey.",
        )
    return Text(
        "To plik XML, którego żadna obsługiwana platforma nie zapisuje jako odpowiedzi. Pobierz "
        "odpowiedzi jako CSV lub XLSX, a z LimeSurvey strukturę jako .lss.",
        "This is an XML file that no supported platform writes for answers. Fetch the answers as "
        "CSV or XLSX, and of LimeSurvey the structure as .lss.",
    )


_EMPTY: Final = Text(
    "Plik jest pusty (0 bajtów). Pobierz go ponownie albo poproś o nową kopię.",
    "The file is empty (0 bytes). Fetch it again or ask for a new copy.",
)
_UNKNOWN_ARCHIVE: Final = Text(
    "To archiwum ZIP nie jest ani archiwum LimeSurvey (.lsa), ani eksportem ODK Central lub "
    "KoBoToolbox z plikami CSV. Wypakuj z niego plik z odpowiedziami i podaj go osobno.",
    "This ZIP archive is neither one of LimeSurvey (.lsa) nor an export of ODK Central or "
    "KoBoToolbox with CSV files. Take the file with answers out of it and give it by itself.",
)
_BY_SPSS: Final = Text("początek pliku jest taki jak w SPSS", "the file begins as SPSS files do")
_BY_LSA: Final = Text(
    "archiwum zawiera strukturę ankiety LimeSurvey (.lss)",
    "the archive holds the structure of a LimeSurvey survey (.lss)",
)
_BY_ODK: Final = Text(
    "archiwum zawiera pliki CSV z kolumną KEY, jak w ODK Central",
    "the archive holds CSV files with the column KEY, as of ODK Central",
)
_BY_KOBO: Final = Text(
    "archiwum zawiera pliki CSV z kolumnami KoBoToolbox",
    "the archive holds CSV files with columns of KoBoToolbox",
)
_BY_FORM: Final = Text(
    "arkusz survey ma kolumny type i name, jak w XLSForm",
    "the sheet survey has the columns type and name, as in an XLSForm",
)
_BY_DOCTYPE: Final = Text(
    "dokument XML sam nazywa się strukturą LimeSurvey",
    "the XML document calls itself a structure of LimeSurvey",
)
_BY_TSV: Final = Text(
    "kolumny są takie jak w strukturze LimeSurvey zapisanej jako tekst",
    "the columns are those of a structure of LimeSurvey as text",
)
_BY_NOTHING: Final = Text(
    "żadna platforma nie pozostawiła w pliku swoich kolumn",
    "no platform left columns of its own in the file",
)
