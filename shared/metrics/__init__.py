"""What is counted and measured (`table`), and how it is told: `sharing`, `telling`, `door`."""
