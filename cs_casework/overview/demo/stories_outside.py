"""Families whose children meet harm outside the home: a year each, note by note. `script.py` says how to read it."""

STORIES: dict[str, str] = {}

STORIES["brannigan"] = """
@ 328 visit by:joel sig | finn* abena+ f:brannigan | First visit after the night in Block D
H: I visited with the referral in my hand and left it in my bag. Siobhán had kept Finn off school so that he could sleep.
The flat is warm and full of bike parts. Abena showed me the cat, who is called Inspector. Kofi came home early to be
there and sat next to Finn, not opposite him.
S: Finn said he had been told to wait on the stairs and hold a bag until someone came. “If I'd gone home they'd have come
to my home.” Siobhán said she had noticed new trainers and had been afraid to ask. Kofi said, “We ask now. Nobody's cross.”
A: Finn was found with what adults had given him; he is a child who was being used. He has two adults beside him who did
not shout, and that is why he told me as much as he did. The first need is that nobody waits for him on those stairs.
O finn: Alone in the kitchen he said the men know where Abena goes to school and have said her name to him. He asked me
not to tell his mum that part yet. We agreed I would tell her with him in the room, tomorrow, and we did so by phone.

@ 325 meeting by:nasreen sig | finn f:brannigan | Strategy discussion: harm to Finn on the estate
H: Held by video with police, health, Fennel Hill Academy and Larkspur Homes. Police will treat Finn as a child who has
been exploited; no action will be taken for what he was carrying. The school will meet Abena's class at a different gate.
S: The safeguarding lead at Fennel Hill said Finn had been put on report for lateness for three weeks and nobody had asked
why. “We'll take that one back to our own staff.”
A: Enough is known to act. Joint enquiries are needed about adults in Block D, not about Siobhán or Kofi. National
referral mechanism form to be sent by Joel within two days; consent is not needed but Finn will be told.

@ 306 contact by:joel | finn f:brannigan | Call with the exploitation officer
H: The police officer rang with the first answer from the national referral: reasonable grounds that Finn is a victim of
trafficking within the borough. She will ring Siobhán herself.
S: She asked that we do not call the adults Finn's friends in anything we write, and I agreed.
A: This matters at school and in court later. I have sent the letter to the family in plain words and have offered to read
it with Finn.

@ 287 supervision by:nasreen | finn abena f:brannigan | Assessment ending; who works with Finn next
H: Joel and I went through the assessment. The home is a protective one. What puts Finn in danger is on the stairs, at the
takeaway and in his phone, and Siobhán and Kofi cannot change those by themselves.
A: Decision: child in need plan for both children, transfer to the Adolescent Safety Team, and a case proposed on the
blocks themselves so that Finn's plan is not asked to do the landlord's work. Joel to hand over in person.

@ 281 visit | finn* abena+ f:brannigan | Handover visit with Joel
H: Joel introduced me. Finn was taking a gear hub apart on newspaper and explained what each piece was for. I said I would
come on the same day each week, after tea, and that he could text to change it.
S: “Are you the one who stays?” I said I planned to, and that I would tell him before anybody else if it changed. Abena said
I could stroke Inspector but only on the head.
A: Finn asks direct questions and notices whether he gets an answer. He has had six professionals in eight weeks. Being
regular is the work for now.

@ 246 visit | finn* f:brannigan | Drawing the map of his week
H: Finn drew his week on the back of wallpaper: home, school, Block D, the chicken shop, the canal, Kofi's sister's. He
coloured the stairs red, the shop half red and half green, and his bedroom green with a lock on it.
S: “The shop's alright inside. Burak lets me sit in the back. Outside's where they wait.” He said he stays on the stairs
because his friends are there, not because of the men.
A: The friends and the adults use one staircase and should not be treated as one thing. If the friends had somewhere warm,
Finn would be out of reach of the adults without losing the people he trusts. To be raised in the work on the blocks.
O finn: He is happy for the map to be used to improve the stairs, without his name. He signed it with a bike.

@ 190 contact by:stefan sig | finn f:brannigan | Out of hours: missing, found at the Interchange
H: Siobhán rang at 11.05pm: Finn had not come home and his phone was off. She had already rung two friends' mothers. Police
informed. A station supervisor rang at 12.20am to say he was in her office with a hot chocolate. Kofi collected him.
S: Finn told the supervisor he had been sent for and had decided halfway not to go. Siobhán: “He stopped. He got off the bus
and stopped. Please write that down.”
A: He turned back by himself and went to a place with light and an adult in it. That is a strength and a frightening thing
for a boy to have to do alone. Return conversation to be offered within 72 hours.

@ 188 visit sig | finn* | Return conversation
H: We walked round the canal because Finn prefers to talk while moving. He ate two sausage rolls.
S: He had been messaged a time and a place. He was told a debt of £180 is still owed for the bag police took. “I got to the
Interchange and I just thought, there's no end to it.” He has been chased twice since. “I'm not being funny but I'm tired.”
A: Debt bondage. The debt is not his and will be named as such to police. Finn chose safety at a cost; the response needs
to be quick enough that he sees it was worth it. I have asked for the panel this week rather than next month.

@ 184 management_oversight sig | finn f:brannigan | Oversight after the missing episode
H: I read the return conversation and the out-of-hours note. Return conversation was within 48 hours. Police have the debt
and the user name. The school place is at risk: Fennel Hill is considering a permanent exclusion for lateness.
A: Losing his school now would put Finn on the street at the hours he is looked for. Tamsin to ask the head for a managed
move to the Lantern Centre with Finn's agreement. I will ring the head myself today. Visits stay weekly.

@ 171 meeting | finn f:brannigan | Meeting at the Lantern Centre
H: Finn, Siobhán, Kofi, the Lantern's head and Des from the workshop. Finn was shown the workshop before anyone talked.
S: Des asked him to look at a wheel that will not true. Twenty minutes later Finn said, “It's the hub.” Siobhán laughed for
the first time since I have known her.
A: Starts in two weeks, three days at first. Bus route agreed that does not pass the Interchange. Kofi will drive him for
the first week, offered by Kofi and wanted by Finn.

@ 128 visit | finn* abena+ f:brannigan | Six weeks into the Lantern
H: Visited after tea. Finn has been in on 16 of 18 days. He has built a bike for Abena from two broken ones and painted it
in the colour she wanted.
S: “I'm good at it. Like actually good.” Abena: “It has a bell AND a light.” Kofi said there have been no calls to the door
since the flat in Block D was emptied.
A: Things are better because something changed on the estate and because Finn has a place where he is good at things. Both
should be kept. He still looks over his shoulder at the shop.

@ 93 meeting sig | finn f:brannigan | Risk outside the home conference
H: Chaired independently. Finn came for the second half and had written three lines, which I read out for him. Parents were
there as partners and spoke first. Everyone agreed that Finn meets the threshold because of harm outside the home, and that
nothing about his parents' care causes it.
S: Finn's lines: “I want the debt to be said out loud as not real. I want my mates to have somewhere. I want to be told when
stuff changes.”
A: Plan agreed with five actions, three of them owned by police, Larkspur Homes and the council's youth service. Siobhán
and Kofi have one: keep doing what they do. Review in three months.

@ 47 visit | finn* abena+ | Ordinary visit
H: Finn cooked beans on toast for himself and Abena while I was there. He has a Saturday morning at a bike shop in town,
unpaid for now, found through Des.
S: “Nobody's messaged in five weeks. I keep checking, though.” Abena has learned to ride without holding the wall.
A: He is safer and does not yet feel it; both are true. We looked at what he does when he cannot sleep: radio, garage,
waking Kofi. He said waking Kofi works best.

@ 11 visit | finn* f:brannigan | Getting ready for the review of the plan
H: Went through the plan line by line with Finn and then with his parents. He crossed out the words “to engage with
services” himself and wrote “to have someone to ring”.
S: He is proud of the Saturday job, now paid. He asked whether the case would close, and whether I would. I said not
before there is a person he has chosen who stays.
A: Progress against what was agreed: debt named by police as void; stairs quiet; friends have the community room on two
evenings. Not done: the youth service has not yet found him a mentor. I have asked for a date.
"""

STORIES["odowd"] = """
@ 272 visit by:practitioner | kwame+ niamh+ f:odowd | First visit to the twins and their mother
H: Bernadette met me at the door with a folder: every letter from school in order of date. Kwame came down after ten
minutes and Niamh stayed on the stairs to listen. Two skateboards in the hall, one with a cracked deck held by tape.
S: Bernadette said, “They're the same age in the same building and they've had two different schools.” Kwame has been
excluded three times in two months. Niamh: “When he's sent home I just don't go. What's the point of being there without
him?”
A: School has seen an excluded boy and an absent girl. At home it is one story about two children who feel safer together.
I will ask school for the incidents in full, and ask Samuel, who lives apart, to be part of this from the start.

@ 263 contact | kwame niamh f:odowd | Samuel, the twins' father
H: Rang Samuel at the time he had suggested, in his break at the depot. He sees the twins every weekend and pays for
Kwame's boards.
S: He was sent home from his own school at fourteen and never went back. “I don't want it to be in the family like eye
colour.” He would like letters from school sent to him too.
A: A father who wants a part and had not been asked. School has his details now, with both parents' agreement.

@ 250 meeting | kwame f:odowd | Meeting at Fennel Hill Academy about the exclusions
H: Present: both parents, Kwame for part, head of year, safeguarding lead. We laid the three incidents side by side. Each
began in the science corridor, each within the same ten minutes of the day.
S: Kwame: “I walk in there ready now. Because I know what's coming.” Asked what is coming: “Shoves. Words. Then I'm the one
who's loud.” The safeguarding lead said nobody had put the three together.
A: The pattern belongs to a corridor. School will stagger that change of lessons for a fortnight and look again. Kwame agreed
to tell Ms Solanki on the day, not to hold it until the weekend.

@ 229 visit | kwame* niamh* f:odowd | Talking with each of them alone
H: Saw Kwame at Basin, sitting on the coping, and Niamh in the café with her camera. She showed me a film of a six-year-old
dropping in for the first time with four of the big ones holding out their hands.
S: I asked each what makes a good week. Kwame: “Nobody texting me to come back from somewhere.” Niamh: “When it's all of us
and no randoms.”
A: Their friends are the strongest thing in their week. “Randoms” need to be understood: adults who come to the park when
the lights at Basin have gone off. To be taken to the work with the friendship group, with their agreement.
O kwame: He told me about the evening in Dunnock Park when his board was taken by two older boys while a man watched. He
walked home in his socks and told nobody. He has a new board from Samuel and lets nobody borrow it.
O niamh: She is tired of being asked about her brother. “Ask me something about me.” So I did: she wants to study film.

@ 198 supervision by:manager | kwame niamh f:odowd | Supervision: what are we trying to change?
H: Looked at whether this is one plan or two. Tamsin has drafted a plan that says “twins” nine times.
A: Decision: one family plan with a page for each. Niamh's attendance to be looked at as hers. Kwame's exclusions to be
raised in the work on the school, where four other children tell the same story. Review in six weeks.

@ 166 visit | niamh* | Niamh on her own
H: Met at the library in the Weavergate Centre. She had edited eleven minutes of film and wanted a view on the ending.
S: “I go in on Tuesdays and Thursdays because of media. If it was media every day I'd be there every day.” She finds
mornings hard and lies awake until two.
A: Not defiance; poor sleep and a timetable with two good days in it. School nurse to see her about sleep. I will ask
whether media can be moved to where the gaps are.

@ 139 visit | kwame+ niamh+ f:odowd | A good month
H: Visited on a Friday evening. Bernadette was making jollof from Samuel's mother's recipe and being corrected by both
children.
S: Kwame has had no exclusion for five weeks. “They changed the bells. It's boring now. Boring's good.” Niamh was in on four
days of five.
A: The change that helped was to the timetable, not to Kwame. I have told him so, and school, in the same words.

@ 87 contact | kwame f:odowd | Bernadette: a hard evening in the park
H: Bernadette rang at 8.50am. Last night a man offered Kwame money to take an electric bike across the park. He said no and
the friends left together. She reported it to police herself and has the number.
S: “He rang me from the bus. He's never rung me from the bus in his life.”
A: He told, on the day, and left with others. The offer is for police and for the park; nothing changes for Kwame
except that we should say well done. Passed to Idris for tonight's session.

@ 52 visit | kwame+ niamh+ f:odowd | The twins' birthday week
H: Short visit with a card. The film Niamh made of the group has been shown at the café to forty people. Kwame spoke before
it, which nobody had expected, himself included.
S: Niamh: “He said ‘my sister directed this’ and then he had to sit down.”
A: The plan can begin to get smaller. We talked about what stays when I go: Ms Solanki, the café, each other.

@ 15 meeting | kwame niamh f:odowd | Child in need review
H: Both parents, both twins, school, school nurse. Attendance: Kwame 94 in the hundred, Niamh 81, up from 52. No exclusion
in six months.
S: Kwame: “I'd like someone to write to the next school, if I ever go to one, and say what the problem really was.”
A: Agreed to step down in eight weeks if the school keeps the staggered bells. Letter in Kwame's words to be put on his
school file.
"""

STORIES["begum"] = """
@ 188 visit sig | nusrat* tanvir+ sumaiya+ f:begum | First visit, with an interpreter
H: Shirin had made tea for eight. The interpreter was in the room and not on the phone, which she had asked for. Nusrat sat
with her coat on. Sumaiya did the introductions and Tanvir the biscuits.
S: Shirin said, through the interpreter, “My daughter used to sing in this house.” Nusrat said everyone was making a big
thing of it. Alone, she said that he is kind and buys her fabric, and that he gets “stressed” if she does not answer.
A: Nusrat is {nusrat.age} and he is 22. She speaks of being looked after and of being watched in the same breath. If I ask
her to choose between us and him she will have to choose him, so I have not asked. Shirin's steadiness is her safety.
O nusrat: She counts the minutes before she may answer a message so that he does not think she is waiting. She showed me the
jacket she has cut and lined herself; it is very good.

@ 172 contact | nusrat f:begum | School: what they see
H: Spoke to Ms Solanki at Fennel Hill. Nusrat is in every art and textiles lesson and misses the ones before lunch. A silver
car has been outside twice.
S: Her textiles teacher said: “She finishes everyone else's work for them and then says hers isn't good enough.”
A: School has agreed a person and a room, no questions needed. The car's details are with police.

@ 151 meeting by:practitioner sig | nusrat f:begum | What a friend told the school
H: Short meeting with police and school. A friend has told a teacher that Nusrat was held by the arm in the car park of the
Weavergate Centre and that she cried afterwards. Nusrat has not said so herself.
A: We do not confront her with what a friend risked telling. Police will make the car park safer first: patrol at the
hours named, cameras checked. I will see her this week about something else, and leave a door open.

@ 146 visit | nusrat* | Fabric shop
H: We went to choose lining for her college portfolio. She talked for an hour and a half, most of it about zips.
S: On the way back: “Can you be scared of someone and miss them?” I said yes, many people are. She said, “Okay,” and asked
about the zip again.
A: She is thinking it through, and on her own terms. I have written her question here because she may want to read one
day that somebody heard it.

@ 118 visit | tanvir* sumaiya* | Seeing Tanvir and Sumaiya
H: Saw both after school at home while Shirin was at her class.
S: Tanvir plays cricket in the park and keeps his phone on so that Nusrat can ring him. “I'd go and get her. I've got bus
money.” Sumaiya said the house is quieter when Nusrat is out, “but the bad kind of quiet”.
A: A boy of {tanvir.age} should not be the rescue plan, though he is proud of being it. We agreed who he rings first: his
mum, then his aunt, then out of hours. Number put on the fridge by Sumaiya with stickers.
O tanvir: He worries that he was rude about her boyfriend, and that this is why she does not tell him things.
O sumaiya: She sleeps in Nusrat's bed when Nusrat is out so that she will wake when she comes in.

@ 96 contact by:stefan sig | nusrat f:begum | Out of hours: call from Shirin's sister
H: At 10.40pm the aunt rang: Nusrat had come to her flat without shoes and wanted no police. The aunt had run a bath and
locked the door.
S: Nusrat agreed to speak to me for four minutes. “He took my phone. I got out at the lights.” She is not hurt. She wished to
sleep at her aunt's.
A: She got out and went to family. Safe tonight. Police told of an assault on her by a third party with her knowledge;
officer will see her tomorrow at her aunt's with Tamsin, at an hour she chose.

@ 95 visit sig | nusrat* | The morning after, at her aunt's
H: Saw Nusrat with the specialist officer. New phone from her aunt. She gave a first account and decided herself when to stop.
S: “I want to do it in bits.” She asked that her mum be told by her. She did that while I made toast for everybody.
A: In bits is how it will be done. Safety planned with her, her mother and her aunt; school knows who may collect her.
Panel to hear about the car park and not only about Nusrat.

@ 62 meeting sig | nusrat f:begum | Risk outside the home conference
H: Nusrat attended all of it with her aunt. Shirin spoke first, with the interpreter beside her.
S: Nusrat asked for one change to the minutes: “Write that he did it. Not that it happened.”
A: The minutes were changed. Plan: order applied for by police; advocate from the domestic abuse service for young people;
portfolio time protected by school; patrol and lighting on level 2 of the car park. Shirin's part is to be her mother.

@ 33 visit | nusrat* sumaiya+ f:begum | College interview
H: Nusrat has an offer for fashion and textiles. The portfolio is on the bed and nobody may touch it. Sumaiya was allowed to
carry it to the car.
S: “I didn't think about him for a whole afternoon and then I noticed.” Shirin told the interpreter to tell me that there was
singing on Sunday.
A: She misses him and is frightened of him less often. We talked about what she will do if he writes: show her aunt, keep it
for the officer, not answer alone.

@ 8 visit | nusrat* tanvir+ f:begum | Weekly visit
H: Order served last week. He has not been near the house or school. Nusrat has told two friends herself.
S: “It's weird being believed.” Tanvir has been picked for the borough under-14s and mentioned it four times.
A: The next risk is the first quiet month, when help tends to be withdrawn. I have asked for it not to be.
"""

STORIES["castellano"] = """
@ 265 visit sig | luca* f:castellano | At home after hospital
H: Luca has eleven stitches above the ear. Marco had taken the week off. Joanne showed me the drum kit in the garage, which
Luca is not to play for a fortnight and has been tapping with his fingers on every surface in the house.
S: He remembers the lights of the ball court and a voice saying “film it”. About the other boy: “I hit him back. I know I
did. I don't know how hard.”
A: Luca was badly hurt, and another boy says that Luca hurt him. He is {luca.age}. Both will be worked with; nobody needs to
decide today which of them is which. His parents asked how the other boy was before I did.
O luca: He asked whether he is in trouble. I told him what I know and what I do not, and when I will know it.

@ 259 meeting by:practitioner | luca f:castellano | Police and school: keeping two boys safe
H: Agreed with police, Fennel Hill and the other boy's worker: separate workers, no meeting arranged by school without both
families' agreement, no exclusion of either while this is looked at.
A: The other boy's worker and I will keep our own notes on our own records. The park is a third matter and goes to the work
on the park, where both boys were when adults stood and filmed.

@ 240 visit | luca* | Making his safety map
H: Luca drew with drumsticks as rulers. Green: garage, Basin in daylight, his nan's. Amber: school bus. Red: the far end of
the ball court, and his phone after ten at night.
S: “My phone's the worst one. It's still going round, the video.” His friends came to the hospital in two lots so as not to
be too many.
A: The harm has gone on for four weeks because a film of it is still being sent. School and the police officer have been
asked for take-down by Friday. He is content for the map to be pooled without his name.

@ 225 contact | luca f:castellano | Joanne: sleep
H: Joanne rang. Luca is up until three most nights and fell asleep in maths. The GP has offered a first appointment in three
weeks.
S: “He plays the drums on his knees in his sleep. It would be funny.”
A: Trauma response, well noticed. Sleep advice sent today; I have asked the school nurse to see him within the week and not
to wait for the GP.

@ 108 visit | luca* | A letter
H: Luca had written a letter to the other boy and wanted me to say whether it was any good. It was.
S: He does not want it sent until the other boy wants it. “It might make it worse for him, getting it.”
A: A thoughtful thing to weigh at his age. I will ask, through the restorative practitioner and the other worker, without
pressing either.

@ 74 supervision by:manager | luca f:castellano | Supervision: harmed and harming
H: Discussed how the records read. The police summary uses a word for Luca that we do not use and does not mention his
injury. Ours mentions both.
A: Decision: keep the two links to the park as two separate statements with their own sources. Ask police to correct their
summary. Restorative meeting may go ahead if both boys and both families want it.

@ 38 meeting sig | luca f:castellano | After the restorative meeting
H: Took place at the bowls club, chosen by both boys because neither had been there. Each brought a parent. It lasted
twenty-five minutes.
S: Luca afterwards: “He said he'd thought I'd be bigger.” They did not shake hands. Both said that was fine.
A: Enough was said for both to be in the same corridor. Marco asked whether the adults who filmed will ever be in a room
saying sorry; police have identified one of them.

@ 13 visit | luca+ f:castellano | Drums
H: Luca played for me in the garage with the door open and a neighbour's toddler dancing in the drive.
S: “I go to the park again. Not that end of it.” He sleeps until six now.
A: Near to closing for Luca. What is left belongs to the far end of the ball court, and that is a different piece of work.
"""

STORIES["rahman"] = """
@ 210 visit sig | hamza+ aaliyah+ bilal+ f:rahman | First visit after Yusuf's call
H: Both parents were in. Yusuf had written down dates, number plates and times on the back of a prayer timetable. Hamza
listened to all of it with his head down. Bilal was building a den out of the sofa and offered me a place in it.
S: Yusuf: “I drove past my own son and he looked away from me.” Hamza said the men are funny and let him sit on the bike.
Salma said, “Funny men have work in the daytime.”
A: A father who watches over the street as well as his own. The way in has been a bike, a phone and being noticed. Hamza has
not been asked for anything yet that he has told us of; the phone says that he will be.

@ 196 visit | hamza* | Hamza alone
H: We sat in the car outside the motorbike dealer's and looked at bikes through the window.
S: “I know it's not free. The phone.” He has been asked twice to “pick something up from a mate's”. He went once. “It was in
a crisp bag. I didn't look. I didn't want to know and then I did know.”
A: He has been brave to tell me, and the telling makes tonight more dangerous than last night. Plan agreed with Yusuf and
police on the way home: phone handed over, collected from school for a week, number for me and for out of hours.
O hamza: He asked whether his dad would have to know about the crisp bag. He told him himself at the traffic lights.

@ 165 meeting | hamza aaliyah f:rahman | End of assessment
H: Family meeting at home with school and police. Aaliyah took notes for the family in a comic strip.
S: Aaliyah's last frame: a very large dad in front of a very small moped. Everyone laughed, Hamza included.
A: Child in need plan for Hamza and Aaliyah. Bilal is well. What needs to change is outside the takeaway, and the owner has
asked to be part of it.

@ 141 meeting by:beth sig | hamza f:rahman | Risk outside the home conference
H: The conference agreed that Hamza is at risk of significant harm outside his home. His parents chose where everyone sat.
S: Yusuf: “I came because I thought you'd say it was us.” The chair said, and it is minuted, that it is not them.
A: Actions sit with police (two named adults), the traders' group and the youth service (motorbike project place). Parents
asked for a way to meet other parents; they will be put in touch with the Kiln End evening.

@ 103 visit | hamza+ | The workshop
H: Visited Hamza at the motorbike project. He has grease up to the elbow and wore the goggles for the whole of our talk.
S: “Here you have to write down who touched the engine. I like that.” He has seen one of the men once, across the road. “I
put my hood down so he'd see me looking.”
A: I said I would rather he looked from inside. He thought about it and agreed that next time he goes in to Burak first.

@ 64 visit | aaliyah* | Seeing Aaliyah on her own
H: Met in the school library at lunch, by her choice, with four friends at the next table pretending not to look.
S: “Everyone asks about Hamza. I got the highest mark in English in the whole year.” She is still put back into the group
chat each time she leaves it.
A: She is doing very well and has gone unseen because of it. I asked about her for the rest of the visit. The chat to go to
the work on the group chat; she can be told what comes of it.

@ 21 visit | hamza+ aaliyah+ bilal+ f:rahman | Review of the plan at home
H: Three months since the conference's review. No contact from the men for nine weeks; one has been charged. Hamza has a
college taster in vehicle mechanics.
S: Hamza: “Dad still parks over the road from the shop. He thinks I don't see him.” Yusuf: “I know you see me.”
A: Safer, with reasons one can name. The next review can consider ending the plan; support from the project goes on.
"""

STORIES["campbell"] = """
@ 249 visit sig | tyrese* kezia+ f:campbell | First visit
H: Denise works nights and had stayed up for me. Jermaine, who is grown up and lives here too, opened the door and asked for
my card before he let me past, which I thanked him for. Tyrese had an ice pack on his hand.
S: Tyrese: “I carried two times. I never wanted the money.” He put it in his mum's purse and she thought she had
miscounted. Kezia said she holds her breath on the stairs.
A: The adults waited for the hours when Denise works. That is planning on their part and no failing on hers. Tyrese has
told the whole of it within an hour; he has wanted to for some time.
O tyrese: He hurt his hand on a door when he was told there would be a third time. He wants to be able to run again by
the county trial.

@ 236 contact by:beth | tyrese f:campbell | Police: what another boy has said
H: The officer told me that another boy says Tyrese gave him a bag to hold. Recorded as an allegation, unconfirmed.
S: Tyrese, when told with his mother there: “I told him because they told me. I'm sorry about that.”
A: He was made to do to another what was done to him. He remains a child who has been harmed. His own words on it are on
the record beside the allegation.

@ 208 meeting | tyrese f:campbell | Plan meeting with athletics in it
H: The coach came and so did Jermaine. School place is at the Lantern since the move; it has a track nearby.
S: Coach: “He's the first there and he sweeps the long-jump pit without being asked.”
A: Training three evenings is a protective plan in itself. The club will waive fees. Jermaine will do the walk home until
the door to the block is mended.

@ 172 visit | tyrese+ kezia+ f:campbell | Visit on a school evening
H: Denise has changed to earlies with her employer's help. Everyone ate together while I was there, which Kezia said has not
happened “since I was nine”.
S: Tyrese ran a personal best. Kezia sang the whole of a solo with her back to us.
A: A small change in a shift has done what three services could not. The letter to the employer took me ten minutes.

@ 142 contact by:stefan sig | tyrese f:campbell | Out of hours: found at the Interchange
H: Police rang at 1.10am. Tyrese was at the bus station without a coat. He had been told to come and had come, then walked up
and down until he was noticed by staff.
S: “I was going to my nan's.” Then: “I wasn't. Can Jermaine come?” Jermaine came.
A: Second child on my shifts this month to be called to this station and to wait there until somebody noticed. I have
said so in the handover to the Adolescent Safety Team.

@ 131 meeting by:beth sig | tyrese f:campbell | Risk outside the home conference
H: Agreed. The plan names the station, the stairs and two adults, and has no action that asks Tyrese to be braver.
S: Tyrese: “Thanks for not making it about my attitude.”
A: Review in three months. The station is now named in the plans of several children; to be raised with Tamsin.

@ 78 visit | tyrese* | By the track
H: Watched four repetitions and then talked on the grass.
S: “When I'm doing the bend I don't think about anything.” The adults have not been in touch since the flat was emptied. He
has apologised to the other boy in person; it was accepted.
A: He repaired something by himself that adults were still discussing. County trial is in three weeks.

@ 36 visit | tyrese+ kezia* f:campbell | Second in the county
H: The medal is on the fridge. Denise has had it photographed from several angles.
S: Kezia, alone: “I don't hold my breath any more but I still count the steps. There's 44.”
A: I will ask whether Kezia would like to say this to the caretaker, who wants to know what children notice. Her own link to
the stairs is due to be looked at again.

@ 5 contact | tyrese f:campbell | Jermaine: a message
H: Jermaine rang. A new number wrote to Tyrese last night: “long time”. He has not answered. They have kept it for police.
S: “He showed me straight away. A year ago he'd have slept with it under his pillow.”
A: Passed to the exploitation officer this morning. Visit brought forward to tomorrow. What they did was exactly the plan.
"""

STORIES["tolland"] = """
@ 352 visit by:beth | reece* | Visit at Hazelbourne
H: Reece cooked shakshuka from a video for everyone on shift. He is proud of his knives, which are locked in the office and
signed out to him for cooking.
S: “It's all right here. Best toast in any placement.” He has not seen Paula since he moved and would like to, “somewhere
with a time limit”.
A: Settled, with staff he likes. A meeting with his mother to be arranged at a café, for an hour, with a taxi booked in
advance so that he need not ask to leave.

@ 290 meeting | reece f:tolland | Looked after child review
H: The reviewing officer saw Reece first, alone, over breakfast. Health and dental up to date. College taster in catering
booked.
S: Paula attended by phone. She said, “I'm sorry” once, and he said, “Yeah.” He told me after that it was enough for a start.
A: Family time monthly, always with an ending agreed before it begins. Savings account still not opened; my action, by Friday.

@ 232 visit | reece* | Breakfast shift
H: Saw Reece at the college kitchen. He has been asked to come back as a helper for the younger group.
S: “Chef said ‘yes, Reece’ like I was a person with a job.”
A: A place where he is addressed by name and by task. To go into the pathway plan as a strength to build on.

@ 114 contact by:stefan sig | reece | Out of hours: late at the Interchange
H: Hazelbourne rang at 11.30pm; Reece was not in at ten as agreed. Staff drove to the Interchange because he has said he goes
there. He was there. Reported to police as missing at 11.35pm and found at midnight.
S: “I go there to think. It's better than my room some nights.” To staff he said a driver had asked twice if he wanted work.
A: Staff looked where he had told them to look, which is how it should work. The driver's description matches one in two
other reports and has gone to police.

@ 111 visit | reece* | Return conversation
H: In the Hazelbourne kitchen, making stock.
S: He goes out when there has been shouting in the house. He has been offered “a week's money for one trip”. “I'm not stupid.
But it's a lot of money.”
A: It is, for a boy with £12 a week. Talked through what the trip would cost him. He asked for a paid Saturday; college will
help. Risk plan to include where he goes to think, and somewhere better to do it after ten.

@ 69 meeting | reece f:tolland | Risk outside the home plan: first review
H: Held at college at Reece's request. Police, Hazelbourne, college, Paula in person for the first time.
S: Paula had brought a photograph of him at four in a colander hat. He kept it.
A: Two late evenings in ten weeks, both texted in advance. Staff leave the back porch light and a flask out. Odd, simple,
works.

@ 28 visit | reece* | Thinking about being seventeen
H: Began the pathway plan on the back of a menu.
S: He wants a kitchen of his own “with a door”. He is worried about Jodie and does not like to be asked about her. I said I
would not ask.
A: He carries a good deal for others. Key worker to make sure that somebody asks about Reece.
"""

STORIES["harkess"] = """
@ 360 contact by:callum | jodie f:harkess | Craig rings the front door
H: Craig rang in tears. Jodie has been out on nineteen of the last thirty nights. He has driven round the borough each time.
S: “I'm not asking you to take her off me. I'm asking you to help me find her before they do.”
A: A father at the end of what one man can do. Accepted; assessment to begin today with the Adolescent Safety Team.

@ 343 visit by:beth | jodie* f:harkess | Jodie at home
H: Jodie opened the door herself, in a dressing gown, at four in the afternoon. Old films on; she knows every line.
S: “Dad thinks I run away. I don't run away. I get collected.” She would not say by whom. She asked whether I had seen the
one with the train.
A: “Collected” is the word to hold on to. Adults arrange it. Her father's care is not in question.
O jodie: She has bruises on her upper arm that she says are from a door. I told her I would write down what she said and
what I saw. She said that was fair.

@ 241 meeting by:manager sig | jodie f:harkess | Decision: accommodation at Hazelbourne
H: Craig, Jodie, Beth and I met for two hours. Jodie asked for somewhere with staff awake at night. Craig agreed to it under
section 20 and packed her films himself.
S: Jodie to Craig: “You didn't lose.” Craig needed some time after that.
A: Agreed by both. Not a judgement on home. Craig has a key worker's number and calls at seven each evening as she wished.

@ 199 meeting by:beth sig | jodie f:harkess | Risk outside the home conference
H: Jodie sent a drawing: a girl in a phone box with five doors. The chair passed it round and nobody explained it.
S: Hazelbourne's manager said staff will not use the word she dislikes, and will say “not home yet”.
A: Plan agreed. Police have two adults in view. Jodie's part of the plan is one line, chosen by her: “Text Ros a dot if I
can't talk.”

@ 147 contact by:stefan sig | jodie f:harkess | Out of hours: a dot
H: At 9.52pm Ros at Hazelbourne received a dot. Police traced the phone within forty minutes and brought Jodie back at 11.15pm,
unhurt and very cold.
S: “It worked,” she said at the door.
A: It did. She used what she had designed. Where she was found is recorded apart and known to few. Strategy discussion
tomorrow at nine.

@ 107 visit | jodie* | After another night at the Interchange
H: Saw Jodie at Hazelbourne. She had been at the bus station until it closed, and rang Ros to be fetched.
S: “I was waiting for someone who didn't come. And then I was glad.” She asked how long it takes to stop waiting.
A: She rang; six months ago she would not have. I said I did not know how long, and that she could ask me again.

@ 81 visit | jodie* | With her key worker
H: Jodie told Ros and me about a party. She does not want names written down yet, and I have not written them.
S: “I want it to be mine until I've decided.”
A: I explained what I must do if I think another child is in danger tonight, and that I am telling her before I do it.
Specialist officer will wait for her, and Jodie knows her first name and how she takes her tea.

@ 40 visit | jodie* f:harkess | With Craig at the cinema café
H: Family time at the cinema that shows old films. Craig has bought a membership for two.
S: Jodie told him the plot in advance and he pretended not to have read it on the poster.
A: Good to see. She has been away for one night in six weeks and rang both her father and Ros in the morning.

@ 16 supervision by:manager | jodie f:harkess | Supervision with Beth
H: Looked at the number of nights, which is down, and at why. Beth was asked not to let a falling number become the aim.
A: Decision: keep the pace Jodie sets with the officer. Ask for therapy to start now and not after any trial. Thank
Hazelbourne in writing.
"""

STORIES["ferreira"] = """
@ 225 visit sig | ines* f:ferreira | First visit to Inês and her parents
H: Catarina and Rui sat on either side of their daughter on the sofa and each had hold of a hand. The specialist officer and I
explained what happens to a picture once it is reported, and how it is taken down.
S: Inês: “I sent it to one person.” Rui said he had shouted on the first night and has said sorry since. “I was shouting at
the wrong person.”
A: Inês was deceived and is being blackmailed; she has done nothing for which she needs forgiving. Parents were told this in
front of her, and she looked up at it. Nobody is to pay. Number for the night on the fridge.
O ines: Alone she asked whether it will be there when she is thirty. I told her what hashing does and what it does not do.
She would rather know.

@ 218 contact by:chanelle | ines f:ferreira | Report Remove completed; demands continue
H: Inês and Catarina filed the report together. Two more demands came this morning, from a new name. Kept, not answered.
S: Catarina: “She came into our room at five and said ‘Mum, it's doing it again’. She told us. That is everything.”
A: Yes. Safety lies in her telling, and in her being met as she was. Police have both names.

@ 193 meeting | ines f:ferreira | At Netherwick School
H: Head of year, Catarina, Inês by choice for the first half. Four pupils have been spoken to about passing the picture on;
their parents were told.
S: Inês asked for one thing: not to be moved. “Move the people who looked.” The seats on two rows of the bus and one class
were changed.
A: School heard her. The group chat goes across two schools and needs more than this meeting; passed to the work on it.

@ 162 visit | ines+ tiago+ f:ferreira | Singing again
H: Inês was practising for a choir audition behind a closed door while Tiago kept score on the landing.
S: Tiago: “She did 8 out of 10 and then 9.” Parents have finished three of five evenings of the course for parents.
A: She is sleeping and eating; the worst day is still the one before the bus. Trying the 7.40 with a friend this week.

@ 119 visit | ines* | After half the sessions with the counsellor
H: We walked by the river with her neighbour's dog.
S: “I told one friend and she told me hers. It's like half of everybody.” She is angry now, mostly with the platform.
A: Anger is in better proportion than shame. She would like to help the schools write something for younger pupils; I will
ask Beth how that could be done without her name.

@ 71 meeting | ines f:ferreira | Child in need review
H: Attendance back to where it was. No demand in eleven weeks. Police have identified an adult abroad.
S: Rui: “I sit with my phone in the evening with her and we laugh at it. I did not know any of it before.”
A: Two more months, then close if she agrees. The parents have offered to speak to other parents at the next course.

@ 24 contact | ines f:ferreira | Catarina
H: Catarina rang to say Inês has the solo. The school's film about pictures was shown in assembly, with her words read by
somebody else.
S: “She sat in the third row and nobody knew, and she came home taller.”
A: Recorded because it is hers.
"""

STORIES["tran"] = """
@ 213 visit sig | minh+ linh+ f:tran | First visit, with an interpreter
H: Hoa, the children's grandmother, let us in; Lan works at the nail bar until seven. Minh had his school bag packed by the
door at half past four, as he has each day for five weeks. Linh folded me a crane from the bus ticket.
S: Hoa, through the interpreter: “They call names at him on the bus. He thinks I do not know because it is English.” Minh
said, “Upstairs is theirs. I sit by the driver.” He has heard one name more than forty times; he keeps count in a notebook.
A: Racial abuse over weeks, known to his grandmother and to no service. School has recorded absence. His bag says that he
means to go. The notebook is evidence and his own; I asked before I looked.

@ 206 contact by:hannah | minh f:tran | Police: hate crime report
H: Helped Lan make the report in her break, with the interpreter on the line. The officer gave a number and will meet Minh
with someone who speaks Vietnamese.
S: Lan: “In my own country I would know who to go to.” She asked me to say the name of the team twice and wrote it down.
A: First report made. Bus company asked for the upper-deck footage before it is wiped at 28 days.

@ 176 meeting | minh f:tran | School: coming back
H: Minh, Lan, Hoa, head of year, and the driver of the 3.20pm, who had asked to come.
S: The driver, Mr Bhamra: “You sit where you like, young man, and I don't pull off till you're sat.” Minh smiled at his shoes.
A: He will start with mornings and table tennis at lunch. The abuse is not solved by Minh sitting well; the route is being
worked on as a route.

@ 141 visit | minh* | Walking it with him
H: Walked from school to the stop, rode to the Interchange, changed. Minh showed me where he stands and why: sight of the
supervisor's window, back to the wall.
S: “I worked it out by myself. It's like chess but for standing.”
A: Clever, and no child should have to. He agreed that his places may be used, without his name, when the company looks at
the stops.

@ 99 visit | minh+ linh* f:tran | A visit about Linh as well
H: Saw Linh on her own. She has a box of eighty-one cranes and wants to reach a thousand.
S: She has been told to keep quiet on the bus with her grandmother. “So nobody hears us being us.”
A: The harm reaches a girl of {linh.age} who does not even use that bus for school. Written into the plan. Story time in
Vietnamese at the library is on Saturdays; Hoa was pleased.

@ 58 visit | minh+ linh+ f:tran | Tournament
H: Minh has been to school on every day but two this half of the term and is in the table tennis team.
S: “Someone upstairs said sorry. A proper one. He plays too.” Hoa beat me 11–3 on the kitchen table.
A: Things have changed for Minh and on the bus. He still counts; most days the number is nought. We agreed the notebook can
go to police or be burned, whichever he likes, when he is ready.

@ 17 contact | minh f:tran | Lan
H: Lan rang me herself, in English, to say the police officer had come with a result: two young people in a restorative
process, and an apology in writing.
S: “I understand every word of it,” she said, of the letter.
A: To be read with Minh on my visit. Talk then about ending the plan.
"""
