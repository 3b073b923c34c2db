"""Everything that is due, by person and by team: whatever kind of record it stands in, the soonest first."""
