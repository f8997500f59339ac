"""Private servers on one machine: own folder, own ports, loopback only, stopped by their own pid."""
