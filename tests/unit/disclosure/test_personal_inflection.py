"""Polish cases of first names and places: the hard ones, written out."""

import pytest

from kooperacja_eval.disclosure.personal_inflection import (
    adjective_forms,
    first_name_forms,
    place_forms,
    surname_stem,
)

pytestmark = pytest.mark.unit

MEN = """
Jan jana janowi janem janie
Marek marka markowi markiem marku
Paweł pawła pawłowi pawłem pawle
Piotr piotra piotrowi piotrem piotrze
Krzysztof krzysztofa krzysztofowi krzysztofem krzysztofie
Andrzej andrzeja andrzejowi andrzejem andrzeju
Maciej macieja maciejowi maciejem macieju
Maciek maćka maćkowi maćkiem maćku
Michał michała michałowi michałem michale
Karol karola karolowi karolem karolu
Jerzy jerzego jerzemu jerzym
Antoni antoniego antoniemu antonim
Jacek jacka jackowi jackiem jacku
Kacper kacpra kacprowi kacprem kacprze
Wojciech wojciecha wojciechowi wojciechem wojciechu
Zbigniew zbigniewa zbigniewowi zbigniewem zbigniewie
Ryszard ryszarda ryszardowi ryszardem ryszardzie
Jaś jasia jasiowi jasiem jasiu
Heniek heńka heńkowi heńkiem heńku
Mieszko mieszka mieszkowi mieszkiem mieszku
Kuba kuby kubie kubę kubą kubo
""".strip().splitlines()

WOMEN = """
Anna anny annie annę anną anno
Kasia kasi kasię kasią kasiu
Zosia zosi zosię zosią zosiu
Ola oli olę olą olu
Agnieszka agnieszki agnieszce agnieszkę agnieszką agnieszko
Elżbieta elżbiety elżbiecie elżbietę elżbietą elżbieto
Małgorzata małgorzaty małgorzacie małgorzatę małgorzatą małgorzato
Maria marii marię marią mario
Maja mai maję mają maju
Alicja alicji alicję alicją alicjo
Barbara barbary barbarze barbarę barbarą barbaro
Jadwiga jadwigi jadwidze jadwigę jadwigą jadwigo
Magda magdy magdzie magdę magdą magdo
Grażyna grażyny grażynie grażynę grażyną grażyno
""".strip().splitlines()

PLACES = """
Konopnica konopnicy konopnicę konopnicą
Leśniowice leśniowic leśniowicom leśniowicami leśniowicach
Cyców cycowa cycowowi cycowem cycowie
Wólka wólki wólce wólkę wólką
Trzebownisko trzebowniska trzebownisku trzebowniskiem
Wodzisław wodzisławia wodzisławiowi wodzisławiem wodzisławiu
Łomża łomży łomżę łomżą
Kolno kolna kolnu kolnem kolnie
Zarzecze zarzecza zarzeczu zarzeczem
Łopuszno łopuszna łopusznem łopusznie
Krosno krosna krośnie
Przeworsk przeworska przeworsku przeworskiem
Przemyśl przemyśla przemyślu przemyślem
Siedlce siedlec siedlcach
Bieliny bielin bielinach bielinami
Mońki moniek mońkach
Krempna krempnej krempną
Bogoria bogorii bogorię
Małkinia małkini małkinię
Górna górnej górną
Wysokie wysokiego wysokiem wysokim
Mazowieckie mazowieckiego mazowieckiem mazowieckim
Radzyń radzynia radzyniu
Mielec mielca mielcu mielcem
Jasło jasła jaśle
Wieś wsi wsią
""".strip().splitlines()


@pytest.mark.parametrize("line", MEN)
def test_men(line: str) -> None:
    name, *cases = line.split()
    assert {name.casefold(), *cases} <= first_name_forms(name, female=False)


@pytest.mark.parametrize("line", WOMEN)
def test_women(line: str) -> None:
    name, *cases = line.split()
    assert {name.casefold(), *cases} <= first_name_forms(name, female=True)


def test_a_name_of_a_woman_on_a_consonant_has_one_form() -> None:
    assert first_name_forms("Nel", female=True) == {"nel"}


def test_the_e_that_falls_out_is_not_kept() -> None:
    # Marek: the stem is Mark-, there is no "Mareka"; Jerzy is an adjective, there is no "Jerza"
    assert not {"mareka", "pawełem"} & (
        first_name_forms("Marek", female=False) | first_name_forms("Paweł", female=False)
    )
    assert "jerza" not in first_name_forms("Jerzy", female=False)


@pytest.mark.parametrize("line", PLACES)
def test_places(line: str) -> None:
    name, *cases = line.split()
    assert {name.casefold(), *cases} <= place_forms(name)


def test_adjectives_of_powiats() -> None:
    cases = {"łęczyński", "łęczyńskiego", "łęczyńskiemu", "łęczyńskim"}
    assert cases <= adjective_forms("łęczyński")


@pytest.mark.parametrize(
    "family",
    [
        "Kowalski Kowalska Kowalskiego Kowalskiej Kowalską Kowalscy Kowalskich Kowalskim",
        "Nowak Nowaka Nowakowi Nowakiem Nowakowie Nowaków Nowakowa Nowakowej",
        "Mazurek Mazurka Mazurkowi Mazurkiem",
        "Sikora Sikory Sikorze Sikorę Sikorą",
        "Zając Zająca Zającem",
        "Stępień Stępnia Stępniowi",
        "Wojtkiewicz Wojtkiewicza Wojtkiewiczem Wojtkiewiczów",
    ],
)
def test_a_family_has_one_stem(family: str) -> None:
    assert len({surname_stem(word) for word in family.split()}) == 1


def test_two_families_have_two_stems() -> None:
    assert surname_stem("Kowalska") != surname_stem("Kowalczyk")
