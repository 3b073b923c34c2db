"""Assessments of the borough's contexts: a park, assessed and measured again, and a group of friends. No child is named."""

from __future__ import annotations

from .appraisals import Appraisal, Part, Verdict, Weighed

CONTEXTS = [
    Appraisal(
        "c:dunnock", "practitioner", 236, 210,
        {
            "methods": "Nine evenings of observation by two workers. The park walked with fourteen young people in three groups, "
            "who marked a plan of it green, amber and red. A survey in three schools, with 163 answers. Talks with the parks "
            "officer, the bowls club and the neighbourhood officer.",
            "young-people": "“The court’s ours and it’s the best thing here. It’s who stands next to it.” “Nobody over twenty "
            "should be by the canal path at nine o’clock and somebody always is.” What they would change, in their order: light "
            "on the path, somebody to shout for, and a tap.",
            "together-strengths": "The regulars at the ball court make room for younger ones and break up arguments before they "
            "are fights. Friends leave together.",
            "together-needs": "There is nowhere indoors after 7pm. Those who are not at the court have no reason to be near "
            "anybody who would notice.",
            "guardianship-strengths": "The bowls club opens the pavilion on Thursdays, and there are no incidents on Thursdays. "
            "Dog walkers know most of the young people by sight.",
            "guardianship-needs": "On the other six evenings no adult is there whose place it is. Dog walkers did not know whom "
            "to ring. Police pass by the road, from which the far end cannot be seen.",
            "surroundings-strengths": "Used every day, close to three schools, a bus stop within sight of the gate.",
            "surroundings-needs": "The path to the canal has no lamp. The hedge at the far end of the court is higher than a "
            "grown man. The by-law moves young people on from the pavilion steps, which are lit, to the path, which is not.",
            "harms": "Five incidents in three months: phones and a board taken, one young person badly hurt, two approaches by "
            "adults with an offer. About seven young people harmed and many more who stay away.",
            "analysis": "Harm happens where the light ends and the by-law sends young people. Adults who come to buy or to "
            "recruit have learned this. It does not happen where somebody with a kettle is. The park is not dangerous; one "
            "path and one hedge are, on six evenings of seven.",
            "goals": "On any evening a young person can cross the park in light, and can say which adult they would go to. "
            "Measured by the same survey and the same walk in six months.",
        },
        views=(
            Weighed(
                211, "practitioner",
                (
                    Part("neighbourhood", "primary", "harm", "The unlit path and the far end of the court are where every "
                         "incident began. Where the pavilion is open, none did.", "dunnock", ("incident:dunnock/230",)),
                    Part("peers", "significant", "protective", "The friends who skate here leave together and tell one another "
                         "who is about.", "skaters", ("context:skaters",)),
                    Part("school", "contributing", "harm", "Exclusions leave pupils in the park in the middle of the day, when "
                         "nobody is there.", "fennel"),
                    Part("online", "not_known", "", "Who arranges what by message has not been asked yet; the survey did not "
                         "reach it."),
                ),
                acts=(
                    (3, 1, "Who is sent home from school at eleven is in the park by noon, at the end where nobody looks."),
                    (2, 1, "The friends make the court safe for each other, and cannot make the path so."),
                ),
                change_first="Light on the path to the canal, and an adult in the pavilion on more evenings than one.",
            ),
            Weighed(
                210, "child",
                (
                    Part("neighbourhood", "primary", "both", "“The court is the best place we’ve got. The path’s the worst.”",
                         "dunnock"),
                    Part("peers", "significant", "protective", "“If it’s all of us, it’s fine.”"),
                ),
                change_first="“A light and a tap. That’s it. We’d do the rest.”",
            ),
        ),
        took_part=(
            ("Fourteen young people of three schools", "walked the park with us", "yes"),
            ("Wilma Joseph", "bowls club", "yes"),
            ("Colin Thackray-Moore", "council parks", "yes"),
            ("The kiosk holder at the gate", "", "declined"),
        ),
        submitted=205,
        verdict=Verdict(
            203, "manager", "Agreed, and it goes to the parks officer with my name beside Tamsin’s. The by-law is for me to "
            "raise. Measure again in six months.",
        ),
    ),
    # The same park half a year on: being written as one looks.
    Appraisal(
        "c:dunnock", "practitioner", 16, 4,
        {
            "methods": "The same walk with eleven young people, four of whom came the last time, and the same survey, with 171 "
            "answers so far. Four evenings of observation; three more to come.",
            "young-people": "“The hedge is gone and you can see the road. It’s mad how much that does.” “South gate’s the one "
            "now. Same car.” They would like the lamp that was promised, and want to know whom to ask.",
            "guardianship-strengths": "The pavilion is open on three evenings. The dog walkers have one number to ring and rang "
            "it when a phone was taken.",
        },
        views=(
            Weighed(
                9, "practitioner",
                (
                    Part("neighbourhood", "significant", "both", "Since the hedge was cut nothing has begun at the court. The "
                         "south gate has taken its place for adults in cars.", "dunnock",
                         ("incident:dunnock/74", "incident:dunnock/33", "incident:dunnock/11")),
                    Part("peers", "primary", "protective", "More of them, and they stay where the kettle is.", "skaters",
                         ("context:skaters",)),
                    Part("school", "contributing", "protective", "Fewer are sent home, and lunch is staffed.", "fennel"),
                ),
                acts=((2, 1, "Friends who stay near the pavilion are seldom at the gate, and tell younger ones why."),),
                change_first="The south gate: who may park there, and a lamp.",
            ),
            Weighed(
                4, "practitioner",
                (
                    Part("neighbourhood", "primary", "both", "Two approaches at the south gate in a month, by one car. The "
                         "court and the path are safer than they were.", "dunnock",
                         ("incident:dunnock/74", "incident:dunnock/33", "incident:dunnock/11", "factor:kwame_park")),
                    Part("peers", "significant", "protective", "More of them, and they stay where the kettle is.", "skaters",
                         ("context:skaters",)),
                    Part("school", "contributing", "protective", "Fewer are sent home, and lunch is staffed.", "fennel"),
                    Part("online", "not_known", "", ""),
                ),
                acts=((2, 1, "Friends who stay near the pavilion are seldom at the gate, and tell younger ones why."),),
                change_first="The south gate: who may park there, and a lamp.",
            ),
        ),
        took_part=(("Eleven young people", "walked the park with us", "yes"), ("The dog walkers’ group", "", "to_ask")),
    ),
    Appraisal(
        "c:skaters", "practitioner", 201, 176,
        {
            "purpose": "These friends keep one another safe, and are approached where they spend their evenings. We want their "
            "evenings to be safe without taking the friendship apart. All seven know of this, were asked, and read it. Their "
            "parents know. It is looked at again in three months and lapses unless it is still of use.",
            "methods": "Three sessions at Basin with whoever came, a map drawn together, a film that they made of a usual "
            "Friday. Each was asked alone whether anything should be left out. Two things were.",
            "young-people": "“We’re not a problem, we’re mates.” “Ask where we’d go if it rained.” They would change two things: "
            "an adult at Basin until the lights go off, and to be believed when they report somebody.",
            "together-strengths": "They wait for the slowest, share food and money, and teach younger ones. Two who were at odds "
            "at school are not at odds here. Nobody has to do anything to belong.",
            "together-needs": "Two take the others’ worries home and sleep badly. None of them had been asked how the year has "
            "been.",
            "guardianship-strengths": "Fola Martins at the café knows all seven by name and shouts at whoever is rude. Idris is "
            "known and rung.",
            "guardianship-needs": "After the lights go off at Basin there is the park, and nobody in it.",
            "surroundings-strengths": "A bowl that is free, a café with water, a bus that waits.",
            "surroundings-needs": "The lights are on a meter and end at seven in winter. The by-law for the park steps treats "
            "seven friends as a gathering.",
            "harms": "Within a year two were hurt in the park and four were approached by adults, always between Basin and home. "
            "No harm that we know of comes from one of them to another.",
            "analysis": "The friendship is what protects, and the hour after the lights go off is what does not. To part the "
            "friends, as was proposed elsewhere, would take away the first and leave the second.",
            "goals": "Basin is lit until nine, with an adult in it, and all seven can name whom they would ring on the way home. "
            "Asked again by the same questions in three months.",
        },
        views=(
            Weighed(
                177, "practitioner",
                (
                    Part("peers", "primary", "protective", "They leave together, tell on the same day, and took two in who had "
                         "nobody.", "skaters"),
                    Part("neighbourhood", "significant", "harm", "Every approach was between Basin and the canal path.",
                         "dunnock", ("incident:dunnock/230", "context:dunnock")),
                    Part("neighbourhood", "contributing", "protective", "Until the lights go off there is an adult who knows "
                         "them.", "basin", ("context:basin",)),
                    Part("home", "contributing", "protective", "Parents know one another’s numbers by now, and ring."),
                ),
                acts=(
                    (3, 2, "When the lights at Basin go off, the friends have the park and nobody in it."),
                    (1, 2, "They cross it together, and the approaches come to whoever is last."),
                ),
                change_first="Light at Basin until nine: the council’s leisure service can do it, and no parent can.",
            ),
            Weighed(
                176, "child",
                (
                    Part("peers", "primary", "protective", "“It’s like a rule. You don’t leave anyone.”", "skaters"),
                    Part("neighbourhood", "significant", "both", "“Basin good. Path bad. Everyone knows.”"),
                    Part("school", "contributing", "harm", "“They split us up in lessons so it’s worse after.”"),
                ),
                change_first="“Lights. We’ve said it about a hundred times.”",
            ),
        ),
        took_part=(
            ("The seven friends", "each together with the others and alone", "yes"),
            ("Fola Martins", "café beside the bowl", "yes"),
            ("Parents of the seven", "", "yes"),
        ),
        submitted=172,
        verdict=Verdict(
            168, "manager", "A group that protects, assessed with its members. Nothing here is to be used to part them. Review in "
            "three months with them.",
        ),
    ),
]  # fmt: skip
