"""What may be published, when and in which form."""
