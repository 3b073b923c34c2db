"""Assessments of the borough's families: authorised, followed by a later one, waiting for a manager, returned, half written."""

from __future__ import annotations

from .appraisals import Appraisal, Concluded, Part, Verdict, Weighed

FAMILIES = [
    # --- Finn and Abena: what harms is outside, and their home protects ------------------------------------------------
    Appraisal(
        "f:brannigan", "joel", 326, 294,
        {
            "parenting": "Siobhán and Kofi ask, listen and do not shout. They walk Abena both ways and fetch Finn at any hour. "
            "Nothing that they do or leave undone brings Finn to the stairs.",
            "development": "Finn repairs whatever he is given and explains it well. He sleeps four hours. Abena reads to her cat, "
            "and has begun to bite her nails.",
            "environment": "A warm flat full of bike parts, in a block whose door has been broken since last winter. Kofi works "
            "days and Siobhán evenings. Kofi’s sister is near.",
            "outside": "Adults use a flat in Block D and wait on the stairs. Finn’s friends meet there, as there is nowhere else "
            "indoors. They are not the harm; they share a staircase with it.",
            "analysis": "Finn was found with what adults had given him: he is being used. Abena is named in the threats. Home "
            "protects both, and cannot mend a landlord’s door. Whether Finn is safer will be seen on the stairs first.",
        },
        (
            Concluded("finn", 296, {
                "seen": "seen_alone",
                "words": "“If I’d gone home they’d have come to my home.” He wants nobody to wait for him on the stairs.",
                "factors": ["24A", "10A"], "outcome": "cin", "level": "4",
                "level_why": "Adults make him carry for them and threaten his sister. His home is safe and warm, and cannot "
                "reach them. Specialist work is needed because of what is done to him outside.",
                "support": "The block: doors, the flat, somewhere indoors for the friends. Finn: one worker who stays. His "
                "parents: nothing more than to go on, and to be told first.",
            }),
            Concluded("abena", 296, {
                "seen": "seen", "not_seen_why": "She wanted her brother in the room, and he was asked first.",
                "words": "“They know which gate.” She would like a different gate, and the cat to come.",
                "factors": ["20"], "outcome": "cin", "level": "2",
                "level_why": "She is loved, fed and on time. What frightens her is said about her by adults she has never met; "
                "when they stop, so will the need.",
                "support": "Another gate at school, met by somebody she knows. To be told what is done about the stairs.",
            }),
        ),
        views=(
            Weighed(
                310, "practitioner",
                (
                    Part("home", "contributing", "protective", "Two adults who ask and do not shout."),
                    Part("neighbourhood", "significant", "harm", "Adults wait on the stairs and give him bags to hold.",
                         "larkspur", ("factor:finn_stairs",)),
                    Part("peers", "not_known", "", "Whether the friends on the stairs are part of it is not known yet: he has "
                         "not been asked alone."),
                ),
                "finn", change_first="To know who the adults are.",
                no_primary="not_yet_known", no_primary_why="He has told what happened once, and with everybody in the room.",
            ),
            Weighed(
                295, "practitioner",
                (
                    Part("home", "significant", "protective", "Two adults who ask and do not shout. He told them within a day."),
                    Part("neighbourhood", "primary", "harm", "Adults wait on the stairs, give him bags to hold and threaten his "
                         "sister.", "larkspur", ("factor:finn_stairs", "context:larkspur")),
                    Part("peers", "contributing", "protective", "The friends are there because it is warm, and get each other up "
                         "for school."),
                    Part("school", "contributing", "both", "On report for lateness that nobody asked about; the safeguarding "
                         "lead has taken that back to the staff.", "fennel"),
                ),
                "finn",
                (
                    (2, 1, "Threats on the stairs keep him there late, and his parents cannot make the way home safe however "
                     "hard they try."),
                    (2, 4, "Nights on the stairs become lateness, and lateness was treated as a choice."),
                ),
                "The stairs: a door that closes, and the flat emptied. The landlord and police can do that; Finn cannot.",
            ),
            Weighed(
                295, "child",
                (
                    Part("neighbourhood", "primary", "harm", "“Outside’s where they wait.”", "larkspur"),
                    Part("peers", "significant", "protective", "“They’re the ones who text me when I’m not in.”"),
                    Part("home", "significant", "protective", "“Kofi sat next to me, not opposite.”"),
                ),
                "finn", change_first="“I want my mates to have somewhere.”",
            ),
            Weighed(
                295, "practitioner",
                (
                    Part("home", "significant", "protective", "Walked both ways, listened to, and never told to be brave."),
                    Part("neighbourhood", "primary", "harm", "The adults on the stairs have said the name of her school.",
                         "larkspur", ("factor:finn_stairs",)),
                    Part("school", "contributing", "protective", "The family worker at the gate knows her.", "brannocks"),
                ),
                "abena", ((2, 1, "Since her school was named, the whole family plans its day around a gate."),),
                "Another gate, from Monday.",
            ),
        ),
        took_part=(
            ("Teddy Obuasi", "caretaker of the block", "yes"),
            ("The safeguarding lead", "Fennel Hill Academy", "yes"),
            ("Abena’s class teacher", "St Brannoc’s", "not_reached"),
        ),
        submitted=291,
        verdict=Verdict(
            288, "nasreen", "Agreed. It says plainly that the parents are not the cause, and I want that sentence kept. A case on "
            "the blocks is to be proposed beside this one.",
        ),
    ),
    Appraisal(
        "f:brannigan", "practitioner", 58, 30,
        {
            "parenting": "As before, and tired. Siobhán keeps her telephone by the bed. Kofi has said no to a promotion that "
            "meant nights.",
            "development": "Finn is in the workshop four days a week and is good at it. He wakes at two. Abena rides the bike that "
            "he built for her, with a bell and a light.",
            "environment": "The door of the block closes. The flat in Block D is empty. Neighbours have begun to use the stairs "
            "again.",
            "outside": "The stairs are quiet, and the friends have the community room on two evenings. What is left is a debt that "
            "does not exist, named in messages, and two riders outside the takeaway. Inside it, the owner looks out for him.",
            "analysis": "What changed is the stairs, because the landlord, police and residents changed them. What has not is the "
            "pavement outside the shop. Finn turned back by himself once; he should not have to again. For Abena what led to "
            "this has ended.",
        },
        (
            Concluded("finn", 33, {
                "seen": "seen_alone",
                "words": "“I want the debt to be said out loud as not real. I want my mates to have somewhere. I want to be told "
                "when stuff changes.”",
                "factors": ["24A"], "outcome": "roth", "level": "4",
                "level_why": "Adults still claim a hold on him, and he went missing because of it. His home and the workshop "
                "carry him, and neither is where it happens. The level stays until the messages stop and he believes it.",
                "support": "Police say that there is no debt. The traders agree who looks out in the evening. A mentor whom he "
                "has chosen. Visits stay weekly.",
            }),
            Concluded("abena", 33, {
                "seen": "seen_alone",
                "words": "“It has a bell AND a light.” She walks to the shop by herself and tells Mrs Desai where she is going.",
                "factors": ["21"], "outcome": "early_help", "level": "1",
                "level_why": "Nothing at home ever led to her need, and what did outside has ended. She is as safe as other "
                "children of the block.",
                "support": "None from us. She knows whom to ask for at the school gate.",
            }),
        ),
        views=(
            Weighed(
                44, "practitioner",
                (
                    Part("home", "significant", "protective", "They fetch him and do not ask in the car."),
                    Part("neighbourhood", "primary", "harm", "Two riders wait outside the takeaway, and money is claimed that "
                         "he does not owe.", "salt_ember", ("factor:finn_debt",)),
                    Part("neighbourhood", "contributing", "harm", "The stairs have been quiet for a few weeks only.", "larkspur"),
                    Part("school", "significant", "protective", "The workshop, and the tutor in it.", "lantern"),
                ),
                "finn", ((2, 1, "Each message undoes an evening at home, and his parents cannot answer it for him."),),
                "That somebody with authority says the debt does not exist.",
            ),
            Weighed(
                31, "practitioner",
                (
                    Part("home", "significant", "protective", "They fetch him and do not ask in the car."),
                    Part("neighbourhood", "primary", "harm", "Two riders wait outside the takeaway. He turned back by himself "
                         "once, at midnight.", "salt_ember", ("factor:finn_debt", "incident:interchange/190")),
                    Part("neighbourhood", "contributing", "protective", "The door closes and the friends have a room.",
                         "larkspur", ("context:larkspur",)),
                    Part("school", "significant", "protective", "The workshop, and the tutor in it.", "lantern"),
                    Part("online", "not_known", "", ""),
                ),
                "finn",
                (
                    (2, 1, "Each message undoes an evening at home, and his parents cannot answer it for him."),
                    (4, 2, "On workshop days he comes home by the other bus, and the pavement does not see him."),
                ),
                "The pavement outside the shop: who looks out there from seven to eleven, agreed between traders and police.",
            ),
            Weighed(
                31, "child",
                (
                    Part("neighbourhood", "significant", "both", "“The shop’s alright inside. Outside’s where they wait.”",
                         "salt_ember"),
                    Part("school", "primary", "protective", "“I’m good at it. Like actually good.”", "lantern"),
                    Part("home", "significant", "protective", "“Waking Kofi works best.”"),
                    Part("online", "contributing", "harm", "“Nobody’s messaged in five weeks. I keep checking, though.”"),
                ),
                "finn", ((2, 1, "“When I’ve been in the workshop I don’t go past there.”"),),
                "“Say it’s not real. Out loud.”",
            ),
            Weighed(
                31, "parent",
                (
                    Part("home", "significant", "protective", "“We’re here. That’s what we can do, so we do it.”"),
                    Part("neighbourhood", "primary", "harm", "“It’s grown men on mopeds. It’s not our son.”", "salt_ember"),
                ),
                "finn", change_first="“Somebody to stand on that pavement who isn’t a parent.”",
            ),
            Weighed(
                31, "practitioner",
                (
                    Part("home", "significant", "protective", "As before."),
                    Part("neighbourhood", "contributing", "protective", "The stairs are quiet, and the shop at the corner is a "
                         "safe place.", "desai", ("context:desai",)),
                ),
                "abena",
                no_primary="no_concern",
                no_primary_why="What frightened her was said by adults who have gone. She says so herself.",
            ),
        ),
        took_part=(
            ("Des Farrugia", "workshop tutor", "yes"),
            ("Burak Aydın", "owner of the takeaway", "yes"),
            ("The council’s youth service", "", "not_reached"),
        ),
        submitted=27,
        verdict=Verdict(
            24, "manager", "Agreed. Abena’s part ends with this and she is told by Tamsin in person. The youth service hears from "
            "me about the mentor.",
            answers={
                "no_context_case": "The owner acts and the traders meet monthly, so we monitor. If a third young person is "
                "waited for there, a case is proposed on that day.",
            },
        ),
    ),
    # --- Hamza and Aaliyah: the later one waits for the manager, with all that does not fit -----------------------------
    Appraisal(
        "f:rahman", "beth", 209, 176,
        {
            "parenting": "Two parents who notice, write down and ask for help. Yusuf looks out for other people’s children too.",
            "development": "Hamza is good with engines and less so with sitting still. Aaliyah reads and draws far above her "
            "years. Bilal builds.",
            "environment": "A full and welcoming flat. Yusuf works earlies. They know everybody in the yard.",
            "outside": "Two men on mopeds outside the takeaway have given Hamza a phone and their notice.",
            "analysis": "He is being drawn in by adults who have time for him in the afternoon. Home does all that a home can. "
            "The way back is engines, and the men having no reason to wait.",
        },
        (
            Concluded("hamza", 180, {
                "seen": "seen_alone", "words": "“I know it’s not free. The phone.”", "factors": ["24A"], "outcome": "roth",
                "level": "4", "level_why": "Adults outside the home have begun to use him. His parents saw it early and cannot "
                "be everywhere.",
                "support": "Police for the men, the traders for the pavement, a place at the motorbike project for Hamza.",
            }),
            Concluded("aaliyah", 180, {
                "seen": "seen_alone", "words": "“He’s not bad. He’s bored.”", "factors": ["21"], "outcome": "cin",
                "level": "2", "level_why": "All is well at home and at school. She worries about her brother, and is asked about "
                "him by everybody.",
                "support": "Somebody who asks about her.",
            }),
        ),
        views=(
            Weighed(
                178, "practitioner",
                (
                    Part("home", "significant", "protective", "They saw it in the first fortnight."),
                    Part("neighbourhood", "primary", "harm", "The men wait there from three o’clock.", "salt_ember",
                         ("factor:hamza_takeaway", "incident:salt_ember/197")),
                ),
                "hamza", ((2, 1, "What he is given outside he has to hide at home, where nobody hides things."),),
                "That the men have no reason to wait there.",
            ),
            Weighed(
                178, "practitioner",
                (Part("home", "significant", "protective", "A family that talks."),), "aaliyah",
                no_primary="no_concern", no_primary_why="She is well wherever she goes; she says so, and so does school.",
            ),
        ),
        submitted=172, verdict=Verdict(170, "manager", "Agreed. The conference is asked for today."),
    ),
    Appraisal(
        "f:rahman", "beth", 24, 6,
        {
            "parenting": "Yusuf still parks over the road from the shop. Salma and he disagree about it, with good humour.",
            "development": "Hamza has a college taster in vehicle mechanics. Aaliyah had the highest mark in English in her year.",
            "environment": "As before. Bilal’s den now has two rooms.",
            "outside": "No contact from the men for nine weeks; one has been charged. The group chat puts Aaliyah back each time "
            "she leaves it.",
            "analysis": "Safer, for reasons one can name: the project, the owner, and a charge. Whether the pavement stays quiet "
            "when Yusuf no longer parks there is not known.",
        },
        (
            Concluded("hamza", 7, {
                "seen": "seen_alone", "words": "“Dad still parks over the road. He thinks I don’t see him.”",
                "factors": ["24A"], "outcome": "cin", "level": "3",
                "level_why": "The men have stayed away while his father and the project took up his afternoons. Home carries "
                "what the pavement has not been asked to, and that cannot go on for ever.",
                "support": "His place at the project. A talk with the traders about the afternoons.",
            }),
            Concluded("aaliyah", 7, {
                "seen": "seen_alone", "words": "“Ask me about me.” So we did: she is drawing a book.",
                "factors": ["20"], "outcome": "early_help", "level": "2",
                "level_why": "Home is warm and pays attention again. She needs somebody of her own now and then.",
                "support": "Her form tutor, and to be told what comes of the work on the chat.",
            }),
        ),
        views=(
            Weighed(
                8, "practitioner",
                (
                    Part("home", "significant", "protective", "Watchful, and able to laugh about it."),
                    Part("neighbourhood", "primary", "harm", "Quiet, and nobody can say yet whether it stays so.", "salt_ember"),
                    Part("school", "contributing", "protective", "A taster place, and a tutor who asked for him.", "netherwick"),
                    Part("online", "not_known", "", ""),
                ),
                "hamza", ((1, 2, "While his father watches, the men stay away; it costs the family every evening."),),
                "An agreement with the traders about the afternoons, so that a father can go home.",
            ),
            Weighed(
                7, "child",
                (
                    Part("neighbourhood", "contributing", "both", "“It’s a chicken shop. They’re not there now.”", "salt_ember"),
                    Part("other", "primary", "protective", "“The workshop. Here you have to write down who touched the "
                         "engine.”"),
                    Part("home", "significant", "both", "“He watches me. It’s nice. It’s a lot.”"),
                ),
                "hamza", change_first="“I want to go past there and it’s just a shop.”",
            ),
            Weighed(
                7, "practitioner",
                (
                    Part("home", "contributing", "protective", "Her parents have noticed that she was seldom asked about."),
                    Part("peers", "significant", "protective", "Five who eat together and do the crossword aloud.", "lunch",
                         ("context:lunch",)),
                ),
                "aaliyah",
                no_primary="no_concern", no_primary_why="She is doing very well. What she needs she can say.",
            ),
            Weighed(
                7, "child",
                (
                    Part("peers", "primary", "protective", "“My five.”", "lunch"),
                    Part("online", "significant", "harm", "“I’m on mute. I left twice and got put back.”", "groupchat",
                         ("factor:aaliyah_chat",)),
                ),
                "aaliyah", ((2, 1, "“If I say something in there, they get it too.”"),),
                "“That you can leave a thing and stay out.”",
            ),
        ),
        took_part=(("The motorbike project", "", "yes"), ("Burak Aydın", "owner of the takeaway", "to_ask")),
        submitted=4,
    ),
    # --- Zaynab and Ibrahim: home is where it is, and no context is causing concern -------------------------------------
    Appraisal(
        "f:hussain", "ayodele", 316, 290,
        {
            "parenting": "Rukhsana does what her illness leaves her strength for, and worries about the rest. Zaynab cooks, counts "
            "the tablets and gets her brother to school.",
            "development": "Zaynab falls asleep in the afternoon and bakes at night. Ibrahim knows the planets and their moons.",
            "environment": "On one income. The lift has been out for weeks. An aunt comes on Sundays.",
            "outside": "School is a rest for both. The librarian lets Zaynab ring home. Neither is often anywhere else.",
            "analysis": "Zaynab carries an adult’s day. It is nobody’s fault, and it can be lifted from her by care that her "
            "mother is entitled to.",
        },
        (
            Concluded("zaynab", 292, {
                "seen": "seen_alone", "words": "“I like looking after Mum. I’d like to do it less.”", "factors": ["7A", "6B"],
                "outcome": "cin", "level": "3",
                "level_why": "At home she does the work of two. Outside it there is no harm, and one library that helps. What "
                "she misses outside is time.",
                "support": "An assessment of her mother’s care by adult services. The young carers’ group. An hour in which she "
                "bakes for no one.",
            }),
            Concluded("ibrahim", 292, {
                "seen": "seen", "not_seen_why": "He is seven and wanted his sister there.",
                "words": "“Zaynab does the voices when she reads.”", "factors": ["6B"], "outcome": "early_help", "level": "2",
                "level_why": "He is well cared for, by somebody who is twelve. Nothing outside the home worries anybody.",
                "support": "Breakfast club, so that mornings need not be his sister’s.",
            }),
        ),
        views=(
            Weighed(
                293, "practitioner",
                (
                    Part("home", "primary", "both", "Love and too much work, both for one girl."),
                    Part("school", "contributing", "protective", "A library that opens early and does not mind.", "netherwick",
                         ("context:netherwick",)),
                ),
                "zaynab", ((1, 2, "What she does at home she sleeps off at school, which has let her."),),
                "Care for her mother in the mornings, by somebody who is paid for it.",
            ),
            Weighed(
                293, "child",
                (
                    Part("home", "significant", "both", "“It’s not bad. It’s just all of it.”"),
                    Part("school", "primary", "protective", "“The librarian doesn’t mind if I ring Mum.”", "netherwick"),
                ),
                "zaynab", change_first="“Mornings.”",
            ),
            Weighed(
                292, "practitioner",
                (Part("home", "contributing", "protective", "Cared for, by his sister among others."),), "ibrahim",
                no_primary="no_concern", no_primary_why="He is well at home and at school, and goes nowhere else alone.",
            ),
        ),
        took_part=(("The school nurse", "", "yes"), ("Zaynab’s aunt", "", "yes")),
        submitted=286,
        verdict=Verdict(282, "derek", "Agreed. Adult services are rung by me and not by letter.",
                        answers={"nothing_beneath": "The school nurse’s note and both visits say it. I know the family."}),
    ),
    # --- Kian: returned to be finished ---------------------------------------------------------------------------------
    Appraisal(
        "f:sowerby", "joel", 31, 9,
        {
            "parenting": "Gemma works nights, leaves a meal and a note, and is home before he wakes.",
            "development": "Kian runs and climbs with care. His wrist is healing.",
            "environment": "A tidy house, close to family nobody has asked about yet.",
            "outside": "Climbs the Maltings with friends, who spray warnings on the unsafe floor. A grey car has been seen at the "
            "park where they meet.",
            "analysis": "The injuries come from climbing. The evenings are his own, and more is not known.",
        },
        (
            Concluded("kian", 11, {
                "seen": "seen", "not_seen_why": "His friends were there, and he asked them to stay.",
                "words": "“It’s the best roof in Ottermere.”", "factors": ["20"], "outcome": "cin", "level": "3",
                "level_why": "He is out when nobody is at home, in places where nobody is at all.",
                "support": "A course with people who climb for a living. Somebody to ring in the evening.",
            }),
        ),
        views=(
            Weighed(
                10, "practitioner",
                (
                    Part("home", "contributing", "both", "A mother who thinks of everything, and works at night."),
                    Part("neighbourhood", "not_known", "", "Who drives the grey car has been asked of police.", "dunnock",
                         ("incident:dunnock/11",)),
                    Part("peers", "significant", "protective", "They look after one another on the climbs.", "skaters"),
                ),
                "kian", no_primary="not_yet_known", no_primary_why="He has not been asked alone.",
            ),
        ),
        submitted=8,
        verdict=Verdict(
            6, "nasreen", "See Kian alone, and ask him about the grey car in his own words: the conclusion rests on what others "
            "say of his evenings. What his mother thinks of them is missing too. It is good on the climbing.", authorised=False,
        ),
    ),
    # --- Nusrat, Tanvir and Sumaiya: an earlier one, and a later one half written ---------------------------------------
    Appraisal(
        "f:begum", "practitioner", 189, 158,
        {
            "parenting": "Shirin keeps her door open, her voice low and dinner warm. She asked for help before anybody asked her.",
            "development": "Nusrat cuts and lines jackets. Tanvir bowls. Sumaiya makes things with glue. All three sleep badly.",
            "environment": "A small flat and a wide family: an aunt ten minutes away with a spare bed.",
            "outside": "An adult of 22 decides when Nusrat may answer and where she is. It happens in his car, at the centre and "
            "in her phone.",
            "analysis": "What harms comes from one adult and is no quarrel between two young people. If Nusrat is made to choose "
            "she will have to choose him; her mother’s steadiness is what brings her back. The brother and sister carry the "
            "nights.",
        },
        (
            Concluded("nusrat", 160, {
                "seen": "seen_alone", "words": "“He’s not like that all the time.”", "factors": ["11A", "20"],
                "outcome": "cin", "level": "4",
                "level_why": "An adult controls where she is and has hurt her. Home is the place she comes back to. The danger "
                "is outside it and can be reached by police and by whoever runs the car park.",
                "support": "An order, an advocate, her lessons kept free, light on level 2. Her mother’s part is to be her mother.",
            }),
            Concluded("tanvir", 160, {
                "seen": "seen_alone", "words": "“I’d go and get her. I’ve got bus money.”", "factors": ["20"],
                "outcome": "cin", "level": "2",
                "level_why": "Well at home and at cricket. He has made himself the rescue plan, and should not be.",
                "support": "To know whom he rings first, second and third. His number is not one of them.",
            }),
            Concluded("sumaiya", 160, {
                "seen": "seen_alone", "words": "“It’s the bad kind of quiet.”", "factors": ["20"], "outcome": "cin",
                "level": "2",
                "level_why": "Loved and on time. She waits up in her sister’s bed; what keeps her awake is outside the home.",
                "support": "To be told in the morning where her sister slept.",
            }),
        ),
        views=(
            Weighed(
                159, "practitioner",
                (
                    Part("home", "significant", "protective", "A mother and an aunt who do not make her choose."),
                    Part("other", "primary", "harm", "He decides when she answers, and held her by the arm.", "relationship",
                         ("factor:nusrat_relationship",)),
                    Part("school", "significant", "protective", "Textiles, and the teacher.", "fennel"),
                ),
                "nusrat",
                ((2, 1, "He turns each question from home into proof that only he trusts her."),),
                "What he is able to do: by an order, and by light where he waits.",
            ),
            *(
                Weighed(
                    159, "practitioner", (Part("home", "significant", "protective", "Shirin is there when they wake."),), child,
                    no_primary="no_concern",
                    no_primary_why="What weighs on the two is their sister’s danger; nobody means them harm anywhere.",
                )
                for child in ("tanvir", "sumaiya")
            ),
        ),
        submitted=153,
        verdict=Verdict(151, "manager", "Agreed. No sentence here asks Nusrat to leave anybody, and none should."),
    ),
    Appraisal(
        "f:begum", "practitioner", 12, 2,
        {
            "parenting": "There is singing on Sundays. Shirin asks about college and not about him.",
            "outside": "The order is served. Messages come from numbers that nobody knows. The car park has its lamps ordered.",
        },
        (
            Concluded("nusrat", 8, {
                "seen": "seen_alone", "words": "“It’s weird being believed.”", "factors": ["20"],
            }),
            Concluded("tanvir"),
            Concluded("sumaiya"),
        ),
        views=(
            Weighed(
                7, "practitioner",
                (
                    Part("home", "significant", "protective", "Steady, and louder than it was."),
                    Part("other", "significant", "harm", "He has not been near her. She is not free of him yet.",
                         "relationship", ("factor:nusrat_relationship",)),
                    Part("online", "primary", "harm", "Numbers that nobody knows, and pictures of her street.", "",
                         ("factor:nusrat_numbers",)),
                ),
                "nusrat", ((3, 1, "When the phone lights up, the whole table goes quiet."),),
                "That somebody can say where the messages come from.",
            ),
            Weighed(
                7, "child",
                (
                    Part("home", "primary", "protective", "“My aunt’s sofa. Mum’s rice.”"),
                    Part("online", "contributing", "harm", "“I don’t answer. I keep them for her.”"),
                    Part("school", "significant", "protective", "“College in September. I’ve got a locker number already.”"),
                ),
                "nusrat", change_first="“I’m not going to be the one who moves.”",
            ),
        ),
    ),
]  # fmt: skip
