"""The door for quotations: masked under every profile, and none from a small group in public.

The border: decides and masks; what it lets out must still be read by a person, as ``personal``
says.
"""

from collections.abc import Iterable, Sequence

from kooperacja_eval.disclosure.messages import unknown_profile
from kooperacja_eval.disclosure.personal import find_personal
from kooperacja_eval.disclosure.personal_findings import Finding, joined
from kooperacja_eval.disclosure.personal_masking import Pseudonyms, mask
from kooperacja_eval.disclosure.personal_names import NameList
from kooperacja_eval.disclosure.release import PROFILES
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.sections import Disclosure, Profile
from kooperacja_eval.text import Lang


def release_quotation(
    text: str,
    *,
    participants: int | None,
    rules: Disclosure,
    names: NameList,
    profile: Profile | None = None,
    places: Sequence[str] = (),
    known: Pseudonyms | None = None,
    around: Iterable[Finding] = (),
    lang: Lang = "pl",
) -> str | None:
    """Let a quotation of a focus group out as far as a profile allows.

    Parameters
    ----------
    text : str
        The quotation.
    participants : int or None
        How many people took part in the group; None where it is unknown.
    rules : Disclosure
        Profile and threshold of the study.
    names : NameList
        First names and places.
    profile : {"internal", "public"}, optional
        Instead of the profile of the rules.
    places : sequence of str
        Further places in the nominative.
    known : Pseudonyms, optional
        Numbers of persons and places in the whole document.
    around : iterable of Finding
        What was found in the whole document where the quotation stands, as ``cut`` returns it: a
        telephone number that the quotation cuts through is known by its other half.
    lang : {"pl", "en"}
        Language of the masks.

    Returns
    -------
    str or None
        The masked quotation, certain and uncertain findings alike; None under ``public`` where the
        group is smaller than the threshold or its size is unknown.

    Raises
    ------
    DisclosureError
        For an unknown profile.
    """
    chosen: str = profile or rules.profile
    if chosen not in PROFILES:
        raise DisclosureError(unknown_profile(chosen, PROFILES))
    if chosen == "public" and (participants is None or participants < rules.threshold):
        return None
    found = find_personal(text, names=names, places=places, known=known, lang=lang)
    return mask(text, joined([*around, *found]), known=known)
