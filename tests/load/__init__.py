"""What makes load and what it runs against; shared by the fault drills and the benchmarks."""
