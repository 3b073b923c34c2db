"""Every operation of the API asked as every role: one table says what each is answered.

Who calls without a token is answered 401, by whatever operation (`test_api.py`). Who may not see a record is answered 404,
who may see it and not do this 403. What is sent is as little as is described, filled in with records that there are: where
it is done, 200 or 201; where a rule of the workflow refuses it, whoever asks having the right, 422.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.test import Client
from django.utils import timezone
from rest_framework import serializers

from cs_casework.accounts.tokens import make_token
from cs_casework.api.bodies import Body, Choose, ChooseSeveral
from cs_casework.api.pages import description
from cs_casework.api.resources import RESOURCES
from cs_casework.dates import today
from families.models import Person
from tests.site import api
from tests.site.asking import undone
from tests.site.conftest import Figure, Service, by_turns

ASKING = ("worker", "manager", "support", "records", "administrator")
TABLE = """
                                              wor man sup rec adm
actions-create                                422 422 403 403 400
actions-detail                                200 200 404 404 404
actions-extend                                422 422 404 404 404
actions-finish                                422 422 404 404 404
actions-list                                  200 200 200 403 403
actions-reassign                              422 422 404 404 404
actions-wait                                  200 200 404 404 404
agencies-detail                               200 200 200 200 200
agencies-list                                 200 200 200 200 200
agenda-items-change                           200 200 200 404 404
agenda-items-create                           201 201 403 403 400
agenda-items-decide                           403 422 403 404 404
agenda-items-detail                           200 200 200 404 404
agenda-items-finish                           422 422 403 404 404
agenda-items-list                             200 200 200 403 403
agenda-items-take-off                         422 422 422 404 404
allocations-detail                            200 200 200 200 404
allocations-end                               403 200 403 403 404
allocations-list                              200 200 200 200 403
assessment-children-change                    422 422 404 404 404
assessment-children-detail                    200 200 404 404 404
assessment-children-list                      200 200 403 403 403
assessment-children-take-out                  422 422 404 404 404
assessment-sections-change                    200 200 404 404 404
assessment-sections-detail                    200 200 404 404 404
assessment-sections-list                      200 200 403 403 403
assessments-add-child                         422 422 404 404 404
assessments-authorise                         403 422 404 404 404
assessments-create                            422 422 403 403 400
assessments-detail                            200 200 404 404 404
assessments-discard                           422 422 404 404 404
assessments-extend                            403 422 404 404 404
assessments-list                              200 200 403 403 403
assessments-return                            403 422 404 404 404
assessments-submit                            422 422 404 404 404
assessments-weigh                             422 422 404 404 404
audit-detail                                  404 404 404 200 404
audit-list                                    403 403 403 200 403
case-children-detail                          200 200 200 200 404
case-children-list                            200 200 200 200 403
case-closures-agree                           403 200 404 404 404
case-closures-detail                          200 200 404 404 404
case-closures-list                            200 200 403 403 403
case-closures-return                          403 200 404 404 404
case-grants-detail                            404 200 404 404 404
case-grants-end                               404 422 404 404 404
case-grants-list                              403 200 403 403 403
case-grants-renew                             404 422 404 404 404
case-notes-change                             200 200 404 404 404
case-notes-create                             422 422 403 403 400
case-notes-detail                             200 200 404 404 404
case-notes-list                               200 200 403 403 403
cases-allocate                                403 422 403 403 404
cases-close                                   422 422 403 403 404
cases-create                                  422 422 403 403 400
cases-decline                                 403 422 403 403 404
cases-detail                                  200 200 200 200 404
cases-grant                                   403 422 403 403 404
cases-list                                    200 200 200 200 403
cases-open                                    403 422 403 403 404
cases-open-child                              403 422 403 403 404
cases-reopen                                  403 422 403 403 404
cases-restrict                                403 200 403 403 404
children-add-name                             422 422 422 403 404
children-change                               200 200 200 403 404
children-chronology                           200 200 403 403 403
children-context-plans                        200 200 403 403 403
children-create                               201 201 201 403 403
children-detail                               200 200 200 200 404
children-linked-children                      200 200 403 200 403
children-list                                 200 200 200 200 403
context-adults-create                         422 422 403 403 400
context-adults-detail                         200 200 404 200 404
context-adults-end                            200 200 404 403 404
context-adults-list                           200 200 403 200 403
context-grants-detail                         404 200 404 404 404
context-grants-end                            404 422 404 404 404
context-grants-list                           403 200 403 403 403
context-grants-renew                          404 422 404 404 404
context-links-create                          201 201 403 403 400
context-links-detail                          200 200 404 200 404
context-links-end                             200 200 404 403 404
context-links-list                            200 200 403 200 403
context-links-renew                           200 200 404 403 404
context-relations-create                      422 422 403 403 400
context-relations-detail                      200 200 404 200 404
context-relations-list                        200 200 403 200 403
contexts-change                               200 200 403 403 404
contexts-chronology                           200 200 403 403 403
contexts-create                               201 201 403 403 403
contexts-detail                               200 200 200 200 404
contexts-grant                                403 422 403 403 404
contexts-linked-children                      200 200 403 200 403
contexts-list                                 200 200 200 200 403
contexts-restrict                             403 200 403 403 404
contexts-review                               422 422 403 403 404
decisions-countersign                         403 200 403 403 404
decisions-detail                              200 200 200 200 404
decisions-list                                200 200 200 200 403
factors-change                                200 200 404 404 404
factors-create                                422 422 403 403 400
factors-detail                                200 200 404 404 404
factors-list                                  200 200 403 403 403
factors-set-status                            422 422 404 404 404
families-change                               200 200 200 403 404
families-chronology                           200 200 403 403 403
families-confirm                              403 422 403 403 404
families-create                               201 201 201 403 403
families-detail                               200 200 200 200 404
families-grant                                403 422 403 403 404
families-list                                 200 200 200 200 403
families-restrict                             403 200 403 403 404
family-grants-detail                          404 200 404 404 404
family-grants-end                             404 422 404 404 404
family-grants-list                            403 200 403 403 403
family-grants-renew                           404 422 404 404 404
goals-change                                  200 200 404 404 404
goals-create                                  422 422 400 400 400
goals-detail                                  200 200 404 404 404
goals-list                                    200 200 403 403 403
goals-measure                                 422 422 404 404 404
goals-say-result                              422 422 404 404 404
goals-take-out                                200 200 404 404 404
harm-types-detail                             200 200 200 200 200
harm-types-list                               200 200 200 200 200
incidents-change                              200 200 404 404 404
incidents-create                              422 422 403 403 403
incidents-detail                              200 200 404 404 404
incidents-list                                200 200 403 403 403
intervals-detail                              200 200 200 200 200
intervals-list                                200 200 200 200 200
interventions-change                          200 200 404 404 404
interventions-create                          422 422 403 403 400
interventions-detail                          200 200 404 404 404
interventions-end                             200 200 404 404 404
interventions-list                            200 200 403 403 403
invitations-detail                            200 200 200 404 404
invitations-list                              200 200 200 403 403
invitations-take-off                          200 200 200 404 404
meetings-approve-minutes                      403 200 403 404 404
meetings-cancel                               422 422 422 404 404
meetings-change                               200 200 200 404 404
meetings-create                               422 422 422 403 403
meetings-detail                               200 200 200 404 404
meetings-gather-agenda                        422 422 403 404 404
meetings-invite                               422 422 422 404 404
meetings-list                                 200 200 200 403 403
meetings-put-on-agenda                        422 422 422 404 404
meetings-record-attendance                    200 200 200 404 404
meetings-revise-minutes                       422 422 422 404 404
meetings-write-minutes                        200 200 200 404 404
memberships-create                            422 422 422 403 400
memberships-detail                            200 200 200 200 404
memberships-end                               200 200 200 403 404
memberships-list                              200 200 200 200 403
missing-episodes-change                       200 200 404 404 404
missing-episodes-create                       201 201 403 403 400
missing-episodes-detail                       200 200 404 404 404
missing-episodes-found                        422 422 404 404 404
missing-episodes-list                         200 200 403 403 403
missing-episodes-withdraw                     200 200 404 404 404
outcomes-detail                               200 200 200 200 200
outcomes-list                                 200 200 200 200 200
people-add-name                               422 422 422 403 404
people-change                                 200 200 200 403 404
people-create                                 201 201 201 403 403
people-detail                                 200 200 200 200 404
people-grant                                  403 422 403 403 404
people-list                                   200 200 200 200 403
people-restrict                               403 200 403 403 404
person-grants-detail                          404 200 404 404 404
person-grants-end                             404 422 404 404 404
person-grants-list                            403 200 403 403 403
person-grants-renew                           404 422 404 404 404
place-categories-detail                       200 200 200 200 200
place-categories-list                         200 200 200 200 200
plan-actions-detail                           200 200 404 404 404
plan-actions-list                             200 200 403 403 403
plan-child-links-change                       200 200 404 404 404
plan-child-links-detail                       200 200 404 404 404
plan-child-links-end                          200 200 404 404 404
plan-child-links-list                         200 200 403 403 403
plan-reviews-detail                           200 200 404 404 404
plan-reviews-list                             200 200 403 403 403
plans-agree                                   403 422 404 404 404
plans-ask-agreement                           422 422 404 404 404
plans-change                                  422 422 404 404 404
plans-create                                  422 422 403 403 400
plans-detail                                  200 200 404 404 404
plans-end                                     403 422 404 404 404
plans-list                                    200 200 403 403 403
plans-reach-children                          422 422 404 404 404
plans-return                                  403 422 404 404 404
plans-review                                  422 422 404 404 404
referral-adults-change                        200 200 200 403 404
referral-adults-detail                        200 200 200 200 404
referral-adults-list                          200 200 200 200 403
referral-adults-put-back                      200 200 200 403 404
referral-adults-take-out                      200 200 200 403 404
referral-cases-detail                         200 200 200 200 404
referral-cases-list                           200 200 200 200 403
referral-children-change                      200 200 200 403 404
referral-children-detail                      200 200 200 200 404
referral-children-list                        200 200 200 200 403
referral-children-put-back                    200 200 200 403 404
referral-children-take-out                    200 200 200 403 404
referral-contexts-change                      200 200 200 403 404
referral-contexts-detail                      200 200 200 200 404
referral-contexts-list                        200 200 200 200 403
referral-contexts-put-back                    200 200 200 403 404
referral-contexts-take-out                    200 200 200 403 404
referrals-change                              200 200 200 403 404
referrals-correct-received                    422 422 422 403 404
referrals-create                              422 422 422 403 403
referrals-decide                              403 422 403 403 404
referrals-detail                              200 200 200 200 404
referrals-extend                              403 422 403 403 404
referrals-hand-over-danger                    200 200 200 403 404
referrals-list                                200 200 200 200 403
referrals-reopen                              403 422 403 403 404
referrals-state-adult                         422 422 422 403 404
referrals-state-child                         422 422 422 403 404
referrals-state-context                       201 201 201 403 404
referrals-submit                              200 200 200 403 404
referrals-take-over                           200 200 200 403 404
referrals-tell-referrer                       200 200 200 403 404
referrals-withdraw                            200 200 200 403 404
relationships-create                          422 422 422 403 400
relationships-detail                          200 200 200 200 404
relationships-end                             200 200 200 403 404
relationships-list                            200 200 200 200 403
restrictions-list                             403 200 403 200 403
return-interviews-change                      200 200 404 404 404
return-interviews-detail                      200 200 404 404 404
return-interviews-extend                      422 422 404 404 404
return-interviews-list                        200 200 403 403 403
search                                        200 200 200 200 200
weightings-detail                             200 200 404 404 404
weightings-list                               200 200 403 403 403
"""


def _read(text: str) -> dict[str, dict[str, int]]:
    rows = [line.split() for line in text.splitlines() if line.strip()][1:]
    return {name: dict(zip(ASKING, map(int, statuses), strict=True)) for name, *statuses in rows}


EXPECTED = _read(TABLE)
# What is sent beside what has to be, without which nobody is asked whether they may; and what an address has to say.
BESIDE = {
    "cases-create": "family",
    "agenda-items-create": "child",
    "case-notes-create": "child",
    **{f"{kind}-restrict": "hide_others" for kind in ("people", "families", "contexts", "cases")},
}
SAYING = {"search": "?q=Testington"}


def operations() -> Iterator[tuple[str, str, str]]:
    """The name of every operation, its method, and its address."""
    for path, methods in description()["paths"].items():
        for method, said in methods.items():
            yield said["operationId"], method.upper(), path


def test_every_operation_is_in_the_table() -> None:
    assert list(EXPECTED) == sorted(name for name, _method, _path in operations())


def test_every_operation_answers_every_role_as_the_table_says(
    service: Service, settings: Any, everybody: bool, record_property: Figure
) -> None:
    settings.API_CALLS_A_MINUTE = 1_000_000
    secrets = {who: make_token(service.users[who], by=None, name="A program", expires_on=today())[1] for who in ASKING}
    shapes = {(method, path.replace("{}", "{id}")): shape for method, path, _resource, shape in api.bodies()}
    client, told, asked = Client(), [], 0
    for name, method, path in operations():
        resource = RESOURCES.get(path.split("/")[3])
        key = _one_of(resource.model if resource else Person, service)
        address = path.replace("{id}", str(key)) + SAYING.get(name, "")
        shape = shapes.get((method, path))
        sent = _filled_in(shape, service, BESIDE.get(name, "").split()) if shape else {}
        content = json.dumps(sent, default=str)
        for who in askers(name, everybody):
            headers = {"Authorization": f"Token {secrets[who]}", "If-Match": "*"}
            with undone():
                answer = client.generic(method, address, content, "application/json", headers=headers)
            asked += 1
            if answer.status_code != EXPECTED[name][who]:
                words = answer.content.decode()[:300]
                told.append(f"{name} as {who}: {answer.status_code}, not {EXPECTED[name][who]}: {words}")
    record_property("operations asked as a role", asked)
    assert told == [], "\n".join(told)


def askers(name: str, everybody: bool) -> list[str]:
    """Every role in the proof; in the suite, for each answer that there is, one of those who are given it, by turns from
    operation to operation."""
    expected = EXPECTED[name]
    if everybody:
        return list(expected)
    return [who for status in set(expected.values()) for who in by_turns(name, _given(expected, status))]


def _given(expected: dict[str, int], status: int) -> list[str]:
    return [who for who, answered in expected.items() if answered == status]


def _one_of(model: Any, service: Service) -> Any:
    """The record of this kind that everybody sees whose role may; else any there is."""
    found = api.first_of(model, service.seen)
    return found or model._default_manager.order_by("pk").values_list("pk", flat=True).first() or api.nobody(model)


def _filled_in(shape: type[Body], service: Service, beside: Sequence[str]) -> dict[str, Any]:
    """As little as is described: what has to be sent, and the fields of these names."""
    fields = shape().fields.items()
    return {name: _value(field, service, beside) for name, field in fields if field.required or name in beside}


def _value(field: Any, service: Service, beside: Sequence[str]) -> Any:
    if isinstance(field, Choose):
        return _one_of(field.model, service)
    if isinstance(field, ChooseSeveral):
        return [_one_of(field.child.model, service)]
    if isinstance(field, serializers.ListSerializer):
        return [_filled_in(type(field.child), service, beside)]
    if isinstance(field, serializers.ListField):
        return [_value(field.child, service, beside)]
    if isinstance(field, serializers.ChoiceField):
        return next(value for value in field.choices if value != "")
    said = {
        serializers.DateTimeField: timezone.now().isoformat(),
        serializers.DateField: today(),
        serializers.BooleanField: True,
        serializers.IntegerField: 1,
    }
    return next((value for kind, value in said.items() if isinstance(field, kind)), "Said")
