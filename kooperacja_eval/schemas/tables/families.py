"""Families and what was done for them: goals, services, social projects."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.structure import PZK_PATTERN
from kooperacja_eval.text import Text

FAMILY_PATTERN = PZK_PATTERN + r"-[RG]\d{2}"
PLN = Text("zł", "PLN")


class Families(Table, name="families"):
    """Families, persons and groups that cooperated with a team."""

    label = Text("Rodziny, osoby i grupy", "Families, persons and groups")
    definition = Text(
        "Rodzina, osoba albo grupa współpracująca z zespołem; grupy nie są wliczane do liczby rodzin.",
        "A family, person or group that cooperates with a team; groups are never counted as families.",
    )

    family_id = Field(
        kind="text",
        key=True,
        pattern=FAMILY_PATTERN,
        privacy="quasi",
        label=Text("identyfikator rodziny", "family identifier"),
        definition=Text(
            "Zespół, litera (R rodzina lub osoba, G grupa) i numer, np. LU-01-R03; nigdy nazwisko.",
            "Team, letter (R family or person, G group) and number, e.g. LU-01-R03; never a name.",
        ),
        aliases=("id rodziny", "kod rodziny", "nr rodziny", "rodzina"),
    )
    pzk_id = Field(
        kind="text",
        required=True,
        references="pzk.pzk_id",
        label=Text("identyfikator PZK", "team identifier"),
        definition=Text(
            "Zespół, z którym rodzina współpracuje.", "Team that the family cooperates with."
        ),
        aliases=("PZK", "zespół", "id PZK", "nr PZK", "kod zespołu"),
    )
    unit_type = Field(
        kind="code",
        required=True,
        codes=codes.UNIT_TYPES,
        privacy="quasi",
        label=Text("rodzaj jednostki", "type of unit"),
        definition=Text("Rodzina, osoba albo grupa.", "Family, person or group."),
        aliases=("rodzaj", "typ", "rodzina/osoba/grupa"),
    )
    area = Field(
        kind="code",
        codes=codes.AREAS,
        privacy="sensitive",
        label=Text("obszar trudności", "area of difficulty"),
        definition=Text("Obszar współpracy z tą rodziną.", "Area of cooperation with this family."),
        aliases=("obszar", "obszar współpracy"),
    )
    cohort = Field(
        kind="month",
        required=True,
        label=Text("kohorta", "cohort"),
        definition=Text(
            "Miesiąc, od którego sprawozdania liczą współpracę (IX.2019 albo XII.2019).",
            "Month from which reports count the cooperation (IX.2019 or XII.2019).",
        ),
        aliases=("nabór", "współpraca od"),
    )
    reported_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data zgłoszenia", "reported on"),
        definition=Text(
            "Zgłoszenie rodziny do zespołu (krok K7.2).",
            "Report of the family to the team (step K7.2).",
        ),
        aliases=("zgłoszenie",),
    )
    screened_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data screeningu", "screened on"),
        definition=Text("Wstępne rozpoznanie (krok K7.2).", "Screening (step K7.2)."),
        aliases=("screening",),
    )
    diagnosed_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data diagnozy", "diagnosed on"),
        definition=Text(
            "Zakończenie diagnozy wielowymiarowej (krok K7.2).",
            "End of the multi-dimensional diagnosis (step K7.2).",
        ),
        aliases=("diagnoza",),
    )
    ipp_signed_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data podpisania IPP", "help programme signed on"),
        definition=Text(
            "Podpisanie Indywidualnego Programu Pomocy (IPP, w innych źródłach IPW).",
            "Signing of the individual help programme (IPP, elsewhere IPW).",
        ),
        aliases=("IPP", "data IPP", "IPW", "podpisanie IPP"),
    )
    contract_type = Field(
        kind="code",
        codes=codes.CONTRACT_TYPES,
        label=Text("rodzaj kontraktu", "type of contract"),
        definition=Text("Kontrakt rodzinny albo socjalny.", "Family or social contract."),
        aliases=("kontrakt",),
    )
    started_on = Field(
        kind="date",
        required=True,
        privacy="quasi",
        label=Text("początek współpracy", "cooperation started on"),
        definition=Text(
            "Pierwszy dzień współpracy rodziny z zespołem.",
            "First day of the family's cooperation with the team.",
        ),
        aliases=("data rozpoczęcia", "rozpoczęcie współpracy"),
    )
    ended_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("koniec współpracy", "cooperation ended on"),
        definition=Text(
            "Ostatni dzień współpracy; puste, gdy trwa.",
            "Last day of cooperation; empty while it goes on.",
        ),
        aliases=("data zakończenia", "zakończenie współpracy"),
    )
    outcome = Field(
        kind="code",
        required=True,
        codes=codes.OUTCOMES,
        privacy="sensitive",
        label=Text("wynik współpracy", "outcome"),
        definition=Text(
            "Jak skończyła się współpraca; „zakończono” znaczy: w terminie i zgodnie z celami IPP.",
            "How the cooperation ended; “completed” means on time and according to the goals of the IPP.",
        ),
        aliases=("wynik", "status", "efekt"),
    )
    services_until = Field(
        kind="date",
        privacy="quasi",
        label=Text("usługi projektu socjalnego do", "social-project services until"),
        definition=Text(
            "Ostatni dzień usług z projektu socjalnego, które trwają po zakończeniu współpracy; puste, gdy ich nie ma.",
            "Last day of social-project services that go on after the cooperation; empty where there are none.",
        ),
        aliases=("usługi do", "kontynuacja usług do"),
    )


class Goals(Table, name="goals"):
    """Goals of the help programmes."""

    label = Text("Cele IPP", "Goals")
    definition = Text(
        "Jeden cel Indywidualnego Programu Pomocy.", "One goal of an individual help programme."
    )

    goal_id = Field(
        kind="text",
        key=True,
        pattern=FAMILY_PATTERN + r"-C\d{2}",
        privacy="quasi",
        label=Text("identyfikator celu", "goal identifier"),
        definition=Text(
            "Rodzina i numer celu, np. LU-01-R03-C01.",
            "Family and number of the goal, e.g. LU-01-R03-C01.",
        ),
        aliases=("id celu", "nr celu", "cel"),
    )
    family_id = Field(
        kind="text",
        required=True,
        references="families.family_id",
        privacy="quasi",
        label=Text("identyfikator rodziny", "family identifier"),
        definition=Text("Rodzina, której dotyczy cel.", "Family that the goal is for."),
        aliases=("id rodziny", "kod rodziny", "nr rodziny", "rodzina"),
    )
    domain = Field(
        kind="code",
        required=True,
        codes=codes.GOAL_DOMAINS,
        privacy="sensitive",
        label=Text("dziedzina", "domain"),
        definition=Text(
            "Dziedzina życia, której dotyczy cel.", "Domain of life that the goal is about."
        ),
        aliases=("obszar celu",),
    )
    weight = Field(
        kind="number",
        low=0,
        unit=Text("pkt", "points"),
        label=Text("waga", "weight"),
        definition=Text(
            "Waga celu w skali GAS; puste znaczy waga 1.",
            "Weight of the goal on the GAS scale; empty means 1.",
        ),
    )
    baseline = Field(
        kind="integer",
        low=-2,
        high=2,
        privacy="sensitive",
        label=Text("poziom wyjściowy", "baseline level"),
        definition=Text("Poziom na początku, od -2 do +2.", "Level at the start, -2 to +2."),
        aliases=("stan wyjściowy",),
    )
    attained = Field(
        kind="integer",
        low=-2,
        high=2,
        privacy="sensitive",
        label=Text("poziom osiągnięty", "attained level"),
        definition=Text(
            "Poziom przy ocenie, od -2 do +2; 0 to poziom oczekiwany; puste, gdy nie oceniono.",
            "Level at assessment, -2 to +2; 0 is the expected level; empty where not assessed.",
        ),
        aliases=("osiągnięcie", "stan osiągnięty"),
    )
    set_on = Field(
        kind="date",
        required=True,
        privacy="quasi",
        label=Text("data ustalenia celu", "goal set on"),
        definition=Text("Dzień ustalenia celu.", "Day on which the goal was set."),
        aliases=("data ustalenia",),
    )
    assessed_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data oceny celu", "goal assessed on"),
        definition=Text(
            "Dzień oceny; puste, gdy nie oceniono.",
            "Day of the assessment; empty where not assessed.",
        ),
        aliases=("data oceny",),
    )
    revision = Field(
        kind="integer",
        low=0,
        label=Text("liczba zmian celu", "revisions"),
        definition=Text("Ile razy cel zmieniono.", "How often the goal was changed."),
        aliases=("zmiany", "rewizja"),
    )


class Services(Table, name="services"):
    """Services for families."""

    label = Text("Usługi", "Services")
    definition = Text("Jedna usługa dla jednej rodziny.", "One service for one family.")

    service_id = Field(
        kind="text",
        key=True,
        pattern=FAMILY_PATTERN + r"-U\d{2}",
        privacy="quasi",
        label=Text("identyfikator usługi", "service identifier"),
        definition=Text(
            "Rodzina i numer usługi, np. LU-01-R03-U01.",
            "Family and number of the service, e.g. LU-01-R03-U01.",
        ),
        aliases=("id usługi", "nr usługi", "usługa"),
    )
    family_id = Field(
        kind="text",
        required=True,
        references="families.family_id",
        privacy="quasi",
        label=Text("identyfikator rodziny", "family identifier"),
        definition=Text("Rodzina, dla której jest usługa.", "Family that the service is for."),
        aliases=("id rodziny", "kod rodziny", "nr rodziny", "rodzina"),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.SERVICE_KINDS,
        privacy="sensitive",
        label=Text("rodzaj usługi", "kind of service"),
        definition=Text("Czym jest usługa.", "What the service is."),
        aliases=("rodzaj",),
    )
    provider_id = Field(
        kind="text",
        references="entities.entity_id",
        label=Text("identyfikator wykonawcy", "provider"),
        definition=Text(
            "Podmiot, który usługę świadczy; puste, gdy jest spoza zespołów.",
            "Entity that provides it; empty where outside the teams.",
        ),
        aliases=("wykonawca", "id wykonawcy"),
    )
    need_only = Field(
        kind="yes_no",
        label=Text("tylko potrzeba", "need only"),
        definition=Text(
            "Czy zapisano samą potrzebę, bez planu usługi.",
            "Whether only the need was recorded, without a plan.",
        ),
        aliases=("potrzeba",),
    )
    on_list = Field(
        kind="yes_no",
        label=Text("na liście aktywności i usług", "on the list of services"),
        definition=Text(
            "Czy usługa jest na Liście aktywności i usług.",
            "Whether the service is on the list of activities and services.",
        ),
        aliases=("na liście",),
    )
    planned_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data zaplanowania", "planned on"),
        definition=Text("Dzień, na który usługę zaplanowano.", "Day for which it was planned."),
        aliases=("plan",),
    )
    started_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("początek usługi", "service started on"),
        definition=Text("Pierwszy dzień usługi.", "First day of the service."),
        aliases=("data rozpoczęcia", "od"),
    )
    ended_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("koniec usługi", "service ended on"),
        definition=Text(
            "Ostatni dzień usługi; puste, gdy trwa.",
            "Last day of the service; empty while it goes on.",
        ),
        aliases=("data zakończenia", "do"),
    )
    mode = Field(
        kind="code",
        codes=codes.MODES,
        label=Text("tryb", "mode"),
        definition=Text("Stacjonarnie, zdalnie albo mieszanie.", "In person, remote or mixed."),
        aliases=("forma",),
    )
    status = Field(
        kind="code",
        required=True,
        codes=codes.SERVICE_STATUSES,
        label=Text("stan usługi", "status"),
        definition=Text("Co się z usługą stało.", "What became of the service."),
        aliases=("status",),
    )
    social_project_id = Field(
        kind="text",
        references="social_projects.social_project_id",
        label=Text("identyfikator projektu socjalnego", "social project identifier"),
        definition=Text(
            "Projekt, który usługę finansuje; puste, gdy żaden.",
            "Project that pays for it; empty where none.",
        ),
        aliases=("projekt socjalny", "id projektu", "projekt"),
    )


class SocialProjects(Table, name="social_projects"):
    """Social projects of the teams."""

    label = Text("Projekty socjalne", "Social projects")
    definition = Text("Jeden projekt socjalny zespołu.", "One social project of a team.")

    social_project_id = Field(
        kind="text",
        key=True,
        pattern=PZK_PATTERN + r"-PS\d{2}",
        label=Text("identyfikator projektu socjalnego", "social project identifier"),
        definition=Text(
            "Zespół i numer projektu, np. LU-01-PS01.",
            "Team and number of the project, e.g. LU-01-PS01.",
        ),
        aliases=("projekt socjalny", "id projektu", "nr projektu", "projekt"),
    )
    pzk_id = Field(
        kind="text",
        required=True,
        references="pzk.pzk_id",
        label=Text("identyfikator PZK", "team identifier"),
        definition=Text("Zespół, który projekt prowadzi.", "Team that runs the project."),
        aliases=("PZK", "zespół", "id PZK", "nr PZK", "kod zespołu"),
    )
    title = Field(
        kind="text",
        required=True,
        label=Text("tytuł", "title"),
        definition=Text("Tytuł projektu.", "Title of the project."),
        aliases=("nazwa", "tytuł projektu"),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.PROJECT_KINDS,
        label=Text("rodzaj projektu", "kind of project"),
        definition=Text("Dla kogo są usługi projektu.", "Whom the project's services are for."),
        aliases=("rodzaj",),
    )
    budget_pln = Field(
        kind="number",
        low=0,
        unit=PLN,
        label=Text("budżet", "budget"),
        definition=Text("Kwota przyznana.", "Amount granted."),
        aliases=("budżet (zł)", "kwota przyznana"),
    )
    spent_pln = Field(
        kind="number",
        low=0,
        unit=PLN,
        label=Text("wydatki", "spent"),
        definition=Text(
            "Kwota wydana; puste, gdy nie rozliczono.",
            "Amount spent; empty where not yet accounted for.",
        ),
        aliases=("wydano", "wydatki (zł)", "kwota wydana"),
    )
    started_on = Field(
        kind="date",
        label=Text("początek projektu", "project started on"),
        definition=Text("Pierwszy dzień projektu.", "First day of the project."),
        aliases=("data rozpoczęcia", "od"),
    )
    ended_on = Field(
        kind="date",
        label=Text("koniec projektu", "project ended on"),
        definition=Text(
            "Ostatni dzień projektu; puste, gdy trwa.",
            "Last day of the project; empty while it goes on.",
        ),
        aliases=("data zakończenia", "do"),
    )
    persons = Field(
        kind="integer",
        low=0,
        unit=Text("osoby", "persons"),
        label=Text("liczba uczestników", "participants"),
        definition=Text(
            "Osoby, które skorzystały z projektu.", "Persons who took part in the project."
        ),
        aliases=("uczestnicy", "liczba osób"),
    )
