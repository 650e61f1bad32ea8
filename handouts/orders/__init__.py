"""From words, typed or read from a table, to what the program is asked for: a request, and how it is to look."""
