"""Asks STS who is calling, as a program that uses boto3 does.

Prints the caller's ARN once for each call; paced, it makes one call for each line of
standard input. A failure is one line on standard error, the name of the exception
first, and exit status 1.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3


def ask(profile: str | None, calls: int, paced: bool) -> None:
    """One session, one client, and all the calls with it."""
    client = boto3.Session(profile_name=profile).client("sts")
    for _ in sys.stdin if paced else range(calls):
        # One write: a line of one thread is not broken by another.
        sys.stdout.write(client.get_caller_identity()["Arn"] + "\n")
        sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", help="else the environment decides, as for any program")
    parser.add_argument("--calls", type=int, default=1, help="calls of each session")
    parser.add_argument("--paced", action="store_true", help="a call for each line")
    parser.add_argument("--sessions", type=int, default=1, help="sessions at once, a thread each")
    arguments = parser.parse_args()
    with ThreadPoolExecutor(arguments.sessions) as pool:
        asked = [
            pool.submit(ask, arguments.profile, arguments.calls, arguments.paced)
            for _ in range(arguments.sessions)
        ]
    try:
        for answer in asked:
            answer.result()
    except Exception as error:  # whatever it is, the test wants its name
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
