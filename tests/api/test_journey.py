"""From a contact about a place to a case that is closed, by what the description says and a token, and nothing else."""

import datetime
import json
from typing import Any

from cs_casework.dates import today
from tests import factories
from tests.api.conftest import Caller


class Program(Caller):
    """Knows the description, and asks for nothing that does not stand in it: by the names of operations."""

    def learn(self) -> None:
        self.operations: dict[str, tuple[str, str, dict[str, Any]]] = {}
        for path, methods in self.read("schema/")["paths"].items():
            for method, operation in methods.items():
                if "operationId" in operation:
                    self.operations[operation["operationId"]] = (method, path, operation)

    def do(self, operation: str, sent: Any = None, *, pk: str = "", read: dict[str, str] | None = None) -> Any:
        method, path, said = self.operations[operation]
        path = path.replace("{id}", pk)
        if sent:
            assert "requestBody" in said, operation
        headers = {}
        if any(one["name"] == "If-Match" and one.get("required") for one in said["parameters"]):
            headers["If-Match"] = self.get(path)["ETag"]
        query = "&".join(f"{name}={value}" for name, value in (read or {}).items())
        response = self.ask(method, f"{path}?{query}" if query else path, sent, **headers)
        assert str(response.status_code) in said["responses"], (operation, response.status_code, response.content)
        assert response.status_code in (200, 201), (operation, response.status_code, response.json())
        return response.json()


def program(calling: Any, user: Any) -> Program:
    made = Program()
    made.headers = calling(user).headers
    made.learn()
    return made


def test_a_program_takes_a_contact_about_a_place_to_a_closed_case(
    calling: Any, worker: Any, manager: Any, support: Any, administrator: Any, team: Any
) -> None:
    children = [factories.PersonFactory(), factories.PersonFactory()]
    family = factories.FamilyFactory()
    desk, deciding, working = program(calling, support), program(calling, manager), program(calling, worker)
    yesterday = today() - datetime.timedelta(days=1)

    # Two children are open to the service.
    for child in children:
        deciding.do("memberships-create", {"family": family.pk, "person": child.pk, "part": "child"})
    home = deciding.do("cases-create", {"family": family.reference, "why": "Both stay away at night"})
    opening = {"team": team.pk, "children": [child.pk for child in children]}
    home = deciding.do("cases-open", opening, pk=home["id"])
    assert home["status"] == "open"

    # The contact: begun, said, stated, submitted.
    contact = desk.do(
        "referrals-create",
        {"received_at": f"{yesterday}T09:30:00Z", "channel": "phone", "danger": "no"},
    )
    said = {
        "is_anonymous": True,
        "source": "8",
        "subjects": ["context"],
        "worry": "Young people are met at the arcade by adults who give them phones.",
        "peers": "none_known",
        "school": "none_known",
        "neighbourhood": "said",
        "online": "not_asked",
        "child_knows": "not_asked",
        "parents_know": "not_asked",
        "agreement": "not_asked",
        "why_not_asked": "Nobody is named",
    }
    desk.do("referrals-change", said, pk=contact["id"])
    place = {"kind": "location", "name": "The arcade", "frequency": "weekly", "how_many": "few", "known": "new"}
    stated = desk.do("referrals-state-context", place, pk=contact["id"])
    assert desk.do("referrals-submit", {}, pk=contact["id"])["status"] == "submitted"

    # Decided: a context is put on record, and a case opened on it.
    decision = deciding.do(
        "referrals-decide",
        {
            "stage": "final",
            "rationale": "Several young people, every week",
            "late_why": "It came on a holiday",
            "outcomes": ["context_assessment"],
            "context_level": "safeguarding",
            "contexts": [
                {"stated": stated["id"], "opens": True, "details": {"description": "An arcade by the station"}}
            ],
            "team": team.pk,
            "lead": worker.pk,
        },
        pk=contact["id"],
    )
    assert decision["outcomes"] == ["context_assessment"]
    contact = desk.do("referrals-detail", pk=contact["id"])
    assert (contact["status"], contact["accepted_on"]) == ("decided", str(today()))
    context = deciding.do("referral-contexts-list", read={"referral": contact["id"]})["results"][0]["context"]
    case = deciding.do("cases-list", read={"context": context})["results"][0]
    assert (case["status"], case["team"], case["context"]) == ("open", str(team.pk), context)

    # Assessed, and authorised by somebody else.
    assessment = working.do("assessments-create", {"case": case["id"], "started_on": today()})
    for section in working.do("assessment-sections-list", read={"assessment": assessment["id"]})["results"]:
        working.do("assessment-sections-change", {"text": "What young people there say."}, pk=section["id"])
    part = {"kind": "neighbourhood", "context": context, "influence": "primary", "direction": "harm", "why": "Adults"}
    weighed = {"view": "practitioner", "number": 0, "parts": [part]}
    assert working.do("assessments-weigh", weighed, pk=assessment["id"])["number"] == 1
    working.do("assessments-submit", {}, pk=assessment["id"])
    assert deciding.do("assessments-authorise", {}, pk=assessment["id"])["status"] == "authorised"

    # Planned for, and the plan reaches both children.
    for child in children:
        working.do(
            "context-links-create",
            {
                "child": child.pk,
                "context": context,
                "role": "spends_time",
                "basis": "child_said",
                "reliability": "reported",
                "source": "The child",
                "source_on": today(),
                "from_on": today(),
            },
        )
    plan = working.do("plans-create", {"case": case["id"], "kind": "context", "assessment": assessment["id"]})
    working.do("plans-change", {"aim": "The arcade is safe to be in", "lead": worker.pk}, pk=plan["id"])
    working.do("goals-create", {"plan": plan["id"], "statement": "A youth worker is there on Fridays"})
    working.do("plans-ask-agreement", {}, pk=plan["id"])
    assert deciding.do("plans-agree", {}, pk=plan["id"])["status"] == "agreed"
    reached = [{"child": child.pk, "why": "Goes there on Fridays", "share": "whole"} for child in children]
    working.do("plans-reach-children", {"children": reached}, pk=plan["id"])
    links = working.do("plan-child-links-list", read={"plan": plan["id"]})
    assert {link["child"] for link in links["results"]} == {str(child.pk) for child in children}

    # Ended, and closed.
    answers = [{"link": link["id"], "goes_on": "Goes there with friends"} for link in links["results"]]
    ended = {"outcome": "achieved", "outcome_words": "It is safe now", "answers": answers}
    deciding.do("plans-end", ended, pk=plan["id"])
    closing = {
        "reason": "RC7",
        "outcome": "Nobody is met there any more",
        "summary": "A youth worker is there now",
        "context_status": "monitoring",
    }
    closure = deciding.do("cases-close", closing, pk=case["id"])
    assert closure["status"] == "agreed"
    case = deciding.do("cases-detail", pk=case["id"])
    assert (case["status"], case["closed_on"]) == ("closed", str(today()))

    # Whoever has no right sees none of it, whatever they ask.
    stranger = program(calling, administrator)
    for name, pk in {
        "referrals": contact["id"],
        "referral-contexts": stated["id"],
        "decisions": decision["id"],
        "contexts": context,
        "cases": case["id"],
        "case-closures": closure["id"],
        "assessments": assessment["id"],
        "plans": plan["id"],
        "plan-child-links": links["results"][0]["id"],
        "people": str(children[0].pk),
        "families": str(family.pk),
    }.items():
        missing = stranger.get(f"{name}/{pk}/")
        assert missing.status_code == 404, name
        assert missing.content == stranger.get(f"{name}/0191f0a5-0000-7000-8000-000000000000/").content
        assert stranger.get(f"{name}/").status_code == 403, name
    assert json.loads(stranger.get("schema/").content)["openapi"].startswith("3.1")
