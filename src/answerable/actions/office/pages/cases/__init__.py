"""Cases as their readers see them: the board, one case with all its tracks, and the ways to its end."""
