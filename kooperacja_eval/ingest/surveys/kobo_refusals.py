"""What can be wrong with a whole KoBoToolbox or ODK file or with its rows, in words for people."""

from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def damaged(file: str) -> RefusedFileError:
    """Return the refusal of a workbook that breaks off or is damaged."""
    return RefusedFileError(
        "truncated",
        Text(
            f"Skoroszyt {file} jest uszkodzony lub niepełny. Pobierz go ponownie z platformy.",
            f"The workbook {file} is damaged or incomplete. Fetch it again from the platform.",
        ),
    )


def encrypted(file: str) -> RefusedFileError:
    """Return the refusal of a workbook that asks for a password."""
    return RefusedFileError(
        "encrypted",
        Text(
            f"Skoroszyt {file} jest zabezpieczony hasłem. Zapisz kopię bez hasła.",
            f"The workbook {file} is protected by a password. Save a copy without one.",
        ),
    )


def too_large(file: str, sheet: str) -> RefusedFileError:
    """Return the refusal of a sheet with a cell far away from its table."""
    return RefusedFileError(
        "too_large",
        Text(
            f"W skoroszycie {file} arkusz „{sheet}” sięga daleko poza tabelę. Usuń zbędne "
            "komórki albo pobierz plik ponownie z platformy.",
            f"In the workbook {file} the sheet “{sheet}” reaches far beyond its table. Delete "
            "stray cells or fetch the file again from the platform.",
        ),
    )


def counts_from_1904(file: str) -> RefusedFileError:
    """Return the refusal of a workbook whose days count from 1904."""
    return RefusedFileError(
        "dates_from_1904",
        Text(
            f"Skoroszyt {file} liczy dni od 1904 roku, więc daty byłyby błędne. Pobierz plik "
            "prosto z platformy albo wyłącz system daty 1904 i sprawdź daty.",
            f"The workbook {file} counts days from 1904, so that dates would be wrong. Fetch the "
            "file straight from the platform, or switch the 1904 date system off and check the "
            "dates.",
        ),
    )


def not_a_table(file: str) -> RefusedFileError:
    """Return the refusal of a file that is neither a workbook nor a CSV file."""
    return RefusedFileError(
        "not_a_table",
        Text(
            f"Plik {file} nie jest tabelą odpowiedzi. Pobierz z platformy eksport XLSX lub CSV "
            "(KoBoToolbox: DANE – Pobieranie, wartości XML; ODK Central: Submissions – Download).",
            f"{file} is no table of answers. Download an XLSX or CSV export from the platform "
            "(KoBoToolbox: DATA – Downloads, XML values; ODK Central: Submissions – Download).",
        ),
    )


def spss_syntax(file: str) -> RefusedFileError:
    """Return the refusal of an archive with the label syntax for SPSS only."""
    return RefusedFileError(
        "spss_labels_only",
        Text(
            f"Archiwum {file} zawiera tylko składnię etykiet dla SPSS, bez odpowiedzi. Wybierz "
            "w KoBoToolbox eksport XLS albo CSV z wartościami XML, a formularz XLSForm podaj "
            "jako definicję.",
            f"The archive {file} holds nothing but label syntax for SPSS, and no answers. Choose "
            "the XLS or CSV export with XML values in KoBoToolbox, and give the XLSForm as the "
            "definition.",
        ),
    )


def no_tables(file: str) -> RefusedFileError:
    """Return the refusal of a file or archive without any table."""
    return RefusedFileError(
        "no_tables",
        Text(
            f"Plik {file} nie zawiera żadnej tabeli z nagłówkiem. Pobierz eksport XLSX lub CSV "
            "ponownie z platformy.",
            f"{file} holds no table with a header. Fetch the XLSX or CSV export again from the "
            "platform.",
        ),
    )


def is_a_form(file: str) -> RefusedFileError:
    """Return the refusal of an XLSForm that was given as answers."""
    return RefusedFileError(
        "is_a_form",
        Text(
            f"Plik {file} to formularz (XLSForm), a nie odpowiedzi. Podaj go w survey.toml jako "
            "definition, a w files wskaż eksport danych.",
            f"{file} is the form (XLSForm), not the answers. Name it as definition in survey.toml "
            "and the export of the data under files.",
        ),
    )


def cleaning_log(file: str) -> RefusedFileError:
    """Return the refusal of a log of corrections that was given as answers."""
    return RefusedFileError(
        "cleaning_log",
        Text(
            f"Plik {file} to dziennik czyszczenia danych (uuid, question, old_value, new_value), "
            "a nie odpowiedzi. Wskaż eksport danych, a poprawki wpisz do corrections.toml.",
            f"{file} is a cleaning log (uuid, question, old_value, new_value), not the answers. "
            "Name the export of the data and write the corrections into corrections.toml.",
        ),
    )


def is_odk(file: str) -> RefusedFileError:
    """Return the refusal of an export of ODK Central that was given as one of KoBoToolbox."""
    return RefusedFileError(
        "is_odk",
        Text(
            f"Plik {file} to eksport ODK Central (SubmissionDate, KEY). Wpisz w survey.toml "
            'platform = "odk".',
            f"{file} is an export of ODK Central (SubmissionDate, KEY). Write into survey.toml "
            'platform = "odk".',
        ),
    )


def no_sheet(file: str, sheet: str, found: list[str]) -> RefusedFileError:
    """Return the refusal of a workbook without the sheet asked for."""
    names = ", ".join(found)
    return RefusedFileError(
        "no_sheet",
        Text(
            f"Plik {file} nie ma arkusza „{sheet}”; są: {names}. Popraw sheet w survey.toml.",
            f"{file} has no sheet “{sheet}”; there are: {names}. Correct sheet in survey.toml.",
        ),
    )


def wrong_width(file: str, sheet: str, row: int, found: int, width: int) -> Problem:
    """Return the problem of a row with more or fewer cells than the header."""
    return Problem(
        rule="wrong_width",
        severity="error",
        message=Text(
            f"Wiersz ma inną liczbę komórek ({found}) niż nagłówek ({width}); pominięto go, bo "
            "nie wiadomo, do których kolumn należą odpowiedzi. Tak bywa po usunięciu opcji "
            "i ponownym wdrożeniu formularza: pobierz eksport ponownie z polami ze wszystkich "
            "wersji.",
            f"The row has another number of cells ({found}) than the header ({width}) and was "
            "left out, because nobody can tell which columns its answers belong to. This happens "
            "after an option was removed and the form deployed again: fetch the export again "
            "with fields from all versions.",
        ),
        file=file,
        sheet=sheet,
        row=row,
    )


def blank_rows(file: str, sheet: str, count: int) -> Problem:
    """Return the problem of rows between others in which nothing stands."""
    return Problem(
        rule="blank_rows",
        severity="warning",
        message=Text(
            f"Pominięto wiersze bez żadnej treści: {count}. Jeśli są to puste ankiety, pobierz "
            "eksport z kolumnami systemowymi.",
            f"Rows without any content were left out: {count}. Where they are empty "
            "questionnaires, fetch the export with the columns of the system.",
        ),
        file=file,
        sheet=sheet,
    )


def no_header(file: str, sheet: str, letter: str) -> Problem:
    """Return the problem of a column with cells and without a header."""
    return Problem(
        rule="no_column_header",
        severity="error",
        message=Text(
            "Kolumna ma treść, a nie ma nagłówka; pominięto ją. Pobierz eksport ponownie "
            "z platformy.",
            "The column has content but no header; it was left out. Fetch the export again from "
            "the platform.",
        ),
        file=file,
        sheet=sheet,
        column=letter,
        letter=letter,
    )
