"""Damages real answers: by bytes, by the words and lines they are made of, and by what another answer says there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

# What readers split at, count with and look for; and what programs stumble over.
WORDS = (
    b"\0", b"\n", b"\r\n", b"\t", b" ", b"=", b":", b";", b",", b"#", b"{", b"}", b"[", b"]", b"(", b")", b"'", b'"',
    b"\\",
    b"\\x", b"%", b"$", b"~", b"*", b"/", b"..", b"-", b"--", b"|", b"&", b"<", b">", b"!", b"@", b"0", b"-1", b"1e999",
    b"1e-999", b"nan", b"NaN", b"inf", b"-inf", b"Infinity", b"0x", b"0x7fffffffffffffff", b"18446744073709551616",
    b"9" * 5000, b"-9223372036854775809", b"1_0", b"\xd9\xa3", b"\xc2\xb2", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    b"\xe2\x80\xa8", b"\xc2\x85", b"\x0c", b"\x1b[2J", b"\xc4\xb0", b"\xe2\x80\xae", b"\xf4\x8f\xbf\xbf", b"null",
    b"true", b"false", b"{}", b"[]", b"[[]]", b'""', b'"\\ud800"', b"None", b"root", b"0001-01-01", b"9999-12-31",
    b"1969-12-31 23:59:59", b"/", b"//", b"/dev/zero", b"http://[", b"http://[::1", b"[::1%eth0]", b"unix:",
    b"999.999.999.999", b"0.0.0.0", b"::", b"xn--", b"a" * 300, b"${", b"%(", b"%s", b"{0}", b"(?P<", b"[z-a]",
    b"(a+)+$",
)  # fmt: skip
OPENINGS = (b"[", b"{", b"(", b"<", b'{"a":', b"[[", b"server { ", b"- ", b"-", b"\\", b"$(", b'"')
TOKEN = re.compile(rb"[A-Za-z0-9_.]+|\s+|[^\sA-Za-z0-9_.]")
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
NUMBERS = (b"0", b"-1", b"1", b"4294967296", b"9223372036854775808", b"1e400", b"-0.0", b"", b"0.5", b"9" * 400, b"x")


class Mutator:
    """Makes inputs out of inputs; the same random numbers make the same ones."""

    def __init__(self, random: Random, corpus: Sequence[bytes], words: Sequence[bytes] = (), largest: int = 1 << 16):
        self.random, self.corpus, self.largest = random, corpus, largest
        self.words = (*WORDS, *words)
        self.ways: tuple[Callable[[bytes], bytes], ...] = (
            self.flip, self.word, self.word, self.number, self.cut, self.end, self.line, self.double, self.swap,
            self.splice,
            self.token, self.token, self.nest,
        )  # fmt: skip

    def mutate(self, data: bytes) -> bytes:
        """One to five changes, at most `largest` bytes."""
        for _ in range(self.random.choice((1, 1, 1, 2, 2, 3, 5))):
            data = self.random.choice(self.ways)(data)
        return data[: self.largest]

    def place(self, data: bytes) -> int:
        return self.random.randint(0, len(data))

    def piece(self, data: bytes, most: int = 64) -> tuple[int, int]:
        begin = self.place(data)
        return begin, min(len(data), begin + self.random.randint(1, most))

    def flip(self, data: bytes) -> bytes:
        """Another byte."""
        if not data:
            return bytes([self.random.randrange(256)])
        at = self.random.randrange(len(data))
        return data[:at] + bytes([self.random.randrange(256)]) + data[at + 1 :]

    def word(self, data: bytes) -> bytes:
        """A word put in, or in the place of some bytes."""
        begin, end = self.piece(data, 8)
        return data[:begin] + self.random.choice(self.words) + data[self.random.choice((begin, end)) :]

    def number(self, data: bytes) -> bytes:
        """Another number where there is one."""
        begin = self.place(data)
        found = NUMBER.search(data, begin, begin + 2000) or NUMBER.search(data, 0, 2000)
        if found is None:
            return self.word(data)
        return data[: found.start()] + self.random.choice(NUMBERS) + data[found.end() :]

    def token(self, data: bytes) -> bytes:
        """A token left out, doubled, or exchanged for another of the same answer."""
        found = self._tokens(data)
        if not found:
            return self.word(data)
        one, other = self.random.choice(found), self.random.choice(found)
        new = self.random.choice((b"", one[0] * 2, other[0], self.random.choice(self.words)))
        return data[: one.start()] + new + data[one.end() :]

    def _tokens(self, data: bytes) -> list[re.Match[bytes]]:
        begin = self.random.randint(0, max(0, len(data) - 400))
        return list(TOKEN.finditer(data, begin, begin + 400))

    def cut(self, data: bytes) -> bytes:
        """Some bytes left out."""
        begin, end = self.piece(data, 200)
        return data[:begin] + data[end:]

    def end(self, data: bytes) -> bytes:
        """Broken off."""
        return data[: self.place(data)]

    def double(self, data: bytes) -> bytes:
        """Some bytes again, up to a hundred times."""
        begin, end = self.piece(data)
        return data[:end] + data[begin:end] * self.random.choice((1, 1, 2, 10, 100)) + data[end:]

    def line(self, data: bytes) -> bytes:
        """A line left out, doubled or moved."""
        mark = b"\0" if data.count(b"\0") > data.count(b"\n") else b"\n"
        lines = data.split(mark)
        at = self.random.randrange(len(lines))
        taken = lines.pop(at)
        for _ in range(self.random.choice((0, 1, 2))):
            lines.insert(self.random.randint(0, len(lines)), taken)
        return mark.join(lines)

    def swap(self, data: bytes) -> bytes:
        """Two pieces in each other's place."""
        begin, end = self.piece(data)
        first, last = self.piece(data)
        if first < end:
            return self.flip(data)
        return data[:begin] + data[first:last] + data[end:first] + data[begin:end] + data[last:]

    def splice(self, data: bytes) -> bytes:
        """The beginning of this one and the end of another."""
        other = self.random.choice(self.corpus) if self.corpus else data
        return data[: self.place(data)] + other[self.place(other) :]

    def nest(self, data: bytes) -> bytes:
        """An opening again and again."""
        at = self.place(data)
        mark = self.random.choice(
            (b"[", b"{", b"(", b"<", b'{"a":', b"[[", b"server { ", b"- ", b"-", b"\\", b"$(", b'"')
        )
        return data[:at] + mark * self.random.choice((10, 100, 2000)) + data[at:]


def swollen(data: bytes, random: Random, size: int) -> bytes:
    """A piece of an input repeated up to `size` bytes, after its beginning and before its end."""
    if not data:
        return b"\n" * size
    begin = random.randint(0, len(data) - 1)
    end = random.choice((begin + 1, begin + 2, begin + random.randint(1, 40), _next_line(data, begin), len(data)))
    piece = random.choice((data[begin:end] or b"a", random.choice(WORDS)))
    head, tail = data[:begin], data[end:]
    head, tail = head[-size // 4 :], tail[: size // 4]
    return (head + piece * max(1, (size - len(head) - len(tail)) // len(piece)) + tail)[:size]


def _next_line(data: bytes, begin: int) -> int:
    found = data.find(b"\n", begin)
    return len(data) if found < 0 else found + 1
