"""Teams and staff of the invented council of Ottermere. The five sign-in accounts come first."""

from __future__ import annotations

from .shapes import TeamPlan, UserPlan

BOROUGH = "Ottermere"

TEAMS = [
    TeamPlan("front_door", "Front Door", "ruth"),
    TeamPlan("assessment", "Assessment Team", "nasreen"),
    TeamPlan("north", "Safeguarding Team North", "derek"),
    TeamPlan("south", "Safeguarding Team South", "marguerite"),
    TeamPlan("adolescent", "Adolescent Safety Team", "manager"),
    TeamPlan("out_of_hours", "Out of Hours", "yvonne"),
]

USERS = [
    UserPlan("practitioner", "Tamsin", "Okereke", "practitioner", "adolescent", "Social worker", signs_in=True),
    UserPlan("manager", "Gareth", "Pellow", "manager", "adolescent", "Team manager", signs_in=True),
    UserPlan(
        "support", "Bronagh", "Tully", "business_support", "front_door", "Business support officer", signs_in=True
    ),
    UserPlan("records", "Imran", "Sethi", "records_officer", None, "Records officer", signs_in=True),
    UserPlan("admin", "Lotte", "Haverkamp", "administrator", None, "System administrator", signs_in=True),
    UserPlan("ruth", "Ruth", "Adeyinka-Shaw", "manager", "front_door", "Team manager"),
    UserPlan("callum", "Callum", "Treloar", "practitioner", "front_door", "Social worker"),
    UserPlan("nasreen", "Nasreen", "Qadir", "manager", "assessment", "Team manager"),
    UserPlan("joel", "Joel", "Penhale", "practitioner", "assessment", "Social worker"),
    UserPlan("sunniva", "Sunniva", "Strand", "practitioner", "assessment", "Social worker"),
    UserPlan("derek", "Derek", "Mbeki-Lowe", "manager", "north", "Team manager"),
    UserPlan("hannah", "Hannah", "Vosper", "practitioner", "north", "Social worker"),
    UserPlan("ayodele", "Ayodele", "Falade", "practitioner", "north", "Social worker"),
    UserPlan("marguerite", "Marguerite", "Dunne", "manager", "south", "Team manager"),
    UserPlan("piotr", "Piotr", "Wyszkowski", "practitioner", "south", "Social worker"),
    UserPlan("chanelle", "Chanelle", "Baptiste-Reid", "practitioner", "south", "Social worker"),
    UserPlan("idris", "Idris", "Farah", "practitioner", "adolescent", "Detached youth worker"),
    UserPlan("beth", "Beth", "Llewellyn-Ogden", "practitioner", "adolescent", "Social worker"),
    UserPlan("yvonne", "Yvonne", "Achterberg", "manager", "out_of_hours", "Team manager"),
    UserPlan("stefan", "Stefan", "Koval", "practitioner", "out_of_hours", "Social worker"),
]

MANAGER_OF = {team.key: team.manager for team in TEAMS}
