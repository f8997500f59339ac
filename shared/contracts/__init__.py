"""All that the services know of one another: terms, events, and their wire form."""
