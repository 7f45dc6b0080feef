"""The HTTP side of entry: parse a request, call a use case, shape the reply."""
