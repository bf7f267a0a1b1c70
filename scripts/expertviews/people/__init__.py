"""Who answers: names, letters after them, kinds, bios, and who is the same."""
