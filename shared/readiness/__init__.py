"""Whether a service can do its work just now: asked by load balancers, by operators and by /metrics."""
