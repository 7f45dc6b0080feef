"""What a person or the schedule can do: load, let the core decide, save."""
