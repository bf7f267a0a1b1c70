"""The YAML language server that editor programs use, spoken to over its protocol."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SCRIPT = "node_modules/yaml-language-server/bin/yaml-language-server"
INSTALLED = Path(os.environ.get("YAML_LANGUAGE_SERVER", ROOT / ".cache" / "language-server")) / SCRIPT
_SETTINGS = {
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},
    "kubernetesCRDStore": {"enable": False},
}


def missing() -> str | None:
    """Why the server can't be run here; None where it can."""
    if not shutil.which("node"):
        return "Node isn't installed"
    return None if INSTALLED.exists() else "the language server isn't installed; `make` gets it where npm is"


class LanguageServer:
    """A running server, with one document open at a time. Use as a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(INSTALLED), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._asked = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        client = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}, "workspace": {"configuration": True}}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": client})
        self._tell("initialized", {})

    def __enter__(self) -> "LanguageServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: Path, text: str) -> list[str]:
        """Opens a document and returns what the server marks in it, as `line: message` with lines from 1."""
        self._uri = path.as_uri()
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while self._uri not in self._diagnostics:
            self._read()
        marks = self._diagnostics.pop(self._uri)
        return [f"{mark['range']['start']['line'] + 1}: {mark['message']}" for mark in marks]

    def completions(self, line: int, column: int) -> dict[str, str]:
        """What the server offers at a position (from 1): each label with its explanation."""
        answer = self._ask("textDocument/completion", self._at(line, column))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: _text(item.get("documentation") or "") for item in items}

    def hover(self, line: int, column: int) -> str:
        """What the server says of the words at a position (from 1)."""
        answer = self._ask("textDocument/hover", self._at(line, column))
        return _text(answer["contents"]) if answer else ""

    def _at(self, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._uri}, "position": {"line": line - 1, "character": column - 1}}

    def _ask(self, method: str, params: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks in it is answered, and what it marks is kept."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": _answer(message)})
        return message


def _answer(message: dict[str, Any]) -> Any:
    if message["method"] != "workspace/configuration":
        return None
    return [_SETTINGS if item.get("section") == "yaml" else {} for item in message["params"]["items"]]


def _text(contents: Any) -> str:
    if isinstance(contents, list):
        return "\n".join(map(_text, contents))
    return str(contents["value"]) if isinstance(contents, dict) else str(contents)
