"""How it looks: the interactive page and the printed figure."""
