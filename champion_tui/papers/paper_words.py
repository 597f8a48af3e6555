"""Every word that council papers and records add to the case and the data. The words of the slips are in ``data/languages/en.po``.

The paper that uses a line fills in the braces.
"""

THEIR_COUNCIL = "the council they chose"

# -- the referral ---------------------------------------------------------------------------------------------------

REFERRAL_TITLE = "Referral to {council}"
SEE = "See {files}."
ASK_REFERRER = "Ask the referrer how it is written."
WRITTEN_OTHERWISE = "They write it in letters that no font here has. {elsewhere}"
NEEDS = "NEEDS: {needs}"
FOOTER = "{reference}. Made on {moment}."
LEGAL_DUTY = "A public body's duty to refer, Housing Act 1996 s.213B"
VOLUNTARY = "A voluntary referral, outside the duty in Housing Act 1996 s.213B"
NOT_AN_APPLICATION = "This referral is not a homelessness application."
NOT_GIVEN = "Not given"
NOT_SHARED = "They have not agreed to share this"
MORE_BELOW = "{start} (more below)"
H_WHERE = "Where now"
H_BY_WHEN = "By when"
H_ASKED = "What is asked"
H_REACH = "How to reach them"
H_HAPPENED = "What happened"
H_REFERRED_BY = "Referred by"
H_AGREED = "Agreed"
KNOWN_AS = "Known as {name}"
KNOWN_AS_UNSEEN = "Known as: {name}"
IN_LATIN = "In Latin letters {name}"
BORN = "Born {day}"
DATE_AHEAD = "{days} from the day this was made."
DATE_TODAY = "That is the day this was made."
DATE_PASSED = "This day has passed."
NOTICE_PASSED = "The date in the notice has passed. They may still live there."
DATE_CLOSED = "That day is {why}. The last working day before it is {before}."
RELEASE_MOVES = "That day is {why}: expect the release on {day} at the latest. The prison says which day."
RELEASE_MOVES_EARLY = (
    "That day is {why}: expect the release on {day} at the latest, perhaps on {early}. The prison says which day."
)
RELEASE_EARLY = "The release may be brought forward, perhaps to {early}. The prison says which day."
NO_DATE = "No date is known"
ASAP = "Please contact them as soon as you can"
TODAY = "This cannot wait: please contact them today"
CONTACT_BY = "Please contact them by {day}"
SENT_TO_YOU = "sent to you on {sent}."
IF_SENT = "if this reached you on {today}."
FIRST_CHOICE = "Their choice: {method}"
NO_CHOICE = "They named no way that they prefer."
REACH_LABELS = {
    "Phone": ("phone",),
    "E-mail": ("email",),
    "Letters to": ("postal-address",),
    "Or through": ("alternative-contact-name", "alternative-contact-phone"),
    "When and how": ("contact-notes",),
    "For now": ("reachable-until",),
    "After that": ("reachable-after",),
}
ALSO_LABELS = {"With them": ("household",), "Risks": ("risk-notes",)}
INTERPRETER = "Interpreter: {language}"
NEED_SHORT = {"interpreter": "Interpreter", "wheelchair": "Wheelchair access", "other": "Something else: see below"}
AGREED_PARTS = {
    "household": "Household and any pregnancy, where they stay or what they leave, and why they may lose it",
    "details": "Health, support needs and risks",
}
PART_AGREED = "{part}: agreed."
PART_HELD = "{part}: NOT agreed, so left out."
H_TOLD = "They told us"
AGREED_HOW = "To this referral, {how}, and to sharing how to reach them."
NO_BODY = "The kind of referring body is not given"
OFFICER_TITLES = {"agency": "Who is referring"}
OFFICER_LABELS = {
    "agency-name": "Organisation",
    "full-name-latin": "Full name in Latin letters",
    "referrer-name": "Name",
    "referrer-role": "Job",
    "referrer-phone": "Work phone",
    "referrer-email": "Work e-mail",
    "agreed-reason": "Reason agreed with them",
    "contact-notes": "When and how, safely",
    "safe-to-ring": "Safe to ring",
    "safe-to-text": "Safe to send a text",
    "safe-to-leave-message": "Safe to leave a message",
    "may-say-who-is-calling": "You may say you are the council",
    "alternative-contact-name": "Someone who passes on a message",
    "reachable-until": "Until when, and where",
    "reachable-after": "How to reach them after that",
    "communication-needs": "Talking, reading or hearing",
    "household": "Who lives with them",
    "reason-for-loss": "Why the home is being lost",
    "duty-owed": "Duty owed",
    "duty-began": "Day on which that duty began",
    "what-comes-next": "What the housing authority means to do next",
    "attachments": "What the referrer sends with it",
}
STEP_NOT_GIVEN = "Not given: {labels}."
STEP_HELD = "Left out, not agreed to share: {labels}."

H_CHANGED_FACTS = "Change in relevant facts"
EARLIER = "Referred to you before, on {day} (our reference {reference}{code})."
EARLIER_CODE = ", your code {code}"
CHANGED_FACTS = {
    "last-date": "Last day: now {now}, then {before}.",
    "stage": "How soon: now {now}, then {before}.",
    "situation": "Why: now “{now}”, then “{before}”.",
}
"""By what has changed. Another council is not told of an earlier referral, so there are no words for a change of council."""

NOT_KNOWN_THEN = "not known"
NOTHING_CHANGED = "Their last day, how soon it is and why are as they were then, as far as they agreed to say."

DO_NOT_TITLE = "What not to do"
DO_NOT = {
    "safe-to-ring": "Do not ring them.",
    "safe-to-text": "Do not send a text.",
    "safe-to-leave-message": "Do not leave a message.",
    "may-say-who-is-calling": "Do not say that you are from the council until you know who is on the line.",
}
ASK_FIRST = {
    "safe-to-ring": "Ask first if it is a good time to talk.",
    "safe-to-text": "Ask them before you send a text.",
    "safe-to-leave-message": "Ask them before you leave a message.",
    "may-say-who-is-calling": "Ask them before you say that you are from the council.",
}
IS_SAFE = {
    "safe-to-ring": "Ringing is safe.",
    "safe-to-text": "A text is safe.",
    "safe-to-leave-message": "A message is safe.",
    "may-say-who-is-calling": "You may say that you are from the council.",
}
NEVER_AT = "Never contact them here: {where}"
NO_RELATIVE = "Do not let a relative or friend interpret."
NOTHING_SAID = (
    "Nobody has said what is safe. Make sure you have the right person before you say who you are. "
    "Leave no message that says it."
)
MESSAGE_NOT_SAID = "Nobody has said if a message is safe. Leave none that says who you are."

# -- the request for support ----------------------------------------------------------------------------------------

REQUEST_TITLE = "Request for support to {receiver}"
R_WHO_ASKS = "Housing authority"
R_LEVEL = "Level of need"
R_DUTY = "Duty owed"
R_ENDS = "56 days end on {day}"
R_ENDED = "56 days ended on {day}"
R_BEGAN = "It began on {day}."
R_BEGAN_UNKNOWN = "The day on which it began was not given."
R_AGREED = "Agreement"
R_YES = "The family agreed to this request, {how}."
R_WITHOUT = "SENT WITHOUT CONSENT. {reason}."
R_KNOWN = "Known to children's services"
R_LEAD = "Safeguarding lead"
R_NEXT = "What comes next"
R_HAPPENED = "What is happening"
R_CHILDREN = "For the children"
R_HOUSEHOLD = "Household"
R_WORRY = "Worries"
R_ATTACHED = "Attached by the referrer"
R_NO_CONTACT = "This goes to children's services. It is no referral of the family to a council for housing."

# -- consent and evidence -------------------------------------------------------------------------------------------

CONSENT_TITLE = "Consent record"
CONSENT_HOW = {"written": "in writing", "spoken": "by word of mouth"}
NOT_AGREED_BUT = "No. It goes without agreement: {reason}"
CAN_DECIDE = "They can decide this for themselves."
WORDS_READ = "The words that were read out"
WITHDRAW = "They can take this back at any time. They need only tell the referrer or the council, and need not say why."
SIGN_PERSON = "Signed by the person referred"
SIGN_REFERRER = "Signed by the referrer"
DATE = "Date"
H_SIGNED = "Signatures"
SPOKEN_NOTE = "They said yes aloud, which the law accepts. Sign it as well if your own organisation asks for ink."
SPOKEN_NOTE_TOO = "{council} accepts it too, as far as we know."
INK_NOTE = "{council} asks for consent in ink. They said yes aloud: let them sign here before this is sent."
WRITTEN_NOTE = "They agreed in writing."
WORDS_VERSION = "Version of these words: {version}."

EVIDENCE_TITLE = "Evidence record"
EVIDENCE_ABOUT = (
    "This shows what was asked and done under the duty to refer. It names nobody. The reference leads to the case, and to "
    "who recorded it, for those who may open it."
)
H_OUTCOME = "What came of it"
H_REFERRAL = "Referral"
NO_REFERRAL = "None was made"
NOT_MADE_YET = "None was made yet"
MADE_NOT_SENT = "Made, not marked as sent"
READY_NOT_MADE = "Agreed to, not made yet"
SENT = "Sent"
NO_CODE = "No portal code was noted."
WITH_CODE = "Portal code {code}."
H_WHEN = "Case begun"
H_MADE = "Record made"
GIVEN = "{moment}: a moment that somebody gave"
E_WHY = "{what} (why: {why})"
BY_THE_CLOCK = "The machine's clock said {moment}."
NOTED = "Noted as sent on {moment}."
NOTED_GIVEN = "Noted as sent under {given}, a moment that someone gave. The machine's clock said {moment}."
H_DONE = "What was asked, and the answers"
H_RECORD = "To write down here, or in your own system"
RECORD_HINT = "Write no name, no address and nothing else that tells who they are."
H_REASONS = "Why"
H_CHECK = "How to check this record"
NOTHING_READ = "Nothing about consent was read out: it did not come to that."
WORDS_NOT_KEPT = "They were asked, and answered as below. The words that were read out then were not kept."
H_CHANGED = "Questions changed since"
CHANGED_KEPT = "Today's are version {version}. This record says what was true when the referral was sent."
CHANGED_SENT = (
    "Today's are version {version}. What was true when the referral was sent was not kept: outcome, stage and reasons are how today's "
    "questions judge those answers for that day."
)
CHANGED_UNSENT = "Today's are version {version}: outcome, stage and reasons are how they judge the answers now."
CHAIN = "The record's seal when this was printed"
NO_CHAIN = "none yet"

H_AFTER = "After it was sent"
NOTHING_HEARD = "Nothing that the council said was noted yet."
H_WHEN_MADE = "When this was made"
EXPIRED = "No answer was noted in {weeks} weeks."
WITHDRAWN = "Withdrawn"
NOT_SENT_BEFORE = "It was not sent."
HEARD = "The council said: {said}"
STEP_KINDS = {"outcome": "The council decided", "withdrawn": "Withdrawn"}
NOTED_BY = "Noted by {who}."

# -- timeline, subject access, by-name list -------------------------------------------------------------------------

H_CASE = "Case"
H_COUNCIL = "Council"
NONE_CHOSEN = "None was chosen"
TIMELINE_TITLE = "What was done in this case"
TIMELINE_ABOUT = (
    "Every entry of this case, in the order in which it was written. It says when by the machine's clock, who, "
    "and what. It says what it was before and what it became. It is evidence of the duty. It holds personal "
    "details, so keep it with the case."
)
TIMELINE_HEADS = ("When", "Who", "What", "Before", "Then")
TIMELINE_SEAL = "The record's seal when this was printed: {seal}"
E_TICKED = "ticked"
E_COPIED = "Copied into the portal: {field}"
E_TAKEN_BACK = "Answer taken back: {question}"
E_READ_OUT = "Words read out: {question}"
E_BEGUN_WITH = "answers: {answers}, details: {fields}"
E_EXPORTED = "Left the vault"
E_NOT_EXPORTED = "Off the list of files, because nothing is there now"
E_DEALT_WITH = "A file outside was dealt with"
E_AREA = "Where they are now"
E_TREE = "Asked under other questions"
E_FOLLOWS = "It follows the case"
E_AS_SENT = "What was true when it was sent was kept; its digest"
E_ERASED = "Erased"

SA_TITLE = "Everything we hold about you in this case"
SA_ABOUT = (
    "This is all that is kept about you here: what you told us, what we wrote, what was sent, and who did what. You may ask us to correct what "
    "is wrong. Keep this paper where only you can read it."
)
SA_CASE = "The case"
SA_ANSWERS = "What was asked, and the answers"
SA_FIELDS = "What is written about you"
SA_AGENCY = "Who wrote it"
SA_READ_OUT = "Words that were read out to you"
SA_TAKEN_BACK = "Answers that were taken back"
SA_TYPING = "Begun and not finished"
SA_STEPS = "After it was sent"
SA_LEFT = "Files and papers that left the vault"
SA_NOTHING_LEFT = "None is listed."
SA_COPIES = "Safety copies that hold it too"
SA_NO_COPIES = "None is known."
SA_EVENTS = "Every entry, in order"
SA_CHANGED = "Last changed"
SA_FOLLOWED_BY = "It is followed by the case"
SA_COPIED = "Copied into the council's portal"
SA_FILE = "{kind}: {path}, on {moment}. {gone}"
SA_DEALT_WITH = "Dealt with on {moment}."
SA_STILL_OUT = "Nobody has said what became of it."

BY_NAME_TITLE = "By-name list"
BY_NAME_ONE = "One person."
BY_NAME_MANY = "{count} people."
BY_NAME_INITIALS = "Initials only. The name stands in the case, for those who may open it."
BY_NAME_NAMES = "NAMES ARE SHOWN. Take back each copy after the meeting and shred it."
BY_NAME_HEADS = ("Worker", "Who", "Case", "Council", "Next step", "By", "Days waiting", "Where in the journey")
NOTHING_DUE = "nothing due"
BY_TODAY = "today"
BY_NAME_FOOTER = "Made by {who} on {moment}."

# -- e-mail and sealed files ----------------------------------------------------------------------------------------

MAIL_SUBJECT = "Duty to refer: {reference}"
MAIL_BODY = (
    "A referral under the duty to refer is attached. Its reference is {reference}.",
    "The person has agreed to it, and to our sharing how to reach them. What they did not agree to share is not in it.",
    "Please tell us that it has reached you, and your own reference for it.",
    "Please do not put personal details into your answer.",
)
LETTER_MAIL_BODY = (
    "A letter about a referral is attached. Our reference for it is {reference}.",
    "Please answer as the letter asks. Do not put personal details into your answer.",
)
SEALED_TITLE = "{reference}"
NO_PDF_TO_SEAL = (
    "No sealed PDF was written: no PDF is among the files chosen for it. "
    "Choose one in settings.toml, or write a sealed archive."
)

# -- letters ----------------------------------------------------------------------------------------------------------

L_TO = "To"
L_FROM = "From"
L_ABOUT = "About"
L_BORN = "born {day}"
L_OURS = "Our reference"
L_YOURS = "Your reference"
HOUSING_TEAM = "{council}, homelessness and housing options"
COUNCIL_BY_HAND = "____________________ (name of the council)"
H_ANSWER = "Please answer"
ANSWER_BY = {
    "phone": "By phone, on {phone}.",
    "text": "By text message, to {phone}.",
    "email": "By e-mail, to {email}.",
    "letter": "By letter, to {address}.",
    "someone-else": "Through {who}.",
    "in-person": "In person.",
}
HOW_SAFELY = "When and how: {notes}"
OR_TO = "Please send a copy to us: {who}."
ONLY_TO = "To us alone: {who}. We will pass it on."
IN_PERSON = "To the person themselves, face to face."
NO_OTHER_WAY = "Please use no other address or number that you hold for them: it may not be safe."
WHO_HELPS = "the organisation that helps them"
SIGN_OWN = "Signed by the person whose letter this is"
SIGN_FOR = "For {who}, on their behalf, with their agreement"
SIGN_OURS = "For {who}"
TO_US = "To us: {who}."
TO_US_BY_HAND = "To us: ____________________"
SAFE_WAYS_ALONE = "Reach them only in the ways that the referral names: others may not be safe."
LETTER_FOOTER = "{made} Words of the letter: version {version}."
