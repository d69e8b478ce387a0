"""What can be wrong with an export of LimeSurvey, in words."""

from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text

_LISTED: Final = 8


def problem(
    file: SurveyFile,
    rule: str,
    message: Text,
    *,
    severity: Severity = "warning",
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    letter: str = "",
) -> Problem:
    """Return a problem of a file."""
    return Problem(
        rule=rule,
        severity=severity,
        message=message,
        file=file.name,
        sheet=sheet,
        row=row,
        column=column or letter,
        letter=letter,
    )


def listed(names: Sequence[str]) -> Text:
    """Return names after one another, the first few of many."""
    shown = ", ".join(names[:_LISTED])
    rest = len(names) - _LISTED
    return Text(shown, shown) if rest <= 0 else Text(f"{shown} i {rest} in.", f"{shown} + {rest}")


def not_limesurvey(file: SurveyFile) -> RefusedFileError:
    """Return the refusal of a table without anything of LimeSurvey in its headings."""
    return RefusedFileError(
        "not_limesurvey",
        Text(
            f"Nagłówki pliku {file.name} nie wyglądają na eksport LimeSurvey: oczekiwano kolumn "
            "takich jak id, submitdate, lastpage, startlanguage (albo „ID odpowiedzi”, "
            "„Response ID”) lub kodów takich jak K1[SQ001]. Wyeksportuj odpowiedzi z nagłówkami "
            'jako kody; jeśli to zwykła tabela, wpisz platform = "table" w survey.toml.',
            f"The headings of {file.name} do not look like an export of LimeSurvey: columns such "
            "as id, submitdate, lastpage, startlanguage (or “Response ID”) or codes such as "
            "K1[SQ001] were expected. Export the responses with codes as headings; for an "
            'ordinary table write platform = "table" in survey.toml.',
        ),
    )


def empty(file: SurveyFile) -> RefusedFileError:
    """Return the refusal of a file without a single cell."""
    return RefusedFileError(
        "empty_file",
        Text(
            f"Plik {file.name} jest pusty. Wyeksportuj odpowiedzi ponownie.",
            f"{file.name} is empty. Export the responses again.",
        ),
    )


def wrong_delimiter(file: SurveyFile, used: Text, better: Text) -> RefusedFileError:
    """Return the refusal of a delimiter that the header speaks against."""
    return RefusedFileError(
        "wrong_delimiter",
        Text(
            f"survey.toml podaje separator {used.pl}, a nagłówek pliku {file.name} wskazuje na "
            f"{better.pl}. Popraw delimiter albo usuń ten klucz.",
            f"survey.toml names the delimiter {used.en}, but the header of {file.name} speaks for "
            f"{better.en}. Correct delimiter or remove the key.",
        ),
    )


def old_workbook(file: SurveyFile) -> RefusedFileError:
    """Return the refusal of a format that responses are not read from."""
    return RefusedFileError(
        "unsupported_format",
        Text(
            f"Odpowiedzi LimeSurvey czyta się z CSV albo XLSX, nie z pliku {file.name}. "
            "Wyeksportuj je jako CSV (z nagłówkami jako kody).",
            f"Responses of LimeSurvey are read from CSV or XLSX, not from {file.name}. Export "
            "them as CSV (with codes as headings).",
        ),
    )


def damaged(file: SurveyFile) -> RefusedFileError:
    """Return the refusal of a workbook that cannot be opened."""
    return RefusedFileError(
        "truncated",
        Text(
            f"Plik {file.name} jest uszkodzony, niepełny albo zabezpieczony hasłem. Pobierz go "
            "ponownie bez hasła.",
            f"{file.name} is damaged, incomplete or protected by a password. Fetch it again "
            "without one.",
        ),
    )


def wrong_width(file: SurveyFile, row: int, found: int, width: int) -> Problem:
    """Return the problem of a record with too many or too few cells."""
    return problem(
        file,
        "wrong_width",
        Text(
            f"Wiersz ma inną liczbę komórek ({found}) niż nagłówek ({width}); pominięto go. "
            "Sprawdź separatory i cudzysłowy.",
            f"The row has another number of cells ({found}) than the header ({width}) and was "
            "left out. Check delimiters and quotation marks.",
        ),
        severity="error",
        row=row,
    )


def bad_quotes(file: SurveyFile, row: int) -> Problem:
    """Return the problem of a quotation mark that is not closed or stands inside a cell."""
    return problem(
        file,
        "bad_quotes",
        Text(
            "Cudzysłów w tym wierszu jest niezamknięty albo stoi w środku komórki; dalszych "
            "wierszy nie odczytano. Popraw cudzysłowy albo wyeksportuj plik ponownie.",
            "A quotation mark in this row is not closed or stands inside a cell; the rows after "
            "it were not read. Correct the quotation marks or export the file again.",
        ),
        severity="error",
        row=row,
    )


def repeated(
    file: SurveyFile, sheet: str, heading: str, letters: Sequence[str], severity: Severity
) -> Problem:
    """Return the problem of several columns with one heading."""
    where = ", ".join(letters)
    return problem(
        file,
        "duplicate_header",
        Text(
            f"Kilka kolumn ma ten sam nagłówek: {where}. Kolejne dostały dopisek (2), (3)…; "
            "wyeksportuj plik z nagłówkami jako kody, żeby je odróżnić.",
            f"Several columns have the same heading: {where}. The later ones were marked (2), "
            "(3) and so on; export the file with codes as headings to tell them apart.",
        ),
        severity=severity,
        sheet=sheet,
        column=" ".join(heading.split()),
        letter=letters[1],
    )


def unnamed(file: SurveyFile, sheet: str, letter: str, name: str) -> Problem:
    """Return the problem of a column with data and without a heading."""
    return problem(
        file,
        "unnamed_column",
        Text(
            f"Kolumna z danymi nie ma nagłówka; nazwano ją {name}. Może to być pytanie bez "
            "treści albo numer wiersza z innego programu; wyeksportuj plik z nagłówkami jako kody.",
            f"A column with data has no heading and was named {name}. It may be a question "
            "without words or a number of rows by another program; export the file with codes as "
            "headings.",
        ),
        sheet=sheet,
        letter=letter,
    )


def unmatched(
    file: SurveyFile, sheet: str, found: int, letters: Sequence[str], definition: str
) -> Problem:
    """Return the problem of headings that the questionnaire does not know."""
    names = listed(letters)
    every = found + len(letters)
    return problem(
        file,
        "unmatched_headings",
        Text(
            f"Dopasowano {found} z {every} nagłówków do ankiety {definition}; bez pary są "
            f"kolumny: {names.pl}. Sprawdź, czy eksport jest w języku ankiety i z tej samej "
            "wersji, albo wyeksportuj z nagłówkami jako kody.",
            f"{found} of {every} headings were matched to the questionnaire {definition}; without "
            f"a match are columns: {names.en}. Check that the export is in a language of the "
            "survey and of the same version, or export with codes as headings.",
        ),
        sheet=sheet,
        letter=letters[0],
    )


def ambiguous(file: SurveyFile, sheet: str, letters: Sequence[str], definition: str) -> Problem:
    """Return the problem of headings that several questions have."""
    names = listed(letters)
    return problem(
        file,
        "ambiguous_headings",
        Text(
            f"W ankiecie {definition} kilka pytań ma tę samą treść, co kolumny: {names.pl}. "
            "Pozostawiono je bez dopasowania; wyeksportuj plik z nagłówkami jako kody.",
            f"In the questionnaire {definition} several questions have the same words as columns: "
            f"{names.en}. They were left unmatched; export the file with codes as headings.",
        ),
        sheet=sheet,
        letter=letters[0],
    )


def guessed_options(file: SurveyFile, sheet: str, questions: Sequence[str]) -> Problem:
    """Return the note that columns were taken for options because of their cells."""
    names = listed(questions)
    return problem(
        file,
        "taken_for_options",
        Text(
            f"Przyjęto, że to pytania wielokrotnego wyboru, bo w komórkach jest tylko Y albo "
            f"nic: {names.pl}. Podaj plik .lss (definition), żeby to potwierdzić.",
            f"Taken for multiple choice, since cells hold only Y or nothing: {names.en}. Give the "
            ".lss file (definition) to be certain.",
        ),
        sheet=sheet,
    )


def faulty_text(
    file: SurveyFile, sheet: str, row: int | None, letter: str, message: Text
) -> Problem:
    """Return the problem of letters that were lost or read in a wrong encoding."""
    return problem(
        file,
        "faulty_letters",
        message,
        severity="error" if row is None else "warning",
        sheet=sheet,
        row=row,
        letter=letter,
    )
