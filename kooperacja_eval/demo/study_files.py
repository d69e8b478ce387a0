"""The files of the study beside the raw ones: ``study.toml``, ``corrections.toml``."""

from collections.abc import Iterable, Mapping
from typing import Final

from kooperacja_eval.demo import books, conclusions_files, facts, layout
from kooperacja_eval.demo.diagnoses import SCALE, reliability
from kooperacja_eval.demo.fgi_mappings import MAPPINGS
from kooperacja_eval.demo.fgi_parameters import ROUNDS
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.reports import PERIOD, REPORTS, STUDY_ID, TITLE
from kooperacja_eval.demo.survey_mappings import MAPPING
from kooperacja_eval.demo.survey_parameters import WAVES

TomlValue = str | int | list[str]

STUDY: Final = """\
# Badanie przykładowe. Dane są syntetyczne: rodziny, zespoły i podmioty są zmyślone.
# Opublikowane sumy pilotażu są odtworzone; efekty, które w danych umieszczono, opisuje truth.json.

[study]
id = "{id}"
title_pl = "{title.pl}"
title_en = "{title.en}"
programme = "Program Operacyjny Wiedza Edukacja Rozwój 2014–2020, oś II, działanie 2.5"
language = "pl"
synthetic = true
data_date = {until}
as_of = 2019-12-31

[study.period]
first = {first}
last = {services_until}

[[macroregions]]
id = "I"
voivodeships = [{places}]

[[waves]]
id = "ex_ante"
label_pl = "ex-ante"
label_en = "ex-ante"
period = {{ first = 2019-07-01, last = 2019-10-31 }}

[[waves]]
id = "mid_term"
label_pl = "mid-term"
label_en = "mid-term"
period = {{ first = 2019-05-01, last = 2020-10-31 }}

[[waves]]
id = "ex_post"
label_pl = "ex-post"
label_en = "ex-post"
period = {{ first = 2020-10-01, last = 2020-11-30 }}

{rounds}
[covid]
first = {covid}
last = {lockdown}

[diagnosis]
low = {low}
high = {high}
reliability = {reliability:.2f}
source = "założenie danych syntetycznych (truth.json)"

[certificates]
name = "Lider Kooperacji"
min_attendance_share = 0.75
min_months = 12
min_training_share = 0.5

[targets]
entities = 350
pzk = 30
families = 150
families_per_pzk_min = 5
families_per_pzk_max = 9

[disclosure]
profile = "public"
threshold = 3
dominance = 0.75
"""

ROUND: Final = """\
[[waves]]
id = "{known.id}"
label_pl = "wywiady grupowe {known.year}"
label_en = "focus groups {known.year}"
period = {{ first = {known.first}, last = {known.last} }}
"""

CORRECTIONS_HEAD: Final = """\
# Reguły poprawek do plików surowych. Plików surowych się nie zmienia: każda reguła mówi, co
# poprawia, dlaczego, kto tak postanowił i ilu wierszy dotyczy. Inna liczba zatrzymuje pracę.
"""


def study_toml(*, large: bool) -> str:
    """Return ``study.toml``.

    Parameters
    ----------
    large : bool
        Whether every table is a CSV file for each voivodeship, without workbooks.
    """
    head = STUDY.format(
        id=STUDY_ID,
        title=TITLE,
        first=PERIOD[0],
        places=", ".join(f'"{place.id}"' for place in facts.PLACES),
        until=facts.TEAMS_UNTIL,
        services_until=PERIOD[1],
        covid=facts.COVID_FROM,
        lockdown=facts.LOCKDOWN_UNTIL,
        low=SCALE[0],
        high=SCALE[1],
        reliability=reliability(EFFECTS),
        rounds="\n".join(ROUND.format(known=known) for known in ROUNDS),
    )
    entries = [_entry("sources", entry) for entry in sources(large=large)]
    if not large:
        entries.append(_entry("forms", {"files": REPORTS.format("*", "*")}))
    entries += [_entry("surveys", {"mapping": MAPPING.format(wave)}) for wave in WAVES]
    entries += [_entry("focus_groups", {"mapping": name}) for name in MAPPINGS.values()]
    return "\n".join([head, *entries])


def sources(*, large: bool) -> list[dict[str, TomlValue]]:
    """Return the entries that name the raw files of every table."""
    found: list[dict[str, TomlValue]] = [
        {"table": table, "files": pattern.format("*")} for table, pattern in layout.PLACED.items()
    ]
    found += [{"table": table, "files": entry[0]} for table, entry in layout.WHOLE.items()]
    found.append({"table": "published", "files": layout.PUBLISHED})
    found.append({"table": "recommendations", "files": layout.RECOMMENDATIONS})
    pattern = conclusions_files.PATTERN.format("*")
    found.append({"table": conclusions_files.TABLE, "files": pattern})
    if large:
        found += [{"table": t, "files": p.format("*")} for t, p in layout.LARGE.items()]
        found.append({"table": "meetings", "files": layout.HIGHER})
        found.append({"table": "gminas", "files": layout.GMINAS})
        return found
    found += [{"table": t, "files": p.format("*")} for t, p in layout.SMALL.items()]
    for path, sheets in books.SOURCES:
        found += [
            {"table": table, "files": path.format("*"), "sheet": sheet}
            for table, sheet in sheets.items()
        ]
    return found


def corrections_toml(rules: Iterable[Mapping[str, TomlValue]]) -> str:
    """Return ``corrections.toml`` with the rules that mend the planted mistakes."""
    return "\n".join([CORRECTIONS_HEAD, *(_entry("rule", rule) for rule in rules)])


def _entry(name: str, values: Mapping[str, TomlValue]) -> str:
    lines = [f"{key} = {_value(key, value)}" for key, value in values.items()]
    return "\n".join([f"[[{name}]]", *lines, ""])


def _value(key: str, value: TomlValue) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(key, item) for item in value)}]"
    if isinstance(value, int) or key == "date":
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
