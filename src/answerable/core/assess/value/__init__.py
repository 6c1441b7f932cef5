"""What outsourcing brought: one measure before and since, against its ordinary range and against peers."""
