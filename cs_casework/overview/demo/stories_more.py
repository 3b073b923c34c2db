"""Two or three turning points in the year of each of the other families. `routine.py` adds the calls between them."""

STORIES: dict[str, str] = {}

STORIES["school_and_home"] = """
@ 196 visit | chidera* f:achebe | Why four days in ten
H: Chidera had done her own hair and half of Obinna's homework. School bag hung on the bathroom door, where she can see it from
bed.
S: “I get dressed every day. I get as far as the bus.” Ngozi leaves for the hospital laundry at five and had believed that she
went.
A: Not a child who does not care for school. The bus is half of it; the other half is maths since she missed so much. Both can
be changed, and her mother was relieved to hear what it was.

@ 60 meeting | chidera f:achebe | Seven in ten, and why
H: Attendance has gone from 40 to 71 in the hundred. Library table, lower deck, maths with a sixth former on Thursdays.
S: Chidera: “I'm not behind in everything. I was only behind in behind.”
A: Keep going. Ngozi has swapped one early for a late, so that there is one morning in the week on which they leave together.

@ 252 visit | brodie+ poppy+ f:lockyer | A morning, from six
H: At the parents' request I came at six. Brodie was sick twice. Poppy sat on the stairs with her coat on and her hands over her
ears. Steph coaxed; Wayne looked at the clock; nobody raised their voice, which took effort.
S: Wayne: “I used to think he was pulling one on us. Then I watched his hands shake.”
A: Fear, in the body. Two parents pulling the same way. School to send someone whom he knows to the door for a fortnight.

@ 71 visit | brodie* poppy+ f:lockyer | The table
H: Brodie has made a table at the woodwork club with a drawer that fits. He went to school from there, by himself, on Tuesday.
S: “I was sick once last week. Before it was every day. Put both.” Poppy says the stairs are for sliding down again.
A: Both are put. Diagnosis of autism has been confirmed and he is pleased with it: “it's a manual”.

@ 90 visit by:joel | bence+ f:szabo | Through the door
H: Bence would not come out and did not have to. I sat on the landing and he typed to me from inside.
S: He typed: “its not school its the corridors”. Then: “what languages do you code in”. I said none; he was kind about it.
A: He can talk when he need not be looked at. Katalin has been putting food down and walking away, as he asked. Online tuition
from next week as a bridge and not as an end.

@ 31 visit by:joel | bence* lilla+ f:szabo | Downstairs
H: Bence was on the sofa. Lilla was using his feet as a barre.
S: “I made a game about a guy on a landing.” It is about me, I think; I bring biscuits in it.
A: First time I have seen his face. Two half-days in the school's small room this week. Katalin wept in the kitchen, then was
cross with herself; told her that there is no need.

@ 291 visit sig | ayaan+ mahnoor+ f:farooq | At the refuge
H: Saw Sadia and both children with their key worker. Mahnoor would not put down a handbag with a phone in it that does not
work.
S: Sadia: “I practised leaving eleven times with no bags, to see how long it takes.” Ayaan asked if cars have addresses.
A: She planned for a year to get two children out alive. That is what any report on her parenting must begin with.

@ 84 visit | ayaan* mahnoor+ f:farooq | A street with cars
H: In their own flat since the day the red coat was bought, as Ayaan dates it. He names each car in the street and whose it is.
S: “That one's nobody's. It's okay, I asked. It's the dentist.” Mahnoor left the handbag on the sofa and went out to play.
A: Watchful still, and checking with adults, which is safe. Group for children who have lived with violence begins after the
weekend.

@ 226 visit sig | dexter* cillian+ orla+ f:delaney | After the second night police came
H: Róisín has a cut lip and an order. Dexter stood in the kitchen doorway for the whole visit, arms out a little, like a
goalkeeper.
S: “I'm the oldest so I stand here.” Cillian did the same jigsaw three times. Róisín: “I've asked him to stay away and I mean it
in daylight.”
A: She is truthful about the night. The order and the lock are to help with that. Dexter needs to be told, by her, that he may
leave the doorway.

@ 68 meeting by:derek sig | dexter cillian orla f:delaney | Review conference: plans end
H: Ended unanimously. The order has held, he has kept to it, Róisín has finished her programme.
S: Dexter wrote: “I go to boxing on Mondays and Wednesdays and I don't stand in the door.” Read out by the chair, twice.
A: Child in need until Orla has started nursery. Measure: where Dexter stands.

@ 326 visit by:joel | carys* rhys+ f:prosser | Lisa's own list
H: Lisa had rung us herself. She gave me a page headed WHAT I WANT. First line: “someone for Carys to talk to who isn't me”.
S: Carys: “I tell the guinea pigs. They don't tell.” Rhys showed me his cape and hid behind it when his father was mentioned.
A: She has left, is safe and knows what the children need. Our part is small and should be quick.

@ 62 visit | carys+ rhys+ f:prosser | Last visit
H: Carys has finished the group and read me her page from the book they made. Rhys wore no cape.
S: Lisa ticked her list in front of me; seven of nine. “The other two were for me and I've stopped wanting one of them.”
A: Closing, with numbers on the fridge and an open invitation to ring.

@ 281 visit by:joel sig | archie+ elsie+ tommy+ f:hollis | Damp, and one bed
H: Three children in one bed because the second bedroom is black with mould to the window. Tracey has scrubbed it weekly with
bleach; her hands show it. Kyle is at work from four till two.
S: Archie introduced me to a beetle that lives in the wall. Elsie sang at me till I joined in.
A: Missed clinic appointments came in the weeks when letters went to a flat they had left. Parents are tired and kind. The
house makes the children ill and it is not theirs to mend.

@ 211 meeting by:derek | archie elsie tommy f:hollis | Core group
H: Kyle came off shift. Environmental health, landlord's agent by phone, health visitor. Immunisations done; bunk beds in.
S: Kyle: “You lot came and looked at the wall for three weeks. Then somebody rang him.” Fair.
A: Landlord has 28 days. Dates of the family's own actions are all met; ours are not, and are now first on the list.

@ 45 visit | archie+ elsie+ tommy+ f:hollis | New flat
H: They moved last week, through the priority list. Tommy's blue blanket has a hook.
S: Archie asked if beetles come with you. Tracey: “My hands have healed. Look.”
A: Much of the neglect was a wall. What remains are routines, and Tracey asked for those before I could offer them.

@ 197 visit by:joel | rozalia+ david+ vanessza+ f:varga | First visit, with an interpreter
H: The meter was at four pounds. Lajos had his back to us, mending a coat of Dávid's with fishing line, very neatly.
S: Ildikó: “At school they say ‘where is his lunch’ in front of everybody. So he says he does not like to eat.” Rozália danced
for us when asked and once more when not.
A: No money, since the work Lajos was promised never paid. Advice worker came within two days. The children are warm with one
another and with their parents. School to feed first and ask after.

@ 48 visit | rozalia* david* vanessza+ f:varga | Accordion
H: School has lent Dávid an accordion. Free meals and back pay are in place. Lajos has work with a contract, which he showed me.
S: Rozália: “A girl said a word about us and the teacher stopped the whole class.” She told it as a good day.
A: It was one. I have thanked the teacher by name. Plan to step down to early help with Ildikó as its author.

@ 306 visit by:joel | skyla+ jenson+ f:bickerstaff | Late at the gate
H: Shaun works a split shift and his own mother, who collected, died this year after a short illness; he has told no one at school.
He cried, then Jenson brought him a digger.
S: “I sit outside work and I can't turn the key.” Skyla does a cartwheel each time that it goes quiet.
A: Grief, in a man alone with two children. Late means that. After-school club from today, bereavement service for all three.

@ 99 visit | skyla* jenson+ f:bickerstaff | Nan's chair
H: They have chosen where Nan's chair goes. Collected on time on 41 days of 43.
S: Skyla: “I do cartwheels when it's not quiet as well now.” Shaun has joined the Thursday group at the hub.
A: Things well on the way. School rang me to say so, before I rang them.
"""

STORIES["caring"] = """
@ 236 visit by:joel | diya* rohan+ f:mistry | Dialysis days
H: Nilesh has dialysis three days a week since his wife died two years ago. Diya had laid out his tablets, Rohan's kit and her
own maths on one tray.
S: “If I'm at badminton and the machine rings, who'd pick up?” She is thirteen. Rohan made a coin vanish and would not say where
it was.
A: She is proud and able and very tired. Nilesh has hidden how ill he is from adult services in order to keep them together. He
was told today that nobody will part them for it.

@ 47 meeting | diya rohan f:mistry | Closing to early help
H: Carer on dialysis days for five months. Diya has been back at badminton for four.
S: Nilesh: “She lost a match and slammed the door. I was so glad.” Rohan produced the coin.
A: Early help holds the plan. Young carers' card issued, so that at school she need not explain.

@ 176 visit by:joel | emmanuel* esther+ f:oduya | Leaving lessons to ring
H: Adwoa has sickle cell disease and has been in hospital four times this year. Emmanuel has taught himself which symptoms
cannot wait and wrote them on the inside of a cupboard.
S: “They say phones away. I say my mum might be dying. They say sir doesn't like your tone.” Esther can dial 999 with her eyes
shut, and showed me.
A: The list in the cupboard is better than our leaflet. School has a card now. Crisis plan to be made with the haematology nurse
so that he is not the plan.

@ 34 visit | emmanuel+ esther* f:oduya | Keyboard at church
H: Adwoa had a crisis last week: ambulance in nine minutes, neighbour in eleven. Emmanuel was at rehearsal and did not leave it.
S: “I looked at my phone after. There were three messages and they all said it's fine.” He played for four hundred people.
A: A different measure of change than any I would have thought of: he looked at it after.

@ 83 visit by:joel | leah* f:fairclough | Photographs
H: Leah has photographed each day of the last months from the same window. One can tell Tina's good weeks by the curtains in
the reflection.
S: “I'm not looking after her, I'm just around.” She has been around for 61 days without a night elsewhere.
A: Being around is the work. Tina, well today, said it to her before I could. Aunt found who will be around every second
weekend.

@ 28 meeting by:joel | leah f:fairclough | Plan made in a good week
H: Tina wrote, while well, what she wants to happen when she is not, and whom Leah rings. Mental health nurse signed it.
S: Tina: “If I say I'm fine and I've moved the furniture, I'm not fine.”
A: Exact, and hers. Leah will go to the coast on the school trip; Tina asked for photographs.

@ 341 visit by:piotr | arjan+ jasleen* f:gill | Two years without a break
H: Arjan met me with a wheel and spun it by my ear, which is an honour, Harpreet says. He sleeps for four hours. His parents
take it in turns and meet on the landing.
S: Jasleen: “I do my homework in the bath with no water. It's the only door that locks.” Manjit: “We forget what we used to talk
about.”
A: Exhausted, united, funny. Short breaks have been on paper since the last review. One night in each fortnight to begin now,
and a lock for Jasleen's door.

@ 122 visit | arjan+ jasleen+ f:gill | After the sixth night away
H: Arjan goes with his wheel and comes back with it. He put a picture card in my hand: BED, AUNTIE, CAR. It is how he tells the
order of it.
S: Manjit and Harpreet went out for chaat and talked about the boiler. “It was lovely.”
A: Working. School's holiday club next, with the same card set. Jasleen's door locks.

@ 286 visit by:hannah | kaito+ hana* f:nakamura | Talker
H: Kaito said hello with his eyes and then, after two minutes of work, “new shoes”. They were new.
S: Emi: “People talk to the chair.” Hana: “People talk to me about the chair.” I asked Kaito where he would like me to sit; by
the window.
A: Bathroom not adapted after nine months and Paul's back is going. Grant officer rung from the drive. Hana to have time of her
own in the plan under her own name.

@ 56 visit | kaito+ hana+ f:nakamura | Water
H: The bathroom is done. Kaito spent the first evening in it for two hours, and said “again” eleven times.
S: Hana, at the café on her afternoon, ordered for herself and talked about a film for the whole of it.
A: It took a year to get a boy into warm water. Escalation policy for adaptations taken to the head of service with the dates.

@ 203 visit | megan+ ewan+ f:thorley | What comes after fourteen
H: Megan sang me two numbers from a musical, with moves. Claire had a shelf of letters discharging her daughter from one clinic
after another.
S: Megan: “I want to work where there's a stage.” Claire: “At eighteen they post you a leaflet and a cliff.”
A: Start the transition now, with the stage in it. Adult services invited to a meeting four years early and, to their credit,
coming.

@ 77 meeting | megan f:thorley | Stage door
H: The theatre in town offers Saturday mornings front of house with a supporter. Megan brought a lanyard of her own making.
S: House manager: “She's the first person who's ever asked me where the exits are.”
A: In the plan with dates. Ewan would like to be asked how he is, and so I did: “Tired of being good.” Siblings' group found.
"""

STORIES["kin_and_care"] = """
@ 361 visit by:joel | harvey* lola+ f:rendle | At the grandparents'
H: Brian and Maureen have had both children for eleven months on their pensions and nobody's paper. Harvey took me to the
allotment to see his row.
S: “I've got carrots and Grandad's got slugs.” Maureen: “We weren't going to ring. Then the washing machine went.”
A: Kin who stepped in with no assessment or money. Both begin today, backdated as far as I can get it. Stacey visits when she is
able to, and is welcomed.

@ 77 meeting by:ayodele sig | harvey lola f:rendle | The order
H: Special guardianship made this morning. The judge asked Harvey for his carrots and was given one.
S: Stacey, outside: “I said yes to it. It's the most mothering thing I've done.” Lola put glitter on the order.
A: Closing with a three-year support plan. Family time as they have always had it: Sundays, at the allotment.

@ 221 visit by:joel | mariama* alhaji+ f:bangura | Three weeks after
H: Isatu has her sister's two children, her own shift pattern and her sister's coats in the hall. Nobody has moved the coats.
S: Mariama: “Auntie cries in the shower because it's loud.” Alhaji asked who signs things now.
A: No order yet, no money and three people in grief. Who signs is a very good question; solicitor tomorrow, and the school told
that Isatu may.

@ 51 visit | mariama* alhaji* f:bangura | Coats
H: The coats have gone to be made into two cushions. Mariama is goal attack; Alhaji's team lost 9–1 and he scored the one.
S: “I tell mum about it at night. Is that weird?” I said that it was not.
A: The order is listed. Aunt and children speak of her easily in front of each other. Bereavement sessions end when they say.

@ 210 contact by:beth | warsame | Keys
H: Moved today. Warsame signed each page of the tenancy with care, and asked what “quiet enjoyment” meant.
S: When told: “That's a beautiful law.” His old foster carer came with a pot of bariis for ten.
A: Good start. Universal Credit claim in; advance turned down and then, on the phone, granted.

@ 46 visit by:beth | warsame* | Five-a-side
H: Watched the second half. He captains it. Sleep is poor since the knocking at night, and better this week with the intercom.
S: “Before, I got up to be polite. Now I look at the picture and stay in bed.”
A: Home Office letter is the larger weight. Solicitor's appointment next week; I shall go with him as he asked.

@ 305 visit | shannon+ | Flat 5
H: Shannon's first flat. She has a table, a lamp for doing nails, and nothing else by choice “till I know what I like”.
S: She spoke of parties that she goes to because it is loud here when it is silent.
A: Loneliness, named by herself. Neighbour on the same landing has asked her to do her nails; a client, and company.

@ 63 visit | shannon* | The course
H: Level two passed, with a model who turned out to be her old teacher.
S: “I stopped going to those things. I've got Saturdays booked till the month after next.”
A: Set-up grant for a kit approved. She would like, some day, to see the records of when she came into care; explained how, and
that we would read them together.

@ 247 visit by:joel sig | yonas* f:garside | First days
H: Saw Yonas with an interpreter at Pauline's. He had folded every item of his clothing, four in all. He ran at six this
morning, and Pauline, who had not known, drove after him in her dressing gown.
S: “In that place you run before anyone is awake. I am sorry that the mother was frightened.” He asks whether his brother can be
found.
A: Tracing service and solicitor this week. Age accepted. A watch and a route agreed; he will leave a note on the kettle.

@ 29 visit by:joel | yonas* f:garside | Ten kilometres
H: Third in the borough race, in shoes from the club. Pauline had a banner with his name in his own letters, copied from his
book.
S: In English: “My brother is in a city. There is a photograph.” The tracing service rang last week.
A: A great thing, and hard at night. College pastoral team told with his agreement. Family reunion is for the solicitor.

@ 315 visit by:chanelle | caitlin* f:garside | Caitlin and the horse book
H: Caitlin read to me from a book in which the horse comes home. She knows each page and stops before the end.
S: “Mum's better on the phone. Is she better better?” I said what I know, which is: in part.
A: Jo has been well for two months out of three. Caitlin needs the same answer from everyone; words agreed with Pauline and Jo
on one page.

@ 57 meeting by:chanelle | caitlin f:maddox | Looked after child review
H: Jo came on the bus with a plant. Caitlin chaired the item on horses. Stables have her on Saturdays.
S: Caitlin: “I want to stay at Pauline's and have Mum on Sundays and nobody be sad about it.” Jo: “I can be a bit sad. That's
allowed.”
A: The plan is long-term fostering with Sundays. Jo's page on the record is in her own writing.
"""

STORIES["outside"] = """
@ 172 visit sig | rafael* f:dacosta | After the sixth time
H: Paulo had mapped where Rafael's bus card was used. Marisa had been sleeping in the front room in her coat. Rafael was under a
car in the yard, mending it, and talked from there.
S: “I'm not running away. I go and then it's late and then it's too late to say.” He has been paid twice for driving a car round
a car park. He is fifteen.
A: Adults have found what he is good at. Parents have done nothing but look for him. Return conversations were offered late on
three of six; that is ours to put right.

@ 89 contact by:stefan sig | rafael f:dacosta | Out of hours: a coat over him
H: Supervisor at the Interchange found Rafael asleep and put her coat over him. Marisa came by taxi. He had been left there when
he would not drive.
S: “I said no and they drove off with my phone.”
A: He said no and it cost him. Praised for it, by me, at one in the morning. Return conversation tomorrow, on time.

@ 36 visit | rafael* f:dacosta | Engines
H: Saw Rafael in the workshop at the Lantern Centre. No missing episode in seven weeks.
S: “Des says there's people who'll pay you to fix them and not to drive them.” Beatriz has stopped checking his bed.
A: Three things changed: a school with engines in it, the station, and parents who are rung at once. To review with all three.

@ 241 visit by:joel sig | demileigh* corey+ f:pryce | Back since four in the morning
H: Demi-Leigh slept on the sofa with her shoes on. Natalie had sat beside her since. Corey was told that it was about homework
and knew it was not.
S: “I went for the dancing. Then the door was locked. I said I needed a wee and I went out of the window.” Natalie: “She's got a
bruise the shape of a sill.”
A: She got herself out. The first thing she was asked by an officer was why she went; I have rung his sergeant. Specialist
officer from now on.

@ 41 visit | demileigh* corey+ f:pryce | Street dance
H: Demi-Leigh choreographed four minutes for nine people at the Lantern. She counts in with her back to you and everyone comes
in on time.
S: “I told the officer some. Not all. She didn't look at her watch.” Corey has gone back to scootering and rings his mum from
there.
A: At her pace. Two nights out in the last month, both known, both with the bus home.

@ 151 visit by:joel | moussa* fatou+ f:mbaye | Since he turned fifteen
H: Awa followed Moussa last week, in slippers, on a bus. He saw her and pretended not to and came home an hour later by himself.
S: Moussa: “It's just hot at home and there's no space and out there I'm someone.” Awa: “Here you are someone. You are the one who
eats.”
A: A warm and funny home with one bedroom for three. He has been offered “work” twice. Housing and basketball, in either order.

@ 39 visit | moussa+ fatou* f:mbaye | Fatou's turn
H: Saw Fatou in the library in the Weavergate Centre. She has won a prize for a rocket and had told nobody at home, “because it
was a bad week for Moussa”.
S: “There's always a bad week for Moussa.” She said it without heat.
A: Told Awa with her leave. There was a cake. Moussa's plan is going well: in by eleven on most nights, training three times a week.

@ 167 visit by:joel sig | ireti* damilola+ f:oyelaran | Chapters
H: Ireti has written sixty chapters on a story site. A man who praised each one asked after chapter forty for photographs. She
told her mother at chapter forty-six.
S: “He knew about commas. I thought a person who knows about commas.” Bukola: “I asked why she waited. Then I heard myself.”
A: Groomed through what she loves. Neither the writing nor the telling is to be lost. Report made; account preserved for police.

@ 38 visit | ireti* f:oyelaran | Chapter seventy
H: She writes at the library group now, on paper first. Femi reads each and is permitted one remark.
S: “Dad's remark is always ‘and then?’ It's quite a good remark.”
A: Sessions with the counsellor end next month. She would like the story part of the server kept; said to those looking at it.

@ 136 visit by:joel | oliver* isla+ f:stubbs | A boy who was not twelve
H: Michelle had taken photographs of every message before she rang, and had then made pancakes. Ollie had eaten none.
S: “I thought he was twelve too. He had a dog in his picture.” No picture was sent. He thinks that he nearly did.
A: Nearly is where most people are. He was told so by the officer, who has a son. Isla believes that the dog is in trouble; put
right.

@ 33 visit | oliver+ isla+ f:stubbs | Rules by Ollie
H: Ollie has written the rules for the family's screens and Michelle has signed them. Rule four binds parents.
S: “Rule four: if we tell you, you don't take it away.” Isla has a rule about trampolines.
A: Rule four is the whole of the research in nine words.

@ 147 visit by:joel | freya* f:marchant | Pressed for pictures
H: Freya told her form tutor after a fortnight of messages. Ian had the phone in a freezer bag. Julie had Freya.
S: “Everyone says block him. He's at every match.” She plays on Saturdays; he comes to watch.
A: The sidelines are part of it, and the club has said that he is not to come. The boy's own school is seeing him; he too is a
child.

@ 106 meeting by:joel | freya f:marchant | End of assessment
H: Pictures down, club safe, parents in week four of their course. Freya has named who at school she would go to.
S: Freya: “I want it to be over in the file as well.”
A: Closing today. I read her the last page, and she changed one word.
"""

STORIES["minds_and_homes"] = """
@ 191 visit by:joel sig | linnea* anders+ f:henriksen | After the GP's call
H: Linnea wore long sleeves and played me the slow movement on the cello, all of it, before she would talk. Solveig has put what
could be used to harm in a locked box, and told her why.
S: “When I play it's outside me. When I stop it comes back in.” Anders asked what he should do if he hears her at night.
A: In treatment from this week. Safety plan is written by Linnea, on stave paper. Anders was told that his only part is to knock
on his mother's door.

@ 59 visit | linnea* anders* f:henriksen | Sleeves
H: Short sleeves, and nothing said about it. She has not hurt herself in nine weeks.
S: Anders, on the wall at the climbing club: “I don't listen at night now. I forgot to, and then I noticed I forgot.”
A: Two children sleeping. The hospital team will see her for as long as she needs; no cliff.

@ 261 visit by:joel sig | farhan* tahmina+ f:chowdhury | The day after the emergency department
H: Farhan had gone alone, on two buses, and told a nurse that he was afraid of what he might do. Rezaul sat with his hand on the
boy's foot, through the blanket.
S: “I got on the bus because the bus is the last thing I'm good at.” Nasima asked me what she had missed. Tahmina said, “Nothing,
Amma. He hid it from me as well.”
A: He asked for help at the worst hour of his life. Crisis team daily for a week; school to keep quiet and warm. The way he goes
home through the park is part of it.

@ 53 visit | farhan* f:chowdhury | Beats
H: He made a track from the noise of the number of buses that night. It is beautiful, and hard to listen to.
S: “I wanted to use it up.” He goes the long way round still, though he could now go through.
A: Told him what has changed in the park and left it with him. Next psychologist session Tuesday; discharge not before he says.

@ 182 visit by:joel | rory* ciara+ f:gallagher | A quiet boy
H: Rory talked to the guitar and I listened. Maeve had brought me up to date in the hall in a whisper; I asked if we might say it
in the room, and she did.
S: “It's not that I want to die, it's that I don't want to do Tuesday.” Ciara lent him a hamster.
A: Asked him straight about suicide and he answered straight. Plan shared with school and GP today. Tuesday is double games.

@ 49 visit | rory* f:gallagher | Sitting with the skaters
H: Met him by the bowl. He holds the camera for the others some evenings.
S: “They don't make me talk, so I do sometimes.” Double games has become guitar.
A: Eating with others three days of five. Maeve has stopped whispering.

@ 339 visit by:joel | charlie* evie+ f:tindall | Beverley's first week
H: Seven days without a drink. Hands shaking, house warm, school uniforms on the radiator.
S: Beverley: “I told the doctor before I could think. Please be quick, I'm brave till about Thursday.” Charlie counts bottles;
there were none, and he had looked.
A: We were quick: detox nurse that afternoon. Charlie to be told, by someone, that he can stop counting. His grandad will.

@ 42 visit | charlie+ evie+ f:tindall | Nine months
H: Cake with a nine on it, iced by Evie, and the nine was backwards.
S: Charlie: “Grandad says I've been retired from counting.” Beverley speaks at the group now.
A: Closing as planned. She knows what a bad Thursday looks like and whom she rings on it.

@ 207 visit by:joel | mila+ nikolai+ f:petrova | Very low
H: Elena opened the door on my second knock and sat down on the floor behind it with Nikolai in her lap. Mila brought a blanket
for all three.
S: “I feed them, I wash them. I am not here.” She said it to the wall. Mila: “Mama is tired like a phone.”
A: The children are clean, fed, and clinging. Perinatal team saw her within the day. Neighbour, Mrs Dimitrova, sits with her
in the mornings.

@ 44 visit | mila+ nikolai+ f:petrova | Sandpit
H: At the hub. Nikolai banged a pan, Elena winced, then banged another back at him. Mila ran between us with wet sand.
S: “I heard myself sing in the kitchen. I thought it was the radio.”
A: Mood score is halved, but the singing is better evidence. Nursery place for both from next week.

@ 105 visit by:joel | zara* danyal+ inaya+ f:akhtar | Who gets up
H: Zara had got Danyal to school and Inaya fed before she told a teacher. Shazia was in bed with the light on. Her husband died
eighteen months ago; she said the date as one word.
S: Zara: “I put Mum's tea where she can smell it.” She is ten.
A: Depression and grief, with three small people making tea. GP home visit tomorrow, mosque's women's group tonight. Family hub
will do the school run for a month, so that Zara is a pupil.

@ 30 visit by:joel | zara* danyal* inaya+ f:akhtar | Mehndi
H: Shazia was up and doing Zara's hands for a wedding. Danyal has all but two of the cricket cards.
S: Zara: “I was late for school because I overslept.” Everyone seemed pleased about it.
A: Medication and company are working. Zara's tea now comes to her.

@ 232 visit by:joel | toby* lily+ f:burrows | The argument
H: Neighbour had called police. No one was hit; a door came off. Neil had put it back on by the time that I came and was painting
it. Toby was in his cadet uniform, pressed.
S: Toby: “He says it's his house. I was here first.” Neil: “I did say that. I'd like not to have.” Lily had shut the rabbit in
the wardrobe to be safe.
A: Two people proud of being orderly, and nobody to referee it. Karen is worn out from standing in between. Family mediation from
next week, and a door that both have painted.

@ 65 visit | toby+ lily* f:burrows | Rabbit out
H: Fourth mediation session done. Neil drove Toby to camp, three hours, alone.
S: Lily: “They argued about which motorway and nobody shouted.” Rabbit at large.
A: It holds under strain. Karen has gone away for a night with her sister.

@ 157 visit by:joel | nnamdi* ifeoma* f:eze | Fridays
H: Nnamdi's marks come out on Fridays and so does the talk about them. Ugo showed me his own certificates, framed, and then the
one from school with a single mistake ringed.
S: Nnamdi: “I ran a personal best and he asked who came first.” Ifeoma unpicks her sewing if it is not perfect, she told me.
A: No blows, no hatred, and two frightened children. Ugo's own father used a belt; he does not, and is proud of that, and could
be prouder. Asked both parents to a fathers' and mothers' course by a Nigerian-led charity. They said yes.

@ 35 visit | nnamdi+ ifeoma+ f:eze | Crooked seam
H: Ifeoma wore a skirt with a crooked seam. Ugo had noticed, it was clear, and had said nothing.
S: Nnamdi came home on Friday before I arrived. Ugo: “I asked him how it felt to run. He spoke for twenty minutes. I did not know
this boy.”
A: One question, changed. Chinwe and I looked at each other over the plantain.

@ 16 contact by:callum | bianca f:rosario | First call while waiting for allocation
H: Rang Lourdes on her break. Bianca is at a friend's whose mother I spoke with too; she is welcome there for now.
S: Lourdes: “I said that if she goes out of that door. And she is like me, so she went.” She would like her home and does not know
how to begin.
A: Safe tonight, wished for at home. Text from Lourdes drafted together: “There is adobo.” Allocation asked for.

@ 7 contact by:callum | bianca* mateo f:rosario | School, at Bianca's wish
H: Saw Bianca for twenty minutes in the volleyball store. She went home for the adobo on Sunday and back to her friend's after.
S: “It was nice and then it was going to stop being nice, so I left at the good bit.” She would like somebody to be there when they
talk.
A: A sensible request. Still waiting for a worker; third time raised.

@ 201 visit by:joel | jude* f:whitlock | Jude's own call
H: Jude rang the helpline themself, in the changing room. Amy learned of it from me, in Jude's presence, as they had asked.
S: “They use my old name like it's a joke they all know.” Amy: “I get it wrong too. But I'm trying, aren't I?” “You're trying,” said
Jude.
A: Daily humiliation at school, recorded there as banter. Home is kind. School's equality lead and I meet on Monday; Jude chose
what may be told.

@ 43 visit | jude* f:whitlock | Comic, issue three
H: Jude's comic has a hero who forgets their own name and is told it by a bus driver. Twelve copies sold.
S: “Two people have said sorry. One of them was a real one.” They walk still; the bus is not yet possible.
A: School has changed the register and, harder, the habit. Amy got it right five times in one visit.

@ 126 visit by:joel | noam* tali+ f:kaplan | Followed home
H: Noam had drawn where it happened: eleven crosses on one road. Tali no longer practises the recorder by the window.
S: “I tuck my necklace in. Then I feel bad that I tucked it in.” Deborah had told the school three times by email.
A: Antisemitic abuse of two children, and three emails. School apologised in my hearing. Police have a named officer; the
community's own security group walks the road at four.

@ 32 visit | noam+ tali* f:kaplan | By the window
H: Tali played me a tune by the window, with it open.
S: Noam: “It's four crosses now, and they're old ones.” He wears the necklace out on some days and keeps a tally, for science.
A: Things have improved where adults stood. Ask him again when nobody is standing there.

@ 112 visit by:sunniva sig | tadala* chikondi+ f:phiri | Filmed
H: Tadala has a sprained wrist and her mother's room. Thandiwe has sat outside the door for two nights. Chikondi has been told
that she fell.
S: “Everyone watched it. That's the worst part, not the wrist.” She does not wish to move schools.
A: Hurt by few and watched by many; the school's response has to be to the many. Film reported and taken down today. Tell
Chikondi the truth, in a short form; Thandiwe did it while I was there.

@ 24 visit by:sunniva sig | tadala* f:phiri | Saying goodbye
H: My last visit before leave. Tadala goes in by the side door that her tutor leaves open; last week, without thinking, by the
front.
S: “You said you'd tell me first when you were going and you did.” She asked who comes next, and I could not say.
A: The case is going back unallocated, and I have told my manager what that means to a girl whom thirty people watched.
"""
