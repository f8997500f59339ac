"""What stands around the table: how it came about and how to read it."""

INTRODUCTION = """# Benchmarks

`make bench` measures the production shape on this machine, with everything on: validation, sealing, audit and outbox in
one transaction, `fsync`, quorum queues, confirms. It writes this page and [benchmarks.json](benchmarks.json),
in about 28 minutes on a quiet machine of two cores. `make bench ONLY=relay,pages` measures some parts and leaves the
other lines as they are; `QUICK=1` only shows that everything still runs, and writes nothing.

A figure alone says more of the machine than of the program. So each is taken beside its floor – what the same machine
does without us, or without the load in question – **in the same run, in turns**; each round gives one ratio, and the
median of the ratios is judged. Servers, programs and whatever makes the load share the cores.

"""
HEAD = "| part | what | measured | beside | judged | aim | done at | |\n|---|---|--:|--:|--:|--:|--:|---|\n"
READING = """
## How to read it

- **submission**: `wrk` (32 connections, one thread) posts complaints, each with words and an `Idempotency-Key` of its own,
  to intake's gunicorn (2 processes of 8 threads, straight, no nginx). One floor is `pgbench` with 32 clients inserting
  the very rows that one complaint leaves (complaint, identity, audit, kept answer, outbox) in one transaction, prepared,
  with nothing sealed or chained anew. The other is a Flask view that does nothing, on the same gunicorn, loaded alike.
  The last line sends at half the reached rate, each request timed from when it was due.
- **relay**: one relay, with its two lanes, empties an outbox of 20,000 events: it takes, publishes, waits for confirms, keeps what was sent and
  deletes. Beside it, clients that only publish the same body to the same queue, with the same window of 500 confirms on
  their way: pika's own loop without anything around it, by which the relay is judged, and a program in C (librabbitmq,
  where it can be compiled), which shows what Python costs.
- **consumer**: the same handlers on the same batches of 100, once fed by RabbitMQ through kombu, once directly. Intake
  hearing `case.opened` does the least for an event, so the broker's share is largest there; triage hearing
  `complaint.received` judges the case and does the most.
- **way**: from the citizen's POST to the commit that puts the case into the body's queue (`pg_xact_commit_timestamp`), at
  50 a second, through all three services, their relays and workers.
- **lifecycles**: whole lives as real requests (submit, accept, claim, find, propose, approve, read, carry out, close), four
  at a time, in turns at an installation with empty databases and at one with a million complaints.
- **pages**: each page in turns at ten thousand complaints and at a million, by the staff of one busy body, judged by the
  ratio of the 95th percentiles. It has 5,000 of the million, and 3,000 of the ten thousand, so that as many rows stand on
  its pages: what grows is what has to be looked through. Memory is each program's proportional share (PSS) after that.
- **large**: each page of a case with 64 respondents, 200 files, 2,000 steps in its course and 60 letters, in turns with the
  same page of a case with one respondent and one file, each in three states: all found, proposed, archived. Judged by the
  95th percentile of the large one's answer. The cases were led through the doors up to there; steps, files and letters
  were then written into the tables.
- **assessment**: complaints of every kind judged on one core, from facts and with the statement read as well, in a second
  of processor time; and one complaint as triage hears it – looked up, judged, kept, indexed, told and committed – one after
  the other at ten thousand complaints and at a million. The search among a million texts is measured apart, by
  `python -m tests.load.similar`.

The million are a few complaints that were really led through the house, repeated inside the databases
(`tests/bench/million/`): other numbers and bodies, a year of days, 80 % closed, the large bodies with hundreds of times
what the small ones have. Copies have two rows of each kind of history, those that are looked at have all of it. What is
sealed in them opens as ever; their audit rows stand in no chain.

## Below the aim

{below}

## Where the time goes

- **submission** is bound by Python, not by PostgreSQL or the disk: of a request's time in the web process about a third
  was its own transaction (beginning, looking for a kept answer, audit lane, rows, commit: five round trips). So
  submissions of the moment are committed together (`shared/deposits.py`): no look, one lane, one commit for all that
  wait, which also spares PostgreSQL a third of its work, and all of it as one statement, behind the end of the lane as
  this process left it (one round instead of four; the rest of the time between them went to other threads). The rest is gunicorn, Flask and the checks. On one
  machine the web side needed 2.8 to 2.95 ms of processor time a request before, and 2.2 since bodies that are right are
  read plainly, keyed hashes are set up once, and no session, no copy and no key is made ready that nobody asks for
  (three hundredths less again since parts of bodies are read so too, and the JSON once). A third of the calls of Python's
  that were left, 1,530 to 1,040, went in many small cuts: hooks look their request up once, headers of all answers go out
  as one list, JSON is written by orjson, fields are read and written without marshmallow's wrapping, columns of rows
  without psycopg's look for lists in lists; head and body of an answer are one packet (`shared/one_send.py`). And three of four batches
  had been parsed and planned anew: a look at the calendar ended with a rollback, after which psycopg prepares all
  statements again;
  PostgreSQL needs 0.3 to 0.5. An empty view needs 0.3 with the load beside it: of it 0.10 to 0.15 was reached before these cuts, by machine, and 0.193 with them.
  With eight threads much is changing of threads: each time that one lets go of the interpreter (sockets, sealing, waiting
  for PostgreSQL) another one may take it. Connections are shared between the processes since one of them often took all
  of a burst and the other had nothing to do (`shared/even_worker.py`): rates then fell to half.
  Workers without threads (gunicorn's `gevent`) were tried on a third machine: a submission then wants 1.42 ms in the web
  process instead of 1.64, but an empty view is a third faster as well (8,077 a second instead of 6,190): 0.12 to 0.15 of it
  either way.
- **way**: at 50 a second everything together wants 150 to 190 % of the two cores, by machine (on the slower one, workers
  with their relays: triage 44, investigation 27, intake 23; intake's web side 33, PostgreSQL 32, RabbitMQ 13, and whoever
  sends 10), so it is processor time that decides, and whatever else the machine does meanwhile shows at once: in the slow
  hours of this machine it is full, and complaints queue. Runs of the benchmark had their half within 38 to 204 ms,
  others in the slowest hour up to 631; at 20 a second it is
  44 ms (99 % within 95). What took more than it should was found by looking where the workers' time goes: half of
  investigation's worker was the search index, and most of that was one query put together anew for each case (35 to
  27 % of a core since that is done once for all). Two questions that were asked for each case in a batch, by way of the
  session, once made it 137 ms instead of 70: the session wrote each case by itself before it asked. Events for which
  nobody on the way waits gather for 0.2 s at most; a worker wakes its own relay itself; looking for cycles of objects
  after each 700, as Python does, took a quarter of a handler's time, and is done more seldom. Events are read without
  marshmallow's care for errors (a third less). Triage and investigation need four statements each for a complaint (two of
  investigation's for a batch: who opens cases waits for what is being learnt of people). One notes the event as met and
  looks for all that the handlers will ask for (`shared/foresight.py`); one writes all that is new, behind the end at which
  the process left its lane of the trail. Rows that come one by one are published at once and leave the outbox together:
  with PostgreSQL's share a relay's round of one complaint cost 2.2 to 3.2 ms, and costs 0.8 to 1.4. All programs together
  then went from 31.7 to 35.1 ms a complaint to 32.0 to 33.9, in two turns on a third machine; half were there within 52 and
  75 ms, 73 and 111 before. What is left of
  triage's time is spread thin: judging a fifth, texts in two languages and sealing, statements.
- **assessment** is measured in processor time on one core, so a slower machine shows undivided: between two of them JSON
  beside it fell from 174 to 97 thousand a second, facts judged from 8,806 to 4,903, with the statement read from 2,104 to
  1,089. Reading the statement is three quarters of the latter. On a third (126 thousand round trips) it was 1,424, and
  1,588 since the words of the rules are met as sets of characters and pairs.
- **relay**: the raw loop and the broker already fill two cores; what the relay adds – reading each body, moving it from
  `outbox` to `sent`, where it is kept for replays, an id and a type for each message – must come out of the same two.
  Taking and moving them is one prepared statement for any number of rows, and a round is four windows, since nothing else
  moves while the broker makes the last one durable. A second lane, open while rows wait in thousands, lets the database
  move the rows of one while the broker keeps those of the other.
- **pages**: a desk's lists, counts and searches are answered from one index that holds all they ask for, and who is barred
  is looked up by the caller, not by each case; of the wide rows only one page is read.
- **large**: forty steps of the course are unsealed for a page, the other steps are counted; the list of the complainant's
  files is most of what a large case's page has more than a small one's. The form of outcomes takes the numbers of matters
  as text: 64 boxes under each of sixteen outcomes were 420 kB. The JSON door tells the whole course and opens all of it.
"""
