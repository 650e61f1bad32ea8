"""How a handout looks: brands, sizes, colours and formats."""
