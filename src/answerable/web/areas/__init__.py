"""What the desk has, area by area: LISTINGS, DEEDS and PAGES, and nothing else that others look at."""
