"""Signs in closed attempts that people should look at; nothing follows from them by itself."""
