"""Families, persons and groups that cooperate with the teams."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import family, team
from kooperacja_eval.schemas.tables.structure import PZK_PATTERN
from kooperacja_eval.text import Text

FAMILY_PATTERN = PZK_PATTERN + r"-[RG]\d{2}"


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
    pzk_id = team(
        Text(
            "Zespół, z którym rodzina współpracuje; po przeniesieniu: ostatni (family_moves).",
            "Team that the family cooperates with; after a move: the last one (family_moves).",
        ),
        required=True,
    )
    gmina_id = Field(
        kind="text",
        references="gminas.gmina_id",
        label=Text("identyfikator gminy", "gmina identifier"),
        definition=Text(
            "Gmina, w której rodzina mieszka; puste, gdy zespół działa w jednej gminie.",
            "Gmina where the family lives; may be empty where the team works in one gmina.",
        ),
        aliases=("gmina", "id gminy"),
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
    contract_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data podpisania kontraktu", "contract signed on"),
        definition=Text(
            "Podpisanie kontraktu rodzinnego albo socjalnego (krok K7.2).",
            "Signing of the family or social contract (step K7.2).",
        ),
        aliases=("data kontraktu", "podpisanie kontraktu"),
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
    monitored_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data pierwszego monitoringu", "first monitored on"),
        definition=Text(
            "Pierwszy monitoring realizacji IPP (krok K7.2).",
            "First monitoring of the programme (step K7.2).",
        ),
        aliases=("monitoring", "data monitoringu"),
    )
    evaluated_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("data ewaluacji z rodziną", "evaluated on"),
        definition=Text(
            "Ewaluacja współpracy z rodziną (krok K9.1).",
            "Evaluation of the cooperation with the family (step K9.1).",
        ),
        aliases=("ewaluacja", "data ewaluacji"),
    )
    ended_on = Field(
        kind="date",
        privacy="quasi",
        label=Text("koniec współpracy", "cooperation ended on"),
        definition=Text(
            "Ostatni dzień współpracy: zakończenie albo przekazanie (krok K9.3); puste, gdy trwa.",
            "Last day of cooperation: closing or hand-over (step K9.3); empty while it goes on.",
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


class FamilyMoves(Table, name="family_moves"):
    """Moves of families from one team to another."""

    label = Text("Przeniesienia rodzin", "Moves of families")
    definition = Text(
        "Przeniesienie rodziny z jednego zespołu do drugiego; w tabeli rodzin stoi ostatni zespół.",
        "A move of a family from one team to another; the table of families names the last team.",
    )

    family_id = family(Text("Rodzina, którą przeniesiono.", "Family that moved."), key=True)
    moved_on = Field(
        kind="date",
        key=True,
        privacy="quasi",
        label=Text("data przeniesienia", "moved on"),
        definition=Text(
            "Pierwszy dzień współpracy z nowym zespołem.", "First day with the new team."
        ),
        aliases=("przeniesiono", "data zmiany zespołu"),
    )
    from_pzk_id = Field(
        kind="text",
        required=True,
        references="pzk.pzk_id",
        label=Text("z zespołu", "from team"),
        definition=Text("Zespół, z którego rodzina odeszła.", "Team that the family left."),
        aliases=("z PZK", "poprzedni zespół"),
    )
    to_pzk_id = Field(
        kind="text",
        required=True,
        references="pzk.pzk_id",
        label=Text("do zespołu", "to team"),
        definition=Text("Zespół, do którego rodzina przeszła.", "Team that the family went to."),
        aliases=("do PZK", "nowy zespół"),
    )
