"""How good the data are: sources, problems, missing values, corrections."""

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import texts
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text, same

SEVERITIES = {"error": Text("błąd", "error"), "warning": Text("ostrzeżenie", "warning")}
ACTIONS = {
    "recode": Text("zamiana zapisu", "recoded"),
    "correct": Text("poprawa komórki", "cell corrected"),
    "drop_duplicate": Text("usunięcie powtórzeń", "duplicates dropped"),
    "drop_incomplete": Text("usunięcie niepełnych", "incomplete dropped"),
    "rename": Text("zmiana nagłówka", "header renamed"),
}
_IN_DATA = Text("pliki surowe", "raw files")


def table_sizes(report: Material) -> Exhibit:
    """Rows, fields and missing cells of every table."""
    frame = report.quality.tables
    data = frame.assign(
        label=texts((TABLES[name].label for name in frame["table"]), frame),
        share=frame["missing"] / frame["cells"],
    )
    return Exhibit(
        id="table_sizes",
        title=Text("Tabele i braki", "Tables and missing values"),
        caption=Text(
            "Brak to pusta komórka albo słowo takie jak „brak”, „-” lub „n.d.”; niektóre pola "
            "są puste z natury, na przykład data zakończenia współpracy, która trwa. Kreska: suma "
            "ukryta, bo w jednym z pól tej tabeli braków jest tylko kilka.",
            "Missing is an empty cell or a word such as “brak”, “-” or “n.d.”; some fields are "
            "empty by nature, such as the end of a cooperation that goes on. A dash: hidden, since "
            "one of the fields has very few missing values.",
        ),
        alt=Text(
            "Tabela: liczba wierszy, pól i braków w każdej tabeli.",
            "Table: rows, fields and missing cells of every table.",
        ),
        source=_IN_DATA,
        data=data,
        columns=(
            Column("label", Text("Tabela", "Table")),
            Column("rows", Text("Wiersze", "Rows"), "integer"),
            Column("fields", Text("Pola", "Fields"), "integer"),
            Column("missing", Text("Braki", "Missing"), "integer"),
            Column("share", Text("Udział braków", "Share missing"), "percent"),
        ),
    )


def missing_fields(report: Material) -> Exhibit:
    """Fields with missing values, the worst first."""
    frame = report.quality.missing
    fields = [TABLES[t].fields[f] for t, f in zip(frame["table"], frame["field"], strict=True)]
    data = frame.assign(
        table_label=texts((TABLES[name].label for name in frame["table"]), frame),
        field_label=texts((field.label for field in fields), frame),
    ).sort_values(["share", "table", "field"], ascending=[False, True, True], ignore_index=True)
    return Exhibit(
        id="missing_fields",
        title=Text("Pola z brakami", "Fields with missing values"),
        caption=Text("Od największego udziału braków.", "From the largest share downwards."),
        alt=Text(
            "Tabela: pola, w których brakuje wartości, z liczbą i udziałem braków.",
            "Table: fields with missing values, their number and share.",
        ),
        source=_IN_DATA,
        data=data,
        columns=(
            Column("table_label", Text("Tabela", "Table")),
            Column("field_label", Text("Pole", "Field")),
            Column("rows", Text("Wiersze", "Rows"), "integer"),
            Column("missing", Text("Braki", "Missing"), "integer"),
            Column("share", Text("Udział braków", "Share missing"), "percent"),
        ),
    )


def problems(report: Material) -> Exhibit:
    """List what the checks found and what is still open."""
    frame = report.quality.problems
    data = frame.assign(
        severity_label=texts((SEVERITIES[name] for name in frame["severity"]), frame),
        message=texts(map(Text, frame["message_pl"], frame["message_en"]), frame),
        place=frame["file"] + frame["sheet"].map(lambda name: f" · {name}" if name else ""),
    )
    return Exhibit(
        id="problems",
        title=Text("Problemy w plikach surowych", "Problems in the raw files"),
        caption=Text(
            "Po zastosowaniu reguł z corrections.toml. Raporty powstają tylko z danych bez błędów; "
            "ostrzeżenia trzeba wyjaśnić.",
            "After the rules of corrections.toml. Reports are built from data without errors "
            "only; warnings need an explanation.",
        ),
        alt=Text(
            "Tabela: plik, wiersz, kolumna i treść każdego problemu.",
            "Table: file, row, column and text of each problem.",
        ),
        source=_IN_DATA,
        data=data,
        columns=(
            Column("place", Text("Plik i arkusz", "File and sheet")),
            Column("row", Text("Wiersz", "Row"), "integer"),
            Column("column", Text("Kolumna", "Column")),
            Column("severity_label", Text("Waga", "Severity")),
            Column("message", Text("Problem", "Problem")),
        ),
    )


def _rows_of(report: Material, table: str) -> Text:
    """Return what a rule corrects: a table, or the export of a survey."""
    if table in TABLES:
        return TABLES[table].label
    survey = table.partition(":")[2]
    waves = {wave.id: Text(wave.label_pl, wave.label_en) for wave in report.config.waves}
    name = waves.get(survey, same(survey))
    return Text(f"ankieta {name.pl}", f"survey {name.en}")


def corrections(report: Material) -> Exhibit:
    """Rules of ``corrections.toml`` with who decided and how many rows each touched."""
    frame = report.quality.corrections
    data = frame.assign(
        action_label=texts((ACTIONS[name] for name in frame["action"]), frame),
        table_label=texts((_rows_of(report, name) for name in frame["table"]), frame),
    )
    return Exhibit(
        id="corrections",
        title=Text("Zastosowane poprawki", "Corrections applied"),
        caption=Text(
            "Pliki surowe pozostają niezmienione; reguły działają od nowa przy każdym wczytaniu.",
            "Raw files stay as they are; the rules work anew at every ingest.",
        ),
        alt=Text(
            "Tabela: reguły poprawek z powodem, decydentem, datą i liczbą wierszy.",
            "Table: corrections with reason, who decided, date and rows.",
        ),
        source=Text("corrections.toml", "corrections.toml"),
        data=data,
        columns=(
            Column("table_label", Text("Tabela", "Table")),
            Column("action_label", Text("Działanie", "Action")),
            Column("reason", Text("Powód", "Reason")),
            Column("decided_by", Text("Kto zdecydował", "Decided by")),
            Column("date", Text("Data", "Date"), "date"),
            Column("rows", Text("Wiersze", "Rows"), "integer"),
        ),
    )


def raw_files(report: Material) -> Exhibit:
    """Raw files by folder: how many, how large; the annex names each with its SHA-256."""
    frame = report.quality.files
    folders = frame["path"].str.rpartition("/")[0].replace("", ".")
    grouped = frame.assign(folder=folders.str.partition("/")[0]).groupby("folder", sort=True)
    data = grouped.agg(files=("path", "size"), size=("size", "sum")).reset_index()
    return Exhibit(
        id="raw_files",
        title=Text("Pliki surowe", "Raw files"),
        caption=Text(
            "Skróty SHA-256 plików są w data_raw/MANIFEST.csv i w reports/manifest.json.",
            "SHA-256 of every file stands in data_raw/MANIFEST.csv and reports/manifest.json.",
        ),
        alt=Text(
            "Tabela: liczba i wielkość plików w każdym folderze.",
            "Table: number and size of files in each folder.",
        ),
        source=_IN_DATA,
        data=pd.DataFrame(data),
        columns=(
            Column("folder", Text("Folder", "Folder")),
            Column("files", Text("Pliki", "Files"), "integer"),
            Column("size", Text("Bajty", "Bytes"), "integer"),
        ),
    )


def quality_sentence(report: Material) -> Prose:
    """Say how many tables, rows, warnings and corrections there are."""
    quality = report.quality
    rows = int(quality.tables["rows"].sum())
    warnings = int((quality.problems["severity"] == "warning").sum())
    errors = int((quality.problems["severity"] == "error").sum())
    touched = int(quality.corrections["rows"].sum())
    tables_pl = formats.plural(len(quality.tables), "tabela", "tabele", "tabel")
    files_pl = formats.plural(len(quality.files), "plik surowy", "pliki surowe", "plików surowych")
    warnings_pl = formats.plural(warnings, "ostrzeżenie", "ostrzeżenia", "ostrzeżeń")
    rules_pl = formats.plural(
        len(quality.corrections), "reguła poprawek", "reguły poprawek", "reguł poprawek"
    )
    return Prose(
        Text(
            f"Dane: {files_pl}, {tables_pl}, wiersze: {formats.integer(rows, 'pl')}. "
            f"Po sprawdzeniu: błędy: {errors}, {warnings_pl}. Zastosowano: {rules_pl}, "
            f"zmienione wiersze: {formats.integer(touched, 'pl')}.",
            f"Data: {formats.plural_en(len(quality.files), 'raw file', 'raw files')}, "
            f"{formats.plural_en(len(quality.tables), 'table', 'tables')}, "
            f"{formats.plural_en(rows, 'row', 'rows')}. After checking: errors: {errors}, "
            f"{formats.plural_en(warnings, 'warning', 'warnings')}. Applied: "
            f"{formats.plural_en(len(quality.corrections), 'correction rule', 'correction rules')} "
            f"that changed {formats.plural_en(touched, 'row', 'rows')}.",
        )
    )
