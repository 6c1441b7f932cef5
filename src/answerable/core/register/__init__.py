"""Bodies, people and posts, providers, work items, contracts, clauses: values and who answers for them."""
