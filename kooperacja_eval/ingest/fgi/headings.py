"""Headings of exported tables of coded stretches, in every language they are met in.

One place for all programs; headings are compared folded (lower case, no diacritics). The border:
what the cells below them mean is the business of the readers.
"""

from collections.abc import Mapping
from typing import Final

Headings = Mapping[str, tuple[str, ...]]
"""Role of a column to the headings that mean it; the first is shown in messages."""

# fmt: off
MAXQDA: Final[Headings] = {
    "document": ("Nazwa dokumentu", "Document name", "Dokumentname", "Dokument", "Document"),
    "group": ("Grupa dokumentów", "Document group", "Dokumentgruppe"),
    "code": ("Kod", "Code"),
    "text": (
        "Fragment", "Segment", "Coded segment", "Coded segments", "Codiertes Segment",
        "Kodiertes Segment", "Zakodowany fragment", "Zakodowany segment", "Text", "Tekst",
    ),
    "begin": ("Początek", "Beginning", "Begin", "Anfang"),
    "end": ("Koniec", "End", "Ende"),
    "weight": ("Waga", "Weight", "Weight score", "Gewicht"),
    "coder": ("Autor", "Created by", "Author", "Erstellt von", "Utworzone przez", "Utworzył"),
    "created": ("Data utworzenia", "Created", "Creation date", "Erstellt", "Erstellt am"),
    "color": ("Kolor", "Color", "Farbe"),
    "comment": ("Komentarz", "Comment", "Kommentar"),
    "area": ("Objętość", "Area", "Size", "Fläche"),
    "coverage": ("Obszar %", "Coverage %", "Coverage", "Abdeckungsgrad %", "Abdeckung %"),
}
"""Coded segments of MAXQDA with the interface in Polish, English and German."""

ATLAS: Final[Headings] = {
    "id": ("ID", "Id", "Identyfikator"),
    "document": ("Dokument", "Document"),
    "groups": ("Grupy dokumentów", "Document Groups", "Dokumentgruppen"),
    "name": ("Nazwa cytatu", "Quotation Name", "Zitatname", "Name des Zitats"),
    "text": (
        "Treść cytatu", "Quotation Content", "Quotation", "Content", "Zitatinhalt",
        "Inhalt des Zitats", "Zitat", "Treść cytowania", "Cytat",
    ),
    "codes": ("Kody", "Codes", "Kodes"),
    "code_groups": ("Grupy kodów", "Code Groups", "Codegruppen", "Kodegruppen"),
    "reference": ("Odniesienie", "Reference", "Referenz", "Odwołanie"),
    "comment": ("Komentarz do cytatu", "Quotation Comment", "Comment", "Zitatkommentar",
                "Kommentar", "Komentarz"),
    "coder": ("Utworzone przez", "Created by", "Erstellt von", "Author", "Autor"),
}
"""Quotations of ATLAS.ti; Polish headings are those of people who translate their tables."""

QUALCODER_REPORT: Final[Headings] = {
    "case": ("Case",),
    "document": ("File", "Filename"),
    "coder": ("Coder",),
    "text": ("Coded",),
    "id": ("Id",),
    "code": ("Codename",),
    "memo": ("Coded_Memo",),
}
"""Report of codings of QualCoder, CSV or XLSX; ``Category`` headings are repeated after these."""

QUALCODER_SEGMENTS: Final[Headings] = {
    "caseid": ("caseid",),
    "case": ("case name",),
    "document_id": ("fileid",),
    "document": ("file name",),
    "start": ("pos0",),
    "end": ("pos1",),
    "text": ("text",),
}
"""Codes by segments of QualCoder; every further heading is a code."""

QUALCODER_MATCHES: Final[Headings] = {
    "code_id": ("cid",),
    "code": ("code name",),
    "start": ("pos0",),
    "end": ("pos1",),
    "text": ("text",),
    "document_id": ("fid",),
    "document": ("File name",),
    "coder": ("Coder",),
}
"""Exact matches of QualCoder."""

PLAIN: Final[Headings] = {
    "document": (
        "dokument", "document", "nazwa dokumentu", "document name", "id dokumentu",
        "document_id", "transkrypcja", "transcript", "plik", "file", "wywiad", "interview",
    ),
    "code": ("kod", "code", "nazwa kodu", "code name", "id kodu", "code_id", "ścieżka kodu"),
    "coder": ("koder", "coder", "koderka", "kto kodował", "autor", "created by", "owner"),
    "start": ("początek", "start", "od znaku", "pos0", "start position", "pozycja początkowa"),
    "end": ("koniec", "end", "do znaku", "pos1", "end position", "pozycja końcowa"),
    "text": ("fragment", "text", "tekst", "segment", "treść", "cytat", "quotation", "wypowiedź"),
    "place": ("miejsce", "place", "akapit", "paragraph", "strona", "page", "czas", "time"),
    "speaker": (
        "sektor mówiącego", "speaker sector", "speaker_sector", "sektor", "sector", "mówca",
        "speaker", "kto mówi",
    ),
    "id": ("id", "coding_id", "id fragmentu", "nr", "lp", "lp."),
}
"""A table that a person made: one row for one coded stretch."""
# fmt: on
