"""A contract's case as sentences: inputs, parameters with their grounds, arithmetic, versions."""
