"""The words of the screens for letters to the council; the letters' own names and words stand in ``data/letters.toml``."""

LETTER_TASK, LETTER_STATE = "A letter to the council", "for a place, a decision, a review"
LETTER_AT = "{reference} > A letter to the council"
LETTER_WHICH = "Which letter?"
LETTER_WHY = "It speaks for the person. Read it out to them first; both of you sign it."
LETTER_DAY = "The day they were told of the decision, such as yesterday or 23 November"
LETTER_DAY_WHY = "That day counts as the first of 21."
LETTER_PREVIEW_AT = "{reference} > Letter > What would be printed"
