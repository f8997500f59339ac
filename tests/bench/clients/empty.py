"""A Flask view that does nothing: what gunicorn, Flask and the loader cost by themselves."""

from flask import Flask

app = Flask(__name__)


@app.post("/")
def nothing() -> tuple[str, int]:
    return "", 201
