"""What a content file may hold, one kind per file: the border that nothing unchecked gets past."""
