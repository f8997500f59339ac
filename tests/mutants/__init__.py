"""Mutation testing of triage's domain: does some test notice when one thing in the law's code is changed?"""
