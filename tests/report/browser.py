"""A Chromium without a window, driven over the plain HTTP of its driver."""

import contextlib
import http.client
import json
import shutil
import subprocess
import time

PATIENCE = 10.0


class Browser:
    """One page at a time; `script` gives what its JavaScript returns."""

    def __init__(self, chromium: str, driver: str, profile: str) -> None:
        self.process = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.session = ""
        try:
            self.port = self._port()
            options = {
                "binary": chromium,
                "args": [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    f"--user-data-dir={profile}",
                ],
            }
            wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
            self.session = "/session/" + self._ask("/session", wanted)["sessionId"]
        except BaseException:
            self.close()
            raise

    def _port(self) -> str:
        for line in self.process.stdout:
            if "successfully on port" in line:
                return int(line.rstrip(" .\n").rsplit(" ", 1)[1])
        raise OSError("the driver did not start")

    def _ask(self, path, content, method="POST"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, json.dumps(content))
            answer = connection.getresponse()
            value = json.load(answer)["value"]
        assert answer.status == 200, value["message"]
        return value

    def open(self, path, width=1280, height=900):
        """Load a file in a window of a size; phones are narrower than windows can be."""
        self.visit(path.as_uri(), width, height)

    def visit(self, address, width=1280, height=900):
        """Load a page of an address."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.developer("Emulation.setDeviceMetricsOverride", size)
        self._ask(f"{self.session}/url", {"url": address})

    def developer(self, command, options):
        return self._ask(f"{self.session}/goog/cdp/execute", {"cmd": command, "params": options})

    def script(self, text, *given):
        return self._ask(f"{self.session}/execute/sync", {"script": text, "args": list(given)})

    def until(self, text, *given, patience=PATIENCE):
        """Wait until an expression holds."""
        end = time.monotonic() + patience
        while not self.script(f"return Boolean({text})", *given):
            assert time.monotonic() < end, f"never came: {text}"
            time.sleep(0.02)

    def press(self, *keys):
        """Press and release keys: characters, or codes of the protocol (``\\ue00c`` is Escape)."""
        self._type([(kind, key) for key in keys for kind in ("keyDown", "keyUp")])

    def chord(self, *keys):
        """Press keys together, the first of them longest."""
        self._type([*(("keyDown", key) for key in keys), *(("keyUp", key) for key in keys[::-1])])

    def _type(self, keys):
        steps = [{"type": kind, "value": key} for kind, key in keys]
        actions = [{"type": "key", "id": "keys", "actions": steps}]
        self._ask(f"{self.session}/actions", {"actions": actions})

    def close(self):
        if self.session:
            with contextlib.suppress(OSError):
                self._ask(self.session, {}, "DELETE")
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def found():
    """Give the paths of Chromium and its driver, or nothing."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (chromium, driver) if chromium and driver else None
