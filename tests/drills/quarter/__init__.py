"""Days of the model district: people act late or never, the clock runs, and what it did is looked at from outside."""
