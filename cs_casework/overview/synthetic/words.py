"""The sentences that notes, links and reasons are put together from. Nothing in them is about anybody."""

from __future__ import annotations

HAPPENED = {
    "visit": (
        "I visited at home as arranged and was made welcome.",
        "I came to the flat after school and stayed for about an hour.",
        "We met at school in a quiet room so that there was time to talk.",
        "I called without an appointment because the last two had been missed.",
        "We went for a walk by the canal, which is where talking comes easier.",
        "I visited in the evening when everybody was in.",
    ),
    "contact": (
        "The school rang about attendance this week and what has changed since half term.",
        "Mum phoned in the morning, worried about last night.",
        "The police shared a report of a group stopped near the shops on Friday.",
        "I rang the youth worker to ask how the sessions are going.",
        "The school nurse called back about the appointment.",
    ),
    "meeting": (
        "The professionals met to go through what each agency knows and has done.",
        "The core group met at the family centre with both parents there.",
        "A mapping meeting looked at where young people feel safe after school.",
    ),
    "correspondence": (
        "A letter arrived from housing about the move and the repairs still outstanding.",
        "The academy e-mailed the timetable and the plan for lunch times.",
        "The hospital wrote with the outcome of the appointment in the emergency department.",
    ),
    "observation": (
        "We walked the route at the end of the school day and stayed until the shops closed.",
        "Detached workers spent two hours there on Friday evening.",
        "I sat in the café with the owner and watched how the corner is used.",
    ),
    "management_oversight": (
        "I read the file and spoke with the worker about the last four weeks.",
        "I reviewed the plan against what the family said they wanted from it.",
    ),
    "supervision": (
        "We went through the case in supervision and agreed what comes next.",
        "We looked at the balance of worries at home and outside it.",
    ),
    "transition_plan": ("We wrote down together what needs to be in place by the eighteenth birthday.",),
    "other": (
        "The advocate introduced herself and explained what she is there for.",
        "The file from the earlier council arrived and was read.",
    ),
}
DETAIL = (
    "The kitchen was warm, there was food in, and the younger ones were doing their reading.",
    "Two older boys waited outside by the railings and left when they saw us.",
    "The lights in the passage have been out since the autumn and nobody has mended them.",
    "A new phone was on the table and nobody wanted to say where it came from.",
    "Bus fares have run out again, so the walk home goes past the underpass.",
    "The shop keeper knows most of them by name and lets them wait inside.",
    "There were train tickets to the coast in a coat pocket.",
    "Attendance is up to eighty per cent and the mentor is pleased.",
    "The lock on the back door has been changed and the landlord told.",
    "The football coach has kept a place open for when things are calmer.",
    "Grandma comes on Thursdays and would take on the weekends as well.",
    "The group that met by the garages has moved on to the bridge.",
    "The bedroom has a new bed and a desk by the window.",
    "Three messages came from a number nobody recognised.",
    "The taxi was late twice this week, so the first lesson was missed.",
    "Sleep has been poor since the holidays, and so has appetite.",
)
SAID = (
    "“I just want to get home without having to look behind me.”",
    "“They are my friends, they have always been there for me.”",
    "“I don’t like the bus any more. I walk the long way round.”",
    "“It is better at home now that there are fewer arguments.”",
    "“Nobody asked me before what I wanted to happen.”",
    "“I owe somebody money, but I can’t talk about it here.”",
    "“School is all right when Miss is there.”",
    "“If you go to the police it will only get worse for my brother.”",
    "“I feel safe at the youth club and at my nan’s.”",
    "Mum said that the evenings are the hardest and that she would like company then.",
    "Dad said that he knows the families of the other young people and will speak to them.",
    "The head of year said that the whole year group talks about it.",
)
ANALYSIS = (
    "What happens on the way home weighs more at present than anything inside it.",
    "The worry is about the place and who comes there, and several families share it.",
    "There are adults there who look out for young people, and we should build on that.",
    "This fits with what two other families told us in the same month.",
    "Home is a strength here, and being out late is where the harm comes from.",
    "Being given things first and asked for something later is how others have described it.",
    "We do not know yet whether this is one group or two, and should not guess.",
    "Less is being missed at school, and that protects more than we can offer alone.",
)
TITLES = {
    "visit": ("Home visit", "Visit after school", "Visit at school", "Unplanned visit", "Evening visit"),
    "contact": ("Call from school", "Call with mum", "Information from the police", "Call with the youth worker"),
    "meeting": ("Core group", "Professionals’ meeting", "Mapping meeting", "Review meeting"),
    "correspondence": ("Letter from housing", "E-mail from school", "Letter from the hospital"),
    "observation": ("Walk at the end of the school day", "Detached session", "Time spent there"),
    "management_oversight": ("Management oversight", "Manager’s review"),
    "supervision": ("Supervision decision", "Agreed in supervision"),
    "transition_plan": ("Plan for turning 18",),
    "other": ("Advocate’s introduction", "Earlier file read"),
}

SOURCES = {
    "child_said": ("Said on a visit", "Said to the youth worker", "Said at school", "Drawn on a map of safe places"),
    "parent_said": ("Mum, on the phone", "Dad, at the core group", "Grandma, on a visit"),
    "observed": ("Seen by detached workers", "Seen on a visit", "Seen by the school’s staff"),
    "agency_report": (
        "Police report",
        "School’s safeguarding lead",
        "Housing officer",
        "Hospital, emergency department",
    ),
    "inferred": ("From several reports that fit together", "From travel records", "From who was with whom"),
}
OWN_VIEW = (
    "Likes it there and would miss it.",
    "Would rather not go, but everyone does.",
    "Says it is fine as long as friends are there.",
    "Is frightened of the way there, not of the place.",
)
LINK_ENDED = (
    "Does not go there any more",
    "The family moved away",
    "Changed school",
    "The group no longer meets",
    "Found not to be true",
)
MEMBERSHIP_ENDED = ("Moved out", "The placement ended", "The parents separated")
STATUS_ENDED = ("The plan had done what it was for", "Stepped down after review", "The assessment was finished")
RESTRICTED = (
    "A relative works in the service.",
    "The police asked that few know of it while they enquire.",
    "Someone in the family is being looked for.",
)
GRANTED = ("Works with the family.", "Covers while a colleague is away.", "Needs to know for a strategy discussion.")
DESCRIPTION = (
    "Young people come here after school and stay until it is dark.",
    "Mentioned by several families as somewhere their children feel unsafe.",
    "A place many pass through, with few adults about in the evening.",
    "Well used and well liked; there have been worries since the summer.",
)
STRENGTHS = (
    "They look out for each other and get each other home.",
    "They meet to play football and have a coach who knows them all.",
    "They talk to the youth workers and have asked for somewhere dry to sit.",
)
IDENTIFIED = ("The young people told us themselves", "A mapping meeting of three agencies", "Detached workers")
CONTEXT_ADULTS = {
    "protective": ("The shop keeper", "A coach", "A neighbour on the ground floor", "The bus driver on the late shift"),
    "manages": ("The centre’s manager", "The caretaker", "The head of year"),
    "concern": ("A man in a grey car", "Somebody who calls himself their cousin", "The tenant of the upper flat"),
}
