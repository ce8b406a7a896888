"""A container asks its own web process, or another's: healthcheck.py healthz|readyz [HOST].

Exit 0 when the answer is 200. The host name sent is one that the product answers to.
"""

import http.client
import os
import sys


def is_well(page: str, host: str = "127.0.0.1") -> bool:
    port = int(os.environ.get("PORT", "8000"))
    known_as = os.environ.get("SENCOHUB_HOSTS", "localhost").split(",")[0]
    connection = http.client.HTTPConnection(host, port, timeout=8)
    headers = {"Host": known_as, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
    try:
        connection.request("GET", f"/{page}", headers=headers)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_well(*sys.argv[1:]) else 1)
