"""The outline of counts that the JSON door answers: statistics, and the annual report."""

from marshmallow import Schema, fields

from shared.web.answers import count_or_nothing


def _cells() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=count_or_nothing(), required=True)


class StaffOut(Schema):
    """Who works at the body now."""

    investigators = fields.Integer(required=True)
    heads = fields.Integer(required=True)
    certified = fields.Integer(required=True)


class AnnualComplaintsOut(Schema):
    """What came in, and whether it was answered in time."""

    received = count_or_nothing()
    by_channel = _cells()
    by_identity = _cells()
    by_category = _cells()
    by_state = _cells()
    concluded = count_or_nothing()
    in_time = count_or_nothing()
    late = count_or_nothing()
    overdue_now = count_or_nothing()
    extended = count_or_nothing()
    paused = count_or_nothing()
    median_days = count_or_nothing()
    rechecks = count_or_nothing()
    recheck_results = _cells()


class AnnualOutcomesOut(Schema):
    """What was found and done; what was annulled, revoked or lifted since is counted apart."""

    findings = _cells()
    natures = _cells()
    categories_found = _cells()
    by_code = _cells()
    revocations_by_ground = _cells()
    annulled = count_or_nothing()
    findings_annulled = _cells()
    outcomes_fallen = _cells()
    corrections = count_or_nothing()
    corrections_lifted = count_or_nothing()
    carried_out = count_or_nothing()
    carried_out_in_time = count_or_nothing()


class AnnualBesidesOut(Schema):
    """Special supervision, obstruction, transfers, ratings (means in tenths)."""

    special_supervision = count_or_nothing()
    obstructions = count_or_nothing()
    transfers = count_or_nothing()
    ratings = count_or_nothing()
    manner_tenths = count_or_nothing()
    speed_tenths = count_or_nothing()
    result_tenths = count_or_nothing()


class AnnualOwnOut(Schema):
    """Cases that no complaint began: specials, assignments, spot checks, talks with enterprises; they are in
    none of the other parts."""

    opened = count_or_nothing()
    by_origin = _cells()
    own_states = _cells()
    decided = count_or_nothing()
    bound = count_or_nothing()
    reports_due = count_or_nothing()
    reports_made = count_or_nothing()
    reports_in_time = count_or_nothing()
    reports_late = count_or_nothing()
    own_findings = _cells()
    own_outcomes = _cells()
    own_outcomes_fallen = _cells()
    own_corrections = count_or_nothing()
    own_carried_out = count_or_nothing()


class AnnualOut(Schema):
    """The annual report of one body; null where a small cell is left out."""

    year = fields.Integer(required=True)
    body = fields.String(required=True)
    suppressed_below = count_or_nothing()
    staff = fields.Nested(StaffOut, required=True)
    complaints = fields.Nested(AnnualComplaintsOut, required=True)
    outcomes = fields.Nested(AnnualOutcomesOut, required=True)
    besides = fields.Nested(AnnualBesidesOut, required=True)
    own = fields.Nested(AnnualOwnOut, required=True)


class StatisticsOut(Schema):
    """Counts of one body; null where a small cell is left out."""

    body = fields.String(required=True)
    year = count_or_nothing()
    suppressed_below = count_or_nothing()
    received = count_or_nothing()
    open = count_or_nothing()
    closed = count_or_nothing()
    overdue = count_or_nothing()
    by_state = fields.Dict(keys=fields.String(), values=count_or_nothing(), required=True)
    by_category = fields.Dict(keys=fields.String(), values=count_or_nothing(), required=True)
    by_nature = fields.Dict(keys=fields.String(), values=count_or_nothing(), required=True)
    by_outcome = fields.Dict(
        keys=fields.String(),
        values=count_or_nothing(),
        required=True,
        metadata={"description": "Approved outcomes that stand."},
    )
    outcomes_fallen = fields.Dict(
        keys=fields.String(),
        values=count_or_nothing(),
        required=True,
        metadata={"description": "Those that were annulled, revoked or lifted since."},
    )
    annulled = count_or_nothing()
    own_cases = fields.Dict(
        keys=fields.String(),
        values=count_or_nothing(),
        required=True,
        metadata={"description": "Cases that no complaint began, by kind; they are in none of the others."},
    )
