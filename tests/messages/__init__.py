"""Every sentence that the tool says to a student, with what makes it say so."""
