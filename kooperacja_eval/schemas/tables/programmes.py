"""What the help programmes hold: goals and services."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.families import FAMILY_PATTERN
from kooperacja_eval.schemas.tables.references import family, wave, way_of_contact
from kooperacja_eval.text import Text


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
    family_id = family(
        Text("Rodzina, której dotyczy cel.", "Family that the goal is for."), required=True
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
    family_id = family(
        Text("Rodzina, dla której jest usługa.", "Family that the service is for."), required=True
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
    mode = way_of_contact()
    status = Field(
        kind="code",
        required=True,
        codes=codes.SERVICE_STATUSES,
        label=Text("stan usługi", "status"),
        definition=Text("Co się z usługą stało.", "What became of the service."),
        aliases=("status",),
    )
    status_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("stan od dnia", "status since"),
        definition=Text(
            "Dzień, od którego trwa zapisany stan (wstrzymanie, wznowienie, zamiana).",
            "Day since which the recorded status holds (suspension, resumption, conversion).",
        ),
        aliases=("data stanu", "data zmiany stanu"),
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


class Diagnoses(Table, name="diagnoses"):
    """Scores of the multi-dimensional diagnosis."""

    label = Text("Diagnozy", "Diagnoses")
    definition = Text(
        "Ocena jednej dziedziny życia rodziny w jednym pomiarze; skala jest w study.toml.",
        "Score of one domain of a family's life in one wave; the scale stands in study.toml.",
    )

    family_id = family(Text("Rodzina, której dotyczy ocena.", "Family that is scored."), key=True)
    wave = wave(Text("Pomiar ze study.toml.", "Wave of study.toml."), key=True)
    domain = Field(
        kind="code",
        key=True,
        codes=codes.GOAL_DOMAINS,
        privacy="sensitive",
        label=Text("dziedzina", "domain"),
        definition=Text("Dziedzina życia.", "Domain of life."),
        aliases=("obszar diagnozy",),
    )
    kind = Field(
        kind="code",
        key=True,
        codes=codes.DIAGNOSIS_KINDS,
        label=Text("rodzaj oceny", "kind of score"),
        definition=Text(
            "Przed (pre), po (post) albo ocena stanu przed, podana po (then); nigdy nie łączone.",
            "Before (pre), after (post), or before as judged after (then); never pooled.",
        ),
        aliases=("pomiar przed/po",),
    )
    score = Field(
        kind="number",
        privacy="sensitive",
        label=Text("ocena", "score"),
        definition=Text(
            "Ocena w skali diagnozy; puste, gdy nie oceniono.",
            "Score on the scale of the diagnosis; empty where not scored.",
        ),
        aliases=("wynik", "punkty"),
    )
    assessed_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data oceny", "assessed on"),
        definition=Text("Dzień oceny.", "Day of the assessment."),
        aliases=("data diagnozy",),
    )
