"""Bodies with a system of their own, which take their cases and report over AMQP.

`letters` is the form in which both sides write, `actions` the table of what may be reported, `telling` what
goes out, `reports` what becomes of what comes in, `links` who takes part, `contract` the published document.
"""
