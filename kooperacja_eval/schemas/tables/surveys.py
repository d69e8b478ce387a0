"""What surveys hold: who answered and what; the questionnaire itself is in ``questionnaires``."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import instrument, item, place, team, version, wave
from kooperacja_eval.text import Text


class Respondents(Table, name="respondents"):
    """Who answered a survey, once for each wave."""

    label = Text("Respondenci", "Respondents")
    definition = Text(
        "Jedna osoba, która wypełniła ankietę w jednym pomiarze.",
        "One person who filled in a questionnaire in one wave.",
    )

    respondent_id = Field(
        kind="text",
        key=True,
        privacy="quasi",
        label=Text("identyfikator respondenta", "respondent identifier"),
        definition=Text(
            "Klucz nadany w badaniu; ten sam w kolejnych pomiarach tylko wtedy, gdy ankieta "
            "pozwala łączyć odpowiedzi jednej osoby.",
            "Key given by the survey; the same in later waves only where the survey lets the "
            "answers of one person be linked.",
        ),
        aliases=("id respondenta", "kod respondenta", "respondent"),
    )
    wave = wave(Text("Pomiar ze study.toml.", "Wave of study.toml."), key=True)
    survey = Field(
        kind="text",
        required=True,
        label=Text("ankieta", "survey"),
        definition=Text(
            "Identyfikator ankiety z pliku survey.toml.", "Identifier of the survey in survey.toml."
        ),
    )
    instrument = instrument()
    version = version()
    linkable = Field(
        kind="yes_no",
        required=True,
        label=Text("możliwe łączenie", "can be linked"),
        definition=Text(
            "Czy identyfikator wskazuje tę samą osobę w innych pomiarach.",
            "Whether the identifier means the same person in other waves.",
        ),
    )
    pzk_id = team(Text("Zespół, w którym działa respondent.", "Team that the respondent works in."))
    voivodeship = place(Text("Województwo respondenta.", "Voivodeship of the respondent."))
    sector = Field(
        kind="code",
        codes=codes.SECTORS,
        privacy="quasi",
        label=Text("sektor", "sector"),
        definition=Text("Sektor podmiotu respondenta.", "Sector of the respondent's entity."),
    )
    level = Field(
        kind="code",
        codes=codes.LEVELS,
        privacy="quasi",
        label=Text("szczebel", "level"),
        definition=Text("Szczebel, na którym działa podmiot.", "Level at which the entity works."),
    )
    role = Field(
        kind="code",
        codes=codes.RESPONDENT_ROLES,
        privacy="quasi",
        label=Text("rola respondenta", "role of the respondent"),
        definition=Text(
            "Kim respondent jest w swoim podmiocie.", "Who the respondent is in the entity."
        ),
        aliases=("rola", "stanowisko"),
    )
    completed_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data wypełnienia", "completed on"),
        definition=Text("Dzień wysłania ankiety.", "Day on which the answers were sent."),
    )
    status = Field(
        kind="code",
        required=True,
        codes=codes.RESPONSE_STATUSES,
        label=Text("stan ankiety", "status of the response"),
        definition=Text(
            "Ukończona albo przerwana przed końcem.", "Complete or broken off before the end."
        ),
    )


class Answers(Table, name="answers"):
    """Answers: respondent by wave by item."""

    label = Text("Odpowiedzi", "Answers")
    definition = Text(
        "Jedna odpowiedź respondenta na jedną pozycję kwestionariusza w jednym pomiarze.",
        "One answer of a respondent to one item of a questionnaire in one wave.",
    )

    respondent_id = Field(
        kind="text",
        key=True,
        references="respondents.respondent_id",
        privacy="quasi",
        label=Text("identyfikator respondenta", "respondent identifier"),
        definition=Text("Kto odpowiedział.", "Who answered."),
    )
    wave = wave(Text("Pomiar ze study.toml.", "Wave of study.toml."), key=True)
    item_id = item(Text("Na co odpowiedziano.", "What was answered."), key=True)
    value = Field(
        kind="number",
        privacy="sensitive",
        label=Text("wartość", "value"),
        definition=Text(
            "Odpowiedź jako liczba, nieodwrócona; dla zaznaczeń 1 i 0; puste dla odpowiedzi "
            "otwartych i braków.",
            "The answer as a number, not reversed; 1 and 0 for options; empty for open answers and "
            "missing ones.",
        ),
    )
    text = Field(
        kind="text",
        privacy="sensitive",
        label=Text("treść", "text"),
        definition=Text(
            "Treść odpowiedzi otwartej albo kod odpowiedzi, która nie jest liczbą.",
            "Text of an open answer, or the code of an answer that is not a number.",
        ),
    )
    missing_reason = Field(
        kind="code",
        codes=codes.MISSING_REASONS,
        label=Text("powód braku", "reason missing"),
        definition=Text(
            "Dlaczego nie ma odpowiedzi; puste, gdy jest.",
            "Why there is no answer; empty where there is one.",
        ),
    )
