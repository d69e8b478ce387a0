"""``corrections.toml``: rules that correct raw cells before they are parsed.

Raw files stay as they are; the rules are applied anew at every run. A rule says why, who decided,
when, and how many cells or rows it touches. Reading and checking the rules is done here, applying
them in ``apply``. Rules for a survey name it as ``survey:<id>``; which columns its exports have is
known only when they are read, so that ``surveys.corrections`` checks and applies those.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import ValidationError as PydanticError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import configuration_error
from kooperacja_eval.ingest.header import Names
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import CORRECTIONS_FILE
from kooperacja_eval.text import Text


def _single(value: object) -> object:
    if not isinstance(value, str | bool | int | float | dt.date):
        raise ValueError(  # noqa: TRY004 - pydantic turns only ValueError into an error of its own
            Text("oczekiwano pojedynczej wartości", "expected a single value")
        )
    return value


SURVEY_PREFIX: Final = "survey:"
"""What ``table`` begins with in a rule for the exports of a survey."""

Scalar = str | bool | int | float | dt.datetime | dt.date
Single = Annotated[Any, BeforeValidator(_single)]
Whole = Annotated[int, Field(ge=1, strict=True)]
Filled = Annotated[str, Field(min_length=1)]
Columns = Annotated[tuple[Filled, ...], Field(min_length=1)]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Filled
    table: Filled
    reason: Filled
    decided_by: Filled
    date: dt.date
    rows: Whole


class Recode(_Rule):
    """Replaces a value wherever it stands in a column."""

    action: Literal["recode"]
    column: Filled
    from_: Single = Field(alias="from")
    to: Single


class Correct(_Rule):
    """Replaces the value of one cell."""

    action: Literal["correct"]
    file: Filled
    sheet: Filled | None = None
    row: Whole
    column: Filled
    from_: Single = Field(default=None, alias="from")
    to: Single


class DropDuplicate(_Rule):
    """Drops rows that have the same values in some columns, but for the first or the last."""

    action: Literal["drop_duplicate"]
    columns: Columns | None = None
    keep: Literal["first", "last"] = "first"
    file: Filled | None = None


class DropIncomplete(_Rule):
    """Drops rows in which all of some columns are missing."""

    action: Literal["drop_incomplete"]
    columns: Columns


class RenameHeader(_Rule):
    """Says which field a header means."""

    action: Literal["rename"]
    file: Filled
    from_: Filled = Field(alias="from")
    to: Filled


Rule = Recode | Correct | DropDuplicate | DropIncomplete | RenameHeader
Corrections = tuple[Rule, ...]

ACTIONS: Final[dict[str, type[Rule]]] = {
    "recode": Recode,
    "correct": Correct,
    "drop_duplicate": DropDuplicate,
    "drop_incomplete": DropIncomplete,
    "rename": RenameHeader,
}


def load_corrections(folder: Path) -> Corrections:
    """Read and check ``corrections.toml`` of a study folder.

    Parameters
    ----------
    folder : Path
        The study folder.

    Returns
    -------
    tuple of Rule
        In the order of the file; none where there is no file.

    Raises
    ------
    ConfigurationError
        Where the file cannot be read or a rule is wrong; every fault is named with its rule.
    """
    path = folder / CORRECTIONS_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            Text(
                f"Nie można odczytać pliku {path}: sprawdź prawa dostępu i kodowanie (UTF-8).",
                f"{path} cannot be read: check access rights and encoding (UTF-8).",
            )
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            Text(
                f"{path}: to nie jest poprawny TOML ({error}).",
                f"{path}: not valid TOML ({error}).",
            )
        ) from error
    return _checked(path, content)


def resolve(table: type[Table], column: str) -> str | None:
    """Return the field that a rule means by a name, label or header; None where none."""
    return Names(table, {}).field(column)


def _checked(path: Path, content: dict[str, Any]) -> Corrections:
    entries = content.get("rule", [])
    faults = _wrong_keys(path, content)
    rules: list[Rule] = []
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        made = _rule(f"{path} [{_name(entry, number)}]", entry)
        if isinstance(made, Text):
            faults.append(made)
        else:
            rules.append(made)
    faults += _repeated(path, rules)
    if faults:
        raise ConfigurationError(
            Text("\n".join(fault.pl for fault in faults), "\n".join(fault.en for fault in faults))
        )
    return tuple(rules)


def _name(entry: object, number: int) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) and name else f"rule {number}"


def _rule(place: str, entry: object) -> Rule | Text:
    """Return a rule, or what is wrong with it."""
    action = entry.get("action") if isinstance(entry, dict) else None
    if not isinstance(action, str) or action not in ACTIONS:
        allowed = ", ".join(ACTIONS)
        return Text(
            f"{place}: brak action albo niedozwolona wartość; dozwolone: {allowed}",
            f"{place}: action is missing or not allowed; allowed: {allowed}",
        )
    model = ACTIONS[action]
    try:
        rule = model.model_validate(entry)
    except PydanticError as error:
        return configuration_error(place, error, model).text
    return _meaning(place, rule) or rule


def _meaning(place: str, rule: Rule) -> Text | None:
    """Return what a well-formed rule names that does not exist, None where all does."""
    if rule.table.startswith(SURVEY_PREFIX):
        return None
    table = TABLES.get(rule.table)
    if table is None:
        allowed = ", ".join(TABLES)
        return Text(
            f"{place}: nieznana tabela {rule.table}; dozwolone: {allowed}, "
            f"{SURVEY_PREFIX}<ankieta>",
            f"{place}: unknown table {rule.table}; allowed: {allowed}, {SURVEY_PREFIX}<survey>",
        )
    unknown = [name for name in _columns(rule) if resolve(table, name) is None]
    if not unknown:
        return None
    listed, allowed = ", ".join(unknown), ", ".join(table.fields)
    return Text(
        f"{place}: nieznana kolumna {listed}; dozwolone: {allowed}",
        f"{place}: unknown column {listed}; allowed: {allowed}",
    )


def _columns(rule: Rule) -> tuple[str, ...]:
    match rule:
        case Recode() | Correct():
            return (rule.column,)
        case DropDuplicate() | DropIncomplete():
            return rule.columns or ()
        case RenameHeader():
            return (rule.to,)


def _wrong_keys(path: Path, content: dict[str, Any]) -> list[Text]:
    faults = [
        Text(
            f"{path}: nieznany klucz {key}; dozwolone: rule",
            f"{path}: unknown key {key}; allowed: rule",
        )
        for key in content
        if key != "rule"
    ]
    if not isinstance(content.get("rule", []), list):
        faults.append(
            Text(f"{path}: zapisz reguły jako [[rule]]", f"{path}: write the rules as [[rule]]")
        )
    return faults


def _repeated(path: Path, rules: list[Rule]) -> list[Text]:
    ids = [rule.id for rule in rules]
    return [
        Text(
            f"{path}: id {name} występuje więcej niż raz",
            f"{path}: id {name} occurs more than once",
        )
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
