"""Hides values of single teams that set them beside each other.

The border: which indicators do so stands in the catalogue (``protects = "teams"``); numbers of few
families or respondents are hidden by the other rules, of every indicator alike.
"""

from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.indicators.catalogue import catalogue


def hidden_teams(values: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows speak of one team and are for the teams alone.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns of ``IndicatorValues``.
    """
    own = {name for name, entry in catalogue().items() if entry.protects == "teams"}
    hidden = values["indicator_id"].isin(own) & values["pzk_id"].notna()
    return cast("NDArray[np.bool_]", hidden.to_numpy(dtype=bool))
