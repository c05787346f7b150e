"""Every kind of record by its name: what the store keeps and the terminal can list."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.capability import Capability
from planner.domain.catalogues import LocalTerm
from planner.domain.conversion import Conversion
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.issuance import Issuance
from planner.domain.office import Office
from planner.domain.organisation import Contact, Organisation
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.domain.round import Origin, Round, Submission, Wording
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.domain.supply import POOLS
from planner.domain.voucher import Voucher
from planner.schema.record import Record

EVERY: tuple[type[Record], ...] = (
    Scenario, Organisation, Contact, Capability, Round, Submission, Origin, Wording, *POOLS.values(), Demand, Variant, Allocation,
    PlanRule, Weighting, Voucher, Conversion,
    Project, Milestone, QuarterReport, ProjectIssue, Office, Issuance, LocalTerm,
)
KINDS: Mapping[str, type[Record]] = {record.kind: record for record in EVERY}
IMPORTED: tuple[type[Record], ...] = (
    Scenario, Organisation, Capability, Project, *POOLS.values(), Demand, QuarterReport)
