"""The structure of a LimeSurvey questionnaire as tab-separated values (.txt), as LimeSurvey 2+ has.

The rows become the tables of an old .lss, texts inside the rows, so that the rest is one way only.
The border: this module knows the TSV, ``lss_model`` what the tables mean.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.lss_model import LssSurvey, survey_of
from kooperacja_eval.ingest.surveys.lss_tables import LssDocument, Row
from kooperacja_eval.text import Text

_HEADINGS: Final = frozenset(("class", "type/scale", "name", "text", "language"))
_SETTINGS: Final = ("hidden", "max_subquestions", "other_replace_text")
_BEGINNING: Final = 4096


def is_structure_tsv(data: bytes) -> bool:
    """Return whether bytes begin like the structure of a survey as TSV."""
    first = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    return bool(first) and {cell.decode("latin-1") for cell in first[0].split(b"\t")} >= _HEADINGS


def read_structure_tsv(file: SurveyFile) -> LssSurvey:
    """Return the questionnaire of a TSV structure.

    Raises
    ------
    RefusedFileError
        Where the text cannot be decoded or its quotation marks are broken.
    """
    document = LssDocument(doctype="Survey")
    question = group = ""
    for number, row in enumerate(_rows(file)):
        name, language = row.get("name", ""), row.get("language", "")
        scale = row.get("type/scale", "")
        match row.get("class"):
            case "S" if name == "language":
                _add(document, "surveys", language=row.get("text", ""))
            case "G":
                group = row.get("id") or scale or name
                order = scale if scale.isdecimal() else str(number)
                _add(
                    document,
                    "groups",
                    gid=group,
                    group_name=name,
                    language=language,
                    group_order=order,
                )
            case "Q":
                question = name
                _question(document, row, group, number)
            case "SQ":
                _sub_question(document, row, question, number)
            case "A":
                _answer(document, row, question, number)
        if language and language not in document.languages:
            document.languages.insert(0, language)
    return survey_of(document)


def _rows(file: SurveyFile) -> Iterator[Row]:
    try:
        text = decode(file.data, file.encoding).text()
    except EncodingError as error:
        raise RefusedFileError(error.rule, error.text) from error
    reader = csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True)
    try:
        headings = next(reader)
        for cells in reader:
            yield dict(zip(headings, cells, strict=False))
    except csv.Error as error:
        raise RefusedFileError("bad_quotes", _broken(file.name, reader.line_num)) from error


def _question(document: LssDocument, row: Row, group: str, number: int) -> None:
    name = row.get("name", "")
    _add(
        document,
        "questions",
        qid=name,
        parent_qid="0",
        gid=group,
        type=row.get("type/scale", ""),
        title=name,
        question=row.get("text", ""),
        language=row.get("language", ""),
        other=row.get("other", ""),
        mandatory=row.get("mandatory", ""),
        question_order=str(number),
    )
    for setting in filter(row.get, _SETTINGS):
        language = row.get("language", "") if setting == "other_replace_text" else ""
        value = row[setting]
        _add(
            document,
            "question_attributes",
            qid=name,
            attribute=setting,
            value=value,
            language=language,
        )


def _sub_question(document: LssDocument, row: Row, question: str, number: int) -> None:
    scale = row.get("type/scale", "") or "0"
    _add(
        document,
        "subquestions",
        qid=f"{question} {scale} {row.get('name', '')}",
        parent_qid=question,
        title=row.get("name", ""),
        question=row.get("text", ""),
        language=row.get("language", ""),
        question_order=str(number),
        scale_id=scale,
    )


def _answer(document: LssDocument, row: Row, question: str, number: int) -> None:
    _add(
        document,
        "answers",
        qid=question,
        code=row.get("name", ""),
        answer=row.get("text", ""),
        language=row.get("language", ""),
        sortorder=str(number),
        scale_id=row.get("type/scale", "") or "0",
    )


def _add(document: LssDocument, table: str, **cells: str) -> None:
    document.tables.setdefault(table, []).append(cells)


def _broken(name: str, line: int) -> Text:
    return Text(
        f"Cudzysłowy w pliku {name} są niepoprawne w wierszu {line}. Wyeksportuj strukturę "
        "ponownie, najlepiej jako .lss.",
        f"The quotation marks in {name} are wrong in line {line}. Export the structure again, "
        "best as .lss.",
    )
