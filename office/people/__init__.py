"""Lists of units and people as offices keep them: read in, held against the rules, handed out."""
