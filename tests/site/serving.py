"""Commands that serve, as a person starts them, and what they answer. Used by `test_serve.py`."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import ClassVar

import psutil

from cs_casework import embedded
from tests.site import faulting

# Without the borough, whose filling has tests of its own.
DEMO = [sys.executable, "manage.py", "demo", "--empty"]
SERVE = [sys.executable, "-m", "cs_casework.serve"]


def hears_ctrl_c() -> None:
    """As at a person's keyboard: the tests may have been started in the background, where Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A command that serves, and what it printed until its pages were answered."""

    started: ClassVar[list["Running"]] = []

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            cwd=embedded.PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=hears_ctrl_c,
        )
        self.started.append(self)
        self.printed = ""
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed += line
            if line.startswith("Serving at"):
                break
        # Read on, or what it says would fill the pipe and hold it up.
        self.reader = Thread(target=self._read_on, daemon=True)
        self.reader.start()
        self.parts = {
            part.pid: " ".join(part.cmdline()) for part in psutil.Process(self.process.pid).children(recursive=True)
        }

    def pid_of(self, words: str) -> int:
        return next(pid for pid, command in self.parts.items() if words in command)

    def end(self, sign: int = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.wait()

    def _read_on(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed += line

    def wait(self) -> int:
        self.process.wait(timeout=120)
        self.reader.join(timeout=10)
        assert self.process.stdout
        self.process.stdout.close()
        return self.process.returncode

    def is_gone(self) -> bool:
        return not any(
            psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in self.parts
        )


def answer(port: int, host: str = "127.0.0.1", path: str = "/") -> int:
    return full_answer(port, path, host)[0]


def full_answer(
    port: int, path: str, host: str = "127.0.0.1", sent: str | None = None, session: str = ""
) -> tuple[int, str, str]:
    """Its status, how long it asks to be left alone, and the page."""
    headers = {"Host": "localhost", "Cookie": f"sessionid={session}; csrftoken={faulting.TOKEN}"}
    if sent is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection(host, port, timeout=30)) as asked:
        asked.request("GET" if sent is None else "POST", path, sent, headers)
        with asked.getresponse() as answered:
            return answered.status, answered.headers.get("Retry-After", ""), answered.read().decode()


def until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def run(*command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=embedded.PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def shell(code: str, environment: dict[str, str]) -> str:
    done = run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code.strip(), environment=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def ignores_sigterm(pid: int) -> bool:
    """As the service does once it is about to pass it on to its parts."""
    status = Path(f"/proc/{pid}/status").read_text()
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn"))
    return bool(int(mask, 16) & 1 << (signal.SIGTERM - 1))
