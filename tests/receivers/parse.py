#!/usr/bin/env python3
"""What is in a mail: `parse.py MAIL FOLDER` prints it as JSON, and writes its HTML with the picture beside it, so that a
browser can show it, to FOLDER/mail.html.
"""

import email
import email.policy
import json
import os
import struct
import sys

message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
folder = sys.argv[2]
parts, html = [], ""
for part in message.walk():
    kind = part.get_content_type()
    said = {"type": kind, "disposition": part.get_content_disposition(), "cid": part["Content-ID"]}
    if kind == "image/png":
        picture = part.get_content()
        said["size"] = struct.unpack(">II", picture[16:24])
        with open(os.path.join(folder, "trend.png"), "wb") as file:
            file.write(picture)
    elif kind.startswith("text/"):
        said["text"] = part.get_content()
        html = said["text"] if kind == "text/html" else html
    parts.append(said)
with open(os.path.join(folder, "mail.html"), "w", encoding="utf-8") as file:
    file.write(html.replace("cid:trend", "trend.png"))
headers = {name.lower(): str(value) for name, value in message.items()}
print(json.dumps({"headers": headers, "parts": parts}))
