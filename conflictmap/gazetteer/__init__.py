"""Where: names, places, and the compiled gazetteer."""
