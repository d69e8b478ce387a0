"""Which stretches are quoted, what stays hidden, and what the analyst gets to read."""

from datetime import date

import pandas as pd
import pytest

from kooperacja_eval.pipeline.quotations import COLUMNS, quotations, review
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

BASE = "Na spotkania brakuje nam czasu, bo każdy ma jeszcze swoje sprawy i terminy"  # 74


def words(length: int) -> str:
    """Return words of a length, without anything personal."""
    return (BASE + ", a do tego dochodzi jeszcze dużo papierowej roboty" * 9)[: length - 1] + "."


def config(profile: Profile = "public") -> StudyConfig:
    period = {"first": date(2018, 4, 1), "last": date(2021, 3, 31)}
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "synthetic", "title_pl": "Badanie", "title_en": "Study", "programme": "-",
                "synthetic": True, "data_date": date(2020, 12, 31), "as_of": date(2019, 12, 31),
                "period": period,
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "covid": {"first": date(2020, 3, 1)},
            "targets": {
                "entities": 350, "pzk": 4, "families": 16, "families_per_pzk_min": 5,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": profile, "threshold": 3},
        }
    )  # fmt: skip


def typed(name: str, found: list[dict[str, object]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    return pd.DataFrame(found).reindex(columns=list(fields)).astype(
        {column: field.dtype for column, field in fields.items()}
    )  # fmt: skip


def document(name: str, *, participants: int | None = 6, text: str = "Brak.") -> dict[str, object]:
    return {
        "document_id": name, "name": name, "wave": "fgi_2020", "pzk_id": "LU-01",
        "voivodeship": "lubelskie", "participants": participants, "text": text,
    }  # fmt: skip


def coding(
    text: str, start: int, *, coder: str = "A", sector: str | None = None, of: str = "D1",
    code: str = "barrier.time",
) -> dict[str, object]:  # fmt: skip
    return {
        "coding_id": f"{of}-{coder}-{start}-{code}", "document_id": of, "code_id": code,
        "coder": coder, "start": start, "end": start + len(text), "text": text,
        "speaker_sector": sector, "medium": "text",
    }  # fmt: skip


def chosen(
    codings: list[dict[str, object]], *documents: dict[str, object], profile: Profile = "public"
) -> pd.DataFrame:
    held = {
        "fgi_documents": typed("fgi_documents", list(documents or (document("D1"),))),
        "codings": typed("codings", codings),
    }
    return quotations(held, config(profile))


def test_stretches_have_60_to_300_characters() -> None:
    lengths = {59: "health", 60: "labour", 300: "culture", 301: "education"}
    found = chosen(
        [coding(words(n), 1000 * place, sector=who) for place, (n, who) in
         enumerate(lengths.items())]
    )  # fmt: skip
    assert sorted(found["text"].str.len()) == [60, 300]


def test_a_stretch_that_two_coders_coded_comes_first() -> None:
    # lengths 80, 90, 100, median 90; the one of 100 alone is coded by both coders
    alone = [coding(words(80), 0, sector="health"), coding(words(90), 1000, sector="labour")]
    both = [coding(words(100), 2000, coder=who, sector="culture") for who in "AB"]
    found = chosen([*alone, *both])
    assert found["text"].str.len().tolist() == [100, 90, 80]


def test_of_stretches_coded_alike_the_longer_overlap_comes_first() -> None:
    # of the first, coder B has 10 characters; of the second, 70
    found = chosen(
        [
            coding(words(80), 0, sector="health"),
            coding(words(80)[:10], 0, coder="B", sector="health"),
            coding(words(90), 1000, sector="labour"),
            coding(words(90)[:70], 1000, coder="B", sector="labour"),
        ]
    )
    assert found["speaker_sector"].tolist() == ["labour", "health"]


def test_another_code_of_the_same_stretch_is_no_agreement() -> None:
    found = chosen(
        [
            coding(words(90), 0, sector="health"),
            coding(words(90), 0, coder="B", code="barrier.staff", sector="health"),
            coding(words(100), 1000, sector="labour"),
            coding(words(100), 1000, coder="B", sector="labour"),
        ]
    )
    first = found[found["code_id"] == "barrier.time"].iloc[0]
    assert first["speaker_sector"] == "labour"


def test_at_most_one_for_each_sector_and_three_for_each_code() -> None:
    sectors = ["health", "health", "labour", "culture", "education", None]
    codings = [coding(words(90), 1000 * n, sector=who) for n, who in enumerate(sectors)]
    found = chosen(codings)
    assert found["speaker_sector"].tolist() == ["health", "labour", "culture"]


def test_words_are_not_quoted_twice() -> None:
    # the same words, coded from a later start by the other coder, with another sector
    found = chosen(
        [coding(words(100), 0, sector="health"), coding(words(90), 5, coder="B", sector="labour")]
    )
    assert len(found) == 1


@pytest.mark.parametrize(("participants", "count"), [(3, 1), (2, 0), (None, 0)])
def test_small_groups_are_not_quoted_in_public(participants: int | None, count: int) -> None:
    held = [coding(words(90), 0)], document("D1", participants=participants)
    assert len(chosen(*held)) == count
    assert len(chosen(*held, profile="internal")) == 1


def test_another_group_stands_in_for_one_that_may_not_be_quoted() -> None:
    found = chosen(
        [coding(words(90), 0, of="D1"), coding(words(90), 0, of="D2")],
        document("D1", participants=2) | {"pzk_id": "LU-02"},
        document("D2"),
    )
    assert found["pzk_id"].tolist() == ["LU-01"]


def test_personal_data_are_masked_with_the_numbers_of_the_document() -> None:
    # Jan Nowak is the first person of the transcript, Anna Kowalska the second
    said = f"Wtedy pani Anna Kowalska powiedziała nam tak: {words(60)}"
    whole = f"Prowadzi Jan Nowak. {said}"
    found = chosen([coding(said, 20)], document("D1", text=whole))
    assert found["text"].tolist() == [said.replace("Anna Kowalska", "[osoba 2]")]


def test_places_of_the_study_are_masked() -> None:
    said = f"Mówią nam, że Bździlów jest daleko. {words(60)}"  # no word such as gmina by it
    held = {
        "fgi_documents": typed("fgi_documents", [document("D1", text=said)]),
        "codings": typed("codings", [coding(said, 0)]),
        "gminas": typed("gminas", [{"gmina_id": "bz", "name": "Bździlów"}]),
    }
    assert "Bździlów" not in quotations(held, config())["text"].iloc[0]


def test_the_order_of_rows_does_not_matter() -> None:
    codings = [
        coding(words(80 + 5 * n), 1000 * n, coder=who, sector=sector)
        for n, sector in enumerate(["health", "labour", "culture", "health"])
        for who in "AB"
    ]
    pd.testing.assert_frame_equal(chosen(codings), chosen(codings[::-1]))


def test_without_transcripts_there_is_nothing() -> None:
    found = quotations({}, config())
    assert list(found.columns) == list(COLUMNS)
    assert found.empty
    assert review({}).empty


def test_the_review_list_shows_what_was_found_and_where() -> None:
    held = {"fgi_documents": typed("fgi_documents", [
        document("D2", text="Nic tu nie ma."), document("D1", text="Mówi pani Anna Kowalska."),
    ])}  # fmt: skip
    found = review(held)
    assert found["document_id"].tolist() == ["D1"]
    assert "Anna Kowalska" in found["context"].iloc[0]


def test_a_number_that_a_stretch_cuts_through_is_masked() -> None:
    # alone, "500 000" is an amount; in the transcript it is the start of a telephone number
    said = f"{words(80)[:-1]}, a telefon do mnie to 500 000"
    whole = f"{said} 398. I to wszystko."
    found = chosen([coding(said, 0)], document("D1", text=whole))
    assert found["text"].tolist() == [f"{words(80)[:-1]}, a telefon do mnie to [telefon]"]


def test_the_mark_of_a_speaker_is_no_part_of_a_quotation() -> None:
    said = f"[szkoła] {words(80)}"
    found = chosen([coding(said, 0)], document("D1", text=said))
    assert found["text"].tolist() == [words(80)]


def test_a_name_behind_the_mark_of_a_speaker_is_masked_in_its_place() -> None:
    said = f"[szkoła] Pani Anna Nowak mówi, że {words(80)}"
    found = chosen([coding(said, 0)], document("D1", text=said))
    assert found["text"].tolist() == [f"Pani [osoba 1] mówi, że {words(80)}"]
