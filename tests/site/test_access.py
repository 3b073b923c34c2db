"""Every address asked as everybody who may come by: one table says what each is answered.

Cannot see: 404, the same as for a record that does not exist. Can see but may not do: 403. A page that is only read
takes no other method: 405. Nobody signed in: led to the sign-in form (302), whatever the address.
"""

import logging
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cases.models import Case
from cs_casework.accounts.signing_in import PROVED
from cs_casework.dates import today
from cs_casework.disclosures import LEAVING
from tests.factories import StandingGrantFactory, TeamMembershipFactory
from tests.site.asking import UUID, named_urls, patterns, undone
from tests.site.conftest import CAST, LIKE, Asked, Figure, Service, askers, by_turns
from tests.site.places import Place
from tests.site.records import KINDS, bar, grant, opening, restrict

# What follows the name of an address says about which record it is asked (tests/site/places.py). The worker made the
# draft, wrote what is written, and leads the case; the colleague, the manager and support are of its team; who is not
# stands below the table. "-" where a form is reached by choosing something first, and takes nothing until then.
TABLE = """
                                              GET                           POST
                                              nob wor col man sup rec adm   nob wor col man sup rec adm
overview:home                                 200 200 200 200 200 200 200   200 200 200 200 200 200 200
overview:my-work                              302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:links-due                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:deadlines                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:calendar                             302 200 200 200 200 403 403   302 405 405 405 405 405 405
overview:calendar-renew                       302 405 405 405 405 405 405   302 200 200 200 200 403 403
overview:calendar-end                         302 405 405 405 405 405 405   302 302 302 302 302 403 403
overview:calendar-feed                        200 200 200 200 200 200 200   405 405 405 405 405 405 405
overview:search                               302 200 200 200 200 200 200   302 405 405 405 405 405 405
overview:audit-list                           302 403 403 403 403 200 403   302 405 405 405 405 405 405
overview:restriction-list                     302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:grants-lapsing                       302 200 200 200 200 200 403   302 405 405 405 405 405 405
overview:standing-list                        302 403 403 200 403 200 403   302 405 405 405 405 405 405
looking:own                                   302 200 200 200 200 200 200   302 405 405 405 405 405 405
looking:printed                               302 405 405 405 405 405 405   302 204 204 204 204 204 204
looking:own-details                           302 200 200 200 200 200 200   302 302 302 302 302 302 302
looking:details-for                           302 403 403 403 403 200 200   302 403 403 403 403 302 302
looking:why                                   302 302 302 302 302 302 302   302 302 302 302 302 302 302
looking:duty                                  302 200 200 200 200 200 200   302 302 302 302 302 302 302
looking:register                              302 403 403 403 403 200 403   302 405 405 405 405 405 405
looking:look-up-list                          302 403 403 403 403 200 403   302 405 405 405 405 405 405
looking:volume-list                           302 403 403 403 403 200 403   302 405 405 405 405 405 405
accounts:sign-out                             405 405 405 405 405 405 405   302 302 302 302 302 302 302
accounts:second-step                          302 302 302 302 302 302 302   302 302 302 302 302 302 302
accounts:passkey-options                      405 405 405 405 405 405 405   200 200 200 200 200 200 200
accounts:passkey-sign-in                      405 405 405 405 405 405 405   302 302 302 302 302 302 302
accounts:sign-in-again                        302 200 200 200 200 200 200   302 200 200 200 200 200 200
accounts:account                              302 200 200 200 200 200 200   302 405 405 405 405 405 405
accounts:second-factor                        302 302 302 302 302 302 302   302 405 405 405 405 405 405
accounts:app-set-up                           302 200 200 200 200 200 200   302 200 200 200 200 200 200
accounts:app-remove                           302 200 200 200 200 200 200   302 302 302 302 302 302 302
accounts:passkey-add                          302 200 200 200 200 200 200   302 200 200 200 200 200 200
accounts:passkey-remove                       302 200 200 200 200 200 200   302 302 302 302 302 302 302
accounts:recovery-codes                       302 200 200 200 200 200 200   302 302 302 302 302 302 302
accounts:token-list                           302 200 200 200 200 200 200   302 405 405 405 405 405 405
accounts:token-add                            302 200 200 200 200 200 200   302 200 200 200 200 200 200
accounts:token-end                            302 405 405 405 405 405 405   302 404 404 404 404 404 404
api:docs                                      302 200 200 200 200 200 200   302 405 405 405 405 405 405
api:resource-docs                             302 200 200 200 200 200 200   302 405 405 405 405 405 405
accounts:password-change                      302 200 200 200 200 200 200   302 200 200 200 200 200 200
accounts:sessions-end                         302 405 405 405 405 405 405   302 302 302 302 302 302 302
accounts:session-end                          302 405 405 405 405 405 405   302 302 302 302 302 302 302
drafts:draft-list                             302 200 200 200 200 200 200   302 405 405 405 405 405 405
families:person-list                          302 200 200 200 200 200 403   302 405 405 405 405 405 405
families:family-list                          302 200 200 200 200 200 403   302 405 405 405 405 405 405
families:duplicate-list                       302 200 200 200 200 403 403   302 405 405 405 405 405 405
families:duplicate-list ?to_merge             302 200 200 200 200 403 403   302 405 405 405 405 405 405
contexts:context-list                         302 200 200 200 200 200 403   302 405 405 405 405 405 405
contexts:context-map                          302 200 200 200 403 200 403   302 405 405 405 405 405 405
contexts:context-map-drawn                    302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:case-list                               302 200 200 200 200 200 403   302 405 405 405 405 405 405
cases:transfer-list                           302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:closing-list                            302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:to-hand-over                            302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:child-list                              302 200 200 200 200 200 403   302 405 405 405 405 405 405
families:person-create                        302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:family-create                        302 200 200 200 200 403 403   302 302 302 302 302 403 403
contexts:context-create                       302 200 200 200 403 403 403   -
contexts:context-create ?kind                 302 200 200 200 403 403 403   302 302 302 302 403 403 403
referrals:referral-list                       302 200 200 200 200 200 403   302 405 405 405 405 405 405
referrals:referral-export ?format             302 200 200 200 200 200 403   302 200 200 200 200 200 403
drafts:draft-save                             302 405 405 405 405 405 405   302 200 200 200 200 200 200
drafts:draft-discard                          302 405 405 405 405 405 405   302 302 404 404 404 404 404
looking:look-up                               302 403 403 403 403 200 403   302 403 403 403 403 302 403
looking:volume                                302 403 403 403 403 200 403   302 403 403 403 403 302 403
families:person-detail                        302 200 200 200 200 200 404   302 405 405 405 405 405 405
families:person-history                       302 200 200 200 200 200 404   302 405 405 405 405 405 405
families:person-edit                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:name-add                             302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:address-add                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:address-end                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:relationship-add                     302 200 200 200 200 403 403   -
families:relationship-add ?with               302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:relationship-add ?with of another    302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:relationship-end                     302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:relationship-end of the other        302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:kinship-settle                       302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:kinship-settle of the other          302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:duplicate-settle                     302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:family-detail                        302 200 200 200 200 200 404   302 405 405 405 405 405 405
families:family-history                       302 200 200 200 200 200 404   302 405 405 405 405 405 405
families:family-edit                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:family-confirm                       302 405 405 405 405 405 405   302 403 403 302 403 403 403
families:member-add                           302 200 200 200 200 403 403   -
families:member-add ?person                   302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:member-add ?person of another        302 200 200 200 200 403 403   302 302 302 302 302 403 403
families:member-end                           302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:family-join                             302 403 403 200 403 403 403   -
cases:family-join ?with                       302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:family-join ?with of another            302 403 403 200 403 403 403   302 403 403 302 403 403 403
families:family-apart ?with                   302 403 403 200 403 403 403   302 403 403 302 403 403 403
families:family-apart ?with of another        302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:join-undo                               302 403 403 200 403 403 403   302 403 403 302 403 403 403
contexts:context-detail                       302 200 200 200 200 200 404   302 405 405 405 405 405 405
contexts:context-history                      302 200 200 200 403 200 403   302 405 405 405 405 405 405
contexts:context-edit                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:context-review                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:adult-add                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:relation-add                         302 200 200 200 403 403 403   -
contexts:relation-add ?other                  302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:relation-add ?other of another       302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:context-children                        302 200 200 200 403 200 403   302 405 405 405 405 405 405
contexts:link-add                             302 200 200 200 403 403 403   -
contexts:link-add ?child                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:link-add ?child of another           302 200 200 200 403 403 403   -
contexts:person-contexts                      302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:shared-contexts                         302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:shared-contexts ?part=related           302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:shared-contexts ?part=also              302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:shared-contexts ?part=nearby            302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:shared-contexts ?part=elsewhere         302 200 200 200 403 200 403   302 405 405 405 405 405 405
contexts:person-link-add                      302 200 200 200 403 403 403   -
contexts:person-link-add ?context             302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:person-link-add ?context of another  302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:link-detail                          302 200 200 200 403 200 403   302 405 405 405 405 405 405
contexts:link-renew                           302 405 405 405 405 405 405   302 302 302 302 403 403 403
contexts:link-end                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:merge-list                              302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:context-merge                           302 403 403 200 403 403 403   -
cases:context-merge ?with                     302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:context-merge ?with of another          302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:merge-detail                            302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:merge-decline                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
contexts:context-create ?for                  302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:person-merge                            302 403 403 200 403 403 403   -
cases:person-merge ?with                      302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:person-merge ?with of another           302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:person-merge-detail                     302 200 200 200 200 200 403   302 405 405 405 405 405 405
cases:person-merge-undo                       302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-detail                             302 200 200 200 200 200 404   302 405 405 405 405 405 405
cases:case-history                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:case-propose ?family                    302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:case-propose ?context                   302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:case-propose                            302 404 404 404 403 403 403   302 404 404 404 403 403 403
cases:case-open                               302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-decline                            302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-allocate                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:allocation-end                          302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-transfer                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:transfer-send                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:transfer-decline                        302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:transfer-withdraw                       302 200 403 200 403 403 403   302 302 403 302 403 403 403
cases:transfer-accept                         302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:child-close                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:case-close                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:case-close of the family                302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:closing-agree                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:closing-return                          302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-referral-date                      302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-reopen                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:child-open                              302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:hand-over                               302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:person-notes                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:family-notes                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:context-notes                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:note-create                             302 200 200 200 403 403 403   -
cases:note-create ?about                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:note-detail                             302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:note-released                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:note-amend                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:person-documents                        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:family-documents                        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:context-documents                       302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:document-add                            302 200 200 200 403 403 403   -
cases:document-add ?about                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:document-detail                         302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:document-download                       302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:document-change                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:document-withdraw                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:note-move                               302 200 200 200 403 403 403   -
cases:note-move ?to                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:link-move                               302 200 200 200 403 403 403   -
cases:link-move ?to                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:document-move                           302 200 200 200 403 403 403   -
cases:document-move ?to                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:person-removed                          302 403 403 403 403 200 403   302 405 405 405 405 405 405
cases:family-removed                          302 403 403 403 403 200 403   302 405 405 405 405 405 405
cases:context-removed                         302 403 403 403 403 200 403   302 405 405 405 405 405 405
cases:removal-detail                          302 403 403 403 403 200 403   302 405 405 405 405 405 405
cases:removal-detail ?of a document           302 403 403 403 403 200 403   302 405 405 405 405 405 405
cases:removal-file                            302 403 403 403 403 200 403   302 405 405 405 405 405 405
cases:person-incidents                        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:family-incidents                        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:context-incidents                       302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:incident-create                         302 200 200 200 403 403 403   -
cases:incident-create ?about                  302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:incident-create ?about the case         302 200 200 200 403 403 403   -
cases:incident-detail                         302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:incident-change                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:incident-review                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:patterns                                302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:pattern-groups                          302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:pattern-contexts                        302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:pattern-links                           302 403 403 200 403 403 403   -
cases:pattern-peer-groups                     302 403 403 200 403 403 403   -
cases:note-review                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:status-list                             302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:status-give                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:status-end                              302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:status-category                         302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:child-picture                           302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:child-picture ?steps                    302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:context-picture                         302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:context-picture ?steps                  302 200 200 200 403 200 403   302 405 405 405 405 405 405
referrals:acknowledgement-list                302 200 200 200 200 200 403   302 405 405 405 405 405 405
referrals:countersign-list                    302 403 403 200 403 403 403   302 405 405 405 405 405 405
referrals:match-list                          302 403 403 200 403 403 403   302 405 405 405 405 405 405
referrals:referral-figures                    302 403 403 200 403 403 403   302 405 405 405 405 405 405
referrals:referral-decide ?stage              302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:referral-decide                     302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:referral-countersign                302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:referral-reopen                     302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:referral-tell                       302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:referral-extend                     302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:child-match                         302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:context-match                       302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:match-settle                        302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:acknowledge                         302 405 405 405 405 405 405   302 302 403 403 403 403 403
referrals:referral-detail                     302 200 200 200 200 200 403   302 405 405 405 405 405 405
referrals:referral-history                    302 200 200 200 200 200 403   302 405 405 405 405 405 405
referrals:attachment-add                      302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:attachment-download                 302 200 200 200 200 200 403   302 405 405 405 405 405 405
referrals:attachment-withdraw                 302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:person-referrals                    302 200 200 200 200 200 403   302 405 405 405 405 405 405
referrals:context-referrals                   302 200 200 200 200 200 403   302 405 405 405 405 405 405
overview:restriction person                   302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:restrict person                      302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant unrestricted person            302 403 403 404 403 403 403   302 403 403 404 403 403 403
overview:bar person                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:restriction family                   302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:restrict family                      302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant unrestricted family            302 403 403 404 403 403 403   302 403 403 404 403 403 403
overview:bar family                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:restriction context                  302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:restrict context                     302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant unrestricted context           302 403 403 404 403 403 403   302 403 403 404 403 403 403
overview:bar context                          302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:restriction case                     302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:restrict case                        302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant unrestricted case              302 403 403 404 403 403 403   302 403 403 404 403 403 403
overview:bar case                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:bar-confirm                          302 403 403 200 403 403 403   302 403 403 302 403 403 403
referrals:intake-begin                        302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake                              302 200 200 200 200 403 403   302 405 405 405 405 405 405
referrals:intake-take-over                    302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-danger                       302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-received                     302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-withdraw                     302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-step referrer                302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-step subjects                302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-step people                  302 200 200 200 200 403 403   302 405 405 405 405 403 403
referrals:intake-step contexts                302 200 200 200 200 403 403   302 405 405 405 405 403 403
referrals:intake-step worry                   302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-step worlds                  302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-step agreement               302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-step check                   302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-keep                         302 405 405 405 405 405 405   302 200 200 200 200 403 403
referrals:intake-suggest                      302 405 405 405 405 405 405   302 200 200 200 200 403 403
referrals:intake-row-add child                302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-row child                    302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-row-out child                302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-row-back child               302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-row-add adult                302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-row adult                    302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-row-out adult                302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-row-back adult               302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-row-add context              302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-row context                  302 200 200 200 200 403 403   302 302 302 302 302 403 403
referrals:intake-row-out context              302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-row-back context             302 405 405 405 405 405 405   302 302 302 302 302 403 403
referrals:intake-row-add kind                 302 200 200 200 200 403 403   -
assessments:in-hand                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:case-assessments                  302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:assessment-start                  302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:person-assessments                302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:family-assessments                302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:context-assessments               302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:assessment-detail                 302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:assessment-history                302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:section-history                   302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:child                             302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:child-history                     302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:assessment-detail being written   302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:section                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:child-write                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:child-add                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:child-take-out                    302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:participants                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:participant-change                302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:participant-take-out              302 405 405 405 405 405 405   302 302 302 302 403 403 403
assessments:assessment-submit                 302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:assessment-discard                302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:child-weighting-write             302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:child-weighting-versions          302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:weighting-write                   302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:weighting-versions                302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:assessment-print                  302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:printed-copy                      302 200 200 200 403 403 403   302 405 405 405 405 405 405
assessments:printed-copy-pdf                  302 302 302 302 403 403 403   302 405 405 405 405 405 405
assessments:name-check                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:name-check with a mark            302 200 200 200 403 403 403   -
assessments:name-answer                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
assessments:name-take-back                    302 405 405 405 405 405 405   302 302 302 302 403 403 403
assessments:assessment-authorise              302 403 403 200 403 403 403   302 403 403 302 403 403 403
assessments:assessment-return                 302 403 403 200 403 403 403   302 403 403 302 403 403 403
assessments:assessment-extend                 302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:factor-list                             302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:factor-create                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:factor-detail                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:factor-change                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:factor-status                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:action-add                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:context-factors                         302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:factor-review                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:case-actions                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:case-action-add                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:incident-action-add                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:note-action-add                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:action-list                             302 200 200 200 200 403 403   302 405 405 405 405 405 405
cases:action-list ?whose                      302 200 200 200 200 403 403   302 405 405 405 405 405 405
cases:action-agencies                         302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:action-finish                           302 200 200 200 404 403 403   302 302 302 302 404 403 403
cases:action-finish ?list                     302 200 200 200 404 403 403   302 302 302 302 404 403 403
cases:action-reassign                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:action-extend                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:action-wait                             302 405 405 405 405 405 405   302 302 302 302 403 403 403
cases:proposal-list                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:proposal-accept                         302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:proposal-decline                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
contexts:context-create ?after                302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:conferences-overdue                     302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:meeting-list                            302 200 200 200 200 403 403   302 405 405 405 405 405 405
cases:panel                                   302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:panel-book                              302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:case-meetings                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:meeting-book                            302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:meeting-detail                          302 200 200 200 200 404 404   302 405 405 405 405 405 405
cases:meeting-detail about a place            302 200 200 200 200 404 404   302 405 405 405 405 405 405
cases:meeting-change                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:meeting-cancel                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:meeting-invite                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:invitation-remove                       302 405 405 405 405 405 405   302 302 302 302 302 403 403
cases:meeting-attendance                      302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:minutes-write                           302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:minutes-approve                         302 405 405 405 405 405 405   302 403 403 302 403 403 403
cases:minutes-revise                          302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:meeting-send                            302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:paper-write                             302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:paper-print                             302 200 200 200 200 403 403   302 405 405 405 405 405 405
cases:paper-print with a mark                 302 200 200 200 200 403 403   302 405 405 405 405 405 405
cases:paper-pdf                               302 302 302 302 302 403 403   302 302 302 302 302 403 403
cases:paper-name-answer                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:paper-name-take-back                    302 405 405 405 405 405 405   302 302 302 302 403 403 403
cases:agenda-add                              302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:meeting-action                          302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:item-write                              302 200 200 200 200 403 403   302 302 302 302 302 403 403
cases:item-decide                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:item-action                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:item-remove                             302 405 405 405 405 405 405   302 302 302 302 404 403 403
cases:panel-gather                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:decision-done                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:person-put-forward                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:context-put-forward                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:enquiry-seen                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:enquiry-finish                          302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:enquiry-extend                          302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:case-interventions                      302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:context-interventions                   302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:intervention-create                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:intervention-detail                     302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:intervention-change                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:intervention-end                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:case-plans                              302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-start                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:person-plans                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:context-plans                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch to-agree                     302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch overdue                      302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch to-end                       302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch no-measure                   302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch measured-once                302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch no-plan                      302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch not-reached                  302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:plan-watch aimed-elsewhere              302 403 403 200 403 403 403   302 405 405 405 405 405 405
plans:reviews-due                             302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-detail                             302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-versions                           302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-detail of a context                302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-detail of a draft                  302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:plan-write                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:plan-ask                                302 405 405 405 405 405 405   302 302 302 302 403 403 403
plans:plan-agree                              302 403 403 200 403 403 403   302 403 403 302 403 403 403
plans:plan-return                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
plans:plan-review                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:plan-extend                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
plans:plan-end                                302 403 403 200 403 403 403   302 403 403 302 403 403 403
plans:goal-add                                302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:goal-change                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:goal-measure                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:goal-result                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:goal-take-out                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:action-add                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:action-tie                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:action-untie                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:plan-reach                              302 200 200 200 403 403 403   302 405 405 405 405 405 405
plans:reach-add ?child                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:reach-change                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
plans:reach-end                               302 200 200 200 403 403 403   302 302 302 302 403 403 403
overview:person-summary                       302 200 200 200 403 403 403   302 200 200 200 403 403 403
overview:context-summary                      302 200 200 200 403 403 403   302 200 200 200 403 403 403
looking:looked person                         302 403 403 200 403 200 404   302 405 405 405 405 405 405
looking:looked family                         302 403 403 200 403 200 404   302 405 405 405 405 405 405
looking:looked context                        302 403 403 200 403 200 404   302 405 405 405 405 405 405
looking:looked case                           302 403 403 200 403 200 404   302 405 405 405 405 405 405
looking:given                                 302 200 200 200 403 200 403   302 200 200 200 403 200 403
overview:what-they-said                       302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:plans-in-plain-words                 302 200 200 200 403 403 403   302 200 200 200 403 403 403
overview:chronology people                    302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:chronology-choose people             302 405 405 405 405 405 405   302 302 302 302 403 403 403
overview:chronology-print people              302 200 200 200 403 403 403   302 200 200 200 403 403 403
overview:chronology families                  302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:chronology-choose families           302 405 405 405 405 405 405   302 302 302 302 403 403 403
overview:chronology-print families            302 200 200 200 403 403 403   302 200 200 200 403 403 403
overview:chronology contexts                  302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:chronology-choose contexts           302 405 405 405 405 405 405   302 302 302 302 403 403 403
overview:chronology-print contexts            302 200 200 200 403 403 403   302 200 200 200 403 403 403
cases:missing-list                            302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:missing-list ?whose                     302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:interview-list                          302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:interview-list ?show                    302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:nrm-list                                302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:nrm-list ?awaits                        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:person-missing                          302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:episode-create                          302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:episode-detail                          302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:episode-detail of who is missing        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:episode-detail with an interview        302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:episode-detail without one              302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:episode-found                           302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:episode-change                          302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:episode-withdraw                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:episode-action-add                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:episode-review                          302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:interview-record                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:interview-history                       302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:interview-extend                        302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:nrm-create                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:nrm-detail                              302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:nrm-detail of one decided               302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:nrm-change                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:nrm-decide                              302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:nrm-correct                             302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:nrm-reconsider                          302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:nrm-withdraw                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:person-safety-maps                      302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:safety-map-create                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:context-safety-maps                     302 200 200 200 403 200 403   302 405 405 405 405 405 405
cases:safety-map-detail                       302 200 200 200 403 403 403   302 405 405 405 405 405 405
cases:safety-map-change                       302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:safety-map-pooling                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:safety-map-withdraw                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:safety-map-print                        302 200 200 200 403 403 403   302 200 200 200 403 403 403
cases:person-warnings                         302 200 200 200 200 200 404   302 405 405 405 405 405 405
cases:person-warning-add                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:family-warnings                         302 200 200 200 200 200 404   302 405 405 405 405 405 405
cases:family-warning-add                      302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:context-warnings                        302 200 200 200 200 200 404   302 405 405 405 405 405 405
cases:context-warning-add                     302 200 200 200 403 403 403   302 302 302 302 403 403 403
cases:warning-list                            302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:warning-list ?show                      302 403 403 200 403 403 403   302 405 405 405 405 405 405
cases:warning-detail                          302 200 200 200 200 200 404   302 405 405 405 405 405 405
cases:warning-detail on a family              302 200 200 200 200 200 404   302 405 405 405 405 405 405
cases:warning-detail to agree                 302 200 200 200 404 404 404   302 405 405 405 405 405 405
cases:warning-agree                           302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:warning-decline                         302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:warning-keep                            302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:warning-end                             302 403 403 200 403 403 403   302 403 403 302 403 403 403
cases:warning-told                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
overview:grant restricted person              302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant restricted family              302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant restricted context             302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant restricted case                302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:restriction restricted               302 403 403 200 403 404 403   302 405 405 405 405 405 405
overview:grant-renew                          302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:grant-end                            302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:restriction-keep                     302 403 403 200 403 404 403   302 403 403 302 403 404 403
overview:lifting-propose                      302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:lifting-agree                        302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:lifting-refuse                       302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:lifting-take-back                    302 405 405 405 405 405 405   302 403 403 302 403 403 403
overview:restriction-notes                    302 403 403 200 403 403 403   302 403 403 200 403 403 403
overview:restriction-notes ?show              302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:note-release                         302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:note-hide                            302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:standing-give                        302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:standing-review                      302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:standing-end                         302 403 403 200 403 403 403   302 403 403 302 403 403 403
keeping:due-list                              302 403 403 200 403 200 403   302 403 403 403 403 302 403
keeping:disposal-list                         302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:disposal-detail                       302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:disposal-agree                        302 403 403 200 403 200 403   302 403 403 302 403 200 403
keeping:disposal-decline                      302 403 403 200 403 200 403   302 403 403 302 403 302 403
keeping:certificate-list                      302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:hold-list                             302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:hold-add                              302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:hold-detail                           302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:hold-review                           302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:hold-end                              302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:rule-list                             302 200 200 200 200 200 200   302 405 405 405 405 405 405
keeping:rule-edit                             302 403 403 403 403 403 200   302 403 403 403 403 403 302
keeping:rule-history                          302 403 403 403 403 403 200   302 405 405 405 405 405 405
keeping:access-list                           302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:access-add                            302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:access-detail                         302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:access-items                          302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:access-read                           302 403 403 403 403 405 403   302 403 403 403 403 302 403
keeping:access-item                           302 403 403 200 403 200 403   302 403 403 403 403 302 403
keeping:access-words                          302 403 403 200 403 200 403   302 405 405 405 405 405 405
keeping:access-word                           302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:access-extend                         302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:access-end                            302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:access-submit                         302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:access-return                         302 403 403 200 403 200 403   302 403 403 302 403 200 403
keeping:access-check                          302 403 403 200 403 200 403   302 403 403 302 403 200 403
keeping:access-give                           302 403 403 403 403 200 403   302 403 403 403 403 302 403
keeping:access-pdf                            302 403 403 403 403 200 403   302 405 405 405 405 405 405
accounts:choose-password                      200 200 200 200 200 200 200   200 200 200 200 200 200 200
administration:staff-list                     302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:staff-invite                   302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:staff-detail                   302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:staff-edit                     302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:staff-link                     302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:staff-link-make                302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:staff-factor-reset             302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:staff-deactivate               302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:staff-reactivate               302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:membership-add                 302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:membership-manager             302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:membership-end                 302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:cover-add                      302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:cover-end                      302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:team-list                      302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:team-create                    302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:team-detail                    302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:team-edit                      302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:role-list                      302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:list-index                     302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-list harm-types          302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-add harm-types           302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:entry-edit harm-types          302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:entry-history harm-types       302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-withdraw harm-types      302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:entry-restore harm-types       302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:entry-list place-categories    302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-add place-categories     302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:entry-edit place-categories    302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:entry-history place-categories 302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-withdraw place-categories302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:entry-restore place-categories 302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:entry-list agencies            302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-add agencies             302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:entry-edit agencies            302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:entry-history agencies         302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:entry-withdraw agencies        302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:entry-restore agencies         302 405 405 405 405 405 405   302 403 403 403 403 403 302
administration:interval-list                  302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:interval-edit                  302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:interval-history               302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:outcome-list                   302 403 403 403 403 403 200   302 405 405 405 405 405 405
administration:outcome-edit                   302 403 403 403 403 403 200   302 403 403 403 403 403 302
administration:outcome-history                302 403 403 403 403 403 200   302 405 405 405 405 405 405
overview:emergency                            302 200 200 200 403 403 403   302 302 302 302 403 403 403
overview:emergency-asked                      302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:emergency-limit                      302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:emergency-opened                     302 200 200 200 403 403 403   302 405 405 405 405 405 405
overview:emergency-list                       302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:emergency-list ?show                 302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:emergency-answer                     302 403 403 200 403 200 403   302 403 403 302 403 403 403
overview:emergency-look-at                    302 405 405 405 405 405 405   302 403 403 403 403 302 403
overview:emergency-pass-on                    302 403 403 403 403 200 403   302 403 403 403 403 302 403
overview:bar-list                             302 403 403 200 403 200 403   302 405 405 405 405 405 405
overview:successor                            302 403 403 403 403 200 403   302 403 403 403 403 302 403
overview:bar-end                              302 403 403 200 403 403 403   302 403 403 302 403 403 403
overview:interest                             302 200 200 200 200 200 200   302 302 302 302 302 302 302
overview:interest-declared                    302 200 200 200 200 200 200   302 405 405 405 405 405 405
overview:interest-list                        302 403 403 403 403 200 403   302 405 405 405 405 405 405
overview:interest-list ?show                  302 403 403 403 403 200 403   302 405 405 405 405 405 405
overview:interest-look-at                     302 405 405 405 405 405 405   302 403 403 403 403 302 403
"""


# In one service every practitioner and manager may read every record that is not restricted, of whichever team, and write
# on it: without that no link is found. Opening and allocating a case are any manager's. So "other" and "elsewhere", a
# practitioner and a manager of a team that holds none of the records, are answered as a colleague and a manager of the
# team, but here.
#
# The transfer, the closing, the assessments and the plans of a case are its workers', its team's and their manager's.
OF_THE_TEAM = """
cases:case-transfer cases:transfer-withdraw cases:case-close cases:child-close
assessments:assessment-start assessments:section assessments:child-write assessments:child-add
assessments:child-take-out assessments:participants assessments:participant-change assessments:participant-take-out
assessments:assessment-submit assessments:assessment-discard assessments:child-weighting-write
assessments:weighting-write assessments:name-check assessments:name-answer assessments:name-take-back
plans:plan-start plans:plan-write plans:plan-ask plans:plan-review plans:goal-add plans:goal-change plans:goal-measure
plans:goal-result plans:goal-take-out plans:action-add plans:action-tie plans:action-untie plans:reach-add
plans:reach-change plans:reach-end
"""
# What waits for a manager waits for the team's own; and who looked at a record is told to the manager of a team on it.
OF_ITS_MANAGER = """
cases:transfer-send cases:transfer-decline cases:transfer-accept cases:closing-agree cases:closing-return
cases:case-referral-date cases:case-reopen cases:minutes-approve cases:item-decide assessments:assessment-authorise
assessments:assessment-return assessments:assessment-extend plans:plan-agree plans:plan-return plans:plan-extend
plans:plan-end looking:looked
"""
# A restricted record is not there for a manager to whom it is not granted, nor is what was opened in an emergency for
# one who does not own it.
GRANTED = """
overview:grant overview:grant-renew overview:grant-end overview:restriction-keep overview:lifting-propose
overview:lifting-agree overview:lifting-refuse overview:lifting-take-back overview:restriction-notes
overview:note-release overview:note-hide overview:emergency-answer
"""
GRANTED_TOO = "overview:restriction restricted"


def _of_another_team(label: str, answers: dict[str, int]) -> dict[str, int]:
    name = label.partition(" ")[0]
    refused = {"other": 403} if name in OF_THE_TEAM.split() else {}
    if name in (OF_THE_TEAM + OF_ITS_MANAGER).split():
        refused["elsewhere"] = 403
    elif name in GRANTED.split() or label == GRANTED_TOO:
        refused["elsewhere"] = 404
    alike = {who: answers[LIKE[who]] for who in ("other", "elsewhere")}
    return {who: answer if answer in (403, 404, 405) else refused.get(who, answer) for who, answer in alike.items()}


def _read(table: str) -> dict[str, dict[str, dict[str, int]]]:
    """`expected[label]["GET"]["worker"]` out of the table above."""
    expected: dict[str, dict[str, dict[str, int]]] = {}
    for line in table.strip().splitlines()[2:]:
        label, answers = line[:46].strip(), line[46:].split()
        expected[label] = {}
        for method, told in (("GET", answers[:7]), ("POST", answers[7:])):
            if told != ["-"]:
                row = dict(zip(CAST[:7], map(int, told), strict=True))
                expected[label][method] = row | _of_another_team(label, row)
    return expected


EXPECTED = _read(TABLE)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Hundreds of refusals, each with its traceback in the log, are what is asked for here."""
    caplog.set_level(logging.CRITICAL, "django.request")


# --- Everything, as everybody ----------------------------------------------------------------------------------------
def test_every_address_of_the_service_is_in_the_table() -> None:
    assert {label.partition(" ")[0] for label in EXPECTED} == named_urls()


def test_every_address_answers_everybody_as_the_table_says(
    service: Service, everything: list[Asked], everybody: bool, record_property: Figure
) -> None:
    assert [place.label for place in service.places] == list(EXPECTED)
    answers = {(asked.label, asked.method, asked.who): asked.answer for asked in everything if asked.sent != "nothing"}
    wrong = []
    for place in service.places:
        for method, expected in EXPECTED[place.label].items():
            asking = askers(place, method, expected, everybody)
            # Nothing that the table says is left unasked but that others are answered alike.
            assert {expected[who] for who in asking} == set(expected.values())
            for who in asking:
                answer, status = answers[place.label, method, who], expected[who]
                if answer.status != status:
                    wrong.append(f"{place.label} {method} as {who}: {answer.status}, not {status}")
                elif who == "nobody" and status == 302 and not answer.headers["Location"].startswith("/"):
                    wrong.append(f"{place.label} {method}: leads nobody to {answer.headers['Location']}")
    record_property("addresses", len(named_urls()))
    record_property("readers, of every role and of another team", len(CAST))
    record_property("asked as everybody", len(answers))
    assert wrong == []


def test_the_administrator_is_answered_by_no_case_record(service: Service) -> None:
    """Whatever hangs on a person, family, context or case: not there, or not allowed, and nothing is taken either."""
    hanging = [place for place in service.places if place.on]
    assert len(hanging) > 60
    answered = [
        f"{place.label} {method}: {answers['administrator']}"
        for place in hanging
        for method, answers in EXPECTED[place.label].items()
        if answers["administrator"] not in (403, 404, 405)
    ]
    assert answered == []


def test_what_a_team_holds_is_a_list_and_no_door(service: Service) -> None:
    """It stands in the lists of its members' own work, and in no list of another team's, whose members read it all the
    same: the table."""
    held = set(Case.objects.filter(team=service.team).values_list("reference", flat=True))
    theirs = {who: service.browsers[who].get("/cases/?my_teams=on").body for who in ("colleague", "other", "elsewhere")}
    assert any(reference in theirs["colleague"] for reference in held)
    assert [who for who in ("other", "elsewhere") for reference in held if reference in theirs[who]] == []
    assert {EXPECTED["cases:case-detail"]["GET"][who] for who in theirs} == {200}


def test_who_is_not_signed_in_is_led_to_the_form_and_back(service: Service) -> None:
    path = service.of.person.get_absolute_url()
    answer = service.browsers["nobody"].get(path)
    assert answer.headers["Location"] == f"/?next={path}"
    assert "csrfmiddlewaretoken" in service.browsers["nobody"].get(answer.headers["Location"]).body


def test_nothing_is_taken_without_a_token(service: Service) -> None:
    """A page of somebody else's cannot send a form in the name of who is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(service.users["manager"], backend="cs_casework.accounts.backends.StaffBackend")
    forms = [place for place in service.places if EXPECTED[place.label].get("POST", {}).get("manager", 405) != 405]
    assert len(forms) > 150
    answers = {place.label: client.post(place.path, place.post) for place in forms}
    assert {label for label, answer in answers.items() if answer.status_code != 403} == set()
    # No view is left out of it, whatever it takes.
    exempt = [pattern for pattern in patterns() if getattr(pattern.callback, "csrf_exempt", False)]
    # The API asks for it itself, of whoever comes by their session; a program has no session that others could use.
    assert [str(one) for one in exempt if not one.callback.__module__.startswith("cs_casework.api.")] == []
    assert client.post("/api/v1/case-notes/", {}, content_type="application/json").status_code == 403
    assert client.post("/people/", {"_search": "", "q": "Testington"}).status_code == 403
    assert client.post("/notes/new/", {"_find": "1", "_finder": "Testington"}).status_code == 403


# Who is asked for a password again before each of these, and what follows its address where the form of it is a step away.
ASKED_AGAIN = {
    "overview:emergency": "manager",
    "overview:lifting-propose": "manager",
    "overview:lifting-agree": "manager",
    "overview:standing-give": "manager",
    "overview:successor": "records",
    "overview:chronology-print": "manager",
    "overview:calendar-renew": "manager",
    "overview:person-summary": "manager",
    "overview:context-summary": "manager",
    "overview:plans-in-plain-words": "manager",
    "looking:given": "records",
    "assessments:assessment-print": "manager",
    "assessments:printed-copy-pdf": "manager",
    "assessments:name-check": "manager",
    "cases:meeting-send": "manager",
    "cases:safety-map-print": "manager",
    "referrals:referral-export": "manager",
    "keeping:access-pdf": "records",
    "keeping:disposal-agree": "records",
}
# What is read first, and given out from there; and what waits until no word of it is marked, which ends in the same form.
READ_FIRST = {name for name in LEAVING if name.endswith(("-summary", "-print", "-words", ":given"))}
ASKED_ELSEWHERE = {"cases:paper-pdf"}  # tests/cases/test_meeting_pathways.py
# Opened to be read by a member of staff, or fetched by a calendar whose address was asked for.
UNASKED = {
    "overview:calendar-feed",
    "assessments:printed-copy",
    *(name for name, kind in LEAVING.items() if kind == "file"),
}


def test_what_must_not_be_done_at_an_open_computer_asks_who_sits_there(service: Service) -> None:
    """Before its form is shown, and before what was sent is done: and nothing that leaves is left out of it."""
    assert set(LEAVING) - ASKED_AGAIN.keys() == UNASKED | ASKED_ELSEWHERE
    clients = {who: Client() for who in ("manager", "records")}
    for who, client in clients.items():
        client.force_login(service.users[who], backend="cs_casework.accounts.backends.StaffBackend")
        session = client.session
        session[PROVED] = 0
        session.save()
    places = [place for place in service.places if place.name in ASKED_AGAIN]
    assert {place.name for place in places} == ASKED_AGAIN.keys()
    answers = []
    for place in places:  # what is sent is kept and asked about, so all is opened first
        path = place.path
        if place.name in READ_FIRST:
            path += "&give" if "?" in path else "?give"
        if place.name != "overview:calendar-renew":
            answers.append((place.label, clients[ASKED_AGAIN[place.name]].get(path)))
    for place in places:
        if place.post is not None:
            answers.append((place.label, clients[ASKED_AGAIN[place.name]].post(place.path, place.post)))
    passed = [
        f"{label}: {answer.status_code}"
        for label, answer in answers
        if not answer.headers.get("Location", "").startswith("/sign-in/again/")
    ]
    assert passed == []


# --- A record that is restricted -------------------------------------------------------------------------------------
ROLES = ("records", "support", "worker", "manager")
# Who asks in the proof: one of each role, and one of a team that has nothing to do with the record.
READERS = (*ROLES, "other")


def _hidden_by(service: Service, kind: str) -> list[Place]:
    return [place for place in service.places if kind in place.on]


def _asked(place: Place, kind: str, everybody: bool, turn: int) -> Iterator[tuple[str, str]]:
    """Each method and reader that this place does not refuse before it has looked for a record.

    The proof asks for each page and sends each form as each of those who may, and asks in the ways in which no browser
    does as one of them, another with each turn. In the suite a page is read by one of those who may, by turns, and a form
    sent once, of one of the kinds of record that it hangs on: whoever sends it, it comes to the same function.
    """
    for method, answers in EXPECTED[place.label].items():
        may = [who for who in (READERS if everybody else ROLES) if answers[who] not in (403, 405)]
        if not everybody and method == "POST":
            may = may[-1:] if kind in by_turns(place.label, sorted(place.on)) else []
        elif not everybody:
            may = by_turns(place.label, may)
        yield from _in_all_ways(method, may, turn if everybody else None)


def _in_all_ways(method: str, may: list[str], turn: int | None) -> Iterator[tuple[str, str]]:
    for number, who in enumerate(may):
        yield method, who
        if turn is not None and method == "GET" and number == turn % len(may):
            yield "HEAD", who
            yield "OPTIONS", who


def _absent(place: Place, service: Service) -> str:
    """The same address for records that do not exist; those beside it stay."""
    kept = {str(pk) for pk in service.seen.ids}
    return UUID.sub(
        lambda found: found[0] if found[0] in kept else f"00000000-0000-7000-8000-{found[0][-12:]}", place.path
    )


# In what standing somebody asks who may not see the record. In the suite each of them in one, so that all are asked at
# once; in the proof each in every one.
def _ended(record: Any, who: Any) -> None:
    grant(record, to=who, starts=-14, days=14)


def _taken_away(record: Any, who: Any) -> None:
    held = grant(record, to=who)
    held.ended_on, held.ended_by, held.ended_why = today(), record.restricted_by, "It is over"
    held.save()


def _not_begun(record: Any, who: Any) -> None:
    grant(record, to=who, starts=1)


def _over(record: Any, who: Any) -> None:
    opening(record, who, minutes=-1)


def _barred(record: Any, who: Any) -> None:
    """Granted it and opened in an emergency as well."""
    grant(record, to=who)
    opening(record, who)
    bar(record, who)


def _team_no_longer(record: Any, who: Any) -> None:
    """In teams whose standing grants were ended, or not reviewed in time; and one whose grant stands, that they left."""
    gone = {"ended_on": today(), "ended_by": record.restricted_by, "ended_why": "It is over"}
    stopped = {"from_on": today() - timedelta(days=91), "review_due": today() - timedelta(days=1)}
    for facts, to_on in ((gone, None), (stopped, None), ({}, today() - timedelta(days=1))):
        team = StandingGrantFactory(**facts).team
        TeamMembershipFactory(user=who, team=team, from_on=today() - timedelta(days=99), to_on=to_on)


def _never(record: Any, who: Any) -> None:
    pass


STANDINGS = (_ended, _barred, _over, _taken_away, _team_no_longer, _not_begun, _never)


@pytest.mark.parametrize("kind", KINDS)
def test_a_restricted_record_answers_like_one_that_does_not_exist(
    service: Service, kind: str, everybody: bool, record_property: Figure
) -> None:
    record = restrict(getattr(service.of, kind), by=service.users["manager"])
    told: list[str] = []
    readers, asked = READERS if everybody else ROLES, 0
    # In the suite another standing comes first for each kind, so that every one of them is tried.
    first = KINDS.index(kind)
    for turn in range(first, first + (len(STANDINGS) if everybody else 1)):
        with undone():
            for place, who in enumerate(readers):
                STANDINGS[(place + turn) % len(STANDINGS)](record, service.users[who])
            asked += _ask_hidden(service, kind, everybody, told, readers, turn)
    record_property("asked of what is restricted", asked)
    assert told == []


def test_who_is_barred_from_a_record_that_is_not_restricted_finds_none(
    service: Service, everybody: bool, record_property: Figure
) -> None:
    """Each of the readers from one kind of record in the suite, from all in the proof."""
    told: list[str] = []
    asked = 0
    for turn, kind in enumerate(KINDS):
        with undone():
            for who in READERS if everybody else [ROLES[turn]]:
                bar(getattr(service.of, kind), service.users[who])
                asked += _ask_hidden(service, kind, everybody, told, [who], turn)
    record_property("standings of who may not see a record", len(STANDINGS))
    record_property("asked by who is barred", asked)
    assert told == []


def _ask_hidden(
    service: Service, kind: str, everybody: bool, told: list[str], readers: Collection[str], turn: int
) -> int:
    """Ask for all that hangs on it; add to `told` where a reader is answered otherwise than for no record at all."""
    nothing = {who: service.browsers[who].get(f"/people/{uuid4()}/").comparable for who in readers}
    asked = 0
    for place in _hidden_by(service, kind):
        for method, who in _asked(place, kind, everybody, turn):
            if who not in readers:
                continue
            data = _sent(place, method)
            hidden = service.browsers[who].ask(method, place.path, data)
            asked += 1
            if hidden.comparable == nothing[who]:
                continue
            # A page that leaves out what it may not bring together: as it leaves out what is not there. So does what no
            # page takes, whatever it is asked about.
            absent = service.browsers[who].ask(method, _absent(place, service), data)
            if UUID.sub("ID", hidden.comparable) != UUID.sub("ID", absent.comparable):
                told.append(f"{place.label} {method} as {who}: {hidden.status}; of no record {absent.status}")
    assert asked
    return asked


def _sent(place: Place, method: str) -> Any:
    return {"POST": place.post, "OPTIONS": ""}.get(method)


# --- A restricted record that somebody may see -----------------------------------------------------------------------
def _granted(record: Any, who: Any) -> None:
    grant(record, to=who)


# Who is let in, and how. In the suite one of each; in the proof everybody, in one way and in the other: who may break
# glass in the other.
ONE_OF_EACH = {"support": _granted, "worker": opening}
MAY_BREAK_GLASS = [who for who in READERS if EXPECTED["overview:emergency"]["GET"][who] == 200]
EVERYBODY = (dict.fromkeys(READERS, _granted), dict.fromkeys(MAY_BREAK_GLASS, opening))
# What they are answered otherwise than of a record that is not restricted, by the kind that is: in words it is refused to
# bring it where others would see it, or to somebody who may not see it.
OTHERWISE = """
person  cases:person-merge ?with of another
person  cases:person-merge-undo
family  cases:family-join ?with of another
family  cases:join-undo
context cases:context-merge ?with of another
family  cases:case-allocate
case    cases:case-allocate
family  cases:case-transfer
case    cases:case-transfer
"""
# An opening lets nobody restrict or bar, be it what hangs on the record.
NOT_OPENED = ("overview:restrict", "overview:bar", "overview:bar-confirm")


def _answered(place: Place, kind: str, method: str, who: str, let_in: Any) -> set[int]:
    """What one who is let in is answered there: the page to give access, since it is restricted; no second restriction. A
    page that is only read, and one that is only sent, take no other method; the rest read for each."""
    answers = EXPECTED[place.label]
    in_words = [tuple(line.split(maxsplit=1)) for line in OTHERWISE.strip().splitlines()]
    if method != "POST":
        status = 200 if place.label == f"overview:grant unrestricted {kind}" else answers["GET"][who]
        return {status, 405} if method != "GET" else {status}
    if let_in is opening and place.name in NOT_OPENED:
        return {403}
    restricted = (f"overview:grant unrestricted {kind}", f"overview:restrict {kind}")
    return {200} if place.label in restricted or (kind, place.label) in in_words else {answers["POST"][who]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_live_grant_opens_all_that_hangs_on_the_record(
    service: Service, kind: str, everybody: bool, record_property: Figure
) -> None:
    """And so does an opening in an emergency, while it lasts: who is let in is answered as of a record that is not
    restricted. In the suite what is only read, to one of the two in turn, and of one of the kinds of record that it hangs
    on; in the proof forms are sent, too."""
    record = restrict(getattr(service.of, kind), by=service.users["manager"])
    shut: list[str] = []
    asked = 0
    for ways in EVERYBODY if everybody else [ONE_OF_EACH]:
        with undone():
            for who, let_in in ways.items():
                let_in(record, service.users[who])
            for turn, place in enumerate(_hidden_by(service, kind)):
                for method, who in _opened(place, kind, ways, turn, everybody):
                    answer = service.browsers[who].ask(method, place.path, _sent(place, method))
                    asked += 1
                    expected = _answered(place, kind, method, who, ways[who])
                    if answer.status not in expected:
                        how = ways[who].__name__.strip("_")
                        shut.append(f"{place.label} {method} as {who}, {how}: {answer.status}, not {expected}")
    record_property("opened by a grant or in an emergency", asked)
    assert shut == []


def _opened(place: Place, kind: str, ways: Collection[str], turn: int, everybody: bool) -> Iterator[tuple[str, str]]:
    """Each method and reader that this place is asked by."""
    for method, answers in EXPECTED[place.label].items():
        may = [who for who in ways if answers[who] not in (403, 405)]
        if not everybody:
            is_turn = method == "GET" and place.post is None and kind in by_turns(place.label, sorted(place.on))
            may = [may[turn % len(may)]] if may and is_turn else []
        yield from _in_all_ways(method, may, turn if everybody else None)


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_hang_on_a_restricted_record_stays_open(service: Service, kind: str, everybody: bool) -> None:
    """In the suite each page of other kinds of record beside one of them, by turns; in the proof all there are."""
    restrict(getattr(service.of, kind), by=service.users["manager"])
    shut = []
    for place in service.places:
        beside = [other for other in KINDS if other not in place.on]
        is_turn = bool(place.on) and kind in by_turns(place.label, beside)
        if kind not in place.on and place.post is None and (is_turn or everybody):
            answer = service.browsers["worker"].get(place.path)
            if answer.status != EXPECTED[place.label]["GET"]["worker"]:
                shut.append(f"{place.label}: {answer.status}")
    assert shut == []
