"""Does what was decided: loads, decides, stores."""
