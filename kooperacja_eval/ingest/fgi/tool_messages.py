"""By what a program was recognised, and why a file is none that is read, in words for people."""

from typing import Final

from kooperacja_eval.ingest.fgi.project import Tool
from kooperacja_eval.ingest.fgi.refusals import TOOL_NAMES
from kooperacja_eval.text import Text

QDPX: Final = Text(
    "archiwum z plikiem .qde: projekt REFI-QDA",
    "an archive with a .qde file: a REFI-QDA project",
)
QDC: Final = Text(
    "XML REFI-QDA: sama księga kodów, bez transkrypcji",
    "REFI-QDA XML: a codebook alone, without transcripts",
)
QUALCODER: Final = Text(
    "baza danych z tabelami QualCodera", "a database with the tables of QualCoder"
)
QUALCODER_REPORT: Final = Text(
    "tabela z nagłówkami raportu QualCodera", "a table with the headings of a QualCoder report"
)
ATLAS: Final = Text(
    "tabela z dokumentem, treścią cytatu i kolumną kodów ATLAS.ti",
    "a table with document, content of the quotation and the codes of ATLAS.ti",
)
MAXQDA: Final = Text(
    "tabela z kolumnami zakodowanych segmentów MAXQDA",
    "a table with the columns of coded segments of MAXQDA",
)
TABLE: Final = Text(
    "tabela z kolumnami dokumentu, kodu i fragmentu",
    "a table with columns of document, code and stretch",
)
ANY_TABLE: Final = Text("tabela fragmentów", "table of stretches")
BARE_PROJECT: Final = Text(
    "To sam opis projektu REFI-QDA (.qde), bez transkrypcji. Podaj całe archiwum .qdpx.",
    "This is the description of a REFI-QDA project alone (.qde), without transcripts. Give the "
    "whole .qdpx archive.",
)
REQUAL: Final = Text(
    "To projekt programu Requal, którego baza nie jest odczytywana. Wyeksportuj z niego projekt "
    "REFI-QDA (.qdpx) i podaj ten plik.",
    "This is a project of Requal, whose database is not read. Export a REFI-QDA project (.qdpx) "
    "from it and give that file.",
)
RQDA: Final = Text(
    "To projekt programu RQDA, którego baza nie jest odczytywana. Zaimportuj go do QualCodera i "
    "podaj data.qda.",
    "This is a project of RQDA, whose database is not read. Import it into QualCoder and give "
    "data.qda.",
)
UNKNOWN_DATABASE: Final = Text(
    "To baza danych nieznanego programu. Wyeksportuj projekt REFI-QDA (.qdpx) albo tabelę "
    "zakodowanych fragmentów (XLSX, CSV).",
    "This is a database of an unknown program. Export a REFI-QDA project (.qdpx) or a table of "
    "coded stretches (XLSX, CSV).",
)
QCODER: Final = Text(
    "To transkrypcja ze znacznikami programu qcoder, (QCODE)...(/QCODE){#kod}, które nie są "
    "odczytywane, bo nie mówią, kto kodował. Zakoduj tekst w QualCoderze albo podaj tabelę "
    "fragmentów (CSV: dokument, kod, koder, fragment).",
    "This is a transcript with the marks of qcoder, (QCODE)...(/QCODE){#code}, which are not read "
    "because they do not say who coded. Code the text in QualCoder or give a table of stretches "
    "(CSV: document, code, coder, text).",
)


def other_tool(wanted: Text, found: Tool, reason: Text) -> Text:
    """Return what to say where a file is of another program than the mapping says."""
    name = TOOL_NAMES[found]
    return Text(
        f"fgi.toml podaje tool: {wanted.pl}, a plik jest z innego programu: {name.pl} "
        f"({reason.pl}). Popraw tool na „{found}” albo files.",
        f"fgi.toml says tool: {wanted.en}, but the file is of another one: {name.en} "
        f"({reason.en}). Mend tool to “{found}”, or files.",
    )
