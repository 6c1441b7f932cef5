"""Heavy lifting over tables. The memory engine is the judge; the others must give the same answer faster."""
