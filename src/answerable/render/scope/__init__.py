"""The boundary in words: verdicts explained, proofs and differences told, rules as one table, all in both languages."""
