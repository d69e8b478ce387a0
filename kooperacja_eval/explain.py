"""Puts the errors of a checked TOML file into words: place, what was expected, allowed values."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.text import Text

_EXPECTED: dict[str, Text] = {
    "date": Text("oczekiwano daty, np. 2019-12-31", "expected a date such as 2019-12-31"),
    "int": Text("oczekiwano liczby całkowitej", "expected a whole number"),
    "float": Text("oczekiwano liczby", "expected a number"),
    "string": Text("oczekiwano tekstu w cudzysłowie", "expected a text in quotes"),
    "bool": Text("oczekiwano true albo false", "expected true or false"),
    "tuple": Text("oczekiwano listy w nawiasach []", "expected a list in brackets []"),
    "list": Text("oczekiwano listy w nawiasach []", "expected a list in brackets []"),
    "model": Text("oczekiwano grupy kluczy", "expected a group of keys"),
}
"""By the first word of pydantic's error type, such as ``date_from_datetime_parsing``."""


def configuration_error(
    place: str, error: ValidationError, model: type[BaseModel]
) -> ConfigurationError:
    """Return one error that names every broken rule of a file.

    Parameters
    ----------
    place : str
        The file, as people know it.
    error : pydantic.ValidationError
        What checking its content raised.
    model : type of pydantic.BaseModel
        The description of the whole file.
    """
    lines = explain_errors(error, model)
    pl = "\n".join(f"  - {line.pl}" for line in lines)
    en = "\n".join(f"  - {line.en}" for line in lines)
    return ConfigurationError(Text(f"{place} ma błędy:\n{pl}", f"{place} has errors:\n{en}"))


def toml_error(path: Path, error: tomllib.TOMLDecodeError) -> ConfigurationError:
    """Return the error of a file that is not TOML, with the place where reading it stopped.

    Parameters
    ----------
    path : Path
        The file.
    error : tomllib.TOMLDecodeError
        What reading it raised; its own words are English and stand in the English text only.
    """
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    where = f"wiersz {found[1]}, znak {found[2]}" if found else "koniec pliku"
    return ConfigurationError(
        Text(
            f"{path}: to nie jest poprawny TOML ({where}). Popraw zapis w tym miejscu.",
            f"{path}: not valid TOML ({error}). Mend what is written there.",
        )
    )


def explain_errors(
    error: ValidationError, model: type[BaseModel], *, whole: str = ""
) -> list[Text]:
    """Return a line for each broken rule: the place of the key and what was expected.

    Parameters
    ----------
    error : pydantic.ValidationError
        What checking raised.
    model : type of pydantic.BaseModel
        The description that was checked.
    whole : str
        Name of the place where the content as a whole is wrong.
    """
    return [_line(item, model, whole) for item in _telling(error)]


def _telling(error: ValidationError) -> list[Mapping[str, Any]]:
    """Return the errors, save for lists that are empty only because their items are wrong."""
    items: list[Mapping[str, Any]] = [dict(item) for item in error.errors(include_url=False)]
    below = {item["loc"][:depth] for item in items for depth in range(len(item["loc"]))}
    return [item for item in items if item["type"] != "too_short" or item["loc"] not in below]


def _line(item: Mapping[str, Any], model: type[BaseModel], whole: str) -> Text:
    parts: tuple[str | int, ...] = item["loc"]
    where = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts)
    said = _explain(item, parts, model)
    shown = where.removeprefix(".") or whole
    return Text(f"{shown}: {said.pl}", f"{shown}: {said.en}") if shown else said


def _explain(item: Mapping[str, Any], parts: tuple[str | int, ...], model: type[BaseModel]) -> Text:
    kind: str = item["type"]
    context: Mapping[str, Any] = item.get("ctx") or {}
    if kind == "extra_forbidden":
        allowed = ", ".join(_keys_at(parts[:-1], model))
        return Text(f"nieznany klucz; dozwolone: {allowed}", f"unknown key; allowed: {allowed}")
    if kind in _BY_KIND:
        return _BY_KIND[kind](context)
    expected = _EXPECTED.get(kind.split("_", maxsplit=1)[0])
    if expected is None:
        return Text(f"niepoprawna wartość ({item['msg']})", f"wrong value ({item['msg']})")
    return expected


def _allowed(context: Mapping[str, Any]) -> Text:
    expected = str(context["expected"])
    return Text(
        f"niedozwolona wartość; dozwolone: {expected.replace(' or ', ' lub ')}",
        f"value not allowed; allowed: {expected}",
    )


def _own_rule(context: Mapping[str, Any]) -> Text:
    """Return the words of a rule of ours, which raises ``ValueError(Text)``."""
    error = context["error"]
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Text) else Text(str(first), str(first))


_BY_KIND: dict[str, Callable[[Mapping[str, Any]], Text]] = {
    "missing": lambda _: Text("brak wymaganego klucza", "required key is missing"),
    "literal_error": _allowed,
    "value_error": _own_rule,
    "too_short": lambda _: Text("lista nie może być pusta", "the list must not be empty"),
    "string_too_short": lambda _: Text("tekst nie może być pusty", "the text must not be empty"),
    "string_pattern_mismatch": lambda context: Text(
        f"dozwolony zapis: {context['pattern']}", f"allowed form: {context['pattern']}"
    ),
    "greater_than_equal": lambda context: Text(
        f"oczekiwano co najmniej {context['ge']}", f"expected at least {context['ge']}"
    ),
    "greater_than": lambda context: Text(
        f"oczekiwano więcej niż {context['gt']}", f"expected more than {context['gt']}"
    ),
    "less_than_equal": lambda context: Text(
        f"oczekiwano co najwyżej {context['le']}", f"expected at most {context['le']}"
    ),
}


def _keys_at(parts: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    for part in parts:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
