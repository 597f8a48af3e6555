"""Cases of invented people as they come to a desk, each with what a good housing adviser says, and so what must and must not be
on the screen and on paper. ``docs/realistic-cases.md`` is the same list for reading.

A place is one of: ``asked`` (every page before the outcome), ``page`` (the outcome page), ``do``, ``say``, ``tell`` and
``numbers`` (its parts), ``slip``, ``easy``, ``message`` and ``card`` (what the person takes away), ``one`` (page one of the
referral's PDF), ``pack`` (every file of the pack), ``evidence``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import LONDON

Phrases = Mapping[str, tuple[str, ...]]
"""Place -> phrases, which are short and matched without regard to case."""


def at(day: str, clock: str = "10:15") -> datetime:
    """Returns that moment in London time."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON)


THURSDAY = at("2026-11-26")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: ``answers`` and ``referral`` replace values of those below; ``must`` is shown, ``never`` is not."""

    id: str
    who: str
    adviser: str
    outcome: str
    answers: Mapping[str, Answer]
    must: Phrases
    never: Phrases = field(default_factory=dict)
    referral: Mapping[str, Answer] = field(default_factory=dict)
    moment: datetime = THURSDAY


ANSWERS: Mapping[str, Answer] = {
    "emergency": "none",
    "safeguarding": "no",
    "age": "18-plus",
    "circumstances": ("none",),
    "capacity": "can-decide",
    "authority": "oxford",
    "consent": "spoken",
    "consent-contact": "yes",
    "consent-details": "all",
    "reach": "likely",
    "earlier-referral": "none",
}
"""An adult without an emergency who agrees to everything and can be reached."""

AGENCY: Mapping[str, Answer] = {
    "agency-name": "Little Hill Advice Desk",
    "body-type": "jobcentre",
    "referrer-name": "Ada Invented",
    "referrer-phone": "01632 960100",
    "referrer-email": "desk@example.org",
}
REFERRAL: Mapping[str, Answer] = {
    "full-name": "Zebedee Example",
    "phone": "07700 900123",
    "contact-method": "phone",
    "safe-to-ring": "yes",
    "agreed-reason": "threatened",
    "paper": "full",
}
HOMELESS: Mapping[str, Answer] = {"agreed-reason": "homeless"}

LEGAL_ADVICE = "Housing Loss Prevention Advice Service"
APPLY = "homelessness application now"
WAIT_TEN_DAYS = "10 December"

CASES = (
    # -- a day that is close -----------------------------------------------------------------------------------------
    Case(
        "discharge-tomorrow",
        "Hospital patient, told at four on Thursday that the bed is needed on Friday",
        "Ring today, ask whether the discharge can wait and who plans it, refer as well; the council hears before the door shuts",
        "refer",
        {"situation": "leaving-institution", "last-date": "2026-11-27", "circumstances": ("leaving-hospital",)},
        {
            "page": ("whether the discharge can wait", "Ring Oxford City Council today", "section 188", APPLY),
            "say": ("Friday 27 November 2026, tomorrow", "nowhere certain to go"),
            "one": ("Leaving hospital", "contact them today", "27 November 2026"),
            "slip": ("Oxford City Council",),
        },
        {"page": (WAIT_TEN_DAYS,), "slip": (WAIT_TEN_DAYS,), "card": (WAIT_TEN_DAYS,), "one": (WAIT_TEN_DAYS,)},
        {"current-accommodation": "general-hospital", "reachable-until": "Ward 3, until Friday 27 November"},
        at("2026-11-26", "16:05"),
    ),
    Case(
        "bailiffs-in-six-days",
        "Family with two children, bailiffs on Wednesday 2 December",
        "Ring today; free legal advice now, keep every letter; nobody chases the council after the home is gone",
        "refer",
        {
            "situation": "notice",
            "notice-type": "court-order",
            "last-date": "2026-12-02",
            "circumstances": ("children-in-household",),
            "authority": "cherwell",
        },
        {
            "page": (LEGAL_ADVICE, "Nobody has to wait for the bailiffs", "Ring Cherwell District Council today"),
            "say": ("Wednesday 2 December 2026, in 6 days", "There are children in the household", APPLY),
            "one": ("A court order, or a date for bailiffs", "Children live with them", "2 December 2026", "today"),
            "do": ("whether the order or the bailiffs can still be stopped",),
            "tell": ("Keep every letter",),
            "slip": ("do not wait",),
        },
        {"page": (WAIT_TEN_DAYS,), "slip": (WAIT_TEN_DAYS,), "card": (WAIT_TEN_DAYS,), "easy": (WAIT_TEN_DAYS,)},
        {"household": "Two children, 4 and 7"},
    ),
    Case(
        "court-date-in-fifteen-days",
        "Tenant with a date from the court, 11 December",
        "Go to the hearing with free legal advice; refer now, and ring again while there are still three working days left",
        "refer",
        {"situation": "notice", "notice-type": "court-order", "last-date": "2026-12-11"},
        {
            "page": (LEGAL_ADVICE, "go to the court hearing", "8 December"),
            "one": ("A court order, or a date for bailiffs",),
            "tell": ("go to the hearing",),
        },
        {"page": ("last night there",)},
    ),
    Case(
        "lodger-out-by-sunday",
        "Lodger, told on Thursday to be gone by Sunday",
        "A lodger has less protection: advice today, ring the council today, do not walk out before that",
        "refer",
        {"situation": "losing-home", "last-date": "2026-11-29"},
        {
            "do": ("Lodgers have fewer rights", "get advice before they leave", "Ring Oxford City Council today"),
            "say": ("Sunday 29 November 2026, in 3 days", APPLY),
            "tell": ("get advice before you leave",),
        },
        {"page": (WAIT_TEN_DAYS, "only a court order and bailiffs can end"), "slip": (WAIT_TEN_DAYS,)},
        {"current-accommodation": "lodging", "reason-for-loss": "lodging-or-licence-ends"},
    ),
    Case(
        "asylum-support-ends",
        "Refugee family whose asylum support ends on the date in the letter, 10 December",
        "Go by the letter's date, claim Universal Credit at once, Migrant Help can ask for longer; do not wait for the last day",
        "refer",
        {
            "situation": "losing-home",
            "last-date": "2026-12-10",
            "circumstances": ("asylum-support-ending", "children-in-household"),
        },
        {
            "page": ("date in the letter", "Universal Credit", "Migrant Help", "Do not wait for it"),
            "say": ("Thursday 10 December 2026, in 14 days",),
            "one": ("Asylum support is ending", "Children live with them"),
        },
        {"page": ("28 days", "56 days after"), "pack": ("recourse", "refugee")},
        {"current-accommodation": "asylum-accommodation", "reason-for-loss": "asylum-support-ends"},
    ),
    # -- notices -----------------------------------------------------------------------------------------------------
    Case(
        "section-21-nothing-in-court",
        "Private tenant with a section 21 notice of April 2026, no court claim that they know of",
        "It only counts if the claim began by 31 July 2026: get advice, stay, keep letters; refer all the same",
        "refer",
        {"situation": "notice", "notice-type": "section-21", "last-date": "2026-06-30"},
        {
            "page": (
                "only counts if the court claim began by 31 July 2026",
                "They do not have to leave on that day",
                "they are still there",
                LEGAL_ADVICE,
            ),
            "asked": ("can no longer be used unless the court claim began by 31 July 2026",),
            "tell": ("You do not have to leave on the date in a notice",),
            "one": ("A section 21 notice",),
        },
        {"page": ("valid section 8", "counts as threatened"), "slip": ("30 June",)},
    ),
    Case(
        "section-21-housing-association",
        "Housing association tenant with a section 21 notice, date in 30 days",
        "Some associations may still use it; look at the 56 days, not the notice; ask whether the landlord told the council",
        "refer",
        {
            "situation": "notice",
            "notice-type": "section-21",
            "last-date": "2026-12-26",
            "circumstances": ("registered-provider-tenant",),
        },
        {
            "page": ("Some housing associations may still use section 21", "whatever the notice is worth"),
            "do": ("They should not leave early",),
            "tell": ("You do not have to leave on the date in a notice",),
        },
        {"page": ("valid section 8", "is dead")},
        {"current-accommodation": "registered-provider-tenancy"},
    ),
    Case(
        "section-8-private",
        "Private tenant with a section 8 notice, date in 40 days",
        "Threatened with homelessness if the notice is valid and for the only home; do not leave, HLPAS from the first notice",
        "refer",
        {"situation": "notice", "notice-type": "section-8", "last-date": "2027-01-05"},
        {
            "page": ("private landlord's valid section 8 notice for the only home", "do not have to leave on that day"),
            "do": (LEGAL_ADVICE, "not to leave before they have had advice", "discretionary housing payment"),
            "one": ("A section 8 notice",),
            "tell": ("You do not have to leave on the date in a notice",),
        },
        {"page": ("last night", "Ring Oxford City Council today"), "say": ("section 188",)},
    ),
    Case(
        "section-8-housing-association",
        "Housing association tenant with a section 8 notice, date in 40 days",
        "The private-landlord rule is not theirs: likely to lose the home within 56 days is what counts; pre-eviction protocol",
        "refer",
        {
            "situation": "notice",
            "notice-type": "section-8",
            "last-date": "2027-01-05",
            "circumstances": ("registered-provider-tenant",),
        },
        {
            "page": ("whatever the notice is worth", "Pre-eviction protocol", LEGAL_ADVICE),
            "do": ("They should not leave early",),
        },
        {"page": ("private landlord's valid section 8",)},
        {"current-accommodation": "registered-provider-tenancy"},
    ),
    Case(
        "notice-date-passed-159-days-ago",
        "Private tenant still at home 159 days after the date in a section 8 notice",
        "The date was never a day to leave; stay, get advice, keep letters; refer, and do not push them out",
        "refer",
        {"situation": "notice", "notice-type": "section-8", "last-date": "2026-06-20", "authority": "cherwell"},
        {
            "page": ("159 days ago", "do not have to leave on that day", "do not tell them to leave", LEGAL_ADVICE),
            "say": ("The date in it is Saturday 20 June 2026, 159 days ago", "so that they do not lose their home"),
            "one": ("A section 8 notice: the date is the one in the notice",),
            "tell": ("You do not have to leave on the date in a notice",),
        },
        {"page": ("any day", "have to leave is"), "slip": ("20 June",)},
    ),
    Case(
        "hostel-other-notice",
        "Woman in a hostel with a letter to leave in three weeks",
        "Ask whether the hostel began its pre-eviction steps, but only with her agreement; get advice before leaving",
        "refer",
        {
            "situation": "notice",
            "notice-type": "other-notice",
            "last-date": "2026-12-17",
            "circumstances": ("supported-housing",),
        },
        {
            "page": ("If they agree, talk to the staff", "Pre-eviction protocol", "get advice before they leave"),
            "one": ("A notice or letter asking them to leave",),
        },
        {"page": ("only a court order and bailiffs can end",)},
        {"current-accommodation": "supported-housing"},
    ),
    Case(
        "court-order-basics-only",
        "Man with a date for bailiffs who agrees to the basics only",
        "Refer with name, way to reach him, reason and day; say nothing of the court or the family, on the phone either",
        "refer",
        {
            "situation": "notice",
            "notice-type": "court-order",
            "last-date": "2026-12-04",
            "circumstances": ("children-in-household", "pregnant"),
            "consent-details": "minimum-only",
        },
        {
            "say": ("The date that matters is Friday 4 December 2026", APPLY),
            "do": ("on the phone too",),
            "one": ("NOT agreed, so left out", "4 December 2026"),
        },
        {
            "say": ("bailiffs", "court order", "children", "pregnant"),
            "pack": ("bailiffs", "court-order", "children", "Someone is pregnant", "Two sons"),
        },
        {"household": "Two sons", "risk-notes": "A dog that bites"},
    ),
    # -- young people ------------------------------------------------------------------------------------------------
    Case(
        "seventeen-friday-evening",
        "17, thrown out by a stepfather on Friday at half past eight",
        "Children's social care tonight through the Emergency Duty Team, section 20; nobody leaves them alone; housing later",
        "childrens-services",
        {
            "emergency": "nowhere-tonight",
            "after-call": "no-answer-or-refused",
            "age": "16-17",
            "children-first": "stop-here",
        },
        {
            "page": ("0800 833 408", "section 20", "Do not leave them alone", "Childline", "Centrepoint"),
            "say": ("Please assess them under section 20", "Where will they sleep tonight"),
            "tell": ("0800 1111",),
            "slip": ("0800 833 408",),
        },
        {"page": ("Fill in the referral",), "say": ("sleeping rough",)},
        moment=at("2026-11-27", "20:30"),
    ),
    Case(
        "seventeen-referred-as-well",
        "17, on a friend's sofa, wants housing told too, Friday morning",
        "Children's social care first and section 20, then housing; page one says 16 or 17",
        "refer",
        {"age": "16-17", "children-first": "refer-too", "situation": "homeless-now"},
        {
            "do": ("ask for an assessment under section 20", "person in charge of homelessness"),
            "page": ("It may not just send them to housing", "Childline", "Centrepoint"),
            "asked": ("Children's social care comes first",),
            "say": ("Please assess them under section 20", "If it cannot act tonight, please give them a place"),
            "one": ("Aged 16 or 17",),
        },
        {"page": ("sleeps outside",)},
        {**HOMELESS, "current-accommodation": "with-friends"},
        at("2026-11-27", "10:30"),
    ),
    Case(
        "sixteen-with-a-child",
        "16, with a baby of five months, told to leave by her mother today",
        "Two children: children's social care first, for both; then the council today",
        "refer",
        {
            "age": "16-17",
            "children-first": "refer-too",
            "situation": "homeless-now",
            "circumstances": ("children-in-household",),
            "consent-details": "household-only",
        },
        {
            "do": ("section 20", APPLY),
            "say": ("There are children in the household",),
            "one": ("Aged 16 or 17", "Children live with them"),
            "page": ("If a child may have no home or be at risk",),
        },
        {"pack": ("Feels low",)},
        {**HOMELESS, "household": "A baby of five months", "risk-notes": "Feels low since the birth"},
    ),
    Case(
        "care-leaver-19",
        "Care leaver of 19 losing a room in three weeks",
        "Personal adviser if they agree, priority need at 18 to 20, connection with the whole county, Centrepoint",
        "refer",
        {"situation": "losing-home", "last-date": "2026-12-17", "circumstances": ("leaving-care",)},
        {
            "page": ("personal adviser", "if they agree", "18 to 20 can be in priority need", "Centrepoint"),
            "one": ("was in care as a child",),
        },
        {"page": ("cannot be intentionally", "Childline")},
    ),
    # -- no recourse -------------------------------------------------------------------------------------------------
    Case(
        "no-recourse-with-children",
        "Mother with two children and no recourse to public funds, out in ten days",
        "Children's social care and an immigration adviser before a request for housing; never write the status",
        "refer",
        {
            "situation": "losing-home",
            "last-date": "2026-12-06",
            "circumstances": ("no-recourse-to-public-funds", "children-in-household"),
        },
        {
            "do": ("Before you ask for housing, help them to get immigration advice", "children's social care"),
            "page": ("Children's social care can help a family", "Never write their status"),
            "one": ("Children live with them",),
        },
        {"pack": ("recourse", "public funds", "immigration", "visa"), "slip": ("immigration",)},
        {"household": "Two children, 3 and 9"},
    ),
    Case(
        "no-recourse-alone-and-rough",
        "Man alone with no recourse to public funds, sleeping in a doorway",
        "Immigration advice and adult social care if he has care needs; emergency beds in freezing weather ask no status; ring today",
        "refer",
        {"situation": "homeless-now", "circumstances": ("no-recourse-to-public-funds", "rough-sleeping")},
        {
            "do": ("immigration advice", "adult social care", "Ring Oxford City Council today"),
            "page": ("emergency beds, which are for anyone", "OxSPOT"),
            "one": ("Sleeping rough, or may have to",),
        },
        {"pack": ("recourse", "public funds", "immigration"), "tell": ("recourse",)},
        {**HOMELESS, "current-accommodation": "rough-sleeping"},
    ),
    # -- abuse -------------------------------------------------------------------------------------------------------
    Case(
        "partner-reads-the-post",
        "Woman whose partner reads the post and checks her phone; she may be put out in January",
        "Plain card or nothing, safe way first, never that address; abuse lines; nobody told that she came",
        "refer",
        {"situation": "losing-home", "last-date": "2027-01-09", "circumstances": ("domestic-abuse-history",)},
        {
            "page": ("National Domestic Abuse Helpline", "tell nobody that they came", "safe way to reach them first"),
            "one": ("use only the safe ways", "Never contact them here", "Through her sister"),
            "card": ("To ring",),
        },
        {
            "card": ("council", "homeless", "referral", "abuse", "Zebedee", "Little Hill"),
            "pack": ("next-steps",),
        },
        {
            "paper": "plain-card",
            "contact-method": "someone-else",
            "safe-to-ring": "no",
            "alternative-contact-name": "Through her sister, Grace Sample",
            "alternative-contact-phone": "07700 900456",
            "may-say-who-is-calling": "no",
            "do-not-contact-at": "14 Invented Row: he opens all letters",
            "phone": "",
        },
    ),
    Case(
        "fleeing-tonight-basics-only",
        "Woman fleeing abuse tonight who agrees to the referral and nothing more",
        "Ring first: refuge line and council; the council hears that she cannot go home, and no more; place to stay tonight",
        "refer",
        {
            "emergency": "fleeing-abuse",
            "after-call": "refer-too",
            "situation": "cannot-stay",
            "authority": "cherwell",
            "consent-details": "minimum-only",
        },
        {
            "say": ("cannot go home, because it is not safe", "do not ring the place they left", "section 188"),
            "numbers": ("National Domestic Abuse Helpline", "01295 221531"),
            "one": ("contact them today",),
            "card": ("01295 221531",),
        },
        {
            "say": ("flee abuse",),
            "pack": ("abuse", "fleeing", "His name is"),
            "card": ("council", "homeless"),
        },
        {
            **HOMELESS,
            "paper": "plain-card",
            "reason-for-loss": "domestic-abuse",
            "risk-notes": "His name is on the tenancy",
            "may-say-who-is-calling": "no",
        },
        at("2026-11-27", "21:40"),
    ),
    Case(
        "man-fleeing-abuse",
        "Man fleeing a violent wife, Monday afternoon",
        "Believed like anybody, no proof; the Men's Advice Line as well as the national helpline; council today",
        "refer",
        {"emergency": "fleeing-abuse", "after-call": "refer-too", "situation": "homeless-now"},
        {
            "numbers": ("Men's Advice Line", "National Domestic Abuse Helpline", "Oxfordshire Domestic Abuse Service"),
            "page": ("Nobody has to stay in a home where abuse is likely",),
            "say": ("They have had to flee abuse", APPLY),
            "one": ("Fleeing abuse: use only the safe ways",),
        },
        {"page": ("proof of abuse is needed",), "card": ("abuse",)},
        {**HOMELESS, "paper": "plain-card", "may-say-who-is-calling": "ask"},
        at("2026-11-30", "14:00"),
    ),
    Case(
        "lgbt-person-and-a-violent-family",
        "Young gay man of 20, hurt by his brothers, staying with a friend",
        "Galop knows this; any violence at home counts; ask alone which way is safe",
        "refer",
        {"situation": "cannot-stay", "circumstances": ("domestic-abuse-history",), "authority": "west-oxfordshire"},
        {
            "numbers": ("Galop", "National Domestic Abuse Helpline"),
            "page": ("only when they are alone",),
            "one": ("use only the safe ways", "Do not leave a message"),
        },
        {"pack": ("gay", "LGBT")},
        {**HOMELESS, "paper": "none", "safe-to-leave-message": "no"},
        at("2026-11-30", "11:00"),
    ),
    Case(
        "safe-phone-only-in-the-mornings",
        "Woman with abuse behind her, safe to ring only from nine to eleven",
        "The officer reads the hours and what not to do before anything else",
        "refer",
        {"situation": "at-risk-later", "circumstances": ("domestic-abuse-history",)},
        {
            "one": ("Only from 9 to 11", "Do not send a text", "Do not leave a message", "use only the safe ways"),
            "do": ("Put the safe way to reach them first",),
            "page": ("National Domestic Abuse Helpline", "Early help works best"),
        },
        {"slip": ("Scan",), "card": ("abuse", "homeless")},
        {
            "agreed-reason": "early-help",
            "paper": "plain-card",
            "contact-notes": "Only from 9 to 11 in the morning",
            "safe-to-text": "no",
            "safe-to-leave-message": "no",
        },
    ),
    Case(
        "partner-visa",
        "Woman on a partner's visa who has left him and sleeps on a friend's floor",
        "Abuse lines, an immigration adviser before housing, status never on paper; ring the council today all the same",
        "refer",
        {
            "situation": "homeless-now",
            "circumstances": ("domestic-abuse-history", "no-recourse-to-public-funds"),
            "authority": "south-oxfordshire",
        },
        {
            "page": ("partner's visa, an immigration adviser may help", "National Domestic Abuse Helpline"),
            "do": ("Before you ask for housing, help them to get immigration advice",),
        },
        {"pack": ("visa", "recourse", "immigration")},
        {**HOMELESS, "paper": "plain-card"},
    ),
    Case(
        "modern-slavery",
        "Man who got away from a farm where he was made to work; household facts only",
        "Talk alone, the Modern Slavery Helpline, a first responder with his agreement; card, not slip; no hint in the pack",
        "refer",
        {"situation": "homeless-now", "circumstances": ("modern-slavery",), "consent-details": "household-only"},
        {
            "page": ("08000 121 700", "National Referral Mechanism only if they agree", "first responder"),
            "do": ("Put the safe way to reach them first",),
            "say": ("Please do not tell anyone about this",),
            "one": ("NOT agreed, so left out",),
        },
        {"pack": ("slavery", "trafficking", "the farm"), "card": ("slavery", "council"), "say": ("slavery",)},
        {**HOMELESS, "paper": "plain-card", "risk-notes": "The men from the farm look for him"},
    ),
    # -- being able to decide ----------------------------------------------------------------------------------------
    Case(
        "drunk-at-the-desk",
        "Man who slept in the park, too drunk to follow at half past nine",
        "Not today and not never: when to come back, where he is safe until then, when it is 999",
        "ask-again",
        {
            "situation": "homeless-now",
            "circumstances": ("rough-sleeping",),
            "capacity": "doubt",
            "capacity-support": "come-back-later",
        },
        {
            "asked": ("ring 999 now", "Agree when to come back", "cannot be woken"),
            "page": ("Agree a day and a time", "Make it soon"),
            "tell": (APPLY, "decision in writing, with the reason", "Nobody has to sleep rough"),
            "numbers": ("Samaritans", "NHS 111", "01865 249811"),
        },
        {"evidence": ("drunk", "rough"), "page": ("alcoholic",)},
        HOMELESS,
        at("2026-11-26", "09:30"),
    ),
    Case(
        "dementia-cannot-decide",
        "Woman of 81 with dementia, brought in by a neighbour, her tenancy ended last week",
        "Adult social care today, an advocate, an attorney or deputy; a safe place for tonight; no label on paper",
        "lacks-capacity",
        {"situation": "homeless-now", "capacity": "doubt", "capacity-support": "cannot-decide"},
        {
            "page": ("0345 050 7666", "advocate", "attorney", "Do not leave them without a safe place for tonight"),
            "say": ("Where can they be safe tonight",),
            "numbers": ("01865 249811",),
            "slip": ("0345 050 7666",),
        },
        {"evidence": ("dementia",), "page": ("go home", APPLY)},
        HOMELESS,
    ),
    Case(
        "decides-with-support",
        "Man with a learning disability who decides once it is drawn for him",
        "His choice counts as anybody's; nothing of the doubt leaves the desk; easy read",
        "refer",
        {
            "situation": "losing-home",
            "last-date": "2027-01-20",
            "capacity": "doubt",
            "capacity-support": "decides-with-support",
        },
        {
            "page": ("How you helped them to decide",),
            "easy": ("A worker from Oxford City Council", "You can say no."),
            "one": ("Easy read",),
        },
        {"pack": ("capacity", "doubt", "with support"), "say": ("decide",)},
        {"communication-needs": ("easy-read",)},
    ),
    # -- leaving somewhere -------------------------------------------------------------------------------------------
    Case(
        "release-saturday-26-december",
        "Man whose release date reads Saturday 26 December, a month ahead",
        "Have the date checked; how to reach him inside and after; CAS3 through probation; nothing about the offence",
        "refer",
        {"situation": "leaving-institution", "last-date": "2026-12-26", "circumstances": ("leaving-prison",)},
        {
            "page": ("CAS3", "Write nothing about the offence", "how to reach them until they leave"),
            "one": ("Leaving prison or custody", "26 December 2026", "Through the wing office", "Probation in"),
            "tell": ("Before you leave, make sure that they know how to reach you",),
        },
        {"page": ("last night there",), "pack": ("MAPPA",)},
        {
            "current-accommodation": "custody",
            "reachable-until": "Through the wing office",
            "reachable-after": "Probation in Invented Street",
        },
    ),
    Case(
        "released-yesterday",
        "Man released yesterday who slept in a bus shelter",
        "Homeless now: ring today, place to stay, priority need for the council to judge; probation can still arrange CAS3",
        "refer",
        {"situation": "homeless-now", "circumstances": ("leaving-prison", "rough-sleeping"), "authority": "cherwell"},
        {
            "page": ("CAS3", "Ring Cherwell District Council today"),
            "say": ("They are sleeping rough, or may have to tonight", APPLY, "section 188"),
            "one": ("Leaving prison or custody", "Sleeping rough, or may have to", "contact them today"),
        },
        {"page": ("The date for them to leave",)},
        {**HOMELESS, "current-accommodation": "rough-sleeping"},
    ),
    Case(
        "approved-premises-end",
        "Woman whose twelve weeks in approved premises end in five weeks",
        "Refer now, say the premises and areas to keep out of, no offence; time there may not count as connection",
        "refer",
        {"situation": "leaving-institution", "last-date": "2026-12-30", "circumstances": ("leaving-prison",)},
        {
            "page": ("approved premises", "keep out of some areas", "nothing about the offence"),
            "one": ("30 December 2026",),
        },
        {"pack": ("offence",)},
    ),
    Case(
        "hospital-no-phone",
        "Patient without a phone or address, discharge not fixed",
        "A ward number and somebody for afterwards; refer and go there with him",
        "refer",
        {
            "situation": "leaving-institution",
            "last-date": "not-known",
            "circumstances": ("leaving-hospital",),
            "reach": "unlikely",
            "assist": "refer-and-assist",
        },
        {
            "do": ("Help them to go there too", "second way to reach them", "how to reach them until they leave"),
            "page": ("whether the discharge can wait",),
            "one": ("Grace Sample, ward clerk", "01632 960300", "No date is known"),
        },
        {"page": ("Give the date they leave is",)},
        {
            "phone": "",
            "safe-to-ring": "",
            "contact-method": "someone-else",
            "alternative-contact-name": "Grace Sample, ward clerk",
            "alternative-contact-phone": "01632 960300",
            "agreed-reason": "may-be-either",
        },
    ),
    Case(
        "veteran",
        "Former soldier, out for twelve years, in his car",
        "Op FORTITUDE beside the council and not instead; service can count for connection; ring today",
        "refer",
        {
            "situation": "homeless-now",
            "circumstances": ("leaving-forces", "rough-sleeping"),
            "authority": "south-oxfordshire",
        },
        {
            "page": ("Op FORTITUDE", "as well as the council", "not from inside prison"),
            "one": ("Leaving, or has left, the armed forces",),
            "say": (APPLY,),
        },
        {"page": ("The Ministry of Defence must refer",)},
        HOMELESS,
    ),
    # -- homeless now ------------------------------------------------------------------------------------------------
    Case(
        "oxford-nobody-answers-at-night",
        "Couple with nowhere to sleep, 23:40 on a Thursday in Oxford; the emergency line rang out",
        "The next number, the county's Emergency Duty Team, who decides, the decision in writing; keep ringing",
        "refer",
        {"emergency": "nowhere-tonight", "after-call": "no-answer-or-refused", "situation": "homeless-now"},
        {
            "page": ("0800 833 408", "Keep ringing", "next number"),
            "say": (
                "They have nowhere safe to sleep tonight",
                "decision in writing, with the reason",
                "who should I ring next",
            ),
            "asked": ("You do not have to give their name",),
            "one": ("contact them today", "Nowhere safe to sleep"),
            "slip": ("0800 833 408", "999"),
        },
        {"page": ("in the morning",)},
        HOMELESS,
        at("2026-11-26", "23:40"),
    ),
    Case(
        "christmas-day",
        "Woman turned out on Christmas Day at two in the afternoon",
        "Councils must be reachable: the out-of-hours line, then the duty team; no working day is waited for",
        "refer",
        {
            "emergency": "nowhere-tonight",
            "after-call": "refer-too",
            "situation": "homeless-now",
            "authority": "vale-of-white-horse",
        },
        {
            "numbers": ("01235 422420",),
            "do": ("Ring Vale of White Horse District Council today", "01235 422420"),
            "say": (APPLY, "section 188"),
        },
        {"page": ("on Monday",)},
        HOMELESS,
        at("2026-12-25", "14:00"),
    ),
    Case(
        "fire",
        "Family burnt out of a flat on Saturday night",
        "999 if it still burns; the council's out-of-hours line; fire is priority need for the council; place to stay tonight",
        "refer",
        {
            "emergency": "fire-or-flood",
            "after-call": "refer-too",
            "situation": "cannot-stay",
            "circumstances": ("children-in-household",),
            "authority": "cherwell",
        },
        {
            "numbers": ("999", "01295 221531"),
            "say": ("A fire or flood has driven them out", APPLY, "section 188"),
            "one": ("Driven out by a fire or flood", "Children live with them", "contact them today"),
        },
        {"page": (WAIT_TEN_DAYS,)},
        HOMELESS,
        at("2026-11-28", "22:10"),
    ),
    Case(
        "flood",
        "Old man whose bungalow flooded on Sunday; does not want to be referred",
        "His right; numbers and the words to ask himself; nothing is sent; ask again",
        "no-consent",
        {
            "emergency": "fire-or-flood",
            "after-call": "refer-too",
            "situation": "losing-home",
            "last-date": "not-known",
            "authority": "south-oxfordshire",
            "consent": "refused",
        },
        {
            "do": ("The emergency goes on", "Ask gently"),
            "tell": (APPLY, "decision in writing, with the reason"),
            "numbers": ("01235 422410",),
            "slip": ("You said no", "01235 422410"),
        },
        {"page": ("Refer them now",), "slip": ("will try to",)},
        moment=at("2026-11-29", "13:00"),
    ),
    Case(
        "boat-without-a-mooring",
        "Couple on a narrowboat moved on from every mooring",
        "A boat with nowhere lawful to keep it and live in it is homeless in law",
        "refer",
        {"situation": "cannot-stay", "authority": "west-oxfordshire"},
        {
            "asked": ("no lawful place to keep their boat",),
            "page": ("They may be homeless now", "nowhere to keep the boat or caravan"),
            "say": (APPLY,),
        },
        {"page": ("sleep outside", "sleeping rough, or")},
        HOMELESS,
        at("2026-11-26", "15:10"),
    ),
    Case(
        "sofa-surfing",
        "Woman moving between friends' sofas since August",
        "Homeless in law though she has a roof tonight; nobody has to sleep rough first",
        "refer",
        {"situation": "homeless-now"},
        {
            "asked": ("friends' sofas",),
            "page": ("even with a roof over their head", "Nobody has to sleep rough to get help"),
            "say": ("They have no home that they can live in now", APPLY),
        },
        {"say": ("sleeping rough", "sleep outside"), "one": ("Sleeping rough",)},
        {**HOMELESS, "current-accommodation": "with-friends"},
    ),
    Case(
        "already-referred-homeless-tonight",
        "Man referred by the hospital on Monday, homeless tonight",
        "No second form; but ring today, apply now, ask for a place to stay; the reply need not be awaited",
        "already-referred",
        {"situation": "homeless-now", "authority": "cherwell", "earlier-referral": "waiting-in-time"},
        {
            "do": (
                "this cannot wait for the reply",
                "Find the code",
                "Check that Cherwell District Council has the right",
            ),
            "say": ("already been referred", APPLY, "section 188", "decision in writing, with the reason"),
            "tell": ("do not wait",),
        },
        {"page": ("Fill in the referral",), "tell": ("you must wait",)},
        HOMELESS,
        at("2026-11-26", "16:30"),
    ),
    Case(
        "wants-a-far-council",
        "Woman homeless in Oxford who wants to go back to Leeds",
        "Refer there, her choice; but she is here tonight and a council here can help",
        "other-authority",
        {"situation": "homeless-now", "authority": "elsewhere-england"},
        {
            "do": ("Look up how the council they choose takes referrals", "a council here can help too"),
            "say": (APPLY, "section 188"),
            "numbers": ("01865 249811", "Shelter"),
            "tell": ("Ask the nearest council for help",),
        },
        {"page": ("They must go to",)},
        HOMELESS,
    ),
    Case(
        "far-council-discharge-monday",
        "Patient leaving on Monday who wants a council elsewhere",
        "Refer there and ring there today; keep numbers here for the night it may go wrong",
        "other-authority",
        {
            "situation": "leaving-institution",
            "last-date": "2026-11-30",
            "circumstances": ("leaving-hospital",),
            "authority": "elsewhere-england",
        },
        {"numbers": ("01865 249811",), "do": ("Ring the council they choose today",), "one": ("30 November 2026",)},
        {"page": (WAIT_TEN_DAYS,), "slip": (WAIT_TEN_DAYS,)},
    ),
    Case(
        "wants-wales",
        "Man homeless in Banbury who wants to go to Cardiff",
        "English referral does not go there: ring there together; tonight a council here can help",
        "outside-england",
        {"situation": "homeless-now", "authority": "outside-england"},
        {
            "page": ("only goes to a council in England", "a council here can help while they are here"),
            "numbers": ("01295 753751", "Shelter"),
            "tell": (APPLY, "section 188", "in writing"),
            "slip": ("01295 753751",),
        },
        {"page": ("Refer them now",)},
        HOMELESS,
    ),
    # -- no, not yet, my own way -------------------------------------------------------------------------------------
    Case(
        "refuses-with-children",
        "Father of three who refuses to be referred, out in a week",
        "His right, nothing is sent; the children may lose their home: safeguarding lead today; numbers to take along",
        "no-consent",
        {
            "situation": "losing-home",
            "last-date": "2026-12-03",
            "circumstances": ("children-in-household",),
            "consent": "refused",
        },
        {
            "do": ("talk to your safeguarding lead today", "0345 050 7666", "Give them the numbers"),
            "page": ("That is their right", "Nothing is sent"),
            "tell": ("ask any council in England", "change your mind", "get advice before you leave"),
            "numbers": ("01865 249811",),
        },
        {"page": ("they must agree or",), "slip": ("will try to",)},
    ),
    Case(
        "no-to-sharing-contact",
        "Woman homeless tonight who agrees to the referral but not to how she is reached",
        "Without a way to reach her there is no referral: offer a safe way, and the words to ask herself",
        "no-consent",
        {"situation": "homeless-now", "consent-contact": "no"},
        {
            "do": ("A safe phone number, a friend's address or your own office",),
            "page": ("Without that there can be no referral",),
            "tell": (APPLY, "section 188", "in writing", "in charge"),
            "numbers": ("01865 249811",),
        },
        {"page": ("Fill in the referral",)},
        HOMELESS,
    ),
    Case(
        "goes-there-herself",
        "Woman who never answers calls and wants to go to the council herself",
        "Her choice; ring ahead, go with her, write down what was done; nobody claims the duty was met",
        "assist-direct",
        {
            "situation": "homeless-now",
            "authority": "cherwell",
            "reach": "unlikely",
            "assist": "person-prefers-direct",
        },
        {
            "do": (
                "Ring Cherwell District Council now",
                "Go with them",
                "If they have no papers, they should still go",
            ),
            "say": ("I want to make a homelessness application",),
            "tell": ("We have not sent a referral", APPLY, "in writing"),
            "evidence": ("assist-direct", "Referral: None was made"),
        },
        {"page": ("duty is met", "duty was met"), "evidence": ("duty was met", "duty is met")},
        HOMELESS,
    ),
    Case(
        "harm-not-yet-reported",
        "Mother and child, bruises on the child, losing the flat in two weeks",
        "Report the harm first, today; then the referral; the report never goes into it",
        "refer",
        {
            "safeguarding": "yes-not-yet",
            "situation": "losing-home",
            "last-date": "2026-12-10",
            "circumstances": ("children-in-household",),
        },
        {
            "do": ("Report your worry about harm now",),
            "page": ("The housing referral does not report it",),
            "asked": ("Report it now, before you go on",),
        },
        {"pack": ("safeguarding", "harm", "yes-not-yet"), "slip": ("harm",)},
    ),
    Case(
        "danger-but-home-not-at-risk",
        "Man threatened in the street, his home is safe",
        "999 first; no referral; make sure that he is safe before he goes",
        "advice-only",
        {"emergency": "danger", "after-call": "refer-too", "situation": "not-at-risk"},
        {
            "do": ("Make sure that they are safe before they go",),
            "numbers": ("999",),
            "tell": ("free advice about housing",),
        },
        {"page": ("Refer them now",)},
    ),
    Case(
        "help-is-coming",
        "Woman hurt by her partner; police are on the way",
        "Stay with her, do not ring that home, ask about housing another time",
        "phone-now",
        {"emergency": "fleeing-abuse", "after-call": "stop-here"},
        {
            "do": ("Stay with them until help arrives", "do not ring that home"),
            "numbers": ("999", "National Domestic Abuse Helpline"),
            "tell": ("We have not sent the council anything",),
        },
        {"page": ("Fill in the referral",)},
        {"paper": "none"},
        at("2026-11-26", "18:30"),
    ),
    # -- others ------------------------------------------------------------------------------------------------------
    Case(
        "pregnant-household-only",
        "Pregnant woman with a toddler, health kept to herself, out in three weeks",
        "Who lives with her decides which place fits: the council hears of the child and the pregnancy, not of her health",
        "refer",
        {
            "situation": "losing-home",
            "last-date": "2026-12-17",
            "circumstances": ("pregnant", "children-in-household"),
            "consent-details": "household-only",
        },
        {
            "one": ("Children live with them", "Someone is pregnant", "A girl of 2", "NOT agreed, so left out"),
            "do": ("Leave out health, support needs and risks, on the phone too",),
            "page": ("can mean a priority need",),
        },
        {"pack": ("Epilepsy", "Physical"), "say": ("health",)},
        {
            "household": "A girl of 2, a baby due in March",
            "risk-notes": "Epilepsy",
            "support-needs": ("physical-health",),
        },
    ),
    Case(
        "deaf-person",
        "Deaf man, British Sign Language, losing his flat in seven weeks",
        "A trained interpreter, never family; 999 BSL; the council may not just ring",
        "refer",
        {"situation": "losing-home", "last-date": "2027-01-14"},
        {
            "page": ("999 BSL", "The same goes for sign language", "never use family"),
            "one": ("British Sign Language", "A text is safe"),
            "slip": ("send you a text message",),
        },
        {"one": ("Ringing is safe",), "slip": ("try to ring you",)},
        {
            "contact-method": "text",
            "safe-to-ring": "no",
            "safe-to-text": "yes",
            "communication-needs": ("bsl",),
        },
    ),
    Case(
        "at-risk-in-five-months",
        "Man whose job with a flat ends in April",
        "Early help works best: refer now, no need to wait for the 56 days",
        "refer",
        {"situation": "losing-home", "last-date": "2027-04-26"},
        {
            "page": ("There is still time", "Early help works best", "The 56 days before it begin on"),
            "one": ("26 April 2027",),
        },
        {"page": ("Ring Oxford City Council today", "section 188", "too early"), "one": ("contact them today",)},
        {"agreed-reason": "early-help", "current-accommodation": "tied-or-forces"},
    ),
    Case(
        "council-tenant-in-arrears",
        "Council tenant six weeks behind with the rent, no notice yet",
        "The landlord's own team first, discretionary housing payment, debt advice; refer early all the same",
        "refer",
        {"situation": "at-risk-later", "circumstances": ("council-tenant",)},
        {
            "do": ("discretionary housing payment", "free debt advice"),
            "page": ("Refer them all the same", "Tenants at Risk meeting"),
        },
        {"page": ("evicted",)},
        {"agreed-reason": "early-help", "current-accommodation": "council-tenancy"},
    ),
)
