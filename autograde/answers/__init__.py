"""Group the answers that a person marks, so that one mark covers all that say the same thing."""
