"""Inside the process that runs a notebook: what its cells may show, and how it travels out.

The same handlers serve a forked IPython shell and a Jupyter kernel. Exhibits are drawn here, in
the language of the report; everything that leaves is a bundle of texts by media type.
"""

import locale
import os
import pickle
import time
import traceback
import warnings
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol

import matplotlib as mpl
from IPython.core.getipython import get_ipython

from kooperacja_eval.errors import KooperacjaError
from kooperacja_eval.reporting.blocks import Block, Markdown, ShownExhibit, show_exhibit
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.prose import Marker, Prose
from kooperacja_eval.text import Lang, Text, same

EXHIBIT_MIME: Final = "application/vnd.kooperacja.exhibit"
FAILURE_MIME: Final = "application/vnd.kooperacja.failure"
MARKER_MIME: Final = "application/vnd.kooperacja.marker"
MARKDOWN_MIME: Final = "text/markdown"
NOTE_MIME: Final = "application/vnd.kooperacja.note"
ENVIRONMENT: Final = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}

Bundle = Mapping[str, str]

PRINTED: Final = Text(
    "notatnik pokazuje, a nie drukuje: usuń print() i pokaż tekst przez prose() albo tabelę",
    "a notebook shows, it does not print: remove print(), and show prose() or a table",
)
FOREIGN: Final = Text(
    "notatnik raportu pokazuje tylko tabele, wykresy i prose(); przypisz wynik do nazwy"
    " albo zakończ wiersz średnikiem",
    "a report notebook shows exhibits and prose() only; give the result a name,"
    " or end the line with a semicolon",
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a cell failed: one line for people, and the traceback for whoever repairs it."""

    reason: Text
    trace: str = ""


class Observer(Protocol):
    """Notes what each figure and text is made from; it can be sent to another process."""

    def begin(self, source: str) -> None:
        """Begin anew: a cell with this code is about to run."""

    def note(self) -> object:
        """Return what was noted since; it can be pickled."""


def open_session(shell: Any, lang: Lang, observer: Observer | None = None) -> None:
    """Make a shell show what reports show, draw without a screen, and raise every warning.

    ``shell`` is an IPython shell whose process belongs to one notebook. Deprecations concern who
    maintains a library, and unclosed files the process, which ends at once: they stay silent.
    What an ``observer`` notes goes with each exhibit and each piece of prose.
    """
    os.environ.update({name: ENVIRONMENT[name] for name in ("TZ", "LC_ALL", "MPLBACKEND")})
    if hasattr(time, "tzset"):
        time.tzset()
    locale.setlocale(locale.LC_ALL, "C")
    mpl.use("agg")
    mpl.rcdefaults()
    warnings.simplefilter("error")
    for category in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    shell.display_formatter.active_types = [MARKDOWN_MIME, "text/plain"]
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type(Exhibit, _guarded(lambda shown: _exhibit_bundle(shown, lang, observer)))
    formatter.for_type(Prose, lambda prose: _noted(observer) | _prose_bundle(prose, lang))
    formatter.for_type(Marker, lambda marker: {MARKER_MIME: _pack(marker)})
    if observer is not None:
        shell.events.register("pre_run_cell", lambda cell: observer.begin(cell.raw_cell))
    shell.user_ns["lang"] = lang


def open_kernel(state: str) -> None:
    """Open a session in the kernel that runs this, with names kept in a file.

    ``state`` is the path of what is pickled: names to inject, the language, and the observer.
    """
    shell: Any = get_ipython()
    given = pickle.loads(Path(state).read_bytes())  # noqa: S301 - written by our parent
    context, lang, observer = given
    open_session(shell, lang, observer)
    shell.user_ns.update(context)
    shell.set_custom_exc((Exception,), _publish_failure)


def set_names(path: str) -> None:
    """Set names of the kernel that runs this, from a pickled mapping."""
    names = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by our parent
    shell: Any = get_ipython()
    shell.user_ns.update(names)


def block(bundle: Bundle) -> Block | Failure:
    """Return what a bundle holds; anything but exhibits, prose and places is a failure."""
    if FAILURE_MIME in bundle:
        packed: Failure = _unpack(bundle[FAILURE_MIME])
        return packed
    if EXHIBIT_MIME in bundle:
        shown: ShownExhibit = _unpack(bundle[EXHIBIT_MIME])
        return replace(shown, note=_note(bundle))
    if MARKER_MIME in bundle:
        marker: Marker = _unpack(bundle[MARKER_MIME])
        return marker
    if MARKDOWN_MIME in bundle:
        return Markdown(bundle[MARKDOWN_MIME], note=_note(bundle))
    return Failure(FOREIGN)


def failure(error: BaseException) -> Failure:
    """Return the first line of an error in both languages, and its traceback."""
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, KooperacjaError):
        return Failure(error.text, trace)
    lines = str(error).strip().splitlines()
    detail = f": {lines[0]}" if lines else ""
    return Failure(same(f"{type(error).__name__}{detail}"), trace)


def _exhibit_bundle(exhibit: Exhibit, lang: Lang, observer: Observer | None) -> dict[str, str]:
    """Draw an exhibit and pack it."""
    packed = {EXHIBIT_MIME: _pack(show_exhibit(exhibit, lang)), "text/plain": exhibit.id}
    return _noted(observer) | packed


def _prose_bundle(prose: Prose, lang: Lang) -> dict[str, str]:
    return {MARKDOWN_MIME: prose.text.in_(lang)}


def _noted(observer: Observer | None) -> dict[str, str]:
    """Return what goes with something shown: the note of the observer, if there is one."""
    return {} if observer is None else {NOTE_MIME: _pack(observer.note())}


def _note(bundle: Bundle) -> object:
    return _unpack(bundle[NOTE_MIME]) if NOTE_MIME in bundle else None


def _guarded(show: Callable[[Exhibit], dict[str, str]]) -> Callable[[Exhibit], dict[str, str]]:
    """Turn an error while drawing into a failure: IPython would only print it."""

    def guarded(exhibit: Exhibit) -> dict[str, str]:
        try:
            return show(exhibit)
        except Exception as error:  # noqa: BLE001 - any error of a drawing function is reported
            found = failure(error)
            where = Text(f"{exhibit.id}: {found.reason.pl}", f"{exhibit.id}: {found.reason.en}")
            return {FAILURE_MIME: _pack(Failure(where, found.trace))}

    return guarded


def _publish_failure(
    shell: Any,
    _kind: type[BaseException],
    error: BaseException,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Send an error out of a kernel with its texts in both languages."""
    del trace, tb_offset
    shell.display_pub.publish({FAILURE_MIME: _pack(failure(error))}, {})


def _pack(value: object) -> str:
    """Return a value as text; it is read by the process that started this one."""
    return b64encode(pickle.dumps(value)).decode("ascii")


def _unpack(text: str) -> Any:
    """Return a value that a process of ours packed."""
    return pickle.loads(b64decode(text))  # noqa: S301 - written by our own child
