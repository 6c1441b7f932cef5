"""The papers of correction and ending: which there are, what each has to say, and how they are worded."""
