"""The page of corrections."""

TEXTS: dict[str, str] = {
    "site.corrections.title": "Corrections of results",
    "site.corrections.lead": "Each correction is proposed by one person and approved by another, both signing with keys of their own. The results that were published before can still be read here.",
    "site.corrections.head": "Correction number {number}, {at}",
    "site.corrections.in": "{round}.",
    "site.corrections.void_question": "One question counts for nobody; the full marks of a paper that had it are smaller by as much.",
    "site.corrections.void_question_named": "The question “{about}” counts for nobody; the full marks of a paper that had it are smaller by as much.",
    "site.corrections.accept_key": "For one question the answer {answer} is accepted as well; whoever answered by the published key is right still.",
    "site.corrections.accept_key_named": "For the question “{about}” the answer {answer} is accepted as well; whoever answered by the published key is right still.",
    "site.corrections.void_attempt": "One attempt is void.",
    "site.corrections.void_attempt_named": "The attempt with the receipt code {about} is void.",
    "site.corrections.disqualify": "One contestant is disqualified from all rounds.",
    "site.corrections.disqualify_named": "One contestant is disqualified from all rounds.",
    "site.corrections.withdraw_prize": "One prize is withdrawn and passes to the next in rank.",
    "site.corrections.withdraw_prize_named": "One prize is withdrawn ({about}) and passes to the next person or unit in rank.",
    "site.corrections.reason": "Reason: {reason}.",
    "site.corrections.moved": "Changes: {ranks} ranks; {prizes} people or units have other prizes than before.",
    "site.corrections.signed": "Proposed by {proposed}. Approved by {approved}.",
    "site.corrections.former": "Read the results as they were before this correction: {round}",
    "site.corrections.official": "These results are provisional until {at}, when the time for complaints ends; from then on they are official.",
    "site.corrections.link": "These results have been corrected. See what was corrected",
}
