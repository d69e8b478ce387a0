"""Places: voivodeships, macroregions, kinds of gminas, levels."""

from kooperacja_eval.schemas.field import Code, CodeList, code
from kooperacja_eval.text import same


def _place(code_id: str, name: str) -> Code:
    return Code(code_id, same(name), (f"województwo {name}", f"woj. {name}"))


VOIVODESHIPS = CodeList(
    "voivodeships",
    (
        _place("dolnoslaskie", "dolnośląskie"),
        _place("kujawsko-pomorskie", "kujawsko-pomorskie"),
        _place("lubelskie", "lubelskie"),
        _place("lubuskie", "lubuskie"),
        _place("lodzkie", "łódzkie"),
        _place("malopolskie", "małopolskie"),
        _place("mazowieckie", "mazowieckie"),
        _place("opolskie", "opolskie"),
        _place("podlaskie", "podlaskie"),
        _place("podkarpackie", "podkarpackie"),
        _place("pomorskie", "pomorskie"),
        _place("slaskie", "śląskie"),
        _place("swietokrzyskie", "świętokrzyskie"),
        _place("warminsko-mazurskie", "warmińsko-mazurskie"),
        _place("wielkopolskie", "wielkopolskie"),
        _place("zachodniopomorskie", "zachodniopomorskie"),
    ),
)

TERYT_VOIVODESHIPS: dict[str, str] = {
    "02": "dolnoslaskie", "04": "kujawsko-pomorskie", "06": "lubelskie", "08": "lubuskie",
    "10": "lodzkie", "12": "malopolskie", "14": "mazowieckie", "16": "opolskie",
    "18": "podkarpackie", "20": "podlaskie", "22": "pomorskie", "24": "slaskie",
    "26": "swietokrzyskie", "28": "warminsko-mazurskie", "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}  # fmt: skip
"""First two digits of a TERYT code (GUS, register TERC)."""

MACROREGIONS = CodeList(
    "macroregions",
    (
        code("I", "Makroregion I – gminy wiejskie", "Macroregion I – rural gminas"),
        code(
            "II", "Makroregion II – gminy miejsko-wiejskie", "Macroregion II – urban-rural gminas"
        ),
        code(
            "III", "Makroregion III – miasta powyżej 20 tys.", "Macroregion III – towns over 20,000"
        ),
    ),
)

GMINA_KINDS = CodeList(
    "gmina_kinds",
    (
        code("rural", "wiejska", "rural"),
        code("urban", "miejska", "urban"),
        code("urban_rural", "miejsko-wiejska", "urban-rural"),
    ),
)

LEVELS = CodeList(
    "levels",
    (
        code("gmina", "gminny", "gmina", "gmina"),
        code("powiat", "powiatowy", "county", "powiat"),
        code("voivodeship", "wojewódzki", "voivodeship", "województwo"),
    ),
)
