"""A real SMTP server for tests: keeps every mail as a file, and refuses, hangs or breaks off when told to.

python server.py FOLDER [PORT]   prints "listening PORT"; ends with its standard input.

FOLDER/behaviour holds one word, read anew for every command:
  ok       takes everything, but nobody whose address begins with "unbekannt@" (550) or "verboten@" (550 5.7.1)
  later    no recipient now (451)
  never    no recipient ever (550)
  content  no text ever (554)
  hang     never answers to a text, and does not keep it
  lost     keeps a text, and never answers
FOLDER/0001.json and so on hold what came, in its order: envelope, headers and text as Python's own parser reads them.
"""

import asyncio
import json
import os
import sys
import threading
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.smtp import SMTP

folder = Path(sys.argv[1])


def behaviour() -> str:
    try:
        return (folder / "behaviour").read_text().strip() or "ok"
    except FileNotFoundError:
        return "ok"


class Handler:
    def __init__(self) -> None:
        self.count = len(list(folder.glob("*.json")))

    async def handle_RCPT(self, server, session, envelope, address, options):
        wanted = behaviour()
        if wanted == "later":
            return "451 4.3.0 please come back later"
        if wanted == "never" or address.startswith("unbekannt@"):
            return "550 5.1.1 no such user here"
        if address.startswith("verboten@"):
            return "550 5.7.1 not allowed by rule"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        wanted = behaviour()
        if wanted == "content":
            return "554 5.6.0 no such text"
        if wanted != "hang":
            self.keep(envelope)
        if wanted in ("hang", "lost"):
            await asyncio.sleep(3600)
        return "250 OK"

    def keep(self, envelope) -> None:
        self.count += 1
        raw = envelope.content
        mail = message_from_bytes(raw, policy=policy.default)
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name: str(value) for name, value in mail.items()},
            "names": mail.keys(),
            "charset": mail.get_content_charset(),
            "type": mail.get_content_type(),
            "body": mail.get_content().replace("\r\n", "\n"),
            "raw": raw.decode("utf-8", "replace"),
        }
        # In place at once, so that nobody reads half a mail.
        aside = folder / f"{self.count:04}.part"
        aside.write_text(json.dumps(kept, ensure_ascii=False))
        aside.rename(folder / f"{self.count:04}.json")


def end_with_standard_input() -> None:
    sys.stdin.read()
    os._exit(0)


async def main() -> None:
    handler = Handler()
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="mail.test", enable_SMTPUTF8=True, loop=loop), "127.0.0.1", port
    )
    print(f"listening {server.sockets[0].getsockname()[1]}", flush=True)
    async with server:
        await server.serve_forever()


threading.Thread(target=end_with_standard_input, daemon=True).start()
asyncio.run(main())
