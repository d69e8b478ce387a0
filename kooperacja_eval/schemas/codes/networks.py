"""How levels of collaboration are named, and what their numbers mean.

The scales order two words differently: in Frey's, after Hogue, coordination is more than
cooperation; in Himmelman's it is less. So every row of ties names the scale it was asked with.
"""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.schemas.field import CodeList, code
from kooperacja_eval.text import Text

TIE_SCALES = CodeList(
    "tie_scales",
    (
        code("frey_2006", "poziomy współpracy (Frey i in. 2006)", "levels of collaboration (Frey et al. 2006)", "Frey", "LCS"),
        code("himmelman_2002", "kontinuum Himmelmana (2002)", "Himmelman's continuum (2002)", "Himmelman"),
    ),
)  # fmt: skip

TIE_LEVELS: Final[Mapping[str, tuple[Text, ...]]] = {
    "frey_2006": (
        Text("brak kontaktów", "no interaction"),
        Text("wymiana informacji", "networking"),
        Text("kooperacja", "cooperation"),
        Text("koordynacja", "coordination"),
        Text("koalicja", "coalition"),
        Text("współdziałanie", "collaboration"),
    ),
    "himmelman_2002": (
        Text("brak kontaktów", "no interaction"),
        Text("wymiana informacji", "networking"),
        Text("koordynacja", "coordinating"),
        Text("kooperacja", "cooperating"),
        Text("współdziałanie", "collaborating"),
    ),
}
"""What each level of a scale is called, from 0 up; the highest is the last."""
