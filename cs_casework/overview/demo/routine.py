"""The ordinary notes between the turning points: calls to school, health and home, letters, and a manager's reading.

Each kind has a deck of openings (title and what happened) and a deck of closings (what was said and what it means).
Both are dealt without repeating until they run out, so no two notes come out alike. Any opening of a kind goes with any
closing of it; where that would not hold, as with letters, the card is whole. Fragments speak of one child, `c`, and one
adult at home, `p`.
"""

from __future__ import annotations

from dataclasses import dataclass

# (title, what happened) and (what was said, analysis)
Opening = tuple[str, str]
Closing = tuple[str, str]


@dataclass(frozen=True)
class Routine:
    """One kind of ordinary note and the decks it is dealt from. A whole card carries its closing with it."""

    code: str
    kind: str
    openings: tuple[Opening, ...] = ()
    closings: tuple[Closing, ...] = ()
    whole: tuple[tuple[str, str, str, str], ...] = ()
    school_age: bool = False
    by_phone: bool = False  # with the adult at home, without an interpreter


ROUTINES = (
    Routine(
        "school",
        "contact",
        openings=(
            (
                "Fortnightly call with school",
                "Rang {school} for the fortnightly check. {c} has been in on all but one day, and the one was a dentist.",
            ),
            (
                "Pastoral lead rang back",
                "The pastoral lead at {school} rang me back at ten past four, as she always does.",
            ),
            (
                "Call with school, {c} listening in",
                "Spoke with {c.their} tutor at {school} while {c} {c.was} in the room, because {c.they} had asked to hear it.",
            ),
            (
                "School rang, with nothing wrong",
                "{School} rang unprompted: nothing is wrong, and they thought that I should hear that too.",
            ),
            (
                "School: the days after a bad night",
                "Short call with {school} about what helps on days when {c} comes in without having slept.",
            ),
            (
                "Attendance, week by week",
                "Asked {school} for {c.their} attendance by the week and not as one figure. The gaps fall on the same weekday.",
            ),
            (
                "A page of work",
                "The class teacher at {school} had kept back a page of {c.their} work to describe to me.",
            ),
            ("Who collects", "Called {school} to say who may collect {c} this week and who will from next."),
            (
                "Supply staff and the plan",
                "Checked with {school} that the plan is known to the supply staff. It was not; it is now.",
            ),
            (
                "After the staff meeting",
                "{School} rang after a staff meeting at which {c.their} year had been talked about.",
            ),
        ),
        closings=(
            (
                "“{c} put a hand up twice today. I nearly fell off the desk.”",
                "A small sign, and a member of staff who counts such things. No change to the plan.",
            ),
            (
                "The teaching assistant says that {c} settles if {c.they} {c.is} given a job before the bell, and not after it.",
                "Five minutes' difference and no cost. To go into the plan in her words.",
            ),
            (
                "“We've stopped asking where the homework is and started asking where {c.they} could do it.”",
                "The right question. There is a table in the library until five.",
            ),
            (
                "They had been talking about {likes}, and the member of staff now knows a great deal about it.",
                "Somebody there likes {c.them}: to be named in the plan as one of its strengths.",
            ),
            (
                "“Honestly? Quieter. But it's a listening sort of quiet.”",
                "I shall ask {c} what the quiet is like from the inside, when I see {c.them}.",
            ),
            (
                "The tutor has noticed that {c} eats more on days when somebody sits down beside {c.them}.",
                "Asked that somebody does. School will not make a point of it.",
            ),
            (
                "“I rang {p} first, so that it didn't come from you.” I thanked her for that.",
                "School and home hear of things in the same hour now. That was the aim of the last meeting.",
            ),
            (
                "“{c} has shown the card four times and come back four times.”",
                "The time-out card works because nobody argues with it. Nobody needs to change it.",
            ),
            (
                "They asked whether {c} would help with the younger ones at lunch, and had a yes before the end of the question.",
                "To take to the next review as {c.their} strength.",
            ),
            (
                "“We know {c.them} better than we did. That's on us, from before.”",
                "Said without being asked. I passed it on to {p} the same afternoon.",
            ),
        ),
        school_age=True,
    ),
    Routine(
        "home_call",
        "contact",
        openings=(
            ("{p} rang about the weekend", "{p} rang to tell me how the weekend went before I could ask."),
            (
                "Ringing {p} back",
                "Returned {p.their} call within the hour. Kettle and television in the background, nobody upset.",
            ),
            ("Evening call with {p}", "Rang {p} at the time that suits the house, after tea."),
            (
                "{p}: the appointment",
                "{p} rang to say that the appointment is booked, and that nobody had to remind {p.them}.",
            ),
            (
                "Moving this week's visit",
                "Called to move this week's visit by a day, with an apology, since it was I who had double-booked.",
            ),
            (
                "A word in the plan",
                "{p} rang to ask what a word in the plan means. It was a poor word and I have changed it.",
            ),
            (
                "Money, and other things",
                "Twenty minutes on the phone with {p} about money, and two about everything else.",
            ),
            (
                "The form",
                "Rang to hear whether the form had come. It had, in the wrong name; put right while we were on the line.",
            ),
            ("Between visits", "Rang {p} halfway between visits, as agreed, with nothing particular to say."),
            (
                "{p} asks me to come earlier",
                "{p} rang to cancel, thought better of it, and asked if I could come earlier instead.",
            ),
        ),
        closings=(
            (
                "“We had a normal Sunday. I wanted somebody to know that we had a normal Sunday.”",
                "Ordinary family life, reported as news. I take it as news.",
            ),
            (
                "{c} took the phone to tell me about {likes}, at length, and gave it back.",
                "I can hear in {c.their} voice how things are. They are all right.",
            ),
            (
                "“I shouted, and I went out on the step, and I came back in and said sorry. Before, I'd not have come back in.”",
                "A turning point, and noticed at home before I could. Kept in {p}'s words for the review.",
            ),
            (
                "{p} is worried about a bill and had waited three days to say so. “You've got real problems to deal with.”",
                "It is a real one. Passed to the money adviser today, with {p.their} agreement.",
            ),
            (
                "“You said you'd ring and you rang. That's all. Bye.”",
                "Trust, in one line. I must keep to the times I give.",
            ),
            (
                "{p} asked whether other families find this stage hard too. I said that most do, and when it tends to lift.",
                "Not alone, and now knows it. Parents' evening at the hub mentioned, not pressed.",
            ),
            (
                "“{c} asked me to sit there last night. Didn't want anything. Just sit.”",
                "It was the right thing to do and I said so. I shall leave it to {c} whether to tell me of it.",
            ),
            (
                "“I wrote down what I was going to say and now I can't find it, but I'm all right.”",
                "{p.Their} own view of the week was fuller than my list. No new worry.",
            ),
            (
                "{p} laughed at something in the background for long enough that I began to laugh as well.",
                "Nothing to do but listen; did so.",
            ),
            (
                "“Can you put in that we tried it your way and then did it ours, and ours worked?”",
                "It is put in. What they found was simpler, and nobody has to be paid for it.",
            ),
        ),
        by_phone=True,
    ),
    Routine(
        "short_visit",
        "visit",
        openings=(
            (
                "Half an hour after school",
                "{c} met me at the door and had {likes} to talk about before I had my coat off.",
            ),
            (
                "Dropping off the form",
                "Called with a form and was asked in. The front room had been turned round since last time, for the light.",
            ),
            ("On the step", "Saw {c} on the step with a glass of squash, and was brought one as well."),
            (
                "Visit while tea was cooking",
                "Planned visit. {p} was cooking and talked over one shoulder; {c} laid the table.",
            ),
            ("Visit at teatime", "Visited at teatime. Everyone ate. Nobody looked at me before they spoke."),
            (
                "To the corner and back",
                "{c} and I walked to the corner and back twice, which is our usual way of talking.",
            ),
            ("A visit in the rain", "Got wet. {c} had kept the bus times for me and {p} hung my coat over the bath."),
            ("Seeing {c}", "Saw {c} with {p} for ten minutes and then without for twenty."),
            (
                "The hour {c} chose",
                "Came at the hour {c} had chosen, which was that of a favourite programme, and so we watched it.",
            ),
            (
                "Planned visit",
                "The house was noisy and cheerful and I sat on the stairs with {c}, out of the way of it.",
            ),
        ),
        closings=(
            (
                "{c} gave the week seven out of ten and then, on reflection, seven and a half.",
                "Asked what the half was for: a night without waking. Progress, in a fraction of {c.their} own making.",
            ),
            (
                "“Nothing happened.” Asked if that was good or bad: “Good. Obviously.”",
                "Seen, well, talkative. As the plan expects.",
            ),
            (
                "{c} wanted to know what I write down. I showed {c.them} the last note, and was asked to add the biscuits.",
                "Biscuits added. It helps that {c.they} {c.has} seen how short they are.",
            ),
            (
                "{p} said things are steady. {c} held out a flat hand and tipped it a little, then held it flat.",
                "I believe the flat hand. Same again next time, and no new tasks.",
            ),
            (
                "“Can you come when it's not about something?” I said that this was that.",
                "The next two visits will be about nothing, too.",
            ),
            (
                "{c} has an idea to do with {likes} that will need permission, glue and probably a shed.",
                "Making plans for months ahead; earlier in the year {c.they} did not plan for the week.",
            ),
            (
                "“I've stopped thinking about it every day. It's every other day.”",
                "A measure that I would not have thought of, and better than mine. To use at the review.",
            ),
            (
                "{c} asked how many other children I see. I said some. “Do any of them like {likes}?”",
                "The question was about being ordinary. I said yes, since it is true.",
            ),
            (
                "{p} asked me to say, in front of {c}, what I thought was going well. It took a while to say it all.",
                "{c} listened to the whole of it with great attention to the carpet.",
            ),
            (
                "{c} told me a long joke. {p} told me afterwards that the joke was about me.",
                "The good part lay in what was not said: nobody here was on guard.",
            ),
        ),
    ),
    Routine(
        "oversight",
        "management_oversight",
        openings=(
            (
                "Reading the record",
                "Read the last three months. I could tell from it what {c} is like, and about {likes}.",
            ),
            (
                "Reading it as the duty worker",
                "Read this record as though I were on duty tonight. The summary told me what I would need within a minute.",
            ),
            (
                "Visits against promises",
                "Looked at visits against what was promised to {c}: all within time but one, and the one explained.",
            ),
            (
                "The child's own words",
                "Sampled the record with {c.their} own words in mind. They are on nearly every page.",
            ),
            ("Chronology and plan", "Read the chronology first and then the plan. The plan answers the chronology."),
            (
                "What has changed, and who says so",
                "Read with one question: what has changed for {c}, and who would say so?",
            ),
            (
                "The copy on the wall",
                "Checked that {p} has the plan in a form that can be used. There is a copy on the kitchen wall, I am told.",
            ),
            (
                "Whose actions are they?",
                "Looked at who is doing what. More of the actions belonged to the family than to us; two have been moved.",
            ),
            ("One story", "Read all of it, since a new worker may have to one day. It reads as one story."),
            (
                "Three things before supervision",
                "Picked three entries at random and asked of each what it did for {c}. Two had an answer on the page.",
            ),
        ),
        closings=(
            ("", "Direction: keep to the pace. Look again in six weeks and ask {c} whether the plan sounds right."),
            ("", "Direction: good work, heavy on what we did and light on what changed. Rewrite the last section."),
            ("", "Direction: strengths are on the page and not yet in the plan. Put them there, with names."),
            (
                "",
                "Direction: prepare the family for a smaller plan. Agree what would make us look again, and write that down.",
            ),
            ("", "Direction: no drift. One action has no date; give it one."),
            (
                "",
                "Direction: an adult is described as hard to get hold of. Say what was offered, and at what hour, instead.",
            ),
            ("", "Direction: continue. Thank {p} from me for the patience shown in the weeks when we had sickness."),
            ("", "Direction: think about who will be there after us, and bring a name to supervision."),
            (
                "{c} is quoted as saying: “It's different now, but don't say it's finished.”",
                "Direction: we do not say so. Review date kept as it stands.",
            ),
            (
                "The worker tells me that {p} asked to see what had been written, and that it was read out on the next visit.",
                "Direction: do that for every family on the list. It shows in the writing.",
            ),
        ),
    ),
    Routine(
        "health",
        "correspondence",
        whole=(
            (
                "Letter from the clinic",
                "Letter came after the last appointment, to which {p} brought {c} on time and by two buses.",
                "The doctor has written by hand at the foot: “A delightful appointment.”",
                "Next check in three months; {p} has the date on the fridge.",
            ),
            (
                "GP surgery",
                "E-mail from the surgery: the practice nurse has seen {c} and has no new concern.",
                "The receptionist added that {c} thanked her, and that few do.",
                "Up to date. Passed the thanks back.",
            ),
            (
                "School nurse",
                "The nurse wrote after half an hour with {c}, who would rather talk walking than sitting.",
                "Her room opens on a garden and they went round it nine times.",
                "Sleep remains the thing to watch. I shall ask about it on each visit until it is not.",
            ),
            (
                "Dentist",
                "Report received: two fillings done and one more to come.",
                "{c} asked the dentist more questions than anybody that week, it says.",
                "{p} has booked the third. Nothing else outstanding.",
            ),
            (
                "A late discharge letter",
                "A letter from the hospital reached us eleven days late. I read it with {p} on the phone.",
                "{p} had been sent home with instructions in very small print; we asked for them in large.",
                "Surgery will send texts from now on. Told {p} that nothing had been missed at home, since nothing had.",
            ),
            (
                "Optician",
                "The optician's note says that {c} has needed glasses for some while. They have been chosen.",
                "{c} can see the clock from {c.their} seat, and says that it is slower than people make out.",
                "Some of what was taken for tiredness was eyesight. School told.",
            ),
            (
                "Waiting list",
                "Answer received to my question about the list for talking therapy: six weeks, down from fourteen.",
                "The person who wrote asks us to keep asking.",
                "Told {p} and {c} the same day, with what happens until then.",
            ),
            (
                "Health assessment",
                "Returned with every page filled in, which I had not seen before.",
                "On the page for what is going well {c} is said to have talked mostly of {likes}.",
                "Actions copied into the plan, where the old ones stood.",
            ),
            (
                "Hearing test",
                "The clinic writes that {c} came, sat through the whole of it, and hears very well.",
                "{p} says that {c} has known this all along and chooses.",
                "Nothing to follow up. School had asked, and has been told.",
            ),
            (
                "A second opinion",
                "{p} had asked for a second opinion and the hospital has agreed to give one, with a date.",
                "“I didn't think that you were allowed to ask.”",
                "Everyone is allowed. Put into the plan as something that {p} did.",
            ),
            (
                "Immunisations",
                "The surgery confirms that all are done; the record that we had been sent was of another child.",
                "{p} had said so twice, with dates.",
                "Ours to put right, and done. I rang {p} to say sorry.",
            ),
        ),
    ),
    Routine(
        "letter",
        "correspondence",
        whole=(
            (
                "Letter to {c}",
                "Wrote to {c} after the meeting, on one page, in words that I would use face to face.",
                "{c} rang to say that it had come, and that it was the first one with {c.their} own name on the front.",
                "A copy stands on the record as the plain version of the plan.",
            ),
            (
                "E-mail to housing",
                "E-mailed housing for the third time, with the dates of the first two at the top.",
                "",
                "If there is no answer by the end of the week it goes to their head of service with the whole chain.",
            ),
            (
                "Copy of the plan",
                "Sent {p} the plan with our part of it first and theirs last.",
                "“That's the first one I didn't have to read twice.”",
                "The order matters: people read the first page.",
            ),
            (
                "The claim is put right",
                "The advice service writes that the claim has been corrected and the arrears will be paid.",
                "{p} read the figure out to me, twice, to be sure.",
                "Money is easier from next month, and many of the quarrels hung on it.",
            ),
            (
                "Thank-you to a neighbour",
                "Wrote to thank the neighbour who has been helping on mornings; {p} passed it on.",
                "The answer, on a card: “Any time. I'm up.”",
                "She is part of this plan and had not been told so.",
            ),
            (
                "Minutes",
                "Sent the minutes within five days, with the part about {c} read over together beforehand.",
                "{c} corrected a spelling and drew a tick.",
                "Agreed by the person whom they are about.",
            ),
            (
                "Certificate",
                "Sent {c} a certificate, on proper card, for having been to every one of the meetings about {c.their} own plan.",
                "{p} reports that it hangs in the hall and that visitors are shown it.",
                "It was {c.their} idea that there ought to be one.",
            ),
            (
                "Two addresses, one letter",
                "Asked our business support to send everything in large type and only once. It had been coming twice.",
                "{p} had kept every second copy for {c} to draw on.",
                "Small, and it will be noticed more than the rest of the plan.",
            ),
            (
                "Landlord's agent",
                "A letter from the agent with a date for the repair, the first that we have had.",
                "{p} has put it with the birth certificates.",
                "School told, so that a morning off is expected.",
            ),
            (
                "Who can see this record",
                "Answered {p}'s question about who can see the record, in writing, as was asked.",
                "“I'm not worried. I just wanted to know that you knew.”",
                "A fair question; the answer fits on half a page.",
            ),
            (
                "Faces",
                "Put together a page of who is who for the family, with faces, after {c} said that we all look alike.",
                "{c} has added one for the cat from across the road, who also visits.",
                "To be used for other families too.",
            ),
        ),
    ),
)
