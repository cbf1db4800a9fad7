"""Asks STS who is calling, as a program that uses boto3 does.

Prints the caller's ARN once for each call. A failure is one line on standard
error, the name of the exception first, and exit status 1.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3


def ask(profile: str | None, calls: int) -> list[str]:
    """One session, one client, and so many calls with it."""
    client = boto3.Session(profile_name=profile).client("sts")
    return [client.get_caller_identity()["Arn"] for _ in range(calls)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", help="else the environment decides, as for any program")
    parser.add_argument("--calls", type=int, default=1, help="calls of each session")
    parser.add_argument("--sessions", type=int, default=1, help="sessions at once, a thread each")
    arguments = parser.parse_args()
    with ThreadPoolExecutor(arguments.sessions) as pool:
        asked = [
            pool.submit(ask, arguments.profile, arguments.calls) for _ in range(arguments.sessions)
        ]
    try:
        for arn in (arn for answer in asked for arn in answer.result()):
            print(arn)
    except Exception as error:  # whatever it is, the test wants its name
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
