"""The organizers' half: it reads, checks, builds and reports, and is never deployed."""
