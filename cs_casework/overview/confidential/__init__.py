"""Who is barred from a record, and records opened in an emergency: what spans people, families, contexts, cases and
contacts."""
