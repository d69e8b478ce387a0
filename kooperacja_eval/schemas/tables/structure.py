"""Who took part: gminas, teams, entities and their membership."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import entity, place, team
from kooperacja_eval.text import Text

PZK_PATTERN = r"[A-Z]{2}-\d{2,6}"


class Gminas(Table, name="gminas"):
    """Gminas in the pilot."""

    label = Text("Gminy", "Gminas")
    definition = Text("Jedna gmina w pilotażu.", "One gmina in the pilot.")

    gmina_id = Field(
        kind="text",
        key=True,
        pattern=r"[a-z0-9-]+",
        label=Text("identyfikator gminy", "gmina identifier"),
        definition=Text(
            "Krótka nazwa bez polskich liter, niepowtarzalna.",
            "Short name without diacritics, unique.",
        ),
        aliases=("id gminy",),
    )
    name = Field(
        kind="text",
        required=True,
        label=Text("nazwa gminy", "gmina name"),
        definition=Text("Nazwa urzędowa.", "Official name."),
        aliases=("gmina", "nazwa"),
    )
    teryt = Field(
        kind="text",
        pattern=r"\d{7}",
        label=Text("kod TERYT", "TERYT code"),
        definition=Text(
            "Siedem cyfr: województwo, powiat, gmina, rodzaj; nazwa gminy bywa też nazwą miasta, kod nie.",
            "Seven digits: voivodeship, county, gmina, kind; a town may share the name, not the code.",
        ),
        aliases=("teryt",),
    )
    kind = Field(
        kind="code",
        codes=codes.GMINA_KINDS,
        label=Text("rodzaj gminy", "kind of gmina"),
        definition=Text("Wiejska, miejska albo miejsko-wiejska.", "Rural, urban or urban-rural."),
        aliases=("rodzaj",),
    )
    powiat = Field(
        kind="text",
        label=Text("powiat", "county"),
        definition=Text("Powiat, w którym leży gmina.", "County in which the gmina lies."),
    )
    voivodeship = place(
        Text("Województwo, w którym leży gmina.", "Voivodeship in which the gmina lies."),
        required=True,
    )
    population = Field(
        kind="integer",
        low=1,
        unit=Text("osoby", "persons"),
        label=Text("liczba mieszkańców", "population"),
        definition=Text("Mieszkańcy gminy.", "Inhabitants of the gmina."),
        aliases=("mieszkańcy", "ludność"),
    )
    seat_km = Field(
        kind="number",
        low=0,
        unit=Text("km", "km"),
        label=Text("odległość od siedziby powiatu", "distance to the county seat"),
        definition=Text(
            "Odległość drogą od siedziby gminy do siedziby powiatu; 0 w mieście powiatowym.",
            "Distance by road from the gmina's seat to the county seat; 0 in the county town.",
        ),
        aliases=("odległość (km)", "km do powiatu"),
    )
    document = Field(
        kind="code",
        codes=codes.DOCUMENTS,
        label=Text("dokument", "document"),
        definition=Text("Dokument, który wymienia gminę.", "Document that names the gmina."),
    )
    quote = Field(
        kind="text",
        label=Text("cytat", "quote"),
        definition=Text("Krótki cytat z dokumentu.", "Short quote from the document."),
    )


class Pzk(Table, name="pzk"):
    """Teams."""

    label = Text("Partnerskie Zespoły Kooperacji", "Partner teams (PZK)")
    definition = Text("Jeden zespół (PZK).", "One team (PZK).")

    pzk_id = Field(
        kind="text",
        key=True,
        pattern=PZK_PATTERN,
        label=Text("identyfikator PZK", "team identifier"),
        definition=Text(
            "Skrót województwa i numer, np. LU-01.", "Voivodeship code and number, e.g. LU-01."
        ),
        aliases=("PZK", "zespół", "id PZK", "nr PZK", "kod zespołu"),
    )
    name = Field(
        kind="text",
        required=True,
        label=Text("nazwa zespołu", "team name"),
        definition=Text("Nazwa, pod którą zespół działa.", "Name under which the team works."),
        aliases=("nazwa", "nazwa PZK"),
    )
    voivodeship = place(Text("Województwo zespołu.", "Voivodeship of the team."), required=True)
    powiat = Field(
        kind="text",
        label=Text("powiat", "county"),
        definition=Text("Powiat, który zawarł porozumienie.", "County that signed the agreement."),
    )
    area = Field(
        kind="code",
        required=True,
        codes=codes.AREAS,
        label=Text("obszar współpracy", "area of cooperation"),
        definition=Text(
            "Obszar, pod którym zespół jest liczony w sprawozdaniach.",
            "Area under which reports count the team.",
        ),
        aliases=("obszar", "obszar sprawozdawczy"),
    )
    area_source = Field(
        kind="text",
        label=Text("obszar w słowach źródła", "area in the words of the source"),
        definition=Text("Obszar tak, jak zapisał go zespół.", "Area as the team wrote it."),
        aliases=("obszar wg PZK", "obszar wg zespołu"),
    )
    agreement_date = Field(
        kind="date",
        label=Text("data porozumienia", "date of agreement"),
        definition=Text(
            "Podpisanie porozumienia powiat–gmina (krok K3).",
            "Signing of the county–gmina agreement (step K3).",
        ),
        aliases=("porozumienie z dnia",),
    )
    started_on = Field(
        kind="date",
        required=True,
        label=Text("początek pracy zespołu", "team started on"),
        definition=Text(
            "Pierwszy dzień współpracy zespołu.", "First day of the team's cooperation."
        ),
        aliases=("data rozpoczęcia", "początek", "rozpoczęcie"),
    )
    ended_on = Field(
        kind="date",
        label=Text("koniec pracy zespołu", "team ended on"),
        definition=Text(
            "Ostatni dzień współpracy; puste, gdy trwa.",
            "Last day of cooperation; empty while it goes on.",
        ),
        aliases=("data zakończenia", "koniec", "zakończenie"),
    )


class PzkGminas(Table, name="pzk_gminas"):
    """Bridge between teams and gminas."""

    label = Text("Zespoły i gminy", "Teams and gminas")
    definition = Text("Gmina, w której działa zespół.", "A gmina in which a team works.")

    pzk_id = team(Text("Zespół.", "The team."), key=True)
    gmina_id = Field(
        kind="text",
        key=True,
        references="gminas.gmina_id",
        label=Text("identyfikator gminy", "gmina identifier"),
        definition=Text("Gmina.", "The gmina."),
        aliases=("id gminy", "gmina"),
    )


class Entities(Table, name="entities"):
    """Organisations in or around the teams."""

    label = Text("Podmioty", "Entities")
    definition = Text(
        "Jedna organizacja w zespole lub wokół niego.", "One organisation in or around a team."
    )

    entity_id = Field(
        kind="text",
        key=True,
        pattern=r"[A-Z]{2}-P\d{3,7}",
        label=Text("identyfikator podmiotu", "entity identifier"),
        definition=Text(
            "Skrót województwa i numer, np. LU-P001.", "Voivodeship code and number, e.g. LU-P001."
        ),
        aliases=("id podmiotu", "nr podmiotu", "podmiot"),
    )
    name = Field(
        kind="text",
        required=True,
        label=Text("nazwa podmiotu", "entity name"),
        definition=Text("Nazwa urzędowa organizacji.", "Official name of the organisation."),
        aliases=("nazwa",),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.ENTITY_KINDS,
        label=Text("rodzaj podmiotu", "kind of entity"),
        definition=Text("Czym jest organizacja.", "What the organisation is."),
        aliases=("rodzaj", "typ podmiotu"),
    )
    sector = Field(
        kind="code",
        required=True,
        codes=codes.SECTORS,
        label=Text("sektor", "sector"),
        definition=Text(
            "Polityka sektorowa, do której należy podmiot.",
            "Sectoral policy that the entity belongs to.",
        ),
    )
    level = Field(
        kind="code",
        required=True,
        codes=codes.LEVELS,
        label=Text("poziom", "level"),
        definition=Text("Gminny, powiatowy albo wojewódzki.", "Gmina, county or voivodeship."),
        aliases=("szczebel",),
    )
    voivodeship = place(Text("Województwo podmiotu.", "Voivodeship of the entity."), required=True)


class Memberships(Table, name="memberships"):
    """Entities in teams."""

    label = Text("Członkostwo w zespołach", "Memberships")
    definition = Text("Podmiot w zespole.", "An entity in a team.")

    pzk_id = team(Text("Zespół.", "The team."), key=True)
    entity_id = entity(
        Text("Podmiot, który jest członkiem zespołu.", "Entity that is a member of the team."),
        key=True,
    )
    role = Field(
        kind="code",
        required=True,
        codes=codes.ROLES,
        label=Text("rola w zespole", "role in the team"),
        definition=Text("Trzon zespołu albo podmiot zaproszony.", "Core of the team or invited."),
        aliases=("rola",),
    )
    joined_on = Field(
        kind="date",
        label=Text("data przystąpienia", "joined on"),
        definition=Text("Pierwszy dzień członkostwa.", "First day of membership."),
        aliases=("od", "członek od"),
    )
    left_on = Field(
        kind="date",
        label=Text("data wystąpienia", "left on"),
        definition=Text(
            "Ostatni dzień członkostwa; puste, gdy trwa.",
            "Last day of membership; empty while it goes on.",
        ),
        aliases=("do", "członek do"),
    )
