"""A complaint with its routing worked out: what the gates look at."""

from dataclasses import dataclass

from services.triage.domain.claims import Claims, claims
from services.triage.domain.conflicts import Settled, settle
from services.triage.domain.country import Country
from services.triage.domain.facts import Earlier, Facts, Respondent
from services.triage.domain.once import once
from services.triage.domain.policy import Policy
from services.triage.domain.recusal import barred
from services.triage.domain.referrals import scene
from services.triage.domain.routing import Requirement, Route, require, route
from shared.contracts.terms import RECHECKS, Channel, RespondentKind

TAKEN_TO_LAW = frozenset({"pending", "decided"})


@dataclass(frozen=True)
class Matter:
    """Facts seen through the table and the policy. Everything else follows from them."""

    facts: Facts
    country: Country
    policy: Policy

    @once
    def claims(self) -> Claims:
        return claims(self.facts)

    @once
    def accused(self) -> tuple[Respondent, ...]:
        """Those whom the Measures reach, and the handler of an earlier complaint that is overdue (G9);
        praise accuses nobody."""
        if self.facts.subject == "praise":
            return ()
        if self.overdue_handler is None:
            return self.facts.ours
        return (
            *self.facts.ours,
            Respondent(RespondentKind.SUPERVISION_BODY, division=self.overdue_handler),
        )

    @once
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(require(one, self.facts, self.country, self.policy) for one in self.accused)

    @once
    def route(self) -> Route:
        return route(self.requirements, self.country)

    @once
    def settled(self) -> Settled:
        return settle(self.route.division, self.facts, self.country, self.policy)

    @once
    def on_the_way(self) -> tuple[str, ...]:
        """The bodies that may come to handle or recheck it, from the route and the earlier body upward. Of
        the first the complainant or the desk may have said how many are left, which goes before."""
        told = self.facts.circumstances.eligible_investigators is not None
        found: dict[str, None] = {}
        for start in (self.route.division, self.earlier_division):
            step = self.country.above(start) if start and told else start
            while step is not None:
                found[step] = None
                step = self.country.above(step)
        return tuple(found)

    @once
    def base(self) -> str:
        """The division of the body near the scene: for what accuses nobody."""
        return self.country.handler(scene(self.facts, self.country))

    @property
    def body(self) -> str | None:
        """Who would handle it, or speak about it when nobody is accused."""
        return self.settled.division if self.accused else self.base

    @property
    def speaker(self) -> str | None:
        """Whose body answers what needs no investigation: the near one, unless it is barred."""
        return self.settled.division if f"SUP-{self.base}" in self.barred else self.base

    @property
    def outside(self) -> bool:
        """Somebody is accused, and nobody inside may handle it."""
        return bool(self.accused) and self.settled.division is None

    @property
    def earlier(self) -> Earlier | None:
        return self.facts.circumstances.earlier

    @property
    def contested(self) -> bool:
        """Whether it is the complaint's own reply that is to be rechecked."""
        return self.earlier is not None and self.earlier.contested

    @property
    def answered(self) -> bool:
        """This person has a reply about the matter."""
        earlier = self.earlier
        return earlier is not None and earlier.state == "closed" and earlier.same_complainant

    @property
    def rechecked_before(self) -> int:
        """So many rechecks came before in other complaints: where one complains anew instead of asking for
        the next, or asks for it under another number of the matter. Its own are counted by its cases."""
        return self.earlier.rechecks if self.earlier and self.answered else 0

    @property
    def rechecked_out(self) -> bool:
        """The second recheck was answered: on the same facts there is no third (petition art. 36)."""
        return self.rechecked_before >= RECHECKS

    @once
    def earlier_division(self) -> str | None:
        """Where the earlier complaint's body is, if it is known."""
        if self.earlier is None or not self.earlier.body:
            return None
        current = self.country.current(self.earlier.body.rpartition("-")[2])
        return self.country.common(current) if current else None

    @property
    def pending_before(self) -> bool:
        """The same person's complaint about the same matter is in hand somewhere (G9)."""
        return self.earlier is not None and self.earlier.state == "pending" and self.earlier.same_complainant

    @property
    def overdue(self) -> bool:
        """As said; else by the days that it has been pending (petition art. 34)."""
        if self.earlier is None or not self.pending_before:
            return False
        if self.earlier.overdue is None:
            return (self.earlier.pending_days or 0) > self.policy.investigation_days
        return self.earlier.overdue

    @once
    def overdue_handler(self) -> str | None:
        """Whom an overdue complaint is held against; the one that the accused call for, if nobody says."""
        if not self.overdue or self.facts.subject == "praise":
            return None
        asked = (require(one, self.facts, self.country, self.policy) for one in self.facts.ours)
        return self.earlier_division or route(tuple(asked), self.country).division

    @once
    def barred(self) -> tuple[str, ...]:
        """Who must never learn of it."""
        if self.facts.subject == "praise":
            return ()
        return barred(self.facts, self.requirements, self.settled, self.country)

    @property
    def taken_to_law(self) -> bool:
        """A review or lawsuit on the challenged act is pending or decided."""
        about = self.facts.circumstances
        return about.review in TAKEN_TO_LAW or about.litigation in TAKEN_TO_LAW

    @property
    def hazard(self) -> bool:
        about = self.facts.circumstances
        return about.hazard or about.imminent_danger

    @property
    def assigned(self) -> bool:
        """Handed down from above (Measures art. 12)."""
        return self.facts.circumstances.assigned_by is not None or self.facts.channel == Channel.SUPERIOR

    @property
    def clustered(self) -> bool:
        """Concentrated grievances (Measures art. 12; the number is a setting)."""
        return self.facts.circumstances.similar_open_90d >= self.policy.cluster_threshold

    @property
    def reports_back(self) -> bool:
        return self.assigned or self.facts.circumstances.report_back_days is not None

    @property
    def report_back_days(self) -> int:
        """As the assigner sets (petition art. 22)."""
        return self.facts.circumstances.report_back_days or self.policy.report_back_days
