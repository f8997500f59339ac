"""Why: the row that matched, the article it rests on, and what makes this case one of its kind.

The texts stand in one table; they are translated where they are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(message: str) -> str:  # the name every gettext tool knows
    """Mark a message for translation; this folder reaches for nothing, not even the catalogue."""
    return message


@dataclass(frozen=True)
class Reason:
    """One step of the judgment. `key` names the text, `params` fill it."""

    rule: str
    article: str
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"rule": self.rule, "article": self.article, "key": self.key, "params": dict(self.params)}


def reason(key: str, article: str, **params: Any) -> Reason:
    """A reason whose rule is the part of `key` before the dot: `R3.collective` is a case of R3."""
    return Reason(key.partition(".")[0], article, key, params)


TEXTS: dict[str, str] = {
    # gates
    "G1": N_(
        "There is danger now: the emergency service is told first, the complaint about conduct follows."
    ),
    "G1.handed_on": N_("The danger was handed on already; what else the complaint says is decided now."),
    "G2.praise": N_("This is praise; it is recorded."),
    "G2.consultation": N_("This is a question; it is answered."),
    "G2.information_request": N_("This asks for government information; another procedure is open for it."),
    "G2.other": N_(
        "This is neither a complaint about enforcement nor a hazard; another service is in charge."
    ),
    "G3": N_(
        "A hazard or an illegal enterprise, with no conduct of enforcement: the 12350 "
        "desk of the place checks it."
    ),
    "G4": N_("People died: the people's government above the accused department organises the check."),
    "G5": N_("The accused agency belongs to another chain of supervision."),
    "G6": N_(
        "Only discipline or crime is alleged: it goes sealed to the discipline organ, with no working copy."
    ),
    "G7.pending": N_("A review or lawsuit on this very act is pending; the same act is not examined twice."),
    "G7.decided": N_(
        "A review decision or judgment on this very act exists; the same act is not examined again."
    ),
    "G7.separable": N_("The conduct apart from the act under review or lawsuit is taken."),
    "G7.compliance": N_(
        "That a review decision or judgment is not carried out is a complaint of its own and is taken."
    ),
    "G7.eligible": N_("The act can still be brought to administrative review; the complainant is told so."),
    "G8": N_("The 12345 order is not ours; it goes back with the reason and the addressee proposed."),
    "G9.merge": N_("The same person's complaint about the same matter is pending; this one joins it."),
    "G9.higher": N_(
        "The same matter is in hand at %(body)s and not overdue; a higher level does not take it meanwhile."
    ),
    "G9.overdue": N_(
        "The same matter is overdue at %(body)s: that is a complaint about the handler, one level up."
    ),
    "G9.accused": N_(
        "The earlier complaint lies with a party that this one accuses; the two are not joined."
    ),
    "EARLIER.unknown": N_(
        "No complaint of the number given lies on your desk: it is judged as if there were no earlier one."
    ),
    "EARLIER.as_told": N_(
        "No complaint of the number given lies on your desk: what is said of it is taken as said."
    ),
    "G10.recheck": N_(
        "The complainant objects within 30 days of the reply: recheck by the next higher body."
    ),
    "G10.final": N_(
        "The matter was answered after a second recheck, and nothing new is said: it is not taken again."
    ),
    "G10.late": N_("The matter was closed more than 30 days ago and nothing new is said."),
    "G10.new_facts": N_(
        "The matter was closed, but new facts are brought: a new case, linked to the old one."
    ),
    "G11.before": N_("Withdrawn before acceptance; it is closed."),
    "G11.later": N_("Withdrawn during the investigation, and nothing points to a breach; it is closed."),
    "G11.ex_officio": N_("Withdrawn, but the facts point to a breach: the investigation goes on ex officio."),
    "G12.ask": N_("Nothing in it can be checked yet; the complainant is asked."),
    "G12.record": N_("Nothing in it can be checked and nobody can be asked; it is recorded only."),
    # routes
    "R1": N_("%(kind)s of %(division)s: the department's own supervision body handles it."),
    "R2": N_("Acts by entrustment: the body of the entrusting department of %(division)s handles it."),
    "R2.unknown": N_(
        "Acts by entrustment, by whom is not said: the department of %(division)s is "
        "taken for the entrusting one."
    ),
    "R3": N_("The department of %(division)s itself is accused: the body one level up handles it."),
    "R3.collective": N_(
        "The decision was taken collectively by the leadership of %(division)s: it is "
        "the department's act, one level up."
    ),
    "R4": N_("A leader of the department of %(division)s is accused: the body one level up handles it."),
    "R4.deputy": N_(
        "By this province's setting, a deputy not in charge of enforcement in "
        "%(division)s is treated like an officer."
    ),
    "R5": N_(
        "The supervision body of %(division)s or its staff is accused: the body one level up handles it."
    ),
    "R6": N_("%(kind)s of the national department: the national supervision body handles it."),
    "R6.outside": N_(
        "The national department, its leaders or its supervision body is accused: nobody "
        "inside may handle it."
    ),
    "R7": N_(
        "Several are accused: the lowest body that satisfies all of them and is not accused is %(body)s."
    ),
    "R7.regions": N_(
        "The accused are in different regions: their lowest common superior that is not accused is %(body)s."
    ),
    "R7.outside": N_("One of the accused has no superior inside; that decides for all of them."),
    "R8": N_(
        "Which department exactly is not known: the lowest common superior, %(body)s, "
        "holds it and the time runs."
    ),
    "R9": N_("The code %(code)s is retired; %(division)s took over."),
    "R9.noisy": N_(
        "The code %(code)s was retired before 1984; whether %(division)s took over is to be confirmed."
    ),
    "R9.several": N_(
        "The code %(code)s is retired and several divisions took over: their lowest common superior asks."
    ),
    "R9.nobody": N_("The code %(code)s is retired and no successor is known."),
    # conflicts
    "K1.review": N_("%(body)s did the legal review of the challenged act; one level up."),
    "K1.team": N_("%(body)s has no two unconflicted supervisors left; one level up."),
    "K2": N_("The head who would approve at %(body)s is accused; one level up."),
    "K3": N_("An accused person sits in %(body)s by now; it is passed over."),
    "K3.recheck": N_(
        "An accused person sits in %(body)s by now; a recheck passes it over, and the "
        "person is kept from sight."
    ),
    "K.outside": N_("No unconflicted body is left inside."),
    "REFUSED.barred": N_("%(body)s is barred from this complaint and must not learn of it."),
    "REFUSED.below": N_("%(body)s may not handle this; the lowest body that may is %(lowest)s."),
    "REFUSED.not_below": N_("%(body)s does not lie below the body that designates."),
    "REFUSED.no_reply": N_(
        "No reply to this person about the matter is known, so there is none to be rechecked. Accept it, or "
        "name the earlier complaint in the facts first."
    ),
    "REFUSED.contested": N_(
        "The complainant asks for a recheck of the reply: it is taken as a recheck, in 30 days. Choose that."
    ),
    "REFUSED.final": N_("The matter was rechecked twice: on the same facts there is no third recheck."),
    "REFUSED.accepted": N_(
        "A body has accepted this complaint. Decided here is whether it may read what was written later, or "
        "which other body takes the case over."
    ),
    "REFUSED.designated": N_("%(body)s was designated by the common superior; that is not returned."),
    "DISPUTED": N_("Who is in charge is disputed; the common superior, %(body)s, designates."),
    "DESIGNATED": N_("%(body)s was designated by the common superior; that is not returned."),
    # mode, splits
    "MODE.assigned": N_("Assigned from above: special supervision or a dedicated investigation is proposed."),
    "MODE.cluster": N_(
        "%(count)s linked complaints in 90 days: special supervision or a dedicated "
        "investigation is proposed."
    ),
    "SPLIT.hazard": N_("The hazard part goes to the 12350 desk of the place, without the accusation."),
    "SPLIT.hazard_up": N_(
        "The hazard part goes to the desk one level above, since the desk of the place "
        "belongs to the accused."
    ),
    "SPLIT.hazard_government": N_(
        "The work-safety departments of every level are accused, so that no 12350 desk is left: the hazard "
        "part goes to the people's government above the place, without the accusation."
    ),
    "SPLIT.discipline": N_("The discipline clue goes to the discipline organ, apart from the act."),
    "SPLIT.other_agency": N_("The part about another agency goes to its own chain of supervision."),
    "SPLIT.deaths": N_(
        "The part about the deaths goes to the people's government; the conduct that can "
        "be told apart is taken."
    ),
    # clocks, secrecy
    "DEADLINE.accept": N_("The complainant is told within %(days)s days whether it is accepted."),
    "DEADLINE.investigate": N_("It is to be finished within %(days)s days of acceptance."),
    "DEADLINE.recheck": N_("A recheck is decided within %(days)s days."),
    "BARRED": N_("What is alleged is not disclosed to the accused or to those who belong to them."),
    "BARRED.words": N_(
        "To be confirmed: the words accuse a leader or the supervision body of %(division)s, whom the facts "
        "given do not name. Another desk looks first; correct the facts if they are accused."
    ),
    "BARRED.stays": N_("%(body)s was barred before the facts were corrected and stays so; one level up."),
}

ADDRESSEES: dict[str, str] = {
    "EMERGENCY": N_("Danger now; the whole hazard part, at once."),
    "WS_TIP": N_("Hazard or illegal enterprise, without the accusation."),
    "GOV": N_("Deaths: the people's government organises the check."),
    "GOV.hazard": N_("Hazard or illegal enterprise, to be checked by an authority of your choice."),
    "DISCIPLINE": N_("Discipline or duty crime, by the authority over the cadre."),
    "MOJ": N_("The national department is supervised from outside."),
    "JUSTICE": N_("Enforcement by others than the work-safety departments."),
    "COURT": N_("The act is before the court."),
    "INFO_DISCLOSURE": N_("Request for government information."),
    "12345": N_("Neither enforcement nor hazard."),
    "SENDER": N_("Back to the sender of the order, with whoever is in charge proposed."),
    "BY_HAND": N_("Decided by the triage officer."),
    "OTHER": N_("Another trade's own chain of supervision."),
}
"""What the addressee of a referral is told it is for."""
