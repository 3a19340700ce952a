"""The frames at the doors: their codebook, their files, their archive, and foreign tables brought to them."""
