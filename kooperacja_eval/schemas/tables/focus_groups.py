"""What focus groups hold: transcripts, the codebook, and coded stretches."""

from dataclasses import replace

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import place, team
from kooperacja_eval.text import Text


def _document(definition: Text, *, key: bool = False, references: str = "") -> Field:
    return Field(
        kind="text",
        key=key,
        required=not key,
        references=references,
        label=Text("identyfikator dokumentu", "document identifier"),
        definition=definition,
        aliases=("dokument", "id dokumentu", "transkrypcja"),
    )


def _code(definition: Text, *, key: bool = False, references: str = "") -> Field:
    return Field(
        kind="text",
        key=key,
        references=references,
        pattern=r"[a-z][a-z0-9_.]*",
        label=Text("kod", "code"),
        definition=definition,
        aliases=("id kodu",),
    )


class FgiDocuments(Table, name="fgi_documents"):
    """Transcripts and reports of focus groups."""

    label = Text("Wywiady grupowe (FGI)", "Focus groups")
    definition = Text(
        "Jedna transkrypcja lub notatka z wywiadu grupowego.",
        "One transcript or note of a focus group.",
    )

    document_id = _document(Text("Identyfikator w badaniu.", "Identifier in the study."), key=True)
    name = Field(
        kind="text",
        required=True,
        privacy="quasi",
        label=Text("nazwa", "name"),
        definition=Text("Nazwa w programie do kodowania.", "Name in the coding tool."),
    )
    wave = Field(
        kind="text",
        required=True,
        pattern=r"[a-z0-9_]+",
        label=Text("runda", "round"),
        definition=Text("Runda wywiadów, np. fgi_2018.", "Round of focus groups, e.g. fgi_2018."),
        aliases=("pomiar", "fala"),
    )
    pzk_id = team(Text("Zespół, którego dotyczy wywiad.", "Team that the group is about."))
    voivodeship = place(Text("Województwo wywiadu.", "Voivodeship of the group."))
    held_on = Field(
        kind="date",
        label=Text("data wywiadu", "held on"),
        definition=Text("Dzień wywiadu.", "Day of the group."),
        aliases=("data",),
    )
    participants = Field(
        kind="integer",
        low=1,
        label=Text("uczestnicy", "participants"),
        definition=Text("Liczba uczestników.", "Number of participants."),
        aliases=("liczba uczestników",),
    )
    length = Field(
        kind="integer",
        low=0,
        label=Text("długość", "length"),
        definition=Text("Liczba znaków transkrypcji.", "Number of characters of the transcript."),
    )
    text = Field(
        kind="text",
        privacy="direct",
        label=Text("treść", "text"),
        definition=Text("Cała transkrypcja.", "The whole transcript."),
    )


class Codes(Table, name="codes"):
    """The codebook."""

    label = Text("Księga kodów", "Codebook")
    definition = Text("Jeden kod księgi kodów badania.", "One code of the study's codebook.")

    code_id = _code(
        Text("Identyfikator, np. barrier.time.", "Identifier, e.g. barrier.time."), key=True
    )
    parent_id = replace(
        _code(Text("Kod nadrzędny; puste na górze.", "Code above; empty at the top.")),
        references="codes.code_id",
        label=Text("kod nadrzędny", "parent code"),
        aliases=(),
    )
    name_pl = Field(
        kind="text",
        required=True,
        label=Text("nazwa po polsku", "name in Polish"),
        definition=Text("Nazwa kodu po polsku.", "Name of the code in Polish."),
    )
    name_en = Field(
        kind="text",
        label=Text("nazwa po angielsku", "name in English"),
        definition=Text("Nazwa kodu po angielsku.", "Name of the code in English."),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.CODE_KINDS,
        label=Text("rodzaj", "kind"),
        definition=Text("Czego dotyczy kod.", "What the code is about."),
    )
    definition_pl = Field(
        kind="text",
        label=Text("definicja po polsku", "definition in Polish"),
        definition=Text("Kiedy się koduje, a kiedy nie.", "When to code, and when not."),
    )
    definition_en = Field(
        kind="text",
        label=Text("definicja po angielsku", "definition in English"),
        definition=Text("Definicja po angielsku.", "Definition in English."),
    )
    source = Field(
        kind="text",
        label=Text("źródło", "source"),
        definition=Text("Skąd pochodzi kod.", "Where the code comes from."),
    )


class Codings(Table, name="codings"):
    """Coded stretches of transcripts."""

    label = Text("Zakodowane fragmenty", "Coded stretches")
    definition = Text(
        "Jeden fragment, któremu jeden koder nadał jeden kod.",
        "One stretch to which one coder gave one code.",
    )

    coding_id = Field(
        kind="text",
        key=True,
        label=Text("identyfikator fragmentu", "coding identifier"),
        definition=Text("Identyfikator w badaniu.", "Identifier in the study."),
    )
    document_id = _document(
        Text("Dokument, z którego pochodzi.", "Document that it comes from."),
        references="fgi_documents.document_id",
    )
    code_id = replace(
        _code(Text("Nadany kod.", "Code given."), references="codes.code_id"), required=True
    )
    coder = Field(
        kind="text",
        required=True,
        privacy="quasi",
        label=Text("koder", "coder"),
        definition=Text("Kto kodował; pseudonim.", "Who coded; a pseudonym."),
    )
    start = Field(
        kind="integer",
        low=0,
        label=Text("początek", "start"),
        definition=Text("Pierwszy znak, licząc od 0.", "First character, counted from 0."),
    )
    end = Field(
        kind="integer",
        low=0,
        label=Text("koniec", "end"),
        definition=Text("Pierwszy znak za fragmentem.", "First character after the stretch."),
    )
    text = Field(
        kind="text",
        privacy="direct",
        label=Text("fragment", "stretch"),
        definition=Text("Treść fragmentu.", "Text of the stretch."),
    )
    speaker_sector = Field(
        kind="code",
        codes=codes.SECTORS,
        privacy="quasi",
        label=Text("sektor mówiącego", "sector of the speaker"),
        definition=Text(
            "Sektor osoby, która mówi we fragmencie.", "Sector of the person who speaks."
        ),
        aliases=("sektor",),
    )
    medium = Field(
        kind="code",
        required=True,
        codes=codes.MEDIA,
        label=Text("rodzaj źródła", "medium"),
        definition=Text("Tekst, PDF albo nagranie.", "Text, PDF or recording."),
    )
