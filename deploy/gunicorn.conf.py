"""gunicorn's settings for every form of installation, each with its reason.

`jiandu run` and `jiandu web` read this file; the address comes from JIANDU_BIND. A copy that was changed
is named with `jiandu web SERVICE --gunicorn FILE`, or `gunicorn` settings may be raised one by one:
JIANDU_WEB_WORKERS and JIANDU_WEB_THREADS.
"""

import os

# Threads, not more processes: a request mostly waits for its database, and a process holds 100 MB. The class
# is gunicorn's gthread, but for one thing: a process without a free thread lets the others look first.
worker_class = "shared.even_worker.EvenWorker"

# Two processes use two cores. Scale by adding replicas of this size rather than by one large one: what is
# lost with a replica is then small, and a rolling upgrade always has room.
workers = int(os.environ.get("JIANDU_WEB_WORKERS", "2"))

# Eight a process: submissions of the moment share one statement (shared/deposits.py), so the more are in
# hand at once, the cheaper each is. Four took in less under load, sixteen more, at a worse 99th percentile.
# The database pool (8 connections a process and 4 in reserve) is larger on purpose: no thread waits for one.
threads = int(os.environ.get("JIANDU_WEB_THREADS", "8"))

# A worker that says nothing for so long is replaced. No page takes seconds; an upload of 50 MB over a slow
# line does not count, since gthread answers for itself while a thread reads.
timeout = 60

# At SIGTERM requests in hand may finish: longer than any of ours takes, shorter than the 30 s after which
# containers are killed.
graceful_timeout = 20

# Longer than nginx keeps an idle connection to us (10 s): it must never be we who close it under a request.
keepalive = 15

# Slow clients are nginx's to wait for; 256 connections a process are far more than it opens.
worker_connections = 256
backlog = 512

# Off unless asked for: against a leak, ours or a library's. The jitter parts the workers' restarts.
max_requests = int(os.environ.get("JIANDU_WEB_MAX_REQUESTS", "0"))
max_requests_jitter = max_requests // 10

# The address line and headers that our pages need, with room; more is refused before it is read.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190

# Only the front door reaches a web side (its own network, or loopback), and it always writes this header
# itself: what it says of HTTPS holds. The complainant's address is not passed on at all.
forwarded_allow_ips = "*"
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
forwarder_headers = ""

# Heartbeats of workers are written to memory: on a disk they may block, and the root is read-only.
_MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes nameless files there, nobody guesses them
worker_tmp_dir = _MEMORY if os.access(_MEMORY, os.W_OK) else None

# Addresses of complainants are not written down. What happened is told by the structured log.
accesslog = None
errorlog = "-"
loglevel = "warning"

# Its one path under $HOME would be shared by all services of a machine.
control_socket_disable = True

# Each worker opens its own databases and keys: nothing is shared over a fork.
preload_app = False
