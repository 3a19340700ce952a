"""What follows: control through time, front line, advances, supply arteries."""
