"""What the system remembers, by area. The tables of a district folder have one model each, under the folder's names."""

from answerable.records.models.accounts import Account
from answerable.records.models.api import Answered, Token
from answerable.records.models.approvals import Approval
from answerable.records.models.attachments import Attachment
from answerable.records.models.correction import (
    CaseCourse,
    CaseFinding,
    CaseMatter,
    CaseStep,
    CaseTurn,
    MatterCode,
    Paper,
    PaperFile,
    Wording,
)
from answerable.records.models.desk import KeptFilter
from answerable.records.models.entries import Disclosed, Entry
from answerable.records.models.indicators import Band, ContractIndicator, Deduction, Indicator, Reading, Score
from answerable.records.models.inspection import (
    Inspection,
    InspectionChance,
    InspectionCheck,
    InspectionPlan,
    InspectionSecret,
)
from answerable.records.models.notices import Contact, Delivery, Notice
from answerable.records.models.oversight import (
    Case,
    CaseState,
    DutyDone,
    Finding,
    Order,
    PlannedDuty,
    Recheck,
)
from answerable.records.models.register import (
    Assignment,
    Body,
    Clause,
    Contract,
    Person,
    Post,
    Provider,
    WorkFact,
    WorkItem,
)
from answerable.records.models.responsibility import Amendment, ApprovalStep, Funds, StandIn, Succession
from answerable.records.models.standings import DutyOwed, Standing
from answerable.records.models.submitted import FindingReply, Submission
from answerable.records.models.system import Held, JobRun, Legacy
from answerable.records.models.tasks import Task
from answerable.records.models.value import ValueFigure
from answerable.records.models.voice import Matter, Observation, Rating, Service, Survey, SurveyStratum
from answerable.records.models.watch import (
    Collection,
    FindingPassage,
    FollowerCount,
    Review,
    SilencedRule,
    Voice,
    VoiceFiling,
    VoiceKey,
)
from answerable.records.rows import Batch, Row, Staged

__all__ = [
    "Account", "Amendment", "Answered", "Approval", "ApprovalStep", "Assignment", "Attachment", "Band",
    "Batch", "Body", "Case", "CaseCourse", "CaseFinding", "CaseMatter", "CaseState", "CaseStep", "CaseTurn",
    "Clause", "Collection", "Contact", "Contract", "ContractIndicator", "Deduction", "Delivery",
    "Disclosed", "DutyDone", "DutyOwed", "Entry", "Finding", "FindingPassage", "FindingReply",
    "FollowerCount", "Funds", "Held", "Indicator", "Inspection", "InspectionChance", "InspectionCheck",
    "InspectionPlan", "InspectionSecret", "JobRun", "KeptFilter", "Legacy", "Matter", "MatterCode",
    "Notice", "Observation", "Order", "Paper", "PaperFile", "Person", "PlannedDuty", "Post", "Provider",
    "Rating", "Reading", "Recheck", "Review", "Row", "Score", "Service", "SilencedRule", "Staged",
    "StandIn", "Standing", "Submission", "Succession", "Survey", "SurveyStratum", "Task", "Token",
    "ValueFigure", "Voice", "VoiceFiling", "VoiceKey", "Wording", "WorkFact", "WorkItem",
]  # fmt: skip
