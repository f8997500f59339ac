"""Copies without metadata, and previews. Runs in a process of its own (shared.files.sandbox) only.

Each cleaner takes bytes and gives bytes; it may crash, hang or eat its memory, and only itself suffers.
"""
