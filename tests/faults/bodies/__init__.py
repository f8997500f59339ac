"""A body's own system beside real servers: whatever is killed between taking and acknowledging, nothing is lost
and nothing happens twice."""
