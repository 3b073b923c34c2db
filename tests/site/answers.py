"""One table: what every address of the service answers everybody who may come by.

Cannot see: 404, the same as for a record that does not exist. Can see but may not do: 403. A page that is only read
takes no other method: 405. Nobody signed in: led to the sign-in form (302), whatever the address.
"""

CAST = ("nobody", "worker", "colleague", "manager", "support", "records", "administrator", "other", "elsewhere")
# Who shares the role of another, and nothing else: a practitioner of the same team; and a practitioner and a manager of
# another team, which holds none of the records.
LIKE = {"colleague": "worker", "other": "colleague", "elsewhere": "manager"}

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
