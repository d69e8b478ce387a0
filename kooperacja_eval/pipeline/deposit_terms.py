"""Terms of a deposit: the table ``[deposit]`` of ``study.toml``, checked when it is read.

Nothing is assumed: a study that states no licence gets none.
"""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic import ValidationError as PydanticError

from kooperacja_eval.explain import configuration_error
from kooperacja_eval.reporting.ddi_model import DepositTerms
from kooperacja_eval.study import STUDY_FILE

SECTION = "deposit"
Filled = Annotated[str, Field(min_length=1)]


class _Terms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    licence: Filled | None = None
    licence_url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    creators: tuple[Filled, ...] = ()
    publisher: Filled | None = None
    contact: Filled | None = None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    citation: Filled | None = None


def deposit_terms(folder: Path) -> DepositTerms:
    """Return the terms that ``study.toml`` states; empty where it has no ``[deposit]``.

    Parameters
    ----------
    folder : Path
        A study folder whose ``study.toml`` has been read without error.

    Raises
    ------
    ConfigurationError
        For an unknown key or a wrong value; the place and what is allowed are named.
    """
    path = folder / STUDY_FILE
    content = tomllib.loads(path.read_text(encoding="utf-8-sig")).get(SECTION, {})
    try:
        found = _Terms.model_validate(content)
    except PydanticError as error:
        raise configuration_error(f"{path} [{SECTION}]", error, _Terms) from error
    return DepositTerms(
        licence=found.licence or "",
        licence_url=found.licence_url or "",
        creators=found.creators,
        publisher=found.publisher or "",
        contact=found.contact or "",
        doi=found.doi or "",
        citation=found.citation or "",
    )
