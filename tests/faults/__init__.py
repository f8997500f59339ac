"""Fault drills: everything that can be killed, frozen, cut or filled up, under load, with a ledger kept."""
