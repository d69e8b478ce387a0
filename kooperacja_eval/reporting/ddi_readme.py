"""The read-me of a deposit: what it holds, what it leaves out and why, how to read the files."""

from typing import Final

from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.ddi import COMPUTED_BY, licence_words
from kooperacja_eval.reporting.ddi_model import Deposit
from kooperacja_eval.sections import DepositTerms
from kooperacja_eval.text import LANGUAGES, Lang, Text

_HOLDS: Final = Text("Co jest w zbiorze", "What the deposit holds")
_LEFT_OUT: Final = Text("Czego nie ma i dlaczego", "What is left out, and why")
_FILES: Final = Text("Jak czytać pliki", "How to read the files")
_TERMS: Final = Text("Licencja i cytowanie", "Licence and citation")
_PUBLISHER: Final = Text("Wydawca", "Publisher")
_CONTACT: Final = Text("Kontakt", "Contact")
_DOI: Final = Text("DOI", "DOI")
_RELATED: Final = Text("Publikacje z tych danych", "Publications from these data")
_NOTHING: Final = Text("Niczego nie pominięto.", "Nothing is left out.")
_ROWS: Final = Text("wiersze", "rows")
_FORMATS: Final = Text(
    "Każda tabela ma dwa pliki o tej samej treści: CSV i parquet. CSV jest zgodny z RFC 4180: "
    "UTF-8 bez BOM, przecinek, cudzysłów podwojony w środku tekstu, koniec wiersza CRLF, kropka "
    "dziesiętna, daty RRRR-MM-DD; puste pole to brak danych. W Excelu użyj Dane → Z pliku "
    "tekstowego i wskaż kolumny jako tekst: otwarty wprost, arkusz może uznać za formułę tekst, "
    "który zaczyna się od „=”. Teksty są zapisane tak, jak w badaniu.",
    "Each table has two files of the same content: CSV and parquet. The CSV follows RFC 4180: "
    "UTF-8 without BOM, comma, doubled quotation marks within texts, CRLF, decimal point, dates "
    "YYYY-MM-DD; an empty cell is missing. In Excel use Data → From text and import columns as "
    "text: opened directly, a spreadsheet may take a text that begins with “=” for a formula. "
    "Texts are written as they are in the study.",
)
_OTHERS: Final = Text(
    "`metadata/ddi.xml`: DDI Codebook 2.5; `datapackage.json`: Frictionless Data Package; "
    "`codebook/`: książka kodów po polsku, po angielsku i jako skoroszyt; `SHA256SUMS`: sumy "
    "kontrolne (sprawdzenie: `sha256sum -c SHA256SUMS`).",
    "`metadata/ddi.xml`: DDI Codebook 2.5; `datapackage.json`: Frictionless Data Package; "
    "`codebook/`: the codebook in Polish, in English and as a workbook; `SHA256SUMS`: checksums "
    "(to check: `sha256sum -c SHA256SUMS`).",
)


def readme(deposit: Deposit) -> bytes:
    """Return the read-me, Polish first, as Markdown."""
    parts = ["\n\n".join(_parts(deposit, lang)) for lang in LANGUAGES]
    return ("\n\n---\n\n".join(parts) + "\n").encode()


def _parts(deposit: Deposit, lang: Lang) -> list[str]:
    study = deposit.config.study
    parts = [f"# {study.title.in_(lang)}"]
    if study.synthetic:
        parts.append(f"**{words.SYNTHETIC.in_(lang)}.** {words.SYNTHETIC_NOTE.in_(lang)}")
    parts += [
        _about(deposit).in_(lang),
        f"## {_HOLDS.in_(lang)}",
        "\n".join(
            f"- `{table.name}` – {table.label.in_(lang)} ({_ROWS.in_(lang)}: {len(table.frame)})"
            for table in deposit.tables
        ),
        _hidden(deposit).in_(lang),
        f"## {_LEFT_OUT.in_(lang)}",
        "\n".join(
            f"- `{entry.name}` – {entry.label.in_(lang)}: {entry.reason.in_(lang)}"
            for entry in deposit.left_out
        )
        or _NOTHING.in_(lang),
        f"## {_FILES.in_(lang)}",
        _FORMATS.in_(lang),
        _OTHERS.in_(lang),
        f"## {_TERMS.in_(lang)}",
        licence_words(deposit).in_(lang),
        f"> {deposit.citation().in_(lang)}",
        *_people_and_publications(deposit.config.deposit, lang),
    ]
    return parts


def _people_and_publications(terms: DepositTerms, lang: Lang) -> list[str]:
    who = " – ".join(part for part in (terms.contact, terms.contact_email) if part)
    lines = [
        f"{word.in_(lang)}: {value}"
        for word, value in ((_PUBLISHER, terms.publisher), (_CONTACT, who), (_DOI, terms.doi))
        if value
    ]
    parts = ["\n".join(f"- {line}" for line in lines)] if lines else []
    if terms.related_publications:
        parts.append(f"### {_RELATED.in_(lang)}")
        parts.append("\n".join(f"- {entry}" for entry in terms.related_publications))
    return parts


def _about(deposit: Deposit) -> Text:
    study = deposit.config.study
    day = study.data_date.isoformat()
    return Text(
        f"{study.programme}. Dane na dzień {day}. Zbiór zapisał program {COMPUTED_BY} w profilu "
        "public: zawiera tylko to, co może opuścić badanie.",
        f"{study.programme}. Data as of {day}. Written by {COMPUTED_BY} in the public profile: it "
        "holds only what may leave the study.",
    )


def _hidden(deposit: Deposit) -> Text:
    rules = deposit.config.disclosure
    count = deposit.n_suppressed
    return Text(
        f"W tabeli `indicators` wiersze ze stanem `suppressed` (liczba: {count}) mają ukryte "
        f"liczby mniejsze niż {rules.threshold} i te, z których dałoby się je odtworzyć.",
        f"In the table `indicators`, rows with the status `suppressed` (number: {count}) hide "
        f"numbers below {rules.threshold} and those that would give them back.",
    )
