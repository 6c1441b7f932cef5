"""Rules and parameters: loaded from dated files, checked, and chosen by the edition in force on a day."""
