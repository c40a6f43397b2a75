#!/usr/bin/env python3
"""A mail server that keeps what it gets: `smtp.py FOLDER [--cert FILE --key FILE] [--implicit] [--password WORD]`.

It prints its port, then writes each mail it takes to FOLDER/N.eml. With a certificate it offers STARTTLS and takes no
mail without it, or speaks TLS from the first byte; with a password it asks to sign in.
"""

import argparse
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def read_arguments():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--cert")
    arguments.add_argument("--key")
    arguments.add_argument("--implicit", action="store_true")
    arguments.add_argument("--password")
    return arguments.parse_args()


class Keep:
    """Writes what comes, each mail whole."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        path = os.path.join(self.folder, f"{self.count}.eml")
        with open(path + ".part", "wb") as file:
            file.write(envelope.content)
        os.rename(path + ".part", path)
        return "250 kept"


async def serve(asked):
    context = None
    if asked.cert:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(asked.cert, asked.key)
    words = {"hostname": "localhost"}
    if context and not asked.implicit:
        words |= {"tls_context": context, "require_starttls": True}
    if asked.password:

        def sign_in(server, session, envelope, mechanism, data):
            return AuthResult(success=data.password == asked.password.encode(), handled=False)

        words |= {"authenticator": sign_in, "auth_required": True, "auth_require_tls": not asked.implicit}
    loop = asyncio.get_running_loop()
    keep = Keep(asked.folder)
    server = await loop.create_server(
        lambda: SMTP(keep, loop=loop, **words), "127.0.0.1", 0, ssl=context if asked.implicit else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    # It ends with whoever started it.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve(read_arguments()))
