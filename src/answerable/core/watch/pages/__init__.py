"""Pages: reachable, fresh, answered; and free of what others put there."""
