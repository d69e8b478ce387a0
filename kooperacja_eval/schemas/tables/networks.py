"""Ties between the entities of a team, as one of them sees the other."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import team, wave
from kooperacja_eval.text import Text

PARTNER_LOW, PARTNER_HIGH = 1, 4
"""Limits of trust and value: the scale of PARTNER."""


class Ties(Table, name="ties"):
    """Directed ties between the entities of a team."""

    label = Text("Relacje między podmiotami", "Ties between entities")
    definition = Text(
        "Ocena, jaką jeden podmiot zespołu dał w pomiarze drugiemu. Wiersz bez poziomu znaczy, że "
        "o partnera zapytano, a odpowiedzi nie ma; bez wiersza nie pytano.",
        "How one entity of a team rated another in a wave. A row without a level means that the "
        "partner was asked about and no answer was given; without a row nobody asked.",
    )

    pzk_id = team(Text("Zespół.", "The team."), key=True)
    wave = wave(Text("Pomiar ze study.toml.", "Wave of study.toml."), key=True)
    from_entity = Field(
        kind="text",
        key=True,
        references="entities.entity_id",
        label=Text("podmiot oceniający", "rating entity"),
        definition=Text("Podmiot, który odpowiada.", "The entity that answers."),
        aliases=("od podmiotu", "kto ocenia", "odpowiadający"),
    )
    to_entity = Field(
        kind="text",
        key=True,
        references="entities.entity_id",
        label=Text("podmiot oceniany", "rated entity"),
        definition=Text("Podmiot, o którym mowa.", "The entity that is rated."),
        aliases=("do podmiotu", "kogo ocenia", "partner"),
    )
    scale = Field(
        kind="code",
        required=True,
        codes=codes.TIE_SCALES,
        label=Text("skala relacji", "scale of ties"),
        definition=Text(
            "Skala i wydanie, na których oceniono poziom.",
            "Scale and edition that the level was rated on.",
        ),
        aliases=("skala",),
    )
    level = Field(
        kind="integer",
        low=0,
        high=5,
        label=Text("poziom współpracy", "level of collaboration"),
        definition=Text(
            "Poziom na skali; 0 to brak kontaktów; puste, gdy nie odpowiedziano.",
            "Level on the scale; 0 is no interaction; empty where not answered.",
        ),
        aliases=("poziom", "poziom relacji"),
    )
    trust = Field(
        kind="number",
        low=PARTNER_LOW,
        high=PARTNER_HIGH,
        label=Text("zaufanie", "trust"),
        definition=Text(
            "Średnia z ocen: rzetelność, wspieranie celu, otwartość na rozmowę, od 1 do 4.",
            "Mean of the ratings of reliability, support of the mission and openness, 1 to 4.",
        ),
    )
    value = Field(
        kind="number",
        low=PARTNER_LOW,
        high=PARTNER_HIGH,
        label=Text("wkład partnera", "value of the partner"),
        definition=Text(
            "Średnia z ocen: wpływ, zaangażowanie, wnoszone zasoby, od 1 do 4.",
            "Mean of the ratings of influence, involvement and resources, 1 to 4.",
        ),
        aliases=("wartość", "znaczenie"),
    )
