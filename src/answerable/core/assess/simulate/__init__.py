"""What the judgement of ratings would do to providers whose true quality is known, because it was made up."""
