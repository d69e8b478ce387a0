"""The lists against which words are held: first names and places, in all their cases.

The border: reads the two lists of the package and makes forms of them; decides nothing on a text.
The lists are made once by the caller and handed to the finders.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from kooperacja_eval.disclosure.personal_inflection import (
    adjective_forms,
    first_name_forms,
    place_forms,
)

NAMES_FILE = "first_names.txt"
PLACES_FILE = "places.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """What a form of a first name may stand for.

    ``names`` are in the nominative and without diminutives; ``word`` is True where every name that
    has this form is also an ordinary word, a feast or a place.
    """

    names: frozenset[str]
    word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceForm:
    """A place name as it may be written: the forms of each of its words.

    ``word`` is True where the name is also an ordinary word, or that of many places.
    """

    name: str
    words: tuple[frozenset[str], ...]
    word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """First names by form, and places by the forms of their first word; all in small letters."""

    first_names: Mapping[str, NameForm]
    places: Mapping[str, tuple[PlaceForm, ...]]

    def with_places(self, names: Sequence[str]) -> "NameList":
        """Return the list with further places, such as those of the table ``gminas``."""
        if not names:
            return self
        known = {place.name for entries in self.places.values() for place in entries}
        added = [_place(name, word=False) for name in dict.fromkeys(names) if name.strip()]
        new = _by_first_word(place for place in added if place.name not in known)
        merged = {form: (*self.places.get(form, ()), *places) for form, places in new.items()}
        return NameList(first_names=self.first_names, places={**self.places, **merged})


def name_list() -> NameList:
    """Read the lists of the package.

    Returns
    -------
    NameList
        About 770 first names and diminutives, and about 130 places, with all their forms.
    """
    return NameList(
        first_names=_first_names(_rows(NAMES_FILE)),
        places=_by_first_word(
            _place(name, word=bool(word), extra=extra.split())
            for name, word, extra in _rows(PLACES_FILE)
        ),
    )


def _rows(name: str) -> list[list[str]]:
    content = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split(";") for line in content.splitlines() if not line.startswith("#")]


def _first_names(rows: Iterable[list[str]]) -> dict[str, NameForm]:
    names: dict[str, set[str]] = {}
    plain: set[str] = set()
    for name, sex, base, word in rows:
        for form in first_name_forms(name, female=sex == "f"):
            names.setdefault(form, set()).add(base or name)
            if not word:
                plain.add(form)
    return {
        form: NameForm(names=frozenset(found), word=form not in plain)
        for form, found in names.items()
    }


def _place(name: str, *, word: bool, extra: Iterable[str] = ()) -> PlaceForm:
    """Return the forms of a place; forms without a rule are those of its first word.

    An adjective in small letters is the name of a powiat (``łęczyński``).
    """
    words = name.replace("-", " ").split()
    forms = [adjective_forms(part) if part[0].islower() else place_forms(part) for part in words]
    first = forms[0] | {form.casefold() for form in extra}
    return PlaceForm(name=name, words=(frozenset(first), *forms[1:]), word=word)


def _by_first_word(places: Iterable[PlaceForm]) -> dict[str, tuple[PlaceForm, ...]]:
    found: dict[str, tuple[PlaceForm, ...]] = {}
    for place in places:
        for form in place.words[0]:
            found[form] = (*found.get(form, ()), place)
    return found
