"""The course of a case: from findings to a correction that was checked, or to an end that holds.

A case is the sequence of its steps, and nothing else. Each step is an act of somebody at an instant; `fold` makes of
them where the case stands, `refuse` says why an act is not open, `turns` whose turn it is until when. The stages, the
clocks and where an act leads are data (`core.rulebook.routes`); the same steps give the same bytes for ever.
"""
