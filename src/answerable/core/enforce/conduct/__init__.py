"""How both sides kept what they owed: shares and overdue lists, per contract and per body, never a ranking."""
