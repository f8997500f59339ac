"""The house as its users meet it: HTTP at one address, nothing else."""

from typing import Any

import requests


class Refused(AssertionError):
    """An answer other than the expected one."""

    def __init__(self, answer: requests.Response, expected: int | tuple[int, ...]) -> None:
        request = answer.request
        got = f"{answer.status_code} instead of {expected}: {answer.text[:1500]}"
        super().__init__(f"{request.method} {request.url}: {got}")
        self.answer = answer


class Door:
    """One caller at the door. `authorization` goes with every request."""

    def __init__(self, base: str, authorization: str | None = None, language: str = "zh-CN") -> None:
        self.base = base
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Accept-Language"] = language
        if authorization:
            self.http.headers["Authorization"] = authorization

    def ask(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """The answer as it comes; redirects are answers too."""
        arguments.setdefault("timeout", 60)
        arguments.setdefault("allow_redirects", False)
        answer = self.http.request(method, self.base + path, **arguments)
        answer.encoding = answer.encoding or "utf-8"  # JSON says none; to guess costs more than to ask
        return answer

    def get(self, path: str, expect: int | tuple[int, ...] = 200, **arguments: Any) -> Any:
        return self._read(self.ask("GET", path, **arguments), expect)

    def post(
        self, path: str, body: Any = None, expect: int | tuple[int, ...] = (200, 201), **arguments: Any
    ) -> Any:
        return self._read(self.ask("POST", path, json=body, **arguments), expect)

    def change(
        self, resource: str, path: str, body: Any, expect: int | tuple[int, ...] = (200, 201, 204)
    ) -> Any:
        """Post to `path` on the version of `resource` that stands now."""
        now = self.ask("GET", resource)
        if now.status_code != 200:
            raise Refused(now, 200)
        return self.post(path, body, expect, headers={"If-Match": now.headers["ETag"]})

    @staticmethod
    def _read(answer: requests.Response, expect: int | tuple[int, ...]) -> Any:
        if answer.status_code not in (expect if isinstance(expect, tuple) else (expect,)):
            raise Refused(answer, expect)
        return answer.json() if "json" in answer.headers.get("Content-Type", "") else answer.text

    def close(self) -> None:
        self.http.close()
