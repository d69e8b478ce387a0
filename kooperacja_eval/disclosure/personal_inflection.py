"""Polish cases of first names and of place names, by rules.

The border: gives the forms of a word in the singular, and in the plural for places that are plural
(``Leśniowice``). It gives a few forms too many rather than one too few; what does not follow a rule
(``Białystok``) stands in the data.
"""

import re
from collections.abc import Iterable
from typing import Final

SOFTER: Final = (
    ("szn", "sznie"), ("czn", "cznie"), ("żn", "żnie"), ("sł", "śle"),
    ("st", "ście"), ("zd", "ździe"), ("sn", "śnie"), ("zn", "źnie"), ("ch", "sze"),
    ("k", "ce"), ("g", "dze"), ("r", "rze"), ("t", "cie"), ("d", "dzie"), ("ł", "le"),
    *((hard, f"{hard}ie") for hard in "bpmwfnszv"),
)  # fmt: skip
"""End of a hard stem, and what the locative makes of it; longer ends first."""

HARDENED: Final = ("sz", "cz", "rz", "dz", "ż", "c")
SOFT_SIGNS: Final = {"ś": "si", "ć": "ci", "ń": "ni", "ź": "zi"}
IRREGULAR: Final = {"wieś": ("wsi", "wsią"), "łódź": ("łodzi", "łodzią")}
"""Feminine words without ``a`` that occur in place names."""
LOOSE: Final = {"ci": "ć", "si": "ś", "zi": "ź", "ni": "ń"}
VOWELS: Final = "aąeęioóuy"


def first_name_forms(name: str, *, female: bool) -> frozenset[str]:
    """Return the cases of a first name, in small letters.

    Examples
    --------
    >>> sorted(first_name_forms("Marek", female=False))
    ['marek', 'marka', 'markiem', 'markowi', 'marku']
    """
    word = name.casefold()
    if word.endswith("a"):
        return frozenset(_with_a(word))
    if female:
        return frozenset({word})
    if word.endswith(("i", "y")):
        return frozenset({word, *_adjective(word)})
    if word.endswith("o"):
        return frozenset({word, *_masculine(word[:-1])})
    return frozenset({word, *_consonant(word)})


def place_forms(word: str) -> frozenset[str]:
    """Return the cases of one word of a place name, in small letters.

    Examples
    --------
    >>> sorted(place_forms("Cyców"))
    ['cycowa', 'cycowem', 'cycowi', 'cycowie', 'cycowowi', 'cycowu', 'cyców']
    """
    name = word.casefold()
    forms = {name, *IRREGULAR.get(name, ())}
    if name.endswith(("ski", "cki", "dzki", "ny")):
        forms |= _adjective(name)
    if name.endswith(("ska", "cka", "dzka", "na", "owa", "ała", "ara", "lka")):
        forms |= _adjective(name)
    if name.endswith(("ie", "ne")):
        forms |= _adjective(name)
    if name.endswith("a"):
        forms |= _with_a(name)
    elif name.endswith(("o", "e")):
        forms |= _neuter(name)
    if name.endswith(("y", "i", "e")):
        forms |= _plural(name)
    if name[-1] not in VOWELS:
        forms |= _consonant(name)
        if name.endswith(("aw", "om")):
            forms |= {f"{name}{end}" for end in ("ia", "iowi", "iem", "iu")}
    return frozenset(forms)


def adjective_forms(word: str) -> frozenset[str]:
    """Return the cases of an adjective such as ``łęczyński``, in small letters."""
    return frozenset({word.casefold(), *_adjective(word.casefold())})


def surname_stem(word: str) -> str:
    """Return what the cases and both sexes of a surname share, without diacritics.

    Examples
    --------
    >>> {surname_stem(word) for word in ("Kowalska", "Kowalskiego", "Kowalskich")}
    {'kowalsk'}
    >>> {surname_stem(word) for word in ("Mazurek", "Mazurka", "Mazurkiem")}
    {'mazurk'}
    """
    folded = word.casefold()
    for pattern, left in _SURNAME_ENDS:
        stem = pattern.sub(left, folded)
        if stem != folded:
            folded = stem
            break
    folded = re.sub(r"(?<=\w\w)i?e([kc])$", r"\1", folded)
    return folded.translate(_PLAIN)


_PLAIN: Final = str.maketrans("ąćęłńóśźż", "acelnoszz")
_SURNAME_ENDS: Final = tuple(
    (re.compile(pattern), left)
    for pattern, left in (
        (r"(?<=[scz])k(i|iego|iemu|im|a|iej|ą|ich|imi|y)$", "k"),
        (r"scy$", "sk"),
        (r"dzcy$", "dzk"),
        (r"(?<=\w\w)ień$", "n"),
        (r"(?<=\w\w)owie$", ""),
        (r"(?<=\w\w)(ówna|ówny|ównie|ównę|ówną|owa|owej|ową)$", ""),
        (r"(?<=\w\w)dze$", "g"),
        (r"(?<=\w\w)rze$", "r"),
        (r"(?<=\w\w)ce$", "k"),
        (r"(?<=\w\w)(owi|iem|em|ami|ach|iowi)$", ""),
        (r"(?<=\w\w)(ów|om|ia|ie|iu|ią|ię)$", ""),
        (r"(?<=\w\w)[aąeęiouy]$", ""),
    )
)


def _soften(stem: str) -> str:
    """Return the locative of a hard stem; a soft one takes ``u`` or ``i`` and stays as it is."""
    for end, softer in SOFTER:
        if stem.endswith(end) and not stem.endswith(HARDENED):
            return stem.removesuffix(end) + softer
    return stem


def _with_a(word: str) -> set[str]:
    stem = word[:-1]
    forms = {word, f"{stem}ę", f"{stem}ą", f"{stem}o"}
    if stem.endswith("i"):
        return forms | {stem, f"{stem}i", f"{stem}u"}
    if stem.endswith("j"):
        short = {f"{stem[:-1]}i"} if stem[-2:-1] in VOWELS else set()
        return forms | short | {f"{stem}i", f"{stem}u"}
    if stem.endswith("l"):
        return forms | {f"{stem}i", f"{stem}u"}
    if stem.endswith(HARDENED):
        return forms | {f"{stem}y"}
    genitive = f"{stem}i" if stem.endswith(("k", "g")) else f"{stem}y"
    return forms | {genitive, _soften(stem)}


def _stems(word: str) -> Iterable[str]:
    """Return the stems to which a word that ends on a consonant adds its cases."""
    if word.endswith("iek") and word[-4:-2] in LOOSE:
        return (f"{word[:-4]}{LOOSE[word[-4:-2]]}k",)
    if word.endswith(("iec", "iek")):
        return (f"{word[:-3]}{word[-1]}",)
    if word.endswith(("ek", "ec", "eł")):
        return (word[:-2] + word[-1],)
    if word.endswith(("der", "per")):
        return (word, f"{word[:-2]}r")
    if word.endswith(("ów", "ój")):
        return (f"{word[:-2]}o{word[-1]}",)
    if word.endswith("dź"):
        return (f"{word[:-2]}dzi",)
    if word[-1] in SOFT_SIGNS:
        return (word[:-1] + SOFT_SIGNS[word[-1]],)
    return (word,)


def _consonant(word: str) -> set[str]:
    forms: set[str] = set()
    for stem in _stems(word):
        forms |= _masculine(stem)
        if stem.endswith("ow"):
            forms |= {f"{stem}u", f"{stem}i"}
    return forms


def _masculine(stem: str) -> set[str]:
    instrumental = f"{stem}iem" if stem.endswith(("k", "g")) else f"{stem}em"
    forms = {f"{stem}a", f"{stem}owi", instrumental}
    softer = _soften(stem)
    takes_u = softer == stem or stem.endswith(("k", "g", "ch"))
    return forms | ({f"{stem}u"} if takes_u else {softer})


def _neuter(word: str) -> set[str]:
    stem = word[:-1]
    instrumental = f"{stem}iem" if stem.endswith(("k", "g")) else f"{stem}em"
    softer = _soften(stem)
    locative = f"{stem}u" if word.endswith("e") or stem.endswith(("k", "g", "ch")) else softer
    return {f"{stem}a", f"{stem}u", instrumental, locative}


def _plural(word: str) -> set[str]:
    stem = word[:-1]
    genitive = {stem, f"{stem}ów"}
    if stem.endswith(("k", "c")) and stem[-2:-1] not in VOWELS:
        genitive |= {re.sub(r"ń$", "ni", stem[:-1]) + f"e{stem[-1]}"}
    return genitive | {f"{stem}om", f"{stem}ami", f"{stem}ach"}


def _adjective(word: str) -> set[str]:
    """Return masculine or neuter, or feminine cases; ``ki`` and ``gi`` keep their ``i``."""
    if word.endswith("a"):
        stem = word[:-1]
        soft = "i" if stem.endswith(("k", "g")) else ""
        return {f"{stem}{soft}ej", f"{stem}ą"}
    stem = word[:-1]
    if word.endswith(("i", "ie")):
        stem = word.removesuffix("e").removesuffix("i") + "i"
        high = f"{stem}m"
    else:
        high = f"{stem}ym"
    return {f"{stem}ego", f"{stem}emu", high, f"{stem}em", f"{high[:-1]}ch", f"{high[:-1]}mi"}
