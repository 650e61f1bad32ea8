"""The blocks of a handout as boxes: one module for each part of the page, all held to the same few measures."""
