"""XLSForms, the questionnaires of KoBoToolbox and ODK, through pyxform: XLSX, XLS and CSV.

The border: what the form says about questions, words and options; whether an export fits it is
found out by the readers of exports.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, Literal

from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData, get_xlsform

from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.surveys import kobo_refusals as refusals
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo_sheets import read_grids
from kooperacja_eval.ingest.surveys.safe_zip import open_zip
from kooperacja_eval.ingest.surveys.xlsform_kinds import Asked, language, questions, walk
from kooperacja_eval.ingest.surveys.xlsform_sheets import plain_children
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_OLD: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK"
_SURVEY: Final = re.compile(r'^"?survey"?\s*(,|$)', re.IGNORECASE | re.MULTILINE)


def read_xlsform(
    file: SurveyFile, *, platform: Literal["kobo", "odk"] = "kobo"
) -> SurveyDefinition:
    """Read a form.

    Parameters
    ----------
    file : SurveyFile
        XLSX, XLS, or CSV with the sheets one below the other.
    platform : {"kobo", "odk"}
        Where the form is used.

    Returns
    -------
    SurveyDefinition
        Questions named as ``read_kobo`` and ``read_odk`` name their columns. A multiple choice is
        the question ``q`` and one ``option`` question ``q/choice`` for each choice; groups and
        repeats stand in ``group``. Metadata (start, today, deviceid and the like) are left out.

    Raises
    ------
    RefusedFileError
        ``not_a_form`` where no sheet survey can be read, with what pyxform says; ``truncated``,
        ``encrypted`` and the rules of archives and encodings where the file cannot be opened.
    """
    sheets = _sheets(file)
    notes: list[str] = []
    problems: list[Problem] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            form: Mapping[str, Any] = workbook_to_json(
                sheets, form_name="data", fallback_form_name="data", warnings=notes
            )
    except PyXFormError as error:
        form = _plainly(file, sheets, str(error))
        problems.append(_refused_by_pyxform(file.name, str(error)))
    default = language(str(form.get("default_language") or ""), "")
    asked = list(walk(form["children"]))
    found = questions(asked, default)
    if not found:
        raise _not_a_form(file.name, "the sheet survey has no question")
    problems += _without_choices(file.name, asked)
    languages = dict.fromkeys(
        lang for question in found for lang in (*question.texts, *_languages(question.options))
    )
    first = [default] if default in languages else []
    return SurveyDefinition(
        platform=platform,
        file=file.name,
        version=str(form.get("version") or ""),
        languages=tuple(dict.fromkeys([*first, *languages])),
        questions=found,
        problems=tuple(problems),
    )


def _sheets(file: SurveyFile) -> DefinitionData:
    """Return the sheets as pyxform reads them; a file that cannot be opened is refused first."""
    if file.data.startswith(_OLD) or file.data.startswith(_ZIP):
        _check_opens(file)
        if file.data.startswith(_ZIP) and not open_zip(file.name, file.data).ending(".xml"):
            raise _not_a_form(file.name, "no workbook")
        kind, data = (".xls" if file.data.startswith(_OLD) else ".xlsx"), file.data
    elif file.name.lower().endswith((".xlsx", ".xls")):
        raise refusals.damaged(file.name)
    else:
        try:
            text = decode(file.data, file.encoding).text()
        except EncodingError as error:
            raise RefusedFileError(error.rule, error.text) from error
        if not _SURVEY.search(text):
            raise _not_a_form(file.name, "You must have a sheet named 'survey'.")
        kind, data = ".csv", text.encode()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return get_xlsform(BytesIO(data), file_type=kind)
    except PyXFormError as error:
        raise _not_a_form(file.name, str(error)) from error
    except TypeError as error:  # a sheet of a name that no form has; it may be a person's answer
        raise _not_a_form(file.name, "an unknown sheet") from error
    except Exception as error:  # a damaged workbook breaks openpyxl in any of many ways
        raise refusals.damaged(file.name) from error


def _check_opens(file: SurveyFile) -> None:
    """Refuse a workbook that cannot be opened; from which year it counts days does not matter."""
    try:
        read_grids(file)
    except RefusedFileError as error:
        if error.rule != "dates_from_1904":
            raise


def _plainly(file: SurveyFile, sheets: DefinitionData, reason: str) -> dict[str, Any]:
    """Return a form that pyxform refuses, read plainly from its sheets."""
    survey: Sequence[Mapping[str, Any]] = sheets.survey or ()
    children = plain_children(survey, sheets.choices or ())
    if children is None:
        raise _not_a_form(file.name, reason)
    settings = (sheets.settings or [{}])[0]
    return {
        "children": children,
        "default_language": settings.get("default_language"),
        "version": settings.get("version"),
    }


def _languages(options: Sequence[Any]) -> Iterator[str]:
    return (lang for option in options for lang in option.labels)


def _without_choices(file: str, asked: Sequence[Asked]) -> list[Problem]:
    return [
        Problem(
            rule="no_choices",
            severity="warning",
            message=Text(
                f"Lista opcji pytania {one.path} jest pusta albo jej nie ma w arkuszu choices. "
                "Popraw nazwę listy w formularzu.",
                f"The list of choices of the question {one.path} is empty or missing in the "
                "sheet choices. Correct the name of the list in the form.",
            ),
            file=file,
            sheet="survey",
        )
        for one in asked
        if "list_name" in one.entry and not one.entry.get("choices")
    ]


def _refused_by_pyxform(file: str, reason: str) -> Problem:
    return Problem(
        rule="form_refused",
        severity="warning",
        message=Text(
            f"pyxform odrzuca ten formularz („{reason}”), więc odczytano tylko arkusze survey "
            "i choices. Porównaj pytania i opcje z wdrożonym formularzem.",
            f"pyxform refuses this form (“{reason}”), so that only the sheets survey and choices "
            "were read. Compare questions and options with the form in use.",
        ),
        file=file,
    )


def _not_a_form(file: str, reason: str) -> RefusedFileError:
    return RefusedFileError(
        "not_a_form",
        Text(
            f"Pliku {file} nie można odczytać jako formularza XLSForm (pyxform: „{reason}”). "
            "Pobierz XLSForm z platformy (KoBoToolbox: FORMULARZ – Pobierz XLS); musi mieć "
            "arkusz survey z kolumnami type i name.",
            f"{file} cannot be read as an XLSForm (pyxform: “{reason}”). Download the XLSForm "
            "from the platform (KoBoToolbox: FORM – Download XLS); it needs a sheet survey with "
            "the columns type and name.",
        ),
    )
