"""Where the money goes: social projects and costs."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import place, team
from kooperacja_eval.schemas.tables.structure import PZK_PATTERN
from kooperacja_eval.text import Text

PLN = Text("zł", "PLN")


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
    pzk_id = team(
        Text("Zespół, który projekt prowadzi.", "Team that runs the project."), required=True
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


class Costs(Table, name="costs"):
    """Costs."""

    label = Text("Koszty", "Costs")
    definition = Text("Jeden koszt.", "One cost.")

    cost_id = Field(
        kind="text",
        key=True,
        pattern=r"[A-Z]{2}-K\d{3,6}",
        label=Text("identyfikator kosztu", "cost identifier"),
        definition=Text(
            "Skrót województwa i numer, np. LU-K001.", "Voivodeship code and number, e.g. LU-K001."
        ),
        aliases=("id kosztu", "nr kosztu"),
    )
    milestone = Field(
        kind="code",
        required=True,
        codes=codes.MILESTONES,
        label=Text("kamień milowy", "milestone"),
        definition=Text(
            "Kamień milowy, w którym koszt poniesiono.", "Milestone in which the cost fell."
        ),
    )
    pzk_id = team(
        Text(
            "Zespół, którego koszt dotyczy; puste dla kosztów wspólnych.",
            "Team that the cost is for; empty for shared costs.",
        )
    )
    voivodeship = place(
        Text(
            "Województwo; puste dla kosztów całego makroregionu.",
            "Voivodeship; empty for costs of the whole macroregion.",
        )
    )
    category = Field(
        kind="code",
        required=True,
        codes=codes.COST_CATEGORIES,
        label=Text("kategoria kosztu", "category"),
        definition=Text("Na co wydano.", "What it was spent on."),
        aliases=("kategoria",),
    )
    amount_pln = Field(
        kind="number",
        required=True,
        low=0,
        unit=Text("zł", "PLN"),
        label=Text("kwota", "amount"),
        definition=Text("Kwota w złotych.", "Amount in PLN."),
        aliases=("kwota (zł)", "kwota pln"),
    )
