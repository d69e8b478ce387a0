"""Evaluation and research analytics for the test of the Model Kooperacji.

``open_study`` is the way in from Python; ``kooperacja-eval`` the one from the command line.
Everything heavy is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kooperacja_eval.pipeline.opened import Study, open_study
    from kooperacja_eval.reporting import exhibits

__version__ = "0.1.0"
__all__ = ["Study", "__version__", "exhibits", "open_study"]

_HOMES = {
    "Study": ("kooperacja_eval.pipeline.opened", "Study"),
    "open_study": ("kooperacja_eval.pipeline.opened", "open_study"),
    "exhibits": ("kooperacja_eval.reporting.exhibits", ""),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    home = import_module(module)
    return getattr(home, attribute) if attribute else home
