"""Learning platforms: collect what they hand over, and give back what they take."""
