"""What was done and looked at, for records officers; of what they did themselves, for everybody else."""

from cs_casework.api.resources import Resource, offer
from cs_casework.audit.models import AuditEvent
from cs_casework.looking.events import readable_events

offer(
    Resource(
        name="audit",
        model=AuditEvent,
        fields="id at actor_id actor_name action record_type record_id record_reference reason shown path address",
        filters="action record_id record_reference actor_id at",
        records=readable_events,
        ordering="at",
        noun="audit",
        about="What was done or looked at, in the field’s words, and without any value of a field.",
    ),
)
