"""The animator's monthly form: one workbook for each team and month."""

from datetime import date
from typing import Final

from kooperacja_eval.forms.content import Form, Identity, Row, month_label
from kooperacja_eval.forms.known import Known, Team
from kooperacja_eval.forms.layout import FormLayout, sheet_layout
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.schemas.tables.conclusions import Conclusions
from kooperacja_eval.schemas.tables.programmes import Goals, Services
from kooperacja_eval.schemas.tables.work import Attendance, Contacts, Meetings
from kooperacja_eval.text import Text

SUGGESTED_ROWS: Final = 20
"""Rows of difficulties and of conclusions that come with an identifier."""
LETTERS: Final = {"difficulties": "T", "conclusions": "W"}
"""Letter of identifiers in each sheet of the register of conclusions."""
_REGISTER_ONLY: Final = ("status", "merged_into", "document", "quote")
"""What becomes of an entry is decided in the register; its document is this form."""

MONTHLY: Final = FormLayout(
    name="animator_month",
    title=Text("Sprawozdanie miesięczne animatora", "Animator's monthly report"),
    cover=Text("Sprawozdanie", "Report"),
    cover_fields=("study", "pzk_id", "name", "voivodeship", "month", "role", "filled_on"),
    advice=(
        Text(
            "Formularz obejmuje jeden zespół i jeden miesiąc. Wypełnij kolejno arkusze: Spotkania, "
            "Obecność, Kontakty z rodzinami, Usługi, Cele, Trudności i Wnioski.",
            "The form is for one team and one month. Fill in the sheets in their order: meetings, "
            "attendance, contacts with families, services, goals, difficulties and conclusions.",
        ),
        Text(
            "Kolumny z gwiazdką (*) wypełnij w każdym rozpoczętym wierszu. Arkusz, do którego nie "
            "ma nic do wpisania, zostaw pusty.",
            "Fill in columns with an asterisk (*) in every row that you begin. Leave a sheet empty "
            "where there is nothing to write.",
        ),
        Text(
            "Tam, gdzie jest lista, wybierz z niej. Daty wpisuj jak 05.03.2020. Czego nie wiesz, "
            "zostaw puste; zero znaczy „nie było ani razu”.",
            "Choose from the list where there is one. Write dates like 05.03.2020. Leave empty "
            "what you do not know; zero means “not once”.",
        ),
        Text(
            "Rodziny oznaczaj tylko identyfikatorem. Nie wpisuj nazwisk, adresów ani numerów "
            "PESEL, także w opisach. Jako wypełniającego podaj rolę, nie nazwisko.",
            "Name families by their identifier only. Write no surnames, addresses or PESEL "
            "numbers, in descriptions either. Give the role of whoever fills in the form, not "
            "the name.",
        ),
        Text(
            "Nie zmieniaj nazw arkuszy ani nagłówków i nie przenoś kolumn. Co znaczą kolumny, mówi "
            "ostatni arkusz.",
            "Do not change names of sheets or headers, and do not move columns. The last sheet "
            "says what the columns mean.",
        ),
    ),
    sheets=(
        sheet_layout(
            Meetings,
            name=Text("Spotkania", "Meetings"),
            advice=Text(
                "Jeden wiersz to jedno spotkanie w tym miesiącu.",
                "One row is one meeting of this month.",
            ),
            suggested=("meeting_id",),
            above=("pzk_id", "month"),
        ),
        sheet_layout(
            Attendance,
            name=Text("Obecność", "Attendance"),
            advice=Text(
                "Jeden wiersz to jeden podmiot obecny na jednym spotkaniu z arkusza Spotkania.",
                "One row is one entity present at one meeting of the sheet Meetings.",
            ),
            above=("pzk_id", "month"),
        ),
        sheet_layout(
            Contacts,
            name=Text("Kontakty z rodzinami", "Contacts with families"),
            advice=Text(
                "Jeden wiersz to jedna rodzina; rodziny zespołu są już wpisane, nowe dopisz niżej.",
                "One row is one family; families of the team are there, add new ones below.",
            ),
            suggested=("family_id",),
            above=("pzk_id", "month"),
        ),
        sheet_layout(
            Services,
            name=Text("Usługi", "Services"),
            advice=Text(
                "Usługi nowe i te, których stan zmienił się w tym miesiącu.",
                "New services, and those whose status changed in this month.",
            ),
            above=("pzk_id", "month"),
        ),
        sheet_layout(
            Goals,
            name=Text("Cele (ustalone i zmienione)", "Goals (set and changed)"),
            advice=Text(
                "Cele IPP ustalone, zmienione albo ocenione w tym miesiącu.",
                "Goals set, changed or assessed in this month.",
            ),
            above=("pzk_id", "month"),
        ),
        sheet_layout(
            Conclusions,
            key="difficulties",
            name=Text("Trudności", "Difficulties"),
            advice=Text(
                "Co utrudniało pracę w tym miesiącu; jeden wiersz to jedna trudność.",
                "What made work hard in this month; one row is one difficulty.",
            ),
            suggested=("conclusion_id",),
            above=("pzk_id", "month", "voivodeship", "kind"),
            left_out=_REGISTER_ONLY,
            fixed={"kind": "difficulty"},
        ),
        sheet_layout(
            Conclusions,
            name=Text("Wnioski", "Conclusions"),
            advice=Text(
                "Wnioski, spostrzeżenia i rekomendacje; jeden wiersz to jedna myśl.",
                "Conclusions, observations and recommendations; one row is one thought.",
            ),
            suggested=("conclusion_id",),
            above=("pzk_id", "month", "voivodeship"),
            left_out=_REGISTER_ONLY,
        ),
    ),
)
"""Labelled cells ``pzk_id`` and ``month`` stand in each sheet, fields of its table or not."""


def monthly_form(known: Known, team: Team, month: date, identity: Identity) -> Form:
    """Return the form of a team for a month, with what is known filled in.

    Parameters
    ----------
    known : Known
        Families, entities and the like of the study.
    team : Team
        The team.
    month : date
        First day of the month.
    identity : Identity
        The study, and the language of the form.

    Returns
    -------
    Form
        Ready to be written; the lists offer what belongs to the team in that month.
    """
    code = f"{month:%Y%m}"
    families = known.families_of(team, month)
    rows: dict[str, tuple[Row, ...]] = {
        "meetings": tuple({"meeting_id": one} for one in known.next_meetings(team, month)),
        "contacts": tuple({"family_id": family} for family in families),
    }
    for key, letter in LETTERS.items():
        names = (f"{team.pzk_id}-{code}-{letter}{number:02d}" for number in _numbers())
        rows[key] = tuple({"conclusion_id": name} for name in names)
    above = {"pzk_id": team.pzk_id, "month": month_label(month)}
    above = {
        "pzk_id": team.pzk_id,
        "month": month_label(month),
        "voivodeship": VOIVODESHIPS.label(team.voivodeship).in_(identity.lang),
    }
    return Form(
        layout=MONTHLY,
        identity=identity,
        team=team,
        month=month,
        above=above,
        rows=rows,
        offered=known.offered(team, month, families),
        months=known.months,
    )


def _numbers() -> range:
    return range(1, SUGGESTED_ROWS + 1)
