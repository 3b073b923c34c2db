"""What was done and looked at, for records officers. Why a record was restricted or a person granted it is read on its own
page alone, by who may see that record; so no reason is given here, nor who stood on a page."""

from cs_casework.accounts.models import Permission
from cs_casework.api.resources import Resource, offer
from cs_casework.audit.models import AuditEvent
from cs_casework.looking.events import readable_events

offer(
    Resource(
        name="audit",
        model=AuditEvent,
        fields="id at actor_id actor_name action record_type record_id record_reference address",
        filters="action record_id record_reference actor_id at",
        needs=Permission.AUDIT_ALL,
        records=readable_events,
        ordering="at",
        noun="audit",
        about="What was done or looked at, in the field’s words, and without any value of a field.",
    ),
)
