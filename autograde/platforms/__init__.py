"""Exchange files with learning platforms: rosters and submissions in, feedback out."""
