"""`python -m shared.web.assets build`: the look's built files, made again only when a source changed."""

import sys

from shared.web.assets.build import BuildFailed, build


def main(arguments: list[str]) -> int:
    if arguments not in (["build"], ["build", "--force"]):
        sys.stderr.write("usage: python -m shared.web.assets build [--force]\n")
        return 2
    try:
        sys.stdout.write(build(force="--force" in arguments) + "\n")
    except BuildFailed as failure:
        sys.stderr.write(f"the look could not be built: {failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
