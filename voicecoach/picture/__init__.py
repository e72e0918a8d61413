"""Pictures of a session: lines for a terminal, a sheet to hand out. They read only a timeline."""
