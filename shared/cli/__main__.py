"""`python -m shared.cli`: the same program where nothing was installed by name."""

from shared.cli.main import main

main()
