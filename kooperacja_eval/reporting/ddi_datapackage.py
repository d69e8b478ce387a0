"""A deposit as a Frictionless data package: ``datapackage.json`` for its CSV files."""

import json
from collections.abc import Mapping
from typing import Any, Final

from kooperacja_eval.reporting.ddi import abstract
from kooperacja_eval.reporting.ddi_model import Deposit, DepositTable
from kooperacja_eval.schemas.field import Field, Kind
from kooperacja_eval.sections import DepositTerms

_TYPES: Final[Mapping[Kind, str]] = {
    "text": "string",
    "code": "string",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "month": "date",
    "yes_no": "boolean",
}
_DIALECT: Final = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def data_package(deposit: Deposit, digests: Mapping[str, str], sizes: Mapping[str, int]) -> bytes:
    """Return ``datapackage.json``.

    Parameters
    ----------
    deposit : Deposit
        What is described.
    digests, sizes : mapping
        SHA-256, and size in bytes, of each CSV file by its path in the deposit.
    """
    study, terms = deposit.config.study, deposit.terms
    content: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": study.id,
        "title": study.title_pl,
        "description": f"{abstract(deposit).pl}\n\n{abstract(deposit).en}",
        "version": study.data_date.isoformat(),
    }
    if terms.licence:
        url = {"path": terms.licence_url} if terms.licence_url else {}
        content["licenses"] = [{"name": terms.licence, **url}]
    if contributors := _contributors(terms):
        content["contributors"] = contributors
    if terms.doi:
        content["id"] = terms.doi
    if terms.related_publications:
        content["relatedPublications"] = list(terms.related_publications)
    content["resources"] = [
        _resource(table, deposit, digests[table.csv_path], sizes[table.csv_path])
        for table in deposit.tables
    ]
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _contributors(terms: DepositTerms) -> list[dict[str, str]]:
    """Return who stands behind the data; the standard's word for a contact is ``maintainer``."""
    found = [{"title": name, "role": "author"} for name in terms.creators]
    if terms.publisher:
        found.append({"title": terms.publisher, "role": "publisher"})
    if terms.contact:
        email = {"email": terms.contact_email} if terms.contact_email else {}
        found.append({"title": terms.contact, **email, "role": "maintainer"})
    return found


def _resource(table: DepositTable, deposit: Deposit, digest: str, size: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "path": table.csv_path,
        "title": table.label.pl,
        "description": f"{table.definition.pl}\n\n{table.definition.en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": _DIALECT,
        "schema": _schema(table, deposit),
    }


def _schema(table: DepositTable, deposit: Deposit) -> dict[str, Any]:
    keys = [field.name for field in table.fields if field.key]
    links = [
        _link(field, table.name)
        for field in table.fields
        if field.references and field.references.partition(".")[0] in deposit.names
    ]
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
    }
    if keys:
        schema["primaryKey"] = keys
    if links:
        schema["foreignKeys"] = links
    return schema


def _link(field: Field, own: str) -> dict[str, Any]:
    table, _, column = field.references.partition(".")
    resource = "" if table == own else table  # the standard's word for the table itself
    return {
        "fields": [field.name],
        "reference": {"resource": resource, "fields": [column]},
    }


def _field(field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if field.never_missing:
        limits["required"] = True
    if field.codes is not None:
        limits["enum"] = list(field.codes.ids)
    if field.pattern:
        limits["pattern"] = field.pattern
    for name, end in (("minimum", field.low), ("maximum", field.high)):
        if end is not None:
            limits[name] = int(end) if field.kind == "integer" else end
    described = {
        "name": field.name,
        "type": _TYPES[field.kind],
        "title": field.label.pl,
        "description": f"{field.definition.pl} / {field.definition.en}",
    }
    return {**described, "constraints": limits} if limits else described
