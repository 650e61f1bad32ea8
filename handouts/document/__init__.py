"""What a handout can say: the nodes, the one vocabulary table, and the strict reader of handout markup.

This layer knows nothing of pages, brands or files. `vocabulary.py` is the table to read first.
"""
