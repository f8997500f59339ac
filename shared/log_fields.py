"""What a log line may hold. Anything else is dropped, so that no line can tell what must not be told.

No name, contact, statement, receipt code or address has a field here. A complaint is known by a keyed
hash of its number: who holds the keys can find its lines (`jiandu logs key NUMBER`), who holds the logs
cannot find out the number.
"""

FIELDS = {
    "at": "when, in UTC",
    "level": "debug, info, warning, error or critical",
    "event": "what happened: a word of the code, the same each time",
    "service": "which service",
    "trace_id": "the trace it belongs to, the same from the first request to the last handler",
    "complaint": "keyed hash of the tracking number",
    "name": "name of an event between services",
    "id": "id of an event between services",
    "outcome": "what became of it",
    "reason": "kind of failure and place in the code; never the failure's own text",
    "error": "kind of failure",
    "place": "place in the code",
    "method": "of a request",
    "route": "of a request, as the code writes it: `/complaints/<number>`, never the address asked for",
    "status": "of an answer",
    "ms": "how long it took",
    "rows": "how many rows or events",
    "seconds": "how long something was waited for",
    "role": "web, relay or worker",
    "source": "the service whose outbox is emptied",
    "hearer": "the service that is told",
    "library": "whose message this is, when it is not ours",
    "text": "the unfilled template of a library's message",
    "check": "a readiness check by its name",
    "bind": "an address of our own that is listened at",
    "complaints": "how many demo complaints",
    "unfinished": "how many of them stopped half-way",
    "story": "which demo complaint",
    "step": "which step of its story",
    "answer": "what the house answered to the demo's loader",
    "chore": "what a service does by itself once an hour, by the name of its function",
    "count": "how many",
    "file": "id of a file",
    "kind": "of which kind a file or a document is: jpeg, pdf, opinion …",
    "way": "by which way it is told that there is news: email or sms",
    "attempt": "how many tries there were",
    "current": "id of the master key that seals, never the key",
    "dropped": "names of fields that were refused",
}

LONGEST = 500
"""Characters of a value; a longer one is cut."""
