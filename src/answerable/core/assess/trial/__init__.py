"""What a new set of indicators would have said, beside the one in force, before it binds anybody."""
