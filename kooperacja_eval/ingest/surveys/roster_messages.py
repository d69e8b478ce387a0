"""What to tell about reports of a roster that are no ties: by rule, the field of ``ties``."""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.text import Text

MESSAGES: Final[Mapping[str, tuple[str, Text]]] = {
    "roster_without_members": (
        "pzk_id",
        Text(
            "Ankieta pyta o partnerów ([[roster]]), ale bez tabel entities i memberships nie "
            "wiadomo, kto jest w którym zespole. Dodaj ich pliki do [[sources]] w study.toml.",
            "The survey asks about partners ([[roster]]), but without the tables entities and "
            "memberships it is not known who is in which team. Add their files to [[sources]] of "
            "study.toml.",
        ),
    ),
    "unknown_partner": (
        "to_entity",
        Text(
            "Kolumna pyta o podmiot, którego nie ma w tabeli entities. Dodaj podmiot, popraw wzór "
            "albo podaj identyfikator w entities w [[roster]].",
            "The column asks about an entity that the table entities does not have. Add the "
            "entity, mend the pattern, or give the identifier in entities of [[roster]].",
        ),
    ),
    "entity_missing": (
        "from_entity",
        Text(
            "Są odpowiedzi o partnerach, a nie ma podmiotu respondenta. Uzupełnij komórkę regułą "
            "w corrections.toml.",
            "There are answers about partners, but not the respondent's entity. Fill the cell by "
            "a rule of corrections.toml.",
        ),
    ),
    "unknown_entity": (
        "from_entity",
        Text(
            "Podmiotu respondenta nie ma w tabeli entities. Popraw komórkę, dodaj podmiot albo "
            "podaj identyfikator w entities w [[roster]].",
            "The table entities does not have the respondent's entity. Mend the cell, add the "
            "entity, or give the identifier in entities of [[roster]].",
        ),
    ),
    "team_of_entity_unknown": (
        "pzk_id",
        Text(
            "Nie wiadomo, o którym zespole mówi respondent: nie podał zespołu, a jego podmiot nie "
            "jest członkiem żadnego albo jest członkiem kilku. Podaj kolumnę zespołu (pzk_id w "
            "[respondent]) albo popraw członkostwo.",
            "It is not known of which team the respondent speaks: no team is given, and the "
            "entity is a member of none or of several. Name the column of the team (pzk_id of "
            "[respondent]) or mend the memberships.",
        ),
    ),
    "entity_of_other_team": (
        "from_entity",
        Text(
            "Podmiot respondenta nie jest członkiem zespołu, w którym odpowiada. Popraw podmiot "
            "albo zespół, albo dopisz członkostwo.",
            "The respondent's entity is no member of the team that it answers for. Mend the "
            "entity or the team, or add the membership.",
        ),
    ),
    "tie_to_oneself": (
        "to_entity",
        Text(
            "Podmiot ocenia sam siebie. Usuń odpowiedź regułą w corrections.toml albo popraw "
            "podmiot respondenta.",
            "The entity rates itself. Remove the answer by a rule of corrections.toml, or mend "
            "the respondent's entity.",
        ),
    ),
    "partner_of_other_team": (
        "to_entity",
        Text(
            "Odpowiedź dotyczy podmiotu, który nie jest członkiem zespołu respondenta. Popraw "
            "zespół, dopisz członkostwo albo usuń odpowiedź regułą w corrections.toml.",
            "The answer is about an entity that is no member of the respondent's team. Mend the "
            "team, add the membership, or remove the answer by a rule of corrections.toml.",
        ),
    ),
    "tie_twice": (
        "to_entity",
        Text(
            "Podmiot ocenił tego partnera w tym pomiarze już w innej odpowiedzi (wiersz {other}). "
            "Zostaw jedną albo wybierz w [[roster]] several = first lub mean_rounded.",
            "The entity rated this partner in this wave in another response already (row "
            "{other}). Keep one, or choose several = first or mean_rounded in [[roster]].",
        ),
    ),
}
"""The field, and what is wrong and what to do; ``{other}`` is the row of the earlier response."""
