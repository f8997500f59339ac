"""Settings that a province may change (Measures art. 22): their history, the JSON door and the page."""
