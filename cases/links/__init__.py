"""Links between children who are open to the service, share a contextual risk and are not related: who, and why.

Two children are *linked* when both are open to the service, each holds a current link that counts as shared risk to the
same context, they are not related, and the reader may see both. Everything here reads; nothing here writes.
"""
