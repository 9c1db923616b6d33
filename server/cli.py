"""The maintainer's commands: ``flask --app server …``."""

import logging
import sys

import click
from flask import Flask

from server import serving, store
from server.config import Config


def init_app(app: Flask) -> None:
    """Add the commands to an app."""
    config: Config = app.extensions["caveat"][0]

    @app.cli.command("serve")
    def serve() -> None:
        """Answer requests until interrupted."""
        logging.basicConfig(format="%(message)s")
        logging.getLogger("caveat").setLevel(logging.INFO)
        try:
            store.upgrade(config.database)
            serving.serve(app, config)
        except (store.StoreError, serving.PortTakenError) as error:
            sys.exit(str(error))

    @app.cli.command("served")
    def served() -> None:
        """List each model that was served, from when it first was."""
        try:
            store.find(config.database)
            store.upgrade(config.database)
            models = store.served(config.database)
        except store.StoreError as error:
            sys.exit(str(error))
        for one in models:
            click.echo(f"{one.since:%Y-%m-%d %H:%M}  {one.version}  codebook {one.codebook}")
