"""`make up`: the production shape on one machine, from the configuration that the containers use."""
