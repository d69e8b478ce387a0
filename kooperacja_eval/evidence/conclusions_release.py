"""The door for texts of the register of conclusions: personal data are masked.

The border: masks texts and changes no other column. What rules cannot find must still be read by a
person, as ``disclosure.personal`` says. Transcribed entries of public documents stay as they are.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from kooperacja_eval.disclosure.personal import find_personal
from kooperacja_eval.disclosure.personal_masking import mask
from kooperacja_eval.disclosure.personal_names import NameList
from kooperacja_eval.text import Lang

TEXT_COLUMNS: Final = ("text", "addressee")
"""Columns in which people write freely."""


def release_conclusions(
    conclusions: pd.DataFrame,
    *,
    names: NameList,
    places: Sequence[str] = (),
    lang: Lang = "pl",
) -> pd.DataFrame:
    """Return the register as reports may show it, under every profile.

    Parameters
    ----------
    conclusions : pandas.DataFrame
        The table ``conclusions``; left as it is.
    names : NameList
        First names and places, as ``disclosure.personal_names.name_list`` gives them.
    places : sequence of str
        Further places in the nominative.
    lang : {"pl", "en"}
        Language of the masks.

    Returns
    -------
    pandas.DataFrame
        The same rows and columns; in texts and addressees names, telephone numbers, addresses and
        whatever else points to a person are replaced by words in brackets. Rows that name the
        public ``document`` that they were transcribed from are not changed.
    """
    own = conclusions["document"].isna()
    masked = {
        column: conclusions[column].where(
            ~(own & conclusions[column].notna()),
            conclusions[column].map(
                lambda text: _masked(text, names, places, lang), na_action="ignore"
            ),
        )
        for column in TEXT_COLUMNS
    }
    return conclusions.assign(**masked).astype(conclusions.dtypes.to_dict())


def _masked(text: str, names: NameList, places: Sequence[str], lang: Lang) -> str:
    return mask(text, find_personal(text, names=names, places=places, lang=lang))
