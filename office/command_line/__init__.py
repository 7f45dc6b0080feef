"""How the organizer's commands are typed: options, help, messages; what they do is in commands."""
