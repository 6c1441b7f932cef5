"""Way in by the clock: worker, sequencer, collectors, reminders."""
