"""Columns that stand in many tables: the keys of teams, entities and families, places, modes."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import Text


def team(definition: Text, *, key: bool = False, required: bool = False) -> Field:
    """Return the column that names a team of the table ``pzk``."""
    return Field(
        kind="text",
        key=key,
        required=required,
        references="pzk.pzk_id",
        label=Text("identyfikator PZK", "team identifier"),
        definition=definition,
        aliases=("PZK", "zespół", "id PZK", "nr PZK", "kod zespołu"),
    )


def entity(definition: Text, *, key: bool = False) -> Field:
    """Return the column that names an entity of the table ``entities``."""
    return Field(
        kind="text",
        key=key,
        references="entities.entity_id",
        label=Text("identyfikator podmiotu", "entity identifier"),
        definition=definition,
        aliases=("id podmiotu", "nr podmiotu", "podmiot"),
    )


def family(definition: Text, *, key: bool = False, required: bool = False) -> Field:
    """Return the column that names a family of the table ``families``."""
    return Field(
        kind="text",
        key=key,
        required=required,
        references="families.family_id",
        privacy="quasi",
        label=Text("identyfikator rodziny", "family identifier"),
        definition=definition,
        aliases=("id rodziny", "kod rodziny", "nr rodziny", "rodzina"),
    )


def place(definition: Text, *, required: bool = False) -> Field:
    """Return the column that names a voivodeship."""
    return Field(
        kind="code",
        required=required,
        codes=codes.VOIVODESHIPS,
        label=Text("województwo", "voivodeship"),
        definition=definition,
        aliases=("woj.",),
    )


def way_of_contact(*, required: bool = False) -> Field:
    """Return the column that says whether something was in person, remote or mixed."""
    return Field(
        kind="code",
        required=required,
        codes=codes.MODES,
        label=Text("tryb", "mode"),
        definition=Text("Stacjonarnie, zdalnie albo mieszanie.", "In person, remote or mixed."),
        aliases=("forma",),
    )


def wave(definition: Text, *, key: bool = False) -> Field:
    """Return the column that names a wave of ``study.toml``."""
    return Field(
        kind="text",
        key=key,
        pattern=r"[a-z0-9_]+",
        label=Text("pomiar", "wave"),
        definition=definition,
        aliases=("fala", "badanie"),
    )


def instrument(*, key: bool = False) -> Field:
    """Return the column that names a questionnaire."""
    return Field(
        kind="text",
        key=key,
        pattern=r"[a-z0-9_]+",
        label=Text("kwestionariusz", "questionnaire"),
        definition=Text("Identyfikator kwestionariusza.", "Identifier of the questionnaire."),
        aliases=("narzędzie",),
    )


def version(*, key: bool = False) -> Field:
    """Return the column that names the version of a questionnaire."""
    return Field(
        kind="text",
        key=key,
        label=Text("wersja", "version"),
        definition=Text("Wersja kwestionariusza.", "Version of the questionnaire."),
    )


def item(definition: Text, *, key: bool = False, references: str = "items.item_id") -> Field:
    """Return the column that names an item of a questionnaire."""
    return Field(
        kind="text",
        key=key,
        references=references,
        pattern=r"[A-Za-z][A-Za-z0-9_]*",
        label=Text("pozycja", "item"),
        definition=definition,
        aliases=("pytanie", "id pozycji"),
    )
