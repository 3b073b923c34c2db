"""Places, groups and routes as things that are worked on in their own right: a year each, note by note.

The shared part of such a note names no child. What belongs to one child alone stands in that child's own part.
"""

STORIES: dict[str, str] = {}

STORIES["dunnock"] = """
@ 318 observation by:idris | c:dunnock | First detached session after three reports
H: Walked the park with a second worker from 4pm to 8pm, once with the light and once without it. Counted 34 young people, 19
of them at the ball court. The path to the canal has six lamps and one works. Hedge at head height along half of it.
S: A regular of about fifteen: “It's two parks. There's the court and there's the dark bit.” Three said that they know which
adults to keep away from and described the same one.
A: The court is well used and kindly run by those who use it. The harm is on the path, after the lights go off. First
question is for parks and highways, not for the young people.

@ 262 meeting by:practitioner | c:dunnock | Screening: how often, how many, how serious
H: Screened with police, parks, two schools and youth service. Five incidents in three months, seven young people affected, one
of them in hospital, two adults approaching children.
S: Parks officer: “I've had the lamps on a list for two years. Nobody ever told me it was for children.”
A: Meets the safeguarding level for a context. Case proposed. Plans for single children cannot mend lamps.

@ 238 management_oversight by:manager | c:dunnock | Case opened on Dunnock Park
H: Read the proposal and the observation. Opened. Tamsin to lead with Idris.
A: Scope: the path, the pavilion and the adults. Not in scope: listing the young people who use the court. Assessment in thirty
working days with young people's own views first.

@ 212 visit by:idris | c:dunnock luca kwame niamh | Safety walk with young people
H: Six young people walked the park with us and put red, amber and green flags in the grass. Parks officer came and carried
the flags. It took fifty minutes and one dog.
S: “Here it's fine until the pavilion shuts.” “Put it here, where you can't see round.” “Green is where Wilma is.” They asked
what would be done by when, and the parks officer gave two dates.
A: Fourteen flags, ten of them red within one forty-metre stretch. Wilma Joseph of the bowls club is a protective adult by
the young people's own account and did not know it until today.
O luca: Luca put one flag and then moved away with his father, who had come along at Luca's wish. He has asked for a copy of the
map.
O niamh: Niamh filmed the walk for the group's own use. She put the reddest flag.
O kwame: Kwame stood where his board was taken and told me what was shouted. First time out of doors.

@ 181 observation by:idris | c:dunnock | Friday session
H: 7pm to 10.30pm. 41 young people. Two adults on a grey electric bike twice round the court, then stopped on the path. We
stood nearby and talked loudly about football until they left.
S: A girl of about fourteen: “He asks for your username like it's a normal question.” Four knew his name for himself, none his
own.
A: Description, times and direction passed to police. Three Fridays of the same; a pattern that adults can interrupt.

@ 160 contact by:practitioner | c:dunnock | Lamps
H: Parks officer rang at 4.15pm: five of six lamps are in, hedge down to the waist next week.
S: “I walked it with my own daughter last night, for the first time.”
A: First date kept. Young people told the same evening by Idris, since a promise kept is part of the work.

@ 141 visit by:idris | c:dunnock nnamdi toby | What was said at the south gate
H: Spoke with two young people separately at the south gate after a third had told us to ask. They do not know one another.
S: Each was asked by the same adult to hold a phone “for ten minutes”. Each said no.
A: Two nos, by two boys on different days. Said thank you to both, asked about informing their workers, and both agreed.
O nnamdi: He said it happened on a Friday when he did not want to go home yet. He would like to tell his father
himself.
O toby: He was on the way from cadets, in uniform, and thinks that is why the man walked off.

@ 118 meeting by:beth | c:dunnock | Context conference: Dunnock Park
H: Independent chair. Parks, police, bowls club, two schools, youth service, three residents, two young people's
representatives chosen by those at the court. No child was named or described.
S: A resident: “I've been ringing about noise. I hadn't thought to ring about the man.” The bowls club offered the pavilion on
Thursdays with a kettle.
A: Goals agreed: young people can cross from the court to the south gate after dark without being approached; there is an
adult they like within sight until ten. To be measured by walking it again with flags in three months.

@ 84 observation by:idris | c:dunnock | Pavilion, third Thursday
H: 23 young people indoors with the rain on the roof. Wilma's urn, two board games, one argument over rules, settled.
S: “It's like someone's nan's but with a football pitch.”
A: A resource that cost the council £11 for milk. Bowls club asks for a second adult; two parents of the Kiln End evening
have been put in touch.

@ 55 contact by:practitioner sig | c:dunnock | Police: adult identified
H: Officer rang: the man on the grey bike has been identified and has conditions which keep him from the park.
S: “It was the four descriptions. We'd never have had him from one.”
A: Told to the young people by Idris in person tonight, with what it means and what it does not.

@ 26 visit by:idris | c:dunnock kwame niamh kian | The walk, measured again
H: The same fourteen places with five of the same young people and three new ones. Nine green, three amber, two red.
S: “It's still two parks but the dark bit's shrunk.” Both reds are at the canal gate.
A: A change in the place and not only in our activity: ten reds to two. The canal gate belongs to a trust which has not
answered. Letter from Gareth this week.
O kian: New to the walk. He measured the canal gate by eye and said it can be climbed from the far side in four seconds.
O kwame: He led the walk. The new ones asked him and not us.

@ 7 management_oversight by:manager | c:dunnock | Review of the plan
H: Looked at both walks side by side and at what is still open: canal gate; who holds the key of the pavilion when Wilma is
away; children's plans that name the park.
A: Keep open for one more quarter. Tell each child's worker what has changed so that plans drop what is no longer true.
"""

STORIES["skaters"] = """
@ 240 observation by:idris | c:skaters c:basin | At Basin, five till dark
H: Seven who came together and left together. They put coins in for the lights in turn. The oldest two taught three
beginners for half an hour without being asked.
S: “When it goes off we go to the park because nobody's ready for home.”
A: A friendship with rules: wait for each other, share food, no one walks alone. What harms them comes from outside it. I have
recorded no names.

@ 206 meeting by:practitioner | c:skaters kwame niamh luca | Asking the friends whether they want this
H: Five of the seven met us in the café at Basin. We said what would be written, who could read it, for how long, and that
they could say no.
S: “So it's about what people do to us, not about us?” They asked for the word “group” instead of any other, and for their
parents to be told by them first.
A: They agreed. Purpose and end date written down in front of them. Parents were told by the weekend and three rang us to say
thanks. Review in three months or it lapses.
O kwame: Said he would only do it if Niamh could be the one to say stop.
O niamh: She has agreed to be the one who can say stop.
O luca: Came with a scar and a hat. He wants it to be about the film that is going round.

@ 183 visit by:idris | c:skaters kwame niamh luca | Friendship map, made by them
H: Drawn on the back of a banner. Who brings food, who notices, who knows first aid, who has the bus money. Every one of them
had more than one job.
S: “Put that he's the funniest.” “Put that she remembers birthdays.” Beside each adult in their evenings they put a face.
A: Strengths first, in their hand. The faces: Fola at the café, Wilma, one parent, one teacher, and two with no mouths. Those
two are for police.
O luca: He was put down by three of them for “noticing”. He read it several times.

@ 150 contact by:idris | c:skaters c:basin | Fola at the café
H: Rang in. She has seen an adult film the younger ones and told him to stop. She has his number plate on a receipt.
S: “They think I'm only the toastie lady.”
A: A protective adult with good eyes. She would like to do the bystander training with two of the traders.

@ 122 meeting by:practitioner | c:skaters rory | Making room
H: The friends asked how to be with somebody new who does not talk much. We talked about that for an hour.
S: “We just don't ask him stuff. He holds the camera sometimes.”
A: They are doing by feel what a service would write a pathway for. I asked them to tell us if it gets heavy, and whom to ring.
O rory: He does not know this was talked about. It was said with care. His worker and I agreed that he may ask to read it.

@ 92 management_oversight by:manager | c:skaters | Three-month review of recording this group
H: Reviewed with Tamsin and Idris, who had asked the friends. They wish it kept while the park is open.
A: Purpose still holds; renewed. One name that had crept into a summary was taken out. The record does not show who is in the
group beyond those with a worker and a reason.

@ 64 visit by:idris | c:skaters niamh kwame | The film at the café
H: Forty people, eleven minutes, standing room. A parks officer cried into a flat white.
S: A mother: “I thought they were hanging about. They're looking after each other.”
A: How the neighbourhood sees these young people has moved this evening; that is an outcome. They would like to show it to
the bus company.
O niamh: She has been asked to film the pavilion's opening, with pay.

@ 37 observation by:idris | c:skaters c:dunnock | A quiet Friday
H: Nine of them including two new. Lights at Basin paid until nine by the traders. They went home from there.
S: “No need for the park now really. It's just for cricket.”
A: The aim as they set it: at Basin and at home without being approached. Six Fridays out of six.

@ 12 visit by:practitioner | c:skaters kwame luca | Asking whether to end it
H: Met in the café. Went through what had been agreed and what had come of it.
S: “Keep it till the gate's done and then delete it and have a party.”
A: To be ended when the canal gate is done; they will be told what is kept, for how long and why.
"""

STORIES["larkspur"] = """
@ 343 observation by:idris | c:larkspur | Blocks C to E, with the caretaker
H: Doors of C and D do not lock and have not for eleven months. Warm air from the boiler room comes out on the third landing of
D, where there are cushions and a tin of biscuits.
S: Teddy Obuasi, caretaker: “The biscuits are the kids'. The men are the men. I can tell you which is which.”
A: Two things share one staircase. The caretaker sees most and is asked least.

@ 322 meeting by:manager | c:larkspur | Screening with housing and police
H: Larkspur Homes, police, primary school, Front Door. Five children affected that we know of, one flat named by residents.
S: Larkspur Homes had four work orders for the same door, each closed as complete.
A: Case opened on Blocks C to E. Police lead on the flat, housing on the doors, we on what children need there.

@ 284 visit by:idris | c:larkspur | Doors: asking the children who use them
H: Eleven children filled in a page with faces at the residents' evening. Eight of the eleven do not use the stairs alone.
S: “I go when I hear Teddy's keys.”
A: A baseline, in the children's own terms. We shall ask the same page again.

@ 233 contact by:beth | c:larkspur | Police: the flat
H: Warrant carried out this morning. Two adults arrested. The tenant, a man with learning disabilities whose home had been
taken over, is safe and with adult services.
S: Officer: “He said thank you for knocking.”
A: He was harmed too. Children on the estate will hear about this by noon; schools and Mrs Desai told what they may say.

@ 198 meeting by:idris | c:larkspur c:stairwell | Residents' evening: somewhere warm
H: Thirty-one residents. A group of young people asked, through a twelve-year-old who read it out, for the old laundry room.
S: A resident: “They're sat on cold stairs in front of an empty warm room.” It was voted on and passed.
A: Agreed for two evenings each week with Idris and a parent. Heating by Larkspur Homes. Nobody had to be banned from
anywhere.

@ 147 observation by:idris | c:larkspur | Doors locked for six weeks
H: Both entries work. Cushions have gone from the landing to the laundry room, and so has the tin.
S: Teddy: “I've got keys and nobody listens for them now.”
A: Quiet for reasons that we can name. Watch the undercroft parking, where two boys were approached last week.

@ 108 meeting by:beth | c:larkspur | Measured again, and closing the case
H: The same page, the same children but two. Eight of eleven use the stairs without worry; three do not yet.
S: “I still run on floor two but it's for fun.”
A: Case closes with the residents' group holding the plan; context stays under monitoring. The three are known to their
own workers.

@ 31 contact by:idris | c:larkspur | Caretaker
H: Teddy rang: a new name has appeared on a buzzer in D and there have been three visitors in an hour, twice.
S: “It may be nothing. You said ring if it may be nothing.”
A: Passed to police and housing today. This is what monitoring is for.
"""

STORIES["stairwell"] = """
@ 197 meeting by:idris | c:stairwell finn tyrese | The friends on the stairs
H: Five young people who have sat on these stairs since primary school met us on them. Agreed what we would write down and
why.
S: “It's warm and it's ours and no one's mum minds.” They asked that we call it what it is: friends.
A: The friendship is what gets most of them up for school. Recorded for three months to plan for an indoor place. Two want time
to tell their parents themselves.
O finn: He asked for the men not to be written on the same page as his mates. They are not.
O tyrese: He brought biscuits for it and made everyone take two.

@ 163 visit by:idris | c:stairwell finn tyrese | Painting the laundry room
H: Six young people, one caretaker, four litres of a colour called Moth. Table tennis table found on the street.
S: “If it's ours can it have a lock on the inside?” We talked for a while about why not.
A: They accepted the reason and put up a bell instead. They are planning for each other's safety without the word.
O finn: Mended the table and would not be photographed with it.
O tyrese: Ran home twice for brushes. Faster the second time.

@ 110 observation by:idris | c:stairwell c:larkspur | Two evenings a week
H: Nine attendances in the laundry room on average. No one on the stairs on either evening.
S: “It's weird how quick you forget the stairs.”
A: Stairs in use on the other five evenings, though. A third evening asked for.

@ 66 contact by:idris | c:stairwell | A parent told
H: One of the two has told her father. He rang to ask if he might bring a kettle.
S: “I thought he was going to be angry at us and he asked what the wattage is.”
A: One still to tell; I shall ask again and not tell in her place.

@ 3 supervision by:manager | c:stairwell | Overdue: review or end it
H: The review date passed last week. Idris has been on leave and nobody covered it.
A: Either it is reviewed with the young people within the fortnight or it ends. Not to be rolled forward without asking them.
One link was never more than somebody's guess; it has lapsed and should not be renewed.
"""

STORIES["salt_ember"] = """
@ 297 visit by:idris | c:salt_ember | A conversation over the counter
H: Went in at 4pm, bought chips, waited for the queue to go. Burak Aydın, the owner, knew why I had come before I said.
S: “I know who is hungry and I know who is frightened. The frightened ones don't finish.”
A: He has eyes on the pavement for ten hours a day and has never been asked. He took the duty number and put it by the till in
large figures.

@ 268 contact by:stefan | c:salt_ember | First call to the duty line
H: 9.40pm. Mr Aydın rang: a man had taken a boy by the sleeve outside. He called out that the boy's order was ready. It was not;
there was no order. The boy came in.
S: “I gave him wings and he sat behind the freezer till his father came.”
A: Thought fast and lost nothing but wings. Description to police.

@ 230 meeting by:beth | c:salt_ember c:old_wharf | Traders' group
H: Nine businesses in the back room of the launderette. Agreed a sign for the window that means “come in”, chosen by young
people, and a message group.
S: The launderette: “I've been watching the same car for a year and thought it was my imagination.”
A: Guardianship that existed already and has been introduced to itself.

@ 189 visit by:idris | c:salt_ember hamza | Two young people, one counter
H: Sat with Mr Aydın through the busiest hour. The riders wait thirty metres further down now. He speaks to each by name.
S: “They're young too, some of them. One cried in here.”
A: Some of the riders are young people in trouble themselves. To be talked over with the police officer with that in mind.
O hamza: He was in with his dad and nodded to me through the glass. Mr Aydın put a burger on the house and wrote it in a book,
because Hamza had asked him to write it down.

@ 134 observation by:idris | c:salt_ember | Saturday, eight to one
H: 57 young people in five hours, none alone outside for longer than a few minutes. Sign in window used twice.
S: A girl who had come in off the bus: “My mum says if it's dark go where the chicken is.”
A: It is a refuge with a fryer. What it lacks is a lamp over the bus stop.

@ 71 contact by:idris | c:salt_ember | A year's lease
H: Mr Aydın rang, upset: the landlord wants him out for flats. He has three months.
S: “Where do they go, the frightened ones?”
A: A loss for children that no child's plan would ever show. Letter to planning and to the landlord; raised with Gareth.

@ 20 meeting by:beth | c:salt_ember | Review: monitoring
H: Inside there have been no approaches in five months, outside two. Lease extended by a year after eleven letters.
S: Mr Aydın: “One letter was in crayon.”
A: Keep under monitoring. Lamp ordered. Young people to be told about the lease, since they wrote.
"""

STORIES["bus318"] = """
@ 217 observation by:idris | c:bus318 | The 3.20pm, upper deck
H: Rode it three days running. Forty pupils up, sixteen down. On two of the three days smaller ones were made to get up,
filmed, or called names about where their families come from. Driver cannot see the back seats; camera does not record.
S: A pupil next to me: “You get used to it. You shouldn't, but.”
A: The upper deck is nobody's: not the schools', the company's or the parents'. Start by making it somebody's.

@ 186 meeting by:beth | c:bus318 minh ines | Operator, two schools, police
H: Looked at nine children's accounts without their names. Operator will mend the camera; schools to share one list of staff
at the stops.
S: Operations manager: “We count fares and fights. We don't count children who've stopped getting on.” He will, from now.
A: That is the measure: how many who stopped come back. Case to be proposed.
O minh: His notebook's count was used, without his name and with his yes. It made the room quiet.
O ines: Asked for nothing on this. I told her that it would be raised and what came of it.

@ 152 visit by:beth | c:bus318 | Older pupils
H: Met eight pupils of sixteen and seventeen who had offered to sit upstairs. Talked about what they would do and not do.
S: “We're not police. We're just bigger and nicer.”
A: Bystander work with the youth service, two sessions, certificates wanted and promised.

@ 121 contact by:beth | c:bus318 | Driver
H: Gurdev Bhamra rang from the depot. He holds the bus until everyone is sat and has been told off for running four minutes
late.
S: “You can have a late bus or a frightened one.”
A: Rang the manager, who has taken four minutes into the timetable. Mr Bhamra told.

@ 94 observation by:idris | c:bus318 | Upper deck, again
H: Three days. One incident, stopped by two of the older pupils with a joke. Camera light on.
S: A small boy with a trombone: “I come up here now. You can see in people's gardens.”
A: Better in a way that a boy with a trombone can notice.

@ 50 meeting by:beth | c:bus318 layla noam chidera | Counting who came back
H: Operator, schools, pupils. Of nine who had stopped, six use the bus again.
S: A pupil: “Ask the other three. Don't guess.”
A: We shall. The context plan is named in the plans of those whom it reaches.
O layla: She and her friends sent one sentence: “We sit at the front because it is far from the stairs.”
O noam: He is one of the three. He walks with his sister and says that he will try it “when it's not a thing any more”.
O chidera: She is one of the six, on the days she goes in.

@ 16 management_oversight by:manager | c:bus318 | Review before step-down
H: Figures for ten weeks: two incidents from twenty-three. Schools hold the stop rota.
A: Step down in a month unless a third incident comes. Ask the three who have not come back first.
"""

STORIES["fennel"] = """
@ 248 meeting by:beth | c:fennel | The students' survey
H: The student council handed over a survey of 412 pupils which they had made, run and drawn graphs of themselves. Eleven in
a hundred avoid the science corridor.
S: The chair of the council, who is fourteen: “We'd like it if you didn't just put up a poster.”
A: Better than any audit of ours. The head, Mr Quayle, asked for a fortnight to take it to governors and took nine days.

@ 215 meeting by:beth | c:fennel | What exclusions do
H: Went through two terms of exclusions with Ms Solanki. Two thirds fell on one twentieth of pupils; most were in the town by
eleven in the morning.
S: Mr Quayle: “I have been sending them to the people we're afraid of.”
A: A policy, and it can be changed. School will use inclusion on site first, for six months, and look at who is affected by
ethnicity and sex.

@ 187 management_oversight by:manager | c:fennel | Case opened on the school as a context
H: Opened with the head's agreement. Not a judgement of a school: a place where children spend thirty hours each week.
A: Scope: corridor, bells, exclusions, what becomes of a report by a pupil.

@ 155 observation by:beth | c:fennel kwame | Corridor, change of lessons
H: Stood at both ends for four changes. 340 pupils through a door of one metre. Where it narrows there was shoving; where a
technician stood with a mug there was none.
S: The technician: “I only came out for my tea.”
A: He has been asked to have it there each day. Bells to be staggered by six minutes.
O kwame: Passed twice and said “all right” without stopping.

@ 111 meeting by:beth sig | c:fennel | After a pupil was filmed being hurt
H: Special meeting. School, police, Front Door. Film taken down within the day; four pupils seen with their parents. The pupil
hurt has said what she wishes to be done.
S: Ms Solanki: “Thirty people saw it before one told. That's my number now.”
A: The delay in telling is the condition to change. Reporting by text begins this week, answered within the hour.

@ 73 contact by:beth | c:fennel | Reports by text
H: Nineteen texts in five weeks, all answered within the hour, four of them about oneself, fifteen about a friend.
S: “They're looking after each other. They just needed somewhere to put it.”
A: What we hoped. Ms Solanki needs cover when she teaches; governors have agreed to it.

@ 29 meeting by:beth | c:fennel tadala | Survey again
H: 398 replies: four in a hundred avoid the corridor, from eleven. Exclusions down by half; no rise in incidents.
S: Council chair: “Now do the toilets.”
A: A change shown by the pupils' own measure. Toilets are added to the plan.
O tadala: She goes round by the outside stairs less often. Her form tutor still leaves that door on the latch.
"""

STORIES["groupchat"] = """
@ 224 meeting by:joel sig | c:groupchat | A chat of sixty
H: Both schools, police, Front Door. About sixty pupils are in it, some put back each time they leave. Pictures of four
children have been shared; two were asked for money by accounts nobody knows.
S: One head of year: “It isn't our chat.” The other: “It's our children.”
A: Both are true. It is an online space with its own harms and its own helpers, and can be worked on as such.

@ 178 visit by:beth | c:groupchat | Three pupils who report
H: Met three who screenshot and report each time. They are tired and would like adults to know it.
S: “We're like the bins people.” They do not wish the others to know who they are.
A: They hold it together. School counsellor found for them; weekly call from police so that reports lead somewhere.

@ 143 contact by:beth | c:groupchat | Platform
H: Third report to the platform through the trusted-flagger route. Two accounts removed in six hours.
S: Their reply thanks us for making the community safer and is signed by no one.
A: Faster with the flagger's route; both schools have been shown how.

@ 103 meeting by:beth | c:groupchat ines aaliyah niamh | What the pupils want it to be
H: Eleven pupils from both schools. They wrote seven rules and threw out five.
S: “Nobody gets put back in.” “If it's a body it's a no.”
A: Two rules that pupils can keep. They will start it anew with their own moderators, one from each class.
O ines: She sent a paragraph for the assembly, to be read by somebody else.
O aaliyah: She spoke, to her own surprise. “Leaving should mean left.”
O niamh: She is one of those who report. This part is not to be shared beyond her worker and me.

@ 59 observation by:beth | c:groupchat | The assembly
H: The film with the pupils' words was shown at both schools on the same morning. Silence, then a great deal of talk.
S: A boy of about thirteen to his tutor: “I've got one on my phone. What do I do?”
A: He asked. Told how, with no punishment, and did it. Eleven more have since.

@ 18 meeting by:beth | c:groupchat | Where it stands
H: Old chat has nine left in it, none posting. No picture reported in six weeks. Two children still want to know whether
theirs are gone; specialist officer to tell each one herself.
A: Review with the pupils next month. What is measured is whether people are put back, and whether a report is answered.
"""

STORIES["interchange"] = """
@ 208 contact by:callum | c:interchange | Named again
H: Fourth contact in two months in which a child was found or waited at the Interchange. Put together from three referrals that
had gone to three workers.
S: Station control: “We thought you knew.”
A: Each of us knew of one. Noted as a context and passed to the Adolescent Safety Team.

@ 176 visit by:idris | c:interchange | The evening supervisor
H: Met Samina Kosar at 10pm. She has a heater, a tin of biscuits and a list of things that she would change.
S: “They come to my window because it's lit. I'm not allowed to open the door.” She does.
A: A protective adult acting against her instructions. First change: the instruction.

@ 139 observation by:idris | c:interchange finn tyrese hamza | Seven until the last bus
H: Between nine and eleven the photo booth corner cannot be seen from anywhere. A dark estate car stood at the taxi rank for
seventy minutes and was spoken to by four young people who did not get in.
S: A taxi driver: “He's not a cab. We all know he's not a cab.”
A: Drivers have known for months and had nobody to tell. Registration to police from there.
O finn: Not there tonight. Samina asked after “the boy with the oily hands” and was glad to hear he is all right.
O tyrese: Not there. His brother waits for him now where the bus comes in.
O hamza: Passed through with his father at 7.20pm and showed me where the car stops.

@ 102 meeting by:practitioner | c:interchange reece jodie | Bus company and police
H: Door instruction changed: any child may wait in the office. Two supervisors booked on bystander training.
S: Manager: “It was written to stop people sleeping here. I don't think we meant children.”
A: One sentence in a rulebook. Photo booth to be turned round; awaiting landlord.
O reece: Staff know that he comes here to think, and that he likes to be asked once.
O jodie: If she is there after nine, the supervisor rings Ros and not police first. Jodie chose this.

@ 61 contact by:stefan | c:interchange | Out of hours: asleep at stand 9
H: Supervisor rang at 12.50am with a boy asleep at stand 9. She had put her coat over him.
S: “I didn't wake him till his mum was in the car park.”
A: Well handled, and the fourth child of a third family here. Six contacts in ninety days name this place.

@ 22 observation by:idris | c:interchange | What is left
H: Booth still faces the wall. The car has not been seen in three weeks; another has. Lights over the rank out.
S: Samina: “We've done what we can do from inside.”
A: Past the point where goodwill is enough; landlord, council licensing and police need one plan.

@ 6 supervision by:manager | c:interchange | Supervision: a case on the Interchange?
H: Tamsin set out the six contacts, four children and what the supervisors have changed already.
A: She will propose a case today; I shall decide on it within the week. Ask what Samina thinks of the goals before we write
them.
"""

STORIES["kiln_end"] = """
@ 338 meeting by:idris | c:kiln_end | Kiln End open evening
H: Community hall, 46 people, soup from two kitchens. We brought a large map and pens and said little.
S: “The youth club shut and the lamps went in the same year, and then everyone asked what was wrong with the kids.”
A: Residents' analysis, and I agree with it. Eleven adults gave a name to be rung.

@ 205 meeting by:idris | c:kiln_end c:underpass | Walking bus
H: A father who walks younger children home each day has been joined by four others. They have hi-vis coats and a song.
S: “I started because of my own. You can't only walk your own.”
A: Protective adults, unasked. The council has insured it, which took longer than starting it.

@ 131 observation by:idris | c:kiln_end c:underpass | Under the ring road at 8.20am
H: Two of four lamps. 118 children in forty minutes. One parent stands at each end of her own accord.
S: A boy with a table tennis bat: “If you clap it sounds like ten people.”
A: Lamps reported, with a photograph and the drawing that a pupil made of where they should be.

@ 74 meeting by:beth | c:kiln_end | Neighbourhood assessment: first findings
H: Read back to residents before anyone else. Strengths, adults who look out, and what has been taken away.
S: “You've put the bingo in. Good. They see everything at bingo.”
A: Three goals proposed by residents; all are about lamps, a room and being told.

@ 24 contact by:idris | c:kiln_end c:underpass | Lamps
H: Highways rang: the underpass will be done within the month.
S: “Was it you sent the drawing? It's on our wall.”
A: It was a girl of thirteen. She has been told.
"""

STORIES["relationship"] = """
@ 167 meeting by:practitioner | c:relationship | Thinking about a relationship as the context
H: With the domestic abuse service for young people and the specialist officer. Drawn on a board: what he does, who sees it,
what makes it easier for him, what makes it harder.
A: What can be changed lies with him and around them: the car park, the phone, the school gate, the friends who have been cut
off. Recorded as a context so that the work is aimed there. Her own record holds what is hers.

@ 124 contact by:practitioner | c:relationship nusrat | Centre security
H: The lead at the Weavergate Centre rang: cameras on level 2 of the car park now cover the bay by the lifts.
S: “My officer recognised the car. She has a daughter that age.”
A: Eyes where there were none. They ring police, not the young person.
O nusrat: Told in plain words what was changed there and why. She said, “So I wasn't imagining that it was always the same
corner.”

@ 78 meeting by:beth | c:relationship | Conditions, and who tells whom
H: Police and probation: conditions keep him from the school, the centre and two streets. An older relative of his has agreed to
speak with him.
S: The relative: “He was shown how to be like this. He can be shown the other.”
A: Work with him is part of safety and is not hers to do. A programme for young men has a place.

@ 30 management_oversight by:manager | c:relationship | Is it still needed?
H: Looked at what has changed and at whether a record about two people is still justified.
A: Keep until the order is six weeks old and then ask her. It may not outlive its purpose.
"""

STORIES["waypoint"] = """
@ 145 meeting by:manager sig | c:waypoint | Strategy discussion about a place
H: Police licensing, exploitation officer, legal. Two children found here when missing within eight days, in rooms booked on
one account.
A: Restricted from the start because an enquiry is under way. Known to me and to the named officers. Children's workers told
what they need in order to keep children safe and no more.

@ 137 contact by:manager | c:waypoint jodie demileigh | Dates put side by side
H: The officer and I compared two dates, two bookings and two phone numbers.
A: Same account holder. Not to be discussed in either family until police say so; each child's own plan already covers the
nights concerned.
O jodie: Police reached her within forty minutes of her dot. She knows that they know who arranged it.
O demileigh: Nobody is to ask her about the night of the window before the specialist officer has.

@ 89 visit by:manager | c:waypoint | The night manager
H: Met Noreen Tapfumaneyi off site with the licensing officer. She has kept a notebook since last year.
S: “I rang head office twice. They sent me a leaflet.”
A: A protective adult in a hard place. Training for all night staff starts next week; the notebook is with police.

@ 34 management_oversight by:manager | c:waypoint | Review of restriction and plan
H: One adult charged. Self check-in stopped for the hour lettings. Two calls from staff, both right.
A: Keep restricted until the hearing. Then share widely, since other hotels could learn from it.
"""

STORIES["weavergate"] = """
@ 116 contact by:callum | c:weavergate | Referral from the centre itself
H: Dominic Szymański, who leads security, rang the front door about young people in the food court being bought meals by adults
whom they do not seem to know.
S: “I can move them on. I've moved them on for years. They go to the car park.”
A: He wants another answer; so do we. Taken as a referral about a place.

@ 77 observation by:idris | c:weavergate | Food court and library
H: Saturday two to six. Two men at one table the whole time. Downstairs in the library twelve teenagers in silence with crisps.
S: Librarian: “There's a sign saying no crisps. It's for the accreditation.”
A: Warmth, sockets and no questions draw young people; the same draws adults with a plan. More of the library, then.

@ 33 meeting by:joel | c:weavergate | Screening meeting
H: Centre, police, library, youth service. Meal vouchers to be given by the library, so that nobody needs a stranger's
chips. Staff to learn when to sit down nearby.
S: Security lead: “We can do sitting down.”
A: Decision on a full assessment in four weeks, on what the vouchers change.
"""

STORIES["parties"] = """
@ 83 meeting by:beth | c:parties | Five addresses in six weeks
H: Police, licensing, two children's homes, Front Door. Address is sent an hour before. Adults bring drink and stay by the door.
A: A context that moves. What is steady is the hour, the message and three adults. Recorded as one thing, so that no address is
taken for the problem.

@ 68 visit by:idris | c:parties reece jodie | What friends do already
H: Talked with young people about how they keep each other safe at these. They share a live location, count heads and have a
word for leaving.
S: “The word's ‘toast’. If someone says toast everyone goes.”
A: They have made a better plan than our leaflet. We asked what would help: a lift, no questions, till two.
O reece: He is often the one who says the word first.
O jodie: She talked with me about the word and about nothing else.

@ 45 contact by:beth | c:parties | Night bus
H: The night-bus charity has agreed to come to a pinned place on a text with that one word.
S: “We don't need names. We need a postcode.”
A: Begins Friday. Police will not follow the bus; it is in writing.

@ 10 contact by:stefan sig | c:parties lacey | Out of hours: four young people fetched
H: The bus took four home at 00.40am. One asked for somebody to talk to; number given. Address passed to police after all were
away.
S: Driver: “They'd counted themselves twice before I'd got the door open.”
A: First proper use. It worked.
O lacey: Her name and number were passed on with her leave; the front door has rung her since.
"""

STORIES["small_places"] = """
@ 259 visit by:beth | c:quill | Quill Court: opening a second group of flats
H: Went round with the manager. Doors, light on the stairs, who answers at night: nobody, after ten.
S: Manager: “They ring me. I live eleven minutes off. It's not the same.”
A: Eight young adults just out of care need a person awake. Raised with commissioning.

@ 88 meeting by:beth | c:quill warsame darnell | Knocks at night
H: House meeting with five residents. People come at night and ask for someone who moved out last year.
S: “You lie there and think, do I answer, do I not answer.” Residents asked for an intercom with a picture.
A: Adults are used to getting in here. Police told; intercom ordered; night cover for six weeks while it is put in.
O warsame: He has been answering the door because he thinks it rude not to. We practised not answering.
O darnell: He has offered Warsame his number for the nights. They met over the armchair.

@ 175 meeting by:beth | c:hazelbourne | Team meeting at Hazelbourne: words
H: Staff read six of their own log entries out loud, with no names, as though they were about their own child.
S: One of them: “I wrote ‘kicked off’. She'd had a phone call from her nan's hospital.”
A: They have changed the template by themselves: what happened before, what she said, what helped.

@ 42 visit by:idris | c:maltings | The Old Maltings from outside
H: Looked at it from the street with the owner's agent. Gap in the fence, a warning sprayed on a wall by young people: DON'T,
with an arrow.
S: Agent: “We've had it boarded three times.” Asked for whom the boards were: “Insurance.”
A: Young people protect each other there better than the owner does. An adult who films was described by one of them.

@ 27 meeting by:joel | c:maltings kian | Making the building safe
H: Owner's agent, building control, youth service. Fence by the month's end; climbing club has asked to be told when the site
is cleared, since it has been looking for one.
A: Two good ends could meet here. The filming adult has gone to police as a matter of its own.
O kian: His drawing of the unsafe floor was used, with no name on it, and was more exact than the agent's.

@ 107 visit by:hannah | c:lunch layla chidera | Library lunch friends: may we write this down?
H: Lunch with five girls, who had voted beforehand. They wished to be recorded as “friends who eat in the library, lower deck”.
S: “Will it say that we're in trouble?” I read it to them. It says that they keep one another safe.
A: A group noted for its strength, for three months, so that plans lean on it. Parents were told by the girls.
O layla: She corrected my spelling of her name in Arabic, which I had copied.
O chidera: She came, which meant coming to school.

@ 54 visit by:beth | c:lunch aaliyah | Two more chairs
H: The librarian has pulled a second table across.
S: “It's not a club. You just sit.”
A: Review due in a month; ask them first.
O aaliyah: She has begun to write a comic about the lower deck.

@ 196 visit by:callum | c:desai | Mrs Desai
H: Went to thank her for three calls. She gave me a pear.
S: “I ring you, I ring the mother, I give a biscuit. In that order if it's bad, the other way if not.”
A: Judgement of twenty years. Recorded as a safe place by children's own accounts. She has no need of the sign for the window: “They
know.”

@ 91 observation by:idris | c:basin | Younger ones at Basin
H: Saturday morning. Thirty under twelve, four of the older ones teaching. An adult offered two of them money to take a bag to
the flats; the older ones told Fola before he had finished.
S: A boy of about ten: “He said it was a delivery, but he hasn't got a bike.”
A: Quick, calm, told. Police have the time and the camera from the café.

@ 73 contact by:hannah | c:gameserver | A moderator
H: Wrote to the moderator of the voice rooms, who turned out to be a student nurse and to live in Wales. She answered the same
evening.
S: “I do it after shifts. I thought nobody official would ever write.”
A: She removed three accounts and changed who may open a room. We should have written a year ago.

@ 48 meeting by:chanelle | c:gameserver ireti oliver bence | Screening: adults and children in one room
H: Police, two schools, the regional online team. The rooms mix ages; jobs are offered by two accounts whose owners are adults.
A: Meets the level for assessment. Young people's views first, through their own workers.
O ireti: She wishes it known that the stories part is good and should be kept.
O oliver: He has moved to a room for under-sixteens with his mother's agreement, and says the chat is worse but nicer.
O bence: His only friends are there. Closing it would not be safety for him; make it safer.

@ 133 contact by:beth | c:netherwick | The librarian opens earlier
H: Martin Oyewole rang to ask whether 7.30 is early enough for children who would rather not be at the bus stops at eight.
S: “I'm up anyway. I only need somebody to say that I may.”
A: Asked the head, who said yes before I had finished.

@ 158 visit by:hannah | c:brannocks | Family worker at the gate
H: Stood with Carol Anstey from 8.20 to 9am. She spoke to 61 parents, nine of them about something.
S: “If you wait for them to come to the office it's already a referral.”
A: Early help, in a woolly hat.

@ 99 visit by:beth | c:lantern tyrese rafael | Workshop
H: Des Farrugia showed me a bench, with names burned into it, of pupils who had stayed.
S: “They burn it in themselves. Nobody gets told when.”
A: A place where one can see that one belongs. Lunch was soup, eaten at one table.
O tyrese: He burned his name last week, next to a friend's.
O rafael: Not yet. He has picked the spot.

@ 119 meeting by:beth | c:old_wharf | Old Wharf: what is coming
H: Planning, traders, youth service. Three hundred flats are approved and no indoor place for anybody under eighteen.
S: A trader: “They've got a dog-washing room in the plans.”
A: A condition of harm being built in front of us. Written objection with children's figures in it, and an offer to help.
"""
