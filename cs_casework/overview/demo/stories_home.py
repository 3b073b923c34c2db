"""Families whose year turns on care at home, loss, coming into care or leaving it. `script.py` says how to read it."""

STORIES: dict[str, str] = {}

STORIES["hussain"] = """
@ 318 visit sig | zaynab* ibrahim+ f:hussain | First visit: a well-run house with one small worker
H: Zaynab opened the door, took my coat and told me which stair creaks. Rukhsana was in bed with her legs bad today; she has
multiple sclerosis and the last six weeks have been hard. There was a rota on the wall. Every line of it said Z.
S: Rukhsana: “I know what the wall says. I look at it all day.” Ibrahim told me that there are eight planets and his sister
makes the best eggs on all of them.
A: Loving home, with care going in the wrong direction through no one's choice. Rukhsana has asked adult services for help
twice and been put on a list. That is the first thing to change; Zaynab's tiredness is the result and not the problem.
O zaynab: Alone, on the back step: she gets up at half past five. She is afraid that if people know, Ibrahim will be sent
somewhere. I told her why I had come, and that it was not for that.

@ 309 contact | zaynab f:hussain | Adult services: where is the request?
H: Rang adult services with Rukhsana's agreement. Her two requests are both on file, the older from seven months ago, marked
“daughter at home”.
S: The duty worker there was quiet and then said, “She's twelve, isn't she.”
A: They will assess within the week and together with us. I will be there and so will Rukhsana's nurse.

@ 276 meeting | zaynab ibrahim f:hussain | Joint meeting with adult services
H: In Rukhsana's front room. A carer twice a day for dressing, medication and a hot meal; grab rails; a fall alarm. Child in
need plan for both children.
S: Rukhsana asked for the evening carer to come at six so that she can do bedtime herself. “I want to be the one who says
goodnight.”
A: The plan is built round her being their mother. Young carers' project has a place on Wednesdays. Zaynab asked twice
whether someone would be in the house then.

@ 243 visit | zaynab* ibrahim+ f:hussain | Six weeks on
H: The rota has three colours. Zaynab was doing homework with her door shut.
S: “I was bored on Saturday. I forgot about bored.” Ibrahim has been told that he may do the bins and is very strict about it.
A: Boredom is a good sign at that age. School say she is awake in the mornings. She still checks the alarm each night.

@ 201 contact by:ayodele | zaynab f:hussain | School: the librarian
H: Mr Oyewole rang to say that Zaynab may ring home at break from the library and that he has put it in writing so no
supply teacher takes her phone.
S: “It's two minutes, she hears her mum's voice, and then she can do maths.”
A: Small, exact and kind. Thanked him; copied to Rukhsana.

@ 165 visit sig | zaynab* ibrahim* f:hussain | Rukhsana in hospital
H: Rukhsana has a chest infection and was admitted last night. The carer stayed until her sister arrived by train. The
children had eaten and were dressed for school.
S: Zaynab: “I didn't have to do anything. I stood there and didn't have to do anything.” She cried, then asked whether that
was allowed. Ibrahim wanted to know if hospitals have windows on every side.
A: The plan held on its first hard night. Their aunt will stay ten days. I took them to visit; there is a window on theirs.

@ 122 visit | zaynab* | The baking stall
H: Zaynab ran a stall with the young carers' group and sold out of cardamom buns by eleven.
S: “People asked me what was in them and I said it like a chef.” She has a friend round on Sundays now.
A: A child who has got some of her childhood back. We talked of how she can tell when it is slipping again: the half past
five alarm is her own measure.

@ 61 meeting | zaynab ibrahim f:hussain | Child in need review
H: Adult services, school, the project and the family. Care increased by a call at midday on bad days.
S: Ibrahim gave a report with a drawing: mum in bed “but talking”.
A: Step-down discussed and put off for one cycle, since the condition is one that changes. Rukhsana agreed and chose the date.

@ 19 visit | zaynab+ ibrahim+ f:hussain | Tea
H: Short visit at Rukhsana's invitation; she had made the tea herself, sitting.
S: “I wanted you to have a cup that I made.”
A: I have nothing to add to that.
"""

STORIES["kowalczyk"] = """
@ 333 visit by:joel sig | zuzanna+ jakub+ f:kowalczyk | First visit at the new flat
H: Visited with the domestic abuse adviser and an interpreter. Agnieszka and the children came here with two bags. The
address is protected and is not to be said aloud on the phone. Zuzia kept her shoes on for the whole of the visit.
S: Agnieszka: “He never broke a plate. I want you to know that he is careful.” Kuba asked whether his tata knows where the
lorry is. He meant the toy.
A: Years of control, and one night that could be seen. She got out on her second attempt and alone. The children need to hear
from an adult that they are staying, and that they may ask about their father.

@ 308 meeting by:marguerite sig | zuzanna jakub f:kowalczyk | Initial child protection conference
H: Conference held without Marek in the building. Both children made subject to plans under emotional abuse. Agnieszka had
the minutes read to her in Polish the day before.
S: Agnieszka asked why the plan has her name on every line. The chair agreed and changed it: four actions for police and
probation, two for us, one for her.
A: The harm was done by Marek. The plan is now addressed to him as well, by those who see him.

@ 271 visit | zuzanna* jakub+ f:kowalczyk | Shoes
H: Zuzia had her shoes off. I did not remark on it. She drew eleven horses, one with a very large front leg “for kicking”.
S: “The big leg is for if somebody comes.” She asked if I had a key to their door. I said that nobody does but her mother.
A: She is working out what keeps them safe, and drawing it. Place found in the children's group; starts next week.

@ 228 contact | zuzanna jakub f:kowalczyk | Prevented contact
H: The adviser rang: Marek wrote to Kuba's old nursery to ask for “the file”. Nursery rang us and sent nothing.
S: Nursery manager: “He was so polite that my deputy nearly did it.”
A: Good practice. Solicitor told. Every school and surgery with an older address has been written to again, by me and by hand.

@ 176 visit | zuzanna* jakub* f:kowalczyk | Seeing each of them alone
H: Saw Kuba in the bath of plastic balls at the family centre and Zuzia at the piano there.
S: Kuba: “Tata has a loud face.” He misses the goldfish. Zuzia: “Mum laughs on the telephone with Aunt Ewa. She did not do it
in the other house.”
A: Both remember, in very different ways, and both are now able to say so. A goldfish is possible; Agnieszka decided to get
two.
O zuzanna: She asked whether she will become like him, since she has his eyebrows. I told her that eyebrows are all that
comes that way.
O jakub: He wets the bed after weekends. Nothing happens on weekends now; he used to see Marek then. Health visitor to advise.

@ 110 meeting sig | zuzanna jakub f:kowalczyk | Review conference: plans end
H: Unanimous. The children have been safe for eight months, there is an order, and Marek is being seen by a programme which
reports to probation.
S: Agnieszka spoke in English for most of it. “I have a door. I have work. The children have sleep.”
A: Child in need plan in its place, at her wish. Measures of the change: nights dry, days in school, her own list.

@ 72 visit | zuzanna+ jakub+ f:kowalczyk | Work and after-school club
H: Agnieszka has begun at the bakery, six to two. Neighbour from the floor above walks the children in.
S: Zuzia has been asked to a birthday and told the mother herself that nobody may post photographs. “Because of our rule.”
A: She takes the rule as ordinary and not as fear. I spoke with the school so that a child of {zuzanna.age} need not be the
one to explain it.

@ 27 visit | zuzanna+ jakub* f:kowalczyk | Two goldfish
H: The fish are called Mop and Other Mop. Kuba fed them and reported to me on each.
S: “They don't fight. I checked at night.” He has been dry for six weeks.
A: Steady. Next: how and whether the children hear from their father, which has to go at their speed.
"""

STORIES["whitcombe"] = """
@ 340 visit by:joel sig | mason+ ruby+ alfie+ dolly+ f:whitcombe | First visit with the health visitor
H: The house was cold enough to see breath in the back bedroom. The meter had run out on Sunday. Dean was taking the legs off
a chair to burn and stopped when we came in. Dolly was in two sleepsuits. The children came and stood near the fan heater.
S: Kelly-Anne: “I know. I know what it looks like. I can't get in front of it.” Mason said he can do the tea when they have
tea.
A: Parents who are ashamed and drowning, not careless. Debt of £640 on a prepayment meter comes before everything. Emergency
payment made from the doorstep by phone; heating on before I left. The children are hungry and that has to end today.

@ 302 meeting by:derek sig | mason ruby alfie dolly f:whitcombe | Initial child protection conference
H: All four children made subject to plans under neglect. Dean and Kelly-Anne were there throughout. Health: Alfie's hearing
missed twice; Dolly's weight on a low line. School: loving, late, hungry.
S: Dean: “If you'd asked us a year back we'd have said we were fine. It went one bill at a time.”
A: The plan begins with money, damp and a washing machine. Chair asked that “poor home conditions” be replaced throughout by
what the conditions are and who owns the building.

@ 270 visit | mason+ ruby+ alfie+ dolly+ f:whitcombe | Beds
H: Four beds came from the charity. Dean had painted a dinosaur on Alfie's wall without being asked to. It has five legs.
S: Alfie: “One is spare.” Ruby danced on each mattress in order of size.
A: Real pleasure. The landlord has not come about the damp; letter from environmental health requested again and copied to
Derek.

@ 239 visit | mason* f:whitcombe | Out with Mason
H: Went to the canal with Mason and Dean's second-best rod. He caught a boot, which delighted us both.
S: “I don't do the tea now, Dad does. He does it wrong, but he does it.” He hides crackers in his trainers “just in case”.
A: The crackers tell us more than the cupboards. I told his parents, with his leave; Kelly-Anne has put a tin in his room
that stays full and that nobody counts.

@ 205 contact by:hannah | alfie f:whitcombe | Alfie's hearing
H: Audiology rang: Alfie was brought, and has glue ear on both sides. Grommets in six weeks.
S: Kelly-Anne: “I've been telling him off for not listening.”
A: She was upset, and then practical; we told school together the same afternoon so that he sits at the front.

@ 181 supervision by:derek | mason ruby alfie dolly f:whitcombe | Supervision: is it getting better for the children?
H: Hannah brought the four children's own measures: crackers, sleep, hearing, weight. Three of four have moved. Dolly's
weight has not.
A: Decision: dietitian this week; visits fortnightly with one at teatime. Damp: solicitor's letter to landlord from us if no
date by Friday. Do not measure this plan by the number of visits.

@ 143 visit sig | dolly+ alfie+ f:whitcombe | A bad week
H: Found Kelly-Anne in tears and the curtains drawn at two o'clock. Dean has lost his agency work. The sink was full, the
children had eaten cereal for two days. Dolly was clean and had been fed.
S: “I rang you and then I hung up.” I had seen the missed call and not rung back until now. I said so and that I was sorry.
A: A relapse in circumstances more than in care; she was ashamed to ask. Food and fuel today, perinatal mental health team
tomorrow. My own slow reply is part of this and I have told Derek.

@ 116 visit | mason+ ruby* alfie+ dolly+ f:whitcombe | Curtains open
H: Kelly-Anne has been seen twice by the perinatal nurse and has started on tablets. Dean has four days a week at the depot.
S: Ruby: “Mummy did my bun for dancing and it stayed up.” Alfie shouts less since his operation. He told me so, quietly.
A: Back on course and quicker than before, since they let someone in sooner. Dolly has gained on her line for the first time.

@ 79 meeting | mason ruby alfie dolly f:whitcombe | Review conference
H: Plans continue, by a majority. Parents agreed with that. Landlord has treated the damp in two rooms of three.
S: Dean: “Another three months and then we'd like a go without.” Mason sent word: “the tin is still full”.
A: An honest position to hold. Next review to look at ending; what remains is the third room and whether it lasts.

@ 35 visit | mason+ ruby+ alfie+ dolly+ f:whitcombe | Teatime
H: Arrived at five without notice, as agreed that I may. Sausages, peas, six at the table. I was given a plate.
S: Mason: “Dad does it right now.” Dolly walked four steps to the fridge and sat down in triumph.
A: What I hoped to see, on an ordinary day, with nobody expecting me.

@ 9 visit | mason+ ruby+ alfie+ dolly+ f:whitcombe | Before the next review
H: Went through the report with both parents. The third room is dry. Kelly-Anne corrected two of my dates.
S: “Put that I rang you. The second time. Put that I rang and stayed on.”
A: It is put. I will recommend that the plans end.
"""

STORIES["olawale"] = """
@ 238 visit by:chanelle | temi* f:olawale | First visit to Temi
H: Temi was at her mirror doing her mother's hair for church. She is 28 weeks pregnant and carrying the scan in her phone
case. Folasade had written a list of what the baby needs and a second list of what Temi needs.
S: Temi: “Everyone asks about the baby. I've got coursework.” Folasade: “She is having a baby. She is also my baby.”
A: Two children to think about, one of them not born. Temi wishes to stay at home, to stay at college and to be asked. The
baby's father is 17, is known to both families and has told his own mother.

@ 204 meeting | temi f:olawale | Planning meeting before the birth
H: Midwife, college, family nurse, Temi, Folasade, and the baby's father with his mother. Temi chaired the first ten minutes,
by her own wish.
S: “I want to feed him myself, and my mum in the room and nobody else unless I say.” It was written down in those words.
A: Child in need plan for Temi as a child herself. No concern that calls for a conference. Hospital has a copy so that
nobody there needs to ask her again.

@ 159 visit sig | temi+ zion+ f:olawale | Zion, a few days old
H: Born at 39 weeks, 3.1kg, feeding well. Temi was propped up in Folasade's bed like a queen, as she said herself.
S: “He's got my exact nose. Sorry, Zion.” She asked how people tell if they are doing it right.
A: She was doing it right while she asked. Zion is now open to us in his own name, with his own page, so that his notes are
not hidden in his mother's.

@ 149 visit | temi* zion+ f:olawale | Two weeks
H: Temi tired and tearful on day twelve, brighter today. Family nurse has been. Zion has passed his birth weight.
S: “I love him, and I miss being boring.” Folasade does the five o'clock feed so that Temi sleeps until nine.
A: Good support that knows when to stand back. We looked at low mood after birth and what she would notice first; she said
that it would be not doing her brows.
O temi: She does not want to be with Zion's father as a couple and fears that this will be held against her. It will not.

@ 107 visit | temi+ zion+ f:olawale | College from the kitchen table
H: College sends work on Mondays. Temi had finished a unit on skin tones with Zion asleep in the sling.
S: “I used him as a model. He was unprofessional.”
A: Doing well. Nursery at the college has a place in ten weeks and funding is applied for.

@ 66 visit | temi* zion+ f:olawale | A hard conversation between Temi and her mother
H: Folasade rang and asked me to come. There had been words: Temi was out until one with friends and had asked her mother to
have Zion until ten.
S: Folasade: “I will have him always. I will not be told afterwards.” Temi: “I wanted to go to one thing and not be
somebody's mum for it.”
A: Both are in the right. By the end they had agreed on Fridays, told beforehand. Zion slept through it in my arms, for which
I was grateful.

@ 23 visit | temi+ zion+ f:olawale | Back at college
H: First fortnight at college, Zion in the nursery below. Temi goes down to feed at eleven.
S: “I walked in with a pram and a make-up case and someone held both doors.”
A: Review next month. Temi's plan may end; I will ask her whether she would like Zion's to, in that order.
"""

STORIES["pascoe"] = """
@ 129 visit by:joel | unborn_pascoe f:pascoe | First visit to Kerensa and Jory
H: Kerensa had cleaned for two days, she said, and then laughed about it. She showed me Merryn's drawings on the fridge;
Merryn, who is three, lives with Loveday, Kerensa's mother. Jory made a pot of tea and stayed.
S: “I was twenty-one when we lost it all, and on things. I'm not there now. I want it checked, so that you know and not just me
saying.”
A: She asked her midwife to refer her, early, in her own words. That is to stand at the top of this assessment. She offers
hair-strand tests; I would rather begin with what went well in the last two years.

@ 111 contact by:joel | unborn_pascoe f:pascoe | Loveday
H: Rang Loveday with Kerensa's leave. Merryn has been with her for two and a half years.
S: “She's been here every Sunday for sixty Sundays. I count too.” She would have the baby if needed. “But it won't be needed.”
A: The one who has most reason to doubt does not. She has asked for help with nursery fees for Merryn; passed to the family
hub.

@ 90 meeting by:marguerite sig | unborn_pascoe f:pascoe | Assessment agreed: child in need before birth
H: Read Joel's assessment with Piotr, who will work with the family. Two years without use, tested; a stable tenancy;
Jory's own childhood in care, of which he spoke openly.
A: Decision: no conference. Child in need plan before birth, with pre-birth midwife and the couple's own network meeting. If
this changes we say so to them first.

@ 70 visit | unborn_pascoe f:pascoe | Piotr's first visit
H: Jory has built a cot from a plan. There is one screw over, which troubles him.
S: Jory: “Nobody showed me how you do a dad. So I ask people.” He has joined the fathers' evening at the family hub.
A: I told him that I ask people as well. Strength: they worry in advance and do something about it.

@ 44 meeting | unborn_pascoe f:pascoe | Family network meeting
H: Nine people in Loveday's kitchen: aunt, neighbour, Jory's old foster carer, two friends from recovery. They filled a
calendar for the first six weeks without my help.
S: Kerensa: “If I go quiet, ring Jory. If I go loud, ring Mum. If I go to bed, ring everyone.”
A: The best plan I have seen this year and I wrote none of it. Photograph of it on the record, with their leave.

@ 12 visit | unborn_pascoe f:pascoe | Twelve weeks to go
H: Baby growing well, moves most at night. Merryn came with Loveday and told the bump about puddles.
S: Merryn to Kerensa: “You can have this one at your house.” Nobody spoke for a moment.
A: A child of three has understood the plan. Kerensa would like help to talk with Merryn about it; I will bring the book.
"""

STORIES["sharrock"] = """
@ 355 visit by:ayodele | callie* f:duffus | Callie at the Duffuses'
H: Callie did a cartwheel in the hall for me, and then six more. Marlene has put rubber feet on the hall table.
S: “I've got my own hook.” She asked if Donna's hospital has hooks.
A: Settled in four months to the point of wearing out furniture. Donna rings on Wednesdays; Callie likes to be holding
Winston's cardigan when she does.

@ 287 meeting | callie f:sharrock | Looked after child review
H: Reviewing officer, Marlene, school, Donna by video from the unit. Callie's page was a drawing of a beam with herself on it
in every position.
S: Donna: “I don't want to ask her when. I want to be told by you when I may ask.”
A: A mother thinking of her child before herself. Family time to go to fortnightly as Donna's doctor advises.

@ 214 visit | callie* | School and gymnastics
H: Saw Callie at the club. Her coach kept her back to show me the handspring.
S: “When I'm upside down I don't miss anybody.”
A: I asked what it is like the right way up. She said, “Medium.” Life story work to start; Marlene will sit in.

@ 133 visit | callie+ f:sharrock | Donna comes to the club
H: First time Donna has seen her compete. They wore the same hairband.
S: Callie: “She clapped at the wrong bits but she clapped the most.”
A: Carer and mother sat together by choice. Winston drove Donna to the station afterwards.

@ 49 meeting | callie f:sharrock | Plan for coming home slowly
H: Donna has been well for seven months and has her tenancy back. First overnight in three weeks, then each fortnight.
S: Callie asked to keep the hook. Marlene: “The hook's yours if you're forty.”
A: Reunification plan agreed, at the pace of the child's sleep. Each step has a stop written into it.

@ 14 visit | callie* f:sharrock | After the second overnight
H: Saw Callie at Donna's. Two beds, one of them new, one toothbrush in each house.
S: “I slept till the alarm. Mum checked on me, I was pretending.” Callie thinks three nights would be all right.
A: Donna's checking is worry and love. We talked about her sleeping as well.
"""

STORIES["nwosu"] = """
@ 303 contact by:joel | adaeze isaac f:nwosu | The aunt's call
H: Chioma rang. The children's father, Emeka, is away at sea for work and the arrangement with a neighbour has ended. She can
take Adaeze tonight but has one bed.
S: “I will have both when I have a second room. Write down that I said both.”
A: It is written. Emeka reached by satellite phone and has agreed to Isaac being looked after for now.

@ 286 visit | isaac* f:duffus | Isaac's first week
H: Isaac had set out a chessboard and had played both sides of it. Winston does not know the game and has asked to be taught.
S: “He's bad but he's improving.” Isaac has asked when Adaeze can come and see where he sleeps.
A: Brother and sister have not been apart before. Sunday lunches here, Wednesdays at Chioma's, starting now and not after the
review.

@ 197 visit | adaeze* isaac* f:nwosu | Seeing both at Chioma's
H: They were arguing about a bishop. Adaeze has a debate final and rehearsed on us the case for trains.
S: Adaeze: “He's smaller when he comes. Like he folds up.” Isaac: “I unfold by pudding.”
A: They manage; it costs them. Housing has moved Chioma up after our letter.
O adaeze: She has stopped telling her father things on the phone because the line costs so much and she wants it to be happy.
O isaac: He keeps a list of what he will tell Adaeze. He let me see the heading of it only.

@ 104 meeting | isaac f:nwosu | Looked after child review
H: Emeka came in person between voyages, in a suit. School full of praise. Chess on Mondays.
S: Emeka: “I send money and I thought that it was me I was sending.”
A: Agreed that he calls on video on fixed days with the line paid for. Plan: both with Chioma when there is a room.

@ 38 visit | adaeze+ isaac+ f:nwosu | The flat with two rooms
H: Chioma has the keys. Isaac chose the room with the wall that could hold a very large chessboard.
S: Adaeze: “He measured it. He brought his own tape.” Winston has been asked to help with the paint.
A: Move in three weeks, in stages. Marlene and Winston want to stay in his life, and he in theirs; to be in the plan as
family friends.
"""

STORIES["whyteosei"] = """
@ 349 visit by:beth | darnell* | Pathway plan review
H: Met Darnell in the studio he books by the hour. He played me eight bars, four times, with one thing moved each time.
S: “Can you hear it? No? That's fine, I can.” He is worried about where he will live when the foster placement ends at the
agreed time.
A: Talented and anxious, in that order on good days. Supported accommodation to be looked at together, not chosen for him.

@ 262 contact by:beth | darnell | Moving into Quill Court
H: Moved in today with a van, two speakers and Myrtle's old armchair. Staff had the key ready and had learned how to say his
name.
S: Myrtle, by phone: “You tell them that he will not say when he's cold.”
A: I told them. Setting-up allowance paid in full and on time; he has chosen a bed that does not fold.

@ 176 visit | darnell* f:whyteosei | Sunday at Myrtle's
H: Saw Darnell at his grandmother's. He had mended her radio and she had been telling everyone on the stairs.
S: “I come Sundays so she knows it's Sunday.” He has 14 hours at the warehouse and an evening course in sound.
A: Money is short for four days each month. Worked out the rent with him and found that he has been paying a charge twice.

@ 98 meeting | darnell | Leaving care panel
H: Panel agreed the rent deposit, and driving lessons from the same fund. Darnell came and set out his case with figures.
S: “I'd rather have it in writing, no offence.” It was in writing the same day.
A: He is clear and courteous with the people who decide about him. We should be as clear.

@ 29 visit | darnell+ | A track on the radio
H: Listened together on Wednesday's programme to the local hour. His name was read correctly.
S: “I sampled Nan's radio. The click when it comes on.”
A: Next pathway review in four months. He would like to mentor; the skatepark's café has asked for somebody to run a session.
"""

STORIES["haddad"] = """
@ 162 visit by:joel | layla+ omar+ f:haddad | First visit, with an interpreter
H: The flat had three mattresses, one lamp and a great many library books. Rima set out dates and coffee. The two children
translated for each other in jokes before the interpreter could.
S: Rima: “For four months in the hotel I carried the documents on my body. Where may I put them now?” I gave her a folder, and
she put it on the shelf and looked at it there.
A: Alone, not without strength. School places are the first need: Layla has not been in a classroom for a year and a half.

@ 139 contact by:joel | layla f:haddad | Layla's scarf
H: Netherwick School rang: on her third day Layla's scarf was pulled on the bus and thrown. Two pupils whom she did not know
gave it back and took her to sit with them.
S: The head of year: “She asked me for a form to say thank you. We don't have one, so I've made one.”
A: A hate incident, reported with Rima's agreement. The girls who helped are worth as much to her as the report.

@ 119 visit by:joel | layla* omar+ f:haddad | Library
H: Hannah's first visit with me to hand over. Layla read us a poem of hers in Arabic and then in English, and said that the
second one was “still wearing its coat”.
S: Omar has been put in goal by the whole of his class.
A: Assessment ends with a child in need plan, short, about bus, English and Rima's English class. From now Hannah.

@ 86 visit by:hannah | layla* | Her five friends
H: Saw Layla at lunch in the library by invitation. The table was full, and I was given a chair and a clue from the crossword.
S: “I say five now, not four and me.” She would like the route under the ring road to have lamps.
A: The friends keep her safe on the bus. The lamps are for the council; Layla has drawn where they should go.

@ 41 visit by:hannah | layla+ omar+ f:haddad | Rima's certificate
H: The certificate for English level one is on the shelf next to the folder. Rima did half of the visit without the
interpreter and then sat back, tired and pleased.
S: “Omar corrects me. Then I correct his shoes.”
A: A letter about their status is awaited and sits under every conversation. Solicitor chased; letter of support sent.

@ 10 contact by:hannah | layla omar f:haddad | The letter came
H: Rima rang at five past nine: five years' leave for all three.
S: She said it first in Arabic and then, slowly, in English, and then I could hear that Omar had been told.
A: The plan can end in a month. She asked me to come to eat, not to visit; I explained the difference, and that I would come.
"""

STORIES["mcallister"] = """
@ 93 visit by:manager sig | eilidh* struan+ f:mcallister | First visit
H: I visited myself because a relative of the family works for the service. Fiona had been told who may open this record
and who may not. Eilidh had her swimming bag packed and used it as a shield for the first ten minutes.
S: Eilidh: “Is she going to read this?” I said no, and explained how I would know if anybody tried.
A: She needed that answer before any other. Restriction set the same day and explained in the record.

@ 68 contact by:manager | eilidh struan f:mcallister | School
H: Spoke with the head herself at Fennel Hill; nobody else there has been told that we are involved.
S: She said Eilidh has begun to sit with others at lunch again.
A: Kept to what the school needs to know. Struan is at another school, which sees no change in him.

@ 37 visit by:manager | eilidh* struan* f:mcallister | After the separation
H: Saw each child in their own room. Struan has drawn the two houses with a railway between them, and stations.
S: Struan: “There's no train on Tuesdays, that's the bad day.” Eilidh is back to swimming four mornings.
A: Parents have agreed on Tuesdays, after hearing that. Restriction to be reviewed at 90 days as it should.

@ 12 management_oversight by:manager | eilidh struan f:mcallister | Review of the restriction
H: Looked at who opened the record in 90 days: two people, both granted. Asked Fiona and Eilidh whether they wish it kept.
A: Kept for another 90 days at Eilidh's wish. The work itself is likely to end sooner.
"""

STORIES["sowerby"] = """
@ 32 visit by:joel | kian* f:sowerby | First visit: Kian and the roofs
H: Gemma had the first-aid box out and was putting it in order. Kian has a healing wrist and grazes on both shins. He showed
me his routes on a hand-drawn plan that would do credit to a surveyor.
S: “I check every hold. I'm not doing it to die, I'm doing it because it's the only time my brain lines up.”
A: Skilled, and careful in his way, on buildings that are not safe. Gemma knows and has not found a no that works. An indoor
parkour class exists in the next borough; I will find out what it costs.

@ 26 contact by:joel | kian f:sowerby | Another family of the same name
H: Checked with the front door about a referral for a young person called Sowerby at the same postcode. Gemma was asked
whether they are related.
S: “There's a Sowerby up at 46, my ex's cousin I think. Or his brother's lot. I'd have to ask.”
A: Not settled. The two records stay apart until somebody knows; marked for the front door to come back to.

@ 18 meeting by:joel | kian f:sowerby | School
H: School has taken him off two days of report. Design and technology teacher asked whether Kian might survey the roof of the
sports hall with the site manager, with a harness.
S: Kian: “With a harness? Properly? When?”
A: A school that found the yes. Risk assessment theirs to write; parental consent given on the spot.

@ 6 visit by:joel | kian* f:sowerby | Mid-assessment
H: He has been to two parkour sessions. He still goes to the Maltings “to look”.
S: “The floor on the second level's gone. We sprayed it so nobody goes on.” He told me of an adult there who films and asks
for names.
A: The building and that adult are matters for the place, not for a plan on Kian alone. Passed on today. Assessment on
time.
"""

STORIES["sowerby2"] = """
@ 11 contact by:callum sig | lacey | Call to Lacey
H: Rang the number that she gave police. She stepped outside to talk. She was found at a party at an address police had been
called to; she was the one who had asked an officer for help.
S: “I knew the vibe was off so I asked the only adult who wasn't weird.” She is staying at number 46 with “sort of family”.
A: She asked for help in plain words. We do not yet know with whom she lives or who has parental responsibility. No worker
yet; put to the Assessment Team's manager for allocation today.

@ 5 contact by:callum | lacey f:sowerby2 | Second call while waiting for allocation
H: Rang so that she is not left with nothing. She is going to school from there. A woman named Dee answered first and was
friendly and short.
S: “You rang back. Okay.” She will meet whoever is allocated at school and not at the house.
A: Still unallocated in the second week, which I have raised with Ruth. Same surname and postcode as another family; not
confirmed.
"""

STORIES["unnamed"] = """
@ 8 contact by:callum | unnamed_child | A child without a name on our record
H: A list from another council shows a girl of about thirteen placed with relatives in Ottermere. There is an LA child id and
an estimated date of birth; no name, no address. Rang their duty desk twice.
S: The second person said that the worker left last month and the file is “being found”.
A: A child is living here whom nobody local has seen. Escalated by Ruth to their head of service. To be chased daily until
she has a name and a visit.

@ 2 contact by:callum | unnamed_child | Third chase
H: Their manager rang back. They will send the file by secure mail today and visit with us before the week is out.
S: “I'm sorry. She does have a name and I shall make sure that you get it right.”
A: Visit booked. Ruth to attend if nobody is allocated by then.
"""
