"""A consistent copy of a whole house, and bringing it back.

The copy is a folder: one file for each service's database, the attachments, the keys sealed under a
passphrase (or kept apart), and a manifest with the hash of each.

All outboxes are held still for the moment in which the databases' snapshots are taken. So no event is
half in the copy: it is either not said yet, or said and kept among the sent ones. What was on its way
at the broker is said again after a restore; who met it already takes no second effect.
"""
