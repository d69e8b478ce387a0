"""The work of the teams month by month: meetings, attendance, contacts, support, platform."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import entity, family, place, team, way_of_contact
from kooperacja_eval.schemas.tables.structure import PZK_PATTERN
from kooperacja_eval.text import Text

HOURS = Text("godz.", "hours")
MEETING_PATTERN = rf"({PZK_PATTERN}|[A-Z]{{2}}-WZK|MR-KS)-S\d{{2,3}}"


class Meetings(Table, name="meetings"):
    """Meetings."""

    label = Text("Spotkania", "Meetings")
    definition = Text("Jedno spotkanie.", "One meeting.")

    meeting_id = Field(
        kind="text",
        key=True,
        pattern=MEETING_PATTERN,
        label=Text("identyfikator spotkania", "meeting identifier"),
        definition=Text(
            "Zespół i numer spotkania, np. LU-01-S07.",
            "Team and number of the meeting, e.g. LU-01-S07.",
        ),
        aliases=("id spotkania", "nr spotkania", "spotkanie"),
    )
    pzk_id = team(
        Text(
            "Zespół; puste dla spotkań ponad zespołami.",
            "The team; empty for meetings above the teams.",
        )
    )
    held_on = Field(
        kind="date",
        required=True,
        label=Text("data spotkania", "held on"),
        definition=Text("Dzień spotkania.", "Day of the meeting."),
        aliases=("data", "termin"),
    )
    level = Field(
        kind="code",
        required=True,
        codes=codes.MEETING_LEVELS,
        label=Text("szczebel spotkania", "level of the meeting"),
        definition=Text("Kto się spotyka.", "Who meets."),
        aliases=("szczebel", "rodzaj spotkania"),
    )
    mode = way_of_contact(required=True)
    minutes = Field(
        kind="integer",
        low=1,
        high=1440,
        unit=Text("min", "minutes"),
        label=Text("czas trwania", "duration"),
        definition=Text("Czas trwania spotkania w minutach.", "Length of the meeting in minutes."),
        aliases=("czas trwania (min)", "minuty"),
    )
    families_discussed = Field(
        kind="integer",
        low=0,
        unit=Text("rodziny", "families"),
        label=Text("liczba omówionych rodzin", "families discussed"),
        definition=Text(
            "Ile rodzin omówiono na spotkaniu.", "How many families the meeting discussed."
        ),
        aliases=("omówione rodziny",),
    )


class Attendance(Table, name="attendance"):
    """Entities at meetings."""

    label = Text("Obecność na spotkaniach", "Attendance")
    definition = Text("Podmiot obecny na spotkaniu.", "An entity present at a meeting.")

    meeting_id = Field(
        kind="text",
        key=True,
        references="meetings.meeting_id",
        label=Text("identyfikator spotkania", "meeting identifier"),
        definition=Text("Spotkanie.", "The meeting."),
        aliases=("id spotkania", "nr spotkania", "spotkanie"),
    )
    entity_id = entity(
        Text("Podmiot obecny na spotkaniu.", "Entity present at the meeting."), key=True
    )
    persons = Field(
        kind="integer",
        low=1,
        unit=Text("osoby", "persons"),
        label=Text("liczba osób", "persons"),
        definition=Text("Ile osób przyszło z podmiotu.", "How many persons came from the entity."),
        aliases=("osoby", "obecnych"),
    )


class Contacts(Table, name="contacts"):
    """Contacts with families by month."""

    label = Text("Kontakty z rodzinami", "Contacts with families")
    definition = Text("Rodzina w miesiącu.", "A family in a month.")

    family_id = family(Text("Rodzina.", "The family."), key=True)
    month = Field(
        kind="month",
        key=True,
        label=Text("miesiąc", "month"),
        definition=Text("Miesiąc sprawozdania.", "Month of the report."),
        aliases=("miesiąc sprawozdania", "okres"),
    )
    contacts = Field(
        kind="integer",
        required=True,
        low=0,
        unit=Text("kontakty", "contacts"),
        label=Text("liczba kontaktów", "contacts"),
        definition=Text(
            "Ile razy zespół miał kontakt z rodziną.",
            "How often the team was in touch with the family.",
        ),
        aliases=("kontakty",),
    )
    hours = Field(
        kind="number",
        low=0,
        high=744,
        unit=HOURS,
        label=Text("liczba godzin", "hours"),
        definition=Text("Godziny pracy z rodziną.", "Hours of work with the family."),
        aliases=("godziny",),
    )
    mode = way_of_contact()


class Support(Table, name="support"):
    """Training, coaching, supervision, advice and exchange."""

    label = Text("Wsparcie zespołów", "Support for teams")
    definition = Text(
        "Jedno szkolenie, coaching, superwizja, doradztwo albo wymiana.",
        "One training, coaching, supervision, advice or exchange event.",
    )

    event_id = Field(
        kind="text",
        key=True,
        pattern=r"[A-Z]{2}-W\d{3,6}",
        label=Text("identyfikator wsparcia", "event identifier"),
        definition=Text(
            "Skrót województwa i numer, np. LU-W001.", "Voivodeship code and number, e.g. LU-W001."
        ),
        aliases=("id wsparcia", "nr wsparcia"),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.SUPPORT_KINDS,
        label=Text("rodzaj wsparcia", "kind of support"),
        definition=Text("Czym było wsparcie.", "What the support was."),
        aliases=("rodzaj",),
    )
    pzk_id = team(
        Text(
            "Zespół, który je otrzymał; puste, gdy całe województwo.",
            "Team that received it; empty where the whole voivodeship did.",
        )
    )
    voivodeship = place(
        Text("Województwo, w którym było wsparcie.", "Voivodeship of the event."), required=True
    )
    held_on = Field(
        kind="date",
        required=True,
        label=Text("data wsparcia", "held on"),
        definition=Text("Dzień wsparcia.", "Day of the event."),
        aliases=("data", "termin"),
    )
    hours = Field(
        kind="number",
        required=True,
        low=0,
        unit=HOURS,
        label=Text("liczba godzin", "hours"),
        definition=Text("Godziny wsparcia.", "Hours of support."),
        aliases=("godziny",),
    )
    participants = Field(
        kind="integer",
        low=0,
        unit=Text("osoby", "persons"),
        label=Text("liczba uczestników", "participants"),
        definition=Text("Osoby, które wzięły udział.", "Persons who took part."),
        aliases=("uczestnicy",),
    )


class SupportParticipants(Table, name="support_participants"):
    """Entities that took part in support events."""

    label = Text("Uczestnicy wsparcia", "Participants of support")
    definition = Text(
        "Podmiot, którego osoby wzięły udział w jednym szkoleniu albo innym wsparciu.",
        "An entity whose persons took part in one training or other support event.",
    )

    event_id = Field(
        kind="text",
        key=True,
        references="support.event_id",
        label=Text("identyfikator wsparcia", "event identifier"),
        definition=Text("Szkolenie albo inne wsparcie.", "Training or other support event."),
        aliases=("id wsparcia", "nr wsparcia"),
    )
    entity_id = entity(Text("Podmiot, który wziął udział.", "Entity that took part."), key=True)
    persons = Field(
        kind="integer",
        low=0,
        unit=Text("osoby", "persons"),
        label=Text("liczba osób", "persons"),
        definition=Text("Ile osób było z podmiotu.", "How many persons came from the entity."),
        aliases=("osoby",),
    )


class Platform(Table, name="platform"):
    """Use of the e-learning and document platform."""

    label = Text("Platforma", "Platform")
    definition = Text("Zespół w miesiącu.", "A team in a month.")

    pzk_id = team(Text("Zespół.", "The team."), key=True)
    month = Field(
        kind="month",
        key=True,
        label=Text("miesiąc", "month"),
        definition=Text("Miesiąc.", "Month."),
        aliases=("okres",),
    )
    logins = Field(
        kind="integer",
        required=True,
        low=0,
        label=Text("logowania", "logins"),
        definition=Text("Liczba logowań członków zespołu.", "Logins of the team's members."),
        aliases=("liczba logowań",),
    )
    materials = Field(
        kind="integer",
        low=0,
        label=Text("materiały", "materials"),
        definition=Text("Liczba pobranych materiałów.", "Materials downloaded."),
        aliases=("pobrane materiały",),
    )
    posts = Field(
        kind="integer",
        low=0,
        label=Text("wpisy", "posts"),
        definition=Text("Liczba wpisów na forum.", "Posts in the forum."),
        aliases=("wpisy na forum",),
    )
