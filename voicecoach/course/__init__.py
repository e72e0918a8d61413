"""The course over weeks: doses done and due, how it felt, and when to go on or back."""
