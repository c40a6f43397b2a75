#!/usr/bin/env python3
"""What can be seen on a PNG without eyes: `picture.py FILE...` prints, for each, width, height, how many colours there
are, and which part of the picture the commonest of them covers. Standard library only; 8 bits a channel, not interlaced.
"""

import struct
import sys
import zlib
from collections import Counter


def read(path):
    """Width, height and the pixels, as bytes objects of one pixel each."""
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is not a PNG"
    at, packed, header = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    width, height, depth, colour, _, _, interlaced = header
    assert depth == 8 and not interlaced, "only plain pictures are read"
    size = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    return width, height, pixels(zlib.decompress(packed), width, height, size)


def pixels(raw, width, height, size):
    """Undoes the filters of the PNG, row by row."""
    stride = width * size
    before = bytearray(stride)
    for row in range(height):
        start = row * (stride + 1)
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = line[i - size] if i >= size else 0
            up, corner = before[i], before[i - size] if i >= size else 0
            if kind == 1:
                line[i] = (line[i] + left) & 255
            elif kind == 2:
                line[i] = (line[i] + up) & 255
            elif kind == 3:
                line[i] = (line[i] + (left + up) // 2) & 255
            elif kind == 4:
                line[i] = (line[i] + paeth(left, up, corner)) & 255
        before = line
        for i in range(0, stride, size):
            yield bytes(line[i : i + size])


def paeth(left, up, corner):
    guess = left + up - corner
    near = [(abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner)]
    return min(near)[2]


for path in sys.argv[1:]:
    width, height, found = read(path)
    colours = Counter(found)
    (_, most), *_ = colours.most_common(1)
    print(width, height, len(colours), round(most / (width * height), 4))
