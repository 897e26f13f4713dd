"""Every sentence that a user can see: the one room that words errors, hints and notes."""
