"""Plans of the borough: of a park, with the children it reaches, and of children in it and elsewhere."""

from __future__ import annotations

from .planned import GoalTold, PlanTold, ReachTold, ReviewTold, StepTold

LAMP = "A lamp at the south gate, on until eleven"

PLANS = [
    PlanTold(
        "dunnock", "c:dunnock", "context", "practitioner", 200,
        "On any evening a young person can cross the park in light, and can say which adult there they would go to.",
        from_assessment=True,
        views="“A light and somebody to shout for. We’d do the rest.” Fourteen young people of three schools who walked the "
        "park; the bowls club and the dog walkers say the same in other words.",
        contingency="If anybody is hurt there again, police, parks and we speak within two working days and say who will be in "
        "the park on which evening.",
        agreed=("manager", 196, "Agreed. The by-law is mine to raise, and not the young people’s to keep to."),
        goals=(
            GoalTold(
                "light", "Young people cross the park in light on any evening.",
                "Of ten walks with them after dark, on how many they could see all the way who came",
                (210, "None of ten."), "The same walk, with those who came the first time",
                measures=(
                    (101, "Four of ten. The path to the canal is lit, the south gate is not.", "better"),
                    (13, "Seven of ten. What is left is the south gate.", "better"),
                ),
            ),
            GoalTold(
                "adult", "Whoever is worried there knows which adult they would go to.",
                "How many in the survey of three schools name an adult in the park",
                (210, "29 of 163."), "The same survey in the same schools",
                measures=((14, "88 of 171.", "better"),),
            ),
            GoalTold(
                "gate", "The south gate is a way home, and nobody waits there for young people.",
                "On how many of twelve evenings workers or dog walkers see an adult wait there",
                (101, "Nine of twelve."), "Twelve evenings, by the same two people",
                added=(101, "The court and the path are safer; what harms has moved to the gate."),
            ),
        ),
        steps=(
            StepTold(
                "Keep the pavilion open on two more evenings", "neighbourhood", 195, -150, "adult", owner="idris",
                done=(152, "Open on Mondays and Fridays too, by the bowls club and the youth team in turn."),
            ),
            StepTold(
                "Cut the hedge at the far end of the court", "neighbourhood", 195, -160, "light",
                name="Colin Thackray-Moore, council parks", done=(158, "Cut to a metre. The road can be seen from the court."),
            ),
            StepTold(
                "Take the steps of the pavilion out of the by-law", "policy", 190, -70, "light", owner="manager",
                done=(75, "Taken out. Nobody is moved on from where it is light."),
            ),
            StepTold(LAMP, "neighbourhood", 100, 20, "gate", name="Colin Thackray-Moore, council parks"),
            StepTold(
                "Say who stops at the south gate when the grey car is seen, and how soon", "policy", 99, -3, "gate",
                agency="Police",
            ),
            StepTold(
                "Ask four who stay away what would bring them back, and tell them what came of it", "peers", 12, 18, "adult",
                owner="practitioner",
            ),
        ),
        reach=(
            ReachTold(
                150, "kwame", "Kwame was hurt by the path and wants to skate there again. His way home crosses it.", "whole",
            ),
            ReachTold(140, "tanvir", "Tanvir plays cricket there. He should not have to think about it."),
            ReachTold(98, "nnamdi", "Nnamdi was spoken to at the south gate on his way home from school.", "whole"),
        ),
        reviews=(
            ReviewTold(
                101, "The hedge and the lamps made the court and the path safer. What happened there has moved to the south "
                "gate.", "change", "A goal for the south gate was added; the others go on as they are.",
                "“You can see the road. It’s mad how much that does.”",
            ),
            ReviewTold(
                12, "Three times as many know whom they would go to. The lamp at the gate is ordered and is not there yet.",
                "go_on", "What works goes on. The gate is the one thing left, and the council can do it.",
                "They want to know whom to ask about the lamp.",
            ),
        ),
    ),
    PlanTold(
        "kwame", "f:odowd", "cin", "practitioner", 228,
        "Kwame is in school every day, and where he spends his evenings is safe enough to go to.", child="kwame",
        views="“I want my board back and to not get blamed.” Bernadette wants him to have somewhere to go that is not a screen.",
        contingency="If he is hurt or stays away again, his form tutor, Bernadette and I speak the same day.",
        agreed=("manager", 224, "Agreed."),
        goals=(
            GoalTold(
                "believed", "When Kwame says that something happened, an adult at school does something about it.",
                "What he says of the last time he told somebody", (230, "“They asked what I’d done.”"),
                "Asked alone, by somebody who does not work at the school",
                measures=((140, "“Miss Adair rang you while I was there.”", "better"), (48, "“They do now.”", "better")),
                result=(48, "He tells, and is believed. The form tutor will ask again at Easter."),
            ),
            GoalTold(
                "evenings", "He skates on the evenings he wants to, and comes home by the way he chooses.",
                "Evenings in a week that he goes, and which way he says he came back", (230, "One; the long way round."),
                "He writes it down for a week", measures=((140, "Two; still the long way.", "better"),),
            ),
        ),
        steps=(
            StepTold(
                "One adult at school whom he chooses, told each Monday what he wants known", "school", 224, -200, "believed",
                name="Miss Adair, form tutor", done=(205, "Miss Adair; they meet by the workshop."),
            ),
            StepTold(
                "A repaired board, from the Basin workshop", "individual", 224, -190, "evenings", owner="idris",
                done=(192, "Built with him, on three Saturdays."),
            ),
        ),
        takes=((94, LAMP),),
        reviews=(
            ReviewTold(
                140, "He is in school. He goes to the park on some evenings, and his friends wait for him.", "go_on",
                "What holds him at school works. What is left is in the park, and its plan is at work on it.",
                "“It’s better. Not the gate.”",
            ),
            ReviewTold(
                48, "In school every day since September.", "go_on", "The park is not done yet, and he is not the one to do it.",
            ),
        ),
    ),
    PlanTold(
        "finn", "f:brannigan", "roth", "practitioner", 91,
        "Finn’s evenings are his own: nobody can reach him with a bag, a debt or a threat.", child="finn",
        views="“I want them gone, not me.” Siobhán and Kofi want what is said at the table to be done by those who said it.",
        contingency="If he is missing or is threatened, police, the school and we speak that day; his parents are in the room.",
        from_assessment=True,
        agreed=("manager", 91, "Agreed, as the conference decided, with his parents as partners in it."),
        goals=(
            GoalTold(
                "debt", "Finn owes nobody anything, and knows it.", "What he says is asked of him",
                (93, "“Four hundred. It goes up.”"), "Asked alone, once a month",
                measures=((40, "“Nobody’s said a number since the arrest.”", "better"),),
            ),
            GoalTold(
                "home", "Finn comes home when he likes, by lift or by stairs.", "Nights in a week that he is home when he meant to be",
                (93, "Two of seven."), "Kofi writes it down; Finn reads it",
                measures=((40, "Five of seven.", "better"), (11, "Six of seven.", "better")),
            ),
        ),
        steps=(
            StepTold(
                "Find who asks children for money at the station, and act on the adults", "neighbourhood", 91, -30, "debt",
                agency="Police", done=(38, "Two adults arrested and kept from the station by their bail."),
            ),
            StepTold("A lift pass, so that nobody waits for him on the stairs", "neighbourhood", 91, -60, "home",
                     name="Teddy Obuasi, Larkspur Homes", done=(66, "Given to both children and their friends.")),
            StepTold("Say what happens to the messages on Finn’s old phone", "policy", 91, -12, "debt", agency="Police"),
        ),
        reviews=(
            ReviewTold(
                10, "Nobody has asked him for money for a month. He sleeps. The station is what he is afraid of now.", "go_on",
                "It works, and it is not finished while the two are on bail.", "“Nobody’s rung. I keep looking.”",
            ),
        ),
    ),
    PlanTold(
        "hamza", "f:rahman", "safety", "beth", 5,
        "Hamza has his afternoons, and the shop is a shop.", child="hamza",
        views="“I want to go past there and it’s just a shop.”",
        contingency="Yusuf rings police and then Beth; nobody asks Hamza to explain it first.",
        asked=2,
        goals=(
            GoalTold(
                "afternoons", "The men who waited outside Salt & Ember stay away, and Hamza does not have to.",
                "Afternoons in a week that he goes past", (6, "None."), "He says so on Fridays",
            ),
        ),
    ),
    PlanTold(
        "nusrat", "f:begum", "roth", "practitioner", 60,
        "He cannot reach Nusrat, and she need not give him up to be safe.", child="nusrat",
        views="“It’s weird being believed.” Shirin keeps the door open and asks about college.",
        contingency="Police first, then her aunt, who has the spare bed. Tanvir’s number is not on the list.",
        from_assessment=True, agreed=("manager", 58, "Agreed."),
        # How anybody will tell is not said yet: a manager finds it on the list of plans without a measure of change.
        goals=(GoalTold("reach", "Nobody decides when Nusrat answers her phone."),),
        steps=(
            StepTold(
                "Say where the messages from unknown numbers come from", "policy", 58, 6, "reach", agency="Police",
            ),
            StepTold("Lamps on level 2 of the car park", "neighbourhood", 58, -8, "reach", name="Wharf Centre security"),
        ),
    ),
]  # fmt: skip
