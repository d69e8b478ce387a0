"""Two waves that are compared, and who answered in which of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

BETWEEN: Final = "/"
"""Stands between the two waves of a change."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two waves that are compared, the earlier first."""

    before: str
    after: str

    @property
    def name(self) -> str:
        """How values name the pair."""
        return f"{self.before}{BETWEEN}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Who answered in which wave of a pair, as positions of rows.

    ``before`` and ``after`` are linked row by row; ``only_before`` and ``only_after`` are the rest,
    which includes everybody who cannot be linked.
    """

    before: Ints
    after: Ints
    only_before: Ints
    only_after: Ints
