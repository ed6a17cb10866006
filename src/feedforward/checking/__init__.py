"""What an exercise is; how an answer is observed, judged and explained."""
