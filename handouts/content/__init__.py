"""What the clinic wrote: read, checked and joined into one library."""
