"""What is held about people: told to them, and erased, each with a record and no name in it."""
