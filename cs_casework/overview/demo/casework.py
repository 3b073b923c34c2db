"""Cases on families and contexts, who is open to the service and in what status, and who works with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .households import Household
from .shapes import AllocationPlan, CaseChildPlan, CasePlan, StatusPlan
from .staff import MANAGER_OF

# status: (code, from days ago, to days ago or None, category)
Status = tuple[str, int, int | None, str]


@dataclass(frozen=True)
class FamilyCase:
    """A case on a family as written in the table. `statuses` holds for every open child unless `by_child` says."""

    family: str
    ago: int  # referred, days ago
    source: str
    need: str
    lead: str  # "" when nobody is allocated
    why: str
    statuses: tuple[Status, ...] = ()
    by_child: tuple[tuple[str, tuple[Status, ...]], ...] = ()
    children: tuple[str, ...] = ()  # () for every child of the family
    joined: tuple[tuple[str, int], ...] = ()  # children who became open later: (child, days ago)
    closed: tuple[int, str, str, str] | None = None  # days ago, reason, outcome, summary
    earlier: tuple[tuple[str, int, str], ...] = ()  # (worker, until days ago, reason for the change)
    co: str = ""


def cin(ago: int, to: int | None = None) -> Status:
    return ("cin", ago, to, "")


def plan(code: str, ago: int, to: int | None = None, category: str = "") -> Status:
    return (code, ago, to, category)


FAMILY_CASES = [
    FamilyCase(
        "brannigan",
        330,
        "6",
        "N1",
        "practitioner",
        "Police found Finn in Block D at 1am with money and a phone that were not his. He and his mother asked for help.",
        by_child=(
            ("finn", (plan("assessment", 329, 285), cin(285), plan("roth", 92))),
            ("abena", (plan("assessment", 329, 285), cin(285))),
        ),
        earlier=(("joel", 285, "Assessment ended"),),
        co="idris",
    ),
    FamilyCase(
        "odowd",
        275,
        "2A",
        "N5",
        "practitioner",
        "School asks for help after three exclusions of one twin and a week of absence of the other.",
        statuses=(plan("assessment", 274, 232), cin(232)),
    ),
    FamilyCase(
        "ferreira",
        228,
        "6",
        "N1",
        "chanelle",
        "A picture of Inês was passed round a group chat and she was asked for money.",
        statuses=(plan("assessment", 227, 184), cin(184)),
        children=("ines",),
    ),
    FamilyCase(
        "hussain",
        322,
        "3C",
        "N3",
        "ayodele",
        "School nurse: Zaynab does most of the care at home for her mother and is falling asleep in class.",
        statuses=(plan("assessment", 320, 280), cin(280)),
    ),
    FamilyCase(
        "kowalczyk",
        336,
        "6",
        "N1",
        "piotr",
        "Police attended an assault on Agnieszka in front of the children. She has left and asked for help.",
        statuses=(plan("assessment", 335, 305), plan("cp", 305, 108, "EMO"), cin(108)),
    ),
    FamilyCase(
        "tran",
        216,
        "2A",
        "N4",
        "hannah",
        "Minh has stopped coming to school. His grandmother says he is shouted at on the bus.",
        statuses=(plan("assessment", 215, 175), cin(175)),
    ),
    FamilyCase(
        "whitcombe",
        342,
        "3B",
        "N1",
        "hannah",
        "Health visitor and school worried about an unheated home, missed health appointments and hungry children.",
        statuses=(plan("assessment", 341, 300), plan("cp", 300, None, "NEG")),
    ),
    FamilyCase(
        "olawale",
        242,
        "3D",
        "N5",
        "chanelle",
        "Midwife: Temi, 15 at the time, was 28 weeks pregnant and wished to stay at home with her mother.",
        statuses=(cin(230),),
        joined=(("zion", 163),),
    ),
    FamilyCase(
        "pascoe",
        131,
        "3D",
        "N1",
        "piotr",
        "Midwife: Kerensa's first child lives with her grandmother. Kerensa wants to know early what help there is.",
        statuses=(plan("assessment", 130, 88), cin(88)),
        children=("unborn_pascoe",),
    ),
    FamilyCase(
        "sharrock",
        560,
        "6",
        "N1",
        "ayodele",
        "Callie could not stay at home while her mother was in hospital.",
        statuses=(plan("lac", 480),),
    ),
    FamilyCase(
        "nwosu",
        305,
        "1A",
        "N8",
        "ayodele",
        "The children's father travels for long spells; their aunt asked for help.",
        by_child=(("adaeze", (cin(290),)), ("isaac", (plan("lac", 290),))),
    ),
    FamilyCase(
        "tolland",
        940,
        "6",
        "N1",
        "beth",
        "Reece asked not to go home after an assault by his mother's partner.",
        statuses=(plan("lac", 900), plan("roth", 120)),
        earlier=(("joel", 420, "Moved to the Adolescent Safety Team"),),
    ),
    FamilyCase(
        "harkess",
        362,
        "1A",
        "N5",
        "beth",
        "Jodie's father asked for help: she was away from home most nights.",
        statuses=(plan("lac", 240), plan("roth", 200)),
    ),
    FamilyCase(
        "whyteosei",
        1480,
        "1A",
        "N8",
        "beth",
        "Darnell came into care at 15 when his grandmother fell ill.",
        statuses=(plan("lac", 1470, 440), plan("care_leaver", 440)),
    ),
    FamilyCase(
        "begum",
        192,
        "2A",
        "N1",
        "practitioner",
        "School worried that Nusrat is being controlled by an adult she met online. Her mother asked the school for help.",
        by_child=(
            ("nusrat", (plan("assessment", 191, 150), cin(150), plan("roth", 61))),
            ("tanvir", (plan("assessment", 191, 150), cin(150))),
            ("sumaiya", (plan("assessment", 191, 150), cin(150))),
        ),
    ),
    FamilyCase(
        "castellano",
        268,
        "6",
        "N6",
        "practitioner",
        "Police: Luca was hurt in Dunnock Park and is also said to have hurt another boy there. Both need help.",
        statuses=(plan("assessment", 267, 226), cin(226)),
        children=("luca",),
    ),
    FamilyCase(
        "rahman",
        212,
        "1A",
        "N1",
        "beth",
        "Father rang: adults on mopeds wait for Hamza outside a takeaway and have given him a phone.",
        by_child=(
            ("hamza", (plan("assessment", 211, 170), cin(170), plan("roth", 140))),
            ("aaliyah", (plan("assessment", 211, 170), cin(170))),
        ),
        children=("hamza", "aaliyah"),
    ),
    FamilyCase(
        "haddad",
        164,
        "4",
        "N4",
        "hannah",
        "Housing: a mother and two children moved from a hotel, alone in a new town, with little English.",
        statuses=(plan("assessment", 163, 118), cin(118)),
    ),
    FamilyCase(
        "campbell",
        252,
        "6",
        "N1",
        "beth",
        "Police: Tyrese was made to carry for adults who used a flat in his block.",
        statuses=(plan("assessment", 251, 210), cin(210), plan("roth", 130)),
        children=("tyrese",),
        co="idris",
    ),
    FamilyCase(
        "mcallister",
        96,
        "2A",
        "N5",
        "manager",
        "School worried about Eilidh after her parents' separation.",
        statuses=(cin(80),),
    ),
    FamilyCase(
        "sowerby",
        34,
        "2A",
        "N6",
        "joel",
        "School: Kian has come in with injuries from climbing and is out late.",
        statuses=(plan("assessment", 33),),
        children=("kian",),
    ),
    FamilyCase(
        "sowerby2",
        14,
        "6",
        "N1",
        "",
        "Police brought Lacey home from a party at an address they were called to. She asked who she could talk to.",
        statuses=(plan("assessment", 13),),
    ),
    FamilyCase(
        "unnamed",
        11,
        "10",
        "N0",
        "",
        "From another council's return: a girl of about 13 staying with relatives here. Her name has not reached us.",
    ),
    # Families whose notes follow a line of work
    FamilyCase(
        "achebe",
        205,
        "2A",
        "N5",
        "ayodele",
        "School asks for help: Chidera has come in on four days out of ten.",
        (plan("early_help", 204, 150), cin(150)),
    ),
    FamilyCase(
        "lockyer",
        260,
        "2A",
        "N4",
        "piotr",
        "School and parents ask for help together: mornings end in tears.",
        (cin(230),),
    ),
    FamilyCase(
        "szabo",
        95,
        "2A",
        "N5",
        "joel",
        "School: Bence stays in his room and has missed five weeks.",
        (plan("assessment", 94, 58), cin(58)),
    ),
    FamilyCase(
        "farooq",
        296,
        "6",
        "N1",
        "chanelle",
        "Police and a refuge: Sadia and the children have left a violent home.",
        (plan("assessment", 295, 255), cin(255)),
    ),
    FamilyCase(
        "delaney",
        230,
        "6",
        "N1",
        "hannah",
        "Police attended twice in a month. Róisín has asked him to stay away.",
        (plan("assessment", 229, 190), plan("cp", 190, 70, "EMO"), cin(70)),
    ),
    FamilyCase(
        "prosser",
        330,
        "1C",
        "N1",
        "piotr",
        "Lisa rang herself: she has left and wants the children to talk.",
        (plan("assessment", 329, 290), cin(290, 60)),
        closed=(
            60,
            "RC7",
            "Support continues through school and the domestic abuse service",
            "Lisa and the children are settled and know whom to ring. Carys has finished her group.",
        ),
    ),
    FamilyCase(
        "hollis",
        285,
        "3B",
        "N1",
        "ayodele",
        "Health visitor: missed immunisations, damp, three children in one bed.",
        (plan("assessment", 284, 245), plan("cp", 245, None, "NEG")),
    ),
    FamilyCase(
        "varga",
        200,
        "2A",
        "N7",
        "chanelle",
        "School: the children come without coats or lunch; no money for the meter.",
        (plan("assessment", 199, 160), cin(160)),
    ),
    FamilyCase(
        "bickerstaff",
        310,
        "2A",
        "N1",
        "hannah",
        "School: Skyla and Jenson are often collected late and hungry.",
        (plan("assessment", 309, 268), cin(268)),
    ),
    FamilyCase(
        "mistry",
        240,
        "3F",
        "N3",
        "chanelle",
        "Renal nurse: Diya is her father's only carer after dialysis.",
        (plan("assessment", 239, 200), cin(200, 45)),
        closed=(
            45,
            "RC9",
            "Early help and the young carers' project",
            "A carer comes on dialysis days. Diya is back at badminton and knows whom to ring.",
        ),
    ),
    FamilyCase(
        "oduya",
        180,
        "2A",
        "N3",
        "ayodele",
        "School: Emmanuel leaves lessons to ring his mother.",
        (plan("assessment", 179, 140), cin(140)),
    ),
    FamilyCase(
        "fairclough",
        88,
        "3A",
        "N3",
        "joel",
        "GP: Leah manages the home when her mother is unwell.",
        (plan("assessment", 87, 46), cin(46)),
    ),
    FamilyCase(
        "gill",
        350,
        "3F",
        "N2",
        "piotr",
        "Community paediatrician: the family have had no break in two years.",
        (cin(330),),
    ),
    FamilyCase(
        "nakamura", 300, "1A", "N2", "hannah", "Parents ask for short breaks and an adapted bathroom.", (cin(290),)
    ),
    FamilyCase(
        "thorley",
        220,
        "2A",
        "N2",
        "chanelle",
        "School: Megan is leaving her paediatric services with no plan for after.",
        (cin(205),),
    ),
    FamilyCase(
        "rendle",
        364,
        "1A",
        "N8",
        "ayodele",
        "Grandparents have cared for both children since their mother became ill.",
        (plan("assessment", 363, 325), cin(325, 75)),
        closed=(
            75,
            "RC4",
            "Special guardianship order to the grandparents",
            "The order was made. The support plan runs for three years.",
        ),
    ),
    FamilyCase(
        "bangura",
        225,
        "2A",
        "N8",
        "piotr",
        "School: the children's mother has died; their aunt has taken them in.",
        (plan("assessment", 224, 185), cin(185)),
    ),
    FamilyCase(
        "abdi",
        620,
        "5C",
        "N8",
        "beth",
        "Came as an unaccompanied child; now a care leaver.",
        (plan("lac", 615, 219), plan("care_leaver", 219)),
    ),
    FamilyCase(
        "keane",
        1300,
        "6",
        "N1",
        "chanelle",
        "In care from 16; now a care leaver.",
        (plan("lac", 1290, 585), plan("care_leaver", 585)),
    ),
    FamilyCase(
        "teklu", 256, "6", "N8", "joel", "Arrived alone. Police brought him to the duty team.", (plan("lac", 250),)
    ),
    FamilyCase(
        "maddox",
        540,
        "1A",
        "N1",
        "chanelle",
        "Caitlin could not stay at home while her mother recovers.",
        (plan("lac", 520),),
    ),
    FamilyCase(
        "dacosta",
        175,
        "6",
        "N1",
        "practitioner",
        "Police: Rafael missing six times in two months.",
        (plan("assessment", 174, 133), cin(133)),
        children=("rafael",),
    ),
    FamilyCase(
        "pryce",
        245,
        "6",
        "N1",
        "piotr",
        "Police: Demi-Leigh missing overnight, twice found with adults.",
        (plan("assessment", 244, 204), cin(204)),
    ),
    FamilyCase(
        "mbaye",
        155,
        "1A",
        "N5",
        "beth",
        "Awa rang: Moussa has been out until morning since he turned fifteen.",
        (plan("assessment", 154, 114), cin(114)),
    ),
    FamilyCase(
        "oyelaran",
        170,
        "2A",
        "N1",
        "chanelle",
        "School: someone older has been messaging Ireti through a story site.",
        (plan("assessment", 169, 128), cin(128)),
    ),
    FamilyCase(
        "stubbs",
        140,
        "1A",
        "N1",
        "hannah",
        "Michelle found messages on Ollie's game account asking for pictures.",
        (plan("assessment", 139, 100), cin(100)),
        children=("oliver",),
    ),
    FamilyCase(
        "marchant",
        150,
        "2A",
        "N1",
        "joel",
        "School: Freya was pressed for pictures by a boy in another school.",
        (plan("assessment", 149, 105),),
        children=("freya",),
        closed=(
            104,
            "RC8",
            "Support through school and the parents' course",
            "Freya and her parents have a plan of their own. The school holds it.",
        ),
    ),
    FamilyCase(
        "henriksen",
        195,
        "3A",
        "N4",
        "piotr",
        "GP: Linnea has hurt herself and is not sleeping.",
        (plan("assessment", 194, 152), cin(152)),
    ),
    FamilyCase(
        "chowdhury",
        265,
        "3E",
        "N4",
        "ayodele",
        "Emergency department: Farhan came in alone in great distress.",
        (plan("assessment", 264, 222), cin(222)),
    ),
    FamilyCase(
        "gallagher",
        185,
        "2A",
        "N4",
        "chanelle",
        "School: Rory has stopped eating with others and speaks of not waking up.",
        (plan("assessment", 184, 142), cin(142)),
    ),
    FamilyCase(
        "tindall",
        345,
        "3A",
        "N1",
        "hannah",
        "GP: Beverley asked for help with drinking and for the children.",
        (plan("assessment", 344, 300), cin(300, 40)),
        closed=(
            40,
            "RC7",
            "Recovery group and school",
            "Nine months without a drink. The children have their own person at school.",
        ),
    ),
    FamilyCase(
        "petrova",
        210,
        "3B",
        "N3",
        "chanelle",
        "Health visitor: Elena has been very low since Nikolai was born.",
        (plan("assessment", 209, 168), cin(168)),
    ),
    FamilyCase(
        "akhtar",
        110,
        "2A",
        "N3",
        "joel",
        "School: Zara says her mother has stopped getting up.",
        (plan("assessment", 109, 66), cin(66)),
    ),
    FamilyCase(
        "burrows",
        235,
        "6",
        "N5",
        "piotr",
        "Police called by a neighbour to an argument between Toby and his stepfather.",
        (plan("assessment", 234, 192), cin(192)),
    ),
    FamilyCase(
        "eze",
        160,
        "2A",
        "N5",
        "ayodele",
        "School: Nnamdi does not want to go home on Fridays.",
        (plan("assessment", 159, 118), cin(118)),
    ),
    FamilyCase(
        "rosario",
        18,
        "2A",
        "N5",
        "",
        "School: Bianca has slept at a friend's for a week after an argument.",
        (plan("assessment", 17),),
    ),
    FamilyCase(
        "whitlock",
        205,
        "1C",
        "N1",
        "chanelle",
        "Jude rang the helpline themself about what happens at school.",
        (plan("early_help", 204, 160), cin(160)),
    ),
    FamilyCase(
        "kaplan",
        130,
        "2A",
        "N1",
        "hannah",
        "School: Noam and Tali have been shouted at and followed home.",
        (plan("assessment", 129, 90), cin(90)),
    ),
    FamilyCase(
        "phiri",
        115,
        "2A",
        "N1",
        "",
        "School: Tadala was filmed while she was hurt by other pupils.",
        (plan("assessment", 114, 72), cin(72)),
        earlier=(("sunniva", 20, "On parental leave from today"),),
    ),
]

# context, status, ago, lead, co, why, closed (days ago, outcome, summary)
CONTEXT_CASES: list[tuple[str, str, int, str, str, str, tuple[int, str, str] | None]] = [
    (
        "dunnock",
        "open",
        240,
        "practitioner",
        "idris",
        "Five incidents in three months and seven young people affected. No child's plan can change the park.",
        None,
    ),
    (
        "skaters",
        "open",
        205,
        "practitioner",
        "idris",
        "The friends want to be at Basin and in the park without being approached. They agreed to a piece of work.",
        None,
    ),
    (
        "fennel",
        "open",
        190,
        "beth",
        "",
        "Pupils' own survey: one corridor, and exclusions that leave pupils in the town.",
        None,
    ),
    ("groupchat", "open", 176, "beth", "", "Pictures of four children shared; two schools need one response.", None),
    ("bus318", "open", 168, "beth", "idris", "Weekly incidents upstairs after school; nine children affected.", None),
    (
        "relationship",
        "open",
        158,
        "practitioner",
        "",
        "What happens between them has to change, not only how she copes.",
        None,
    ),
    (
        "waypoint",
        "open",
        128,
        "manager",
        "",
        "Two children found there when missing. Joint work with police licensing.",
        None,
    ),
    (
        "larkspur",
        "closed",
        330,
        "beth",
        "idris",
        "Adults using a flat and the stairs; five children affected.",
        (
            104,
            "Adults gone, doors mended, residents' group running",
            "Re-measured with the same survey: eight of eleven children now use the stairs without worry.",
        ),
    ),
    (
        "interchange",
        "proposed",
        6,
        "",
        "",
        "Four children of three families found here when missing in ten weeks, and six contacts name it. The station's "
        "supervisors want to work with us. Children's own plans cannot change the taxi rank or the photo booth corner.",
        None,
    ),
]

# Joel, of the Assessment Team, held these until the day (days ago) on which his assessment ended.
ASSESSED_BY_JOEL = {
    "bangura": 185, "bickerstaff": 268, "burrows": 192, "chowdhury": 222, "eze": 118, "gallagher": 142,
    "haddad": 118, "henriksen": 152, "hollis": 245, "kaplan": 90, "kowalczyk": 305, "mbaye": 114, "mistry": 200,
    "nwosu": 290, "oduya": 140, "oyelaran": 128, "pascoe": 88, "petrova": 168, "prosser": 290, "pryce": 204,
    "rendle": 325, "stubbs": 100, "tindall": 300, "varga": 160, "whitcombe": 300, "whitlock": 160,
}  # fmt: skip
FAMILY_WHY = "Assessment and support needed; agreed with the family."


def _day(today: date, ago: int) -> date:
    return today - timedelta(days=ago)


def _statuses(rows: tuple[Status, ...], today: date, latest: date) -> tuple[StatusPlan, ...]:
    return tuple(
        StatusPlan(code, max(_day(today, ago), latest), None if to is None else _day(today, to), category)
        for code, ago, to, category in rows
    )


def _family_case(row: FamilyCase, house: Household, today: date) -> CasePlan:
    opened = _day(today, row.ago - 1)
    by_child, joined = dict(row.by_child), dict(row.joined)
    keys = row.children or tuple(m.key for m in house.members if m.role == "child")
    children = []
    for key in keys:
        start = _day(today, joined[key]) if key in joined else opened
        children.append(
            CaseChildPlan(
                child=key,
                from_on=start,
                referred_on=min(start, _day(today, row.ago)) if key not in joined else start,
                source=row.source,
                need=row.need,
                statuses=_statuses(by_child.get(key, row.statuses), today, start),
                to_on=_day(today, row.closed[0]) if row.closed else None,
                closure_reason=row.closed[1] if row.closed else "",
            )
        )
    return CasePlan(
        key=f"f:{row.family}",
        family=row.family,
        context="",
        status="closed" if row.closed else "open",
        team=house.team,
        referred_on=_day(today, row.ago),
        proposed_on=_day(today, row.ago),
        opened_on=opened,
        proposed_by="callum",
        proposed_why=row.why,
        decided_by=MANAGER_OF[house.team] if house.restricted == "" else "manager",
        decided_why=FAMILY_WHY,
        children=tuple(children),
        closed_on=_day(today, row.closed[0]) if row.closed else None,
        closure_reason=row.closed[1] if row.closed else "",
        outcome=row.closed[2] if row.closed else "",
        summary=row.closed[3] if row.closed else "",
    )


def _family_allocations(row: FamilyCase, house: Household, today: date) -> Iterable[AllocationPlan]:
    by = "manager" if house.restricted else MANAGER_OF[house.team]
    start, reason = row.ago - 1, ""
    earlier = row.earlier
    if row.family in ASSESSED_BY_JOEL:
        earlier = (("joel", ASSESSED_BY_JOEL[row.family], "Assessment ended"),)
    for worker, until, why in earlier:
        yield AllocationPlan(f"f:{row.family}", worker, "lead", _day(today, start), by, "", _day(today, until), why)
        start, reason = until, why
    end = _day(today, row.closed[0]) if row.closed else None
    if row.lead:
        yield AllocationPlan(f"f:{row.family}", row.lead, "lead", _day(today, start), by, "", end, reason)
    if row.co:
        yield AllocationPlan(f"f:{row.family}", row.co, "co_worker", _day(today, min(start, 200)), by, "", end)


def plan_cases(houses: Iterable[Household], today: date) -> tuple[list[CasePlan], list[AllocationPlan]]:
    """Every case of the borough with its allocations, as of `today`."""
    by_key = {house.key: house for house in houses}
    cases: list[CasePlan] = []
    allocations: list[AllocationPlan] = []
    for row in FAMILY_CASES:
        house = by_key[row.family]
        cases.append(_family_case(row, house, today))
        allocations.extend(_family_allocations(row, house, today))
    for context, status, ago, lead, co, why, closed in CONTEXT_CASES:
        key, proposed = f"c:{context}", status == "proposed"
        start = _day(today, ago - 2)
        end = _day(today, closed[0]) if closed else None
        cases.append(
            CasePlan(
                key=key,
                family="",
                context=context,
                status=status,
                team="adolescent",
                referred_on=_day(today, ago + 3),
                proposed_on=_day(today, ago),
                opened_on=None if proposed else start,
                proposed_by="practitioner" if context != "waypoint" else "manager",
                proposed_why=why,
                decided_by="" if proposed else "manager",
                decided_why=""
                if proposed
                else "Agreed. What happens there affects several children and can be changed.",
                closed_on=end,
                outcome=closed[1] if closed else "",
                summary=closed[2] if closed else "",
            )
        )
        if lead:
            allocations.append(AllocationPlan(key, lead, "lead", start, "manager", to_on=end))
        if co:
            allocations.append(AllocationPlan(key, co, "co_worker", start, "manager", to_on=end))
    return cases, allocations
