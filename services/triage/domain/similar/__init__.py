"""When two complaints are alike: their texts, whom they are about, and whether it is one person's one matter."""
