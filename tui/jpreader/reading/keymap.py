"""The keys that are in force: the command table's, with the reader's own in place of some.

Textual's `set_keymap` reports clashes that are none, misses real ones and ignores unknown commands, so keys are
checked here. How a key is written: as in `commands`, and also `^D`, `C-d`, `PgDn`, `Space`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from jpreader.commands import BY_ID, COMMANDS, key_label


class BadKey(ValueError):
    """A text names no key that jpreader can have; the text of the error says why, `hint` what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Misfit(NamedTuple):
    """A key, or a whole command, that can't be set as the reader wants."""

    command: str
    key: str
    """As it was written; empty where the command itself is meant."""
    message: str
    hint: str = ""


_NAMED: Final = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
    *("backspace", "enter", "tab", "space", "escape"),
    *(f"f{number}" for number in range(1, 25)),
}

_SPELLINGS: Final = {
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "return": "enter",
    "cr": "enter",
    "del": "delete",
    "ins": "insert",
    "esc": "escape",
    "bs": "backspace",
    "spc": "space",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}

_MODIFIERS: Final = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "c": "ctrl",
    "alt": "alt",
    "meta": "alt",
    "m": "alt",
    "a": "alt",
    "shift": "shift",
    "s": "shift",
}

# Keys that never come, or that never come as themselves.
_REFUSED: Final = {
    "ctrl+a": "screen takes it for itself",
    "ctrl+b": "tmux takes it for itself",
    "ctrl+s": "many terminals stop all output on it",
    "ctrl+q": "many terminals resume output on it",
    "ctrl+i": "in most terminals it is the Tab key",
    "ctrl+m": "in most terminals it is the Enter key",
    "ctrl+j": "in many terminals it is the Enter key",
    "ctrl+h": "in many terminals it is the Backspace key",
    "ctrl+[": "it is the Esc key",
    "escape": "it closes what is open, and does nothing else",
    "0": "it is part of a count (10j)",
}

_FIXED: Final = {
    "section": "its keys are the digits, which also count (5j)",
    "close": "Esc closes what is open, and nothing else",
}
_NEEDED: Final = ("quit",)  # a reader who can't leave is lost; everything else is in the palette, too


def key(text: str) -> str:
    """A key as `commands` spells it, from the ways in which people write keys.

    Raises:
        BadKey: there is no such key, or none that reaches jpreader as itself.
    """
    found = _spelled(text)
    if reason := _REFUSED.get(found):
        raise BadKey(f"{key_label(found)} can't be a key here: {reason}")
    return found


def _spelled(text: str) -> str:
    if len(text) == 1:
        return _character(text)
    if len(text) == 2 and text[0] == "^":
        modifiers, name = ["ctrl"], text[1]
    else:
        bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
        sign = "+" if "+" in bare[:-1] else "-"
        *written, name = bare[:-1].split(sign)
        name += bare[-1:]
        modifiers = []
        for modifier in written:
            if modifier.lower().strip() not in _MODIFIERS:
                raise _unknown(text)
            modifiers.append(_MODIFIERS[modifier.lower().strip()])
    if len(name) == 1:
        return _modified(modifiers, name)
    plain = name.lower().replace("_", "").replace("-", "").replace(" ", "")
    plain = _SPELLINGS.get(plain, plain)
    if plain not in _NAMED:
        raise _unknown(text)
    return "+".join([*(modifier for modifier in ("alt", "ctrl", "shift") if modifier in modifiers), plain])


def _character(char: str) -> str:
    if char in _SPELLINGS:
        return _SPELLINGS[char]
    if char == " ":
        return "space"
    if not char.isprintable():
        raise BadKey("this is no key", "write its name, such as tab or ctrl+d")
    return char


def _modified(modifiers: list[str], char: str) -> str:
    """A letter or sign with modifiers, as far as terminals can tell it from others."""
    if not modifiers:
        return _character(char)
    if modifiers == ["shift"]:
        if char.upper() != char.lower() and len(char.upper()) == 1:
            raise BadKey(
                f"Shift and a letter is the capital letter, so shift+{char.lower()} is no key", f"write {char.upper()}"
            )
        raise BadKey(f"shift+{char} is no key", "write the character that it gives")
    if modifiers == ["ctrl"]:
        if char == "[":
            return "ctrl+["
        if not ("a" <= char.lower() <= "z"):
            raise BadKey(f"terminals don't send ctrl with {char}", "ctrl goes with a letter: ctrl+d")
        return f"ctrl+{char.lower()}"
    if modifiers == ["alt"]:
        return f"alt+{char}"
    raise BadKey(
        f"few terminals can tell {'+'.join(modifiers)}+{char} from a key with fewer modifiers", "take one modifier"
    )


def _unknown(text: str) -> BadKey:
    import difflib  # only wanted when something is wrong

    near = difflib.get_close_matches(text.lower(), [*sorted(_NAMED), *_SPELLINGS], 1)
    return BadKey(
        f"there is no key '{text[:40]}'", f"did you mean '{near[0]}'?" if near else "such as G, space or ctrl+d"
    )


def keymap(
    overrides: Mapping[str, tuple[str, ...]],
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Misfit, ...]]:
    """The keys of every command, and what of the reader's own keys can't be.

    The keys given for a command take the place of all its own; none at all leave it to the palette. Of two
    commands on one key, the one that the reader gave it to later, or last of all the table's own, is a misfit
    and does without it. A command whose new keys are all misfits keeps its own.
    """
    misfits: list[Misfit] = []
    wanted: dict[str, list[tuple[str, str]]] = {}
    for command, written in overrides.items():
        if misfit := _barred(command, written):
            misfits.append(misfit)
            continue
        wanted[command] = []
        for text in written:
            try:
                found = key(text)
            except BadKey as error:
                misfits.append(Misfit(command, text, str(error), error.hint))
            else:
                if found not in [other for other, _ in wanted[command]]:
                    wanted[command].append((found, text))
        if written and not wanted[command]:
            del wanted[command]
    while clash := _clash(wanted):
        command, found, text, holder = clash
        hint = "" if holder in wanted or holder in _FIXED else f"give '{holder}' another key as well"
        misfits.append(Misfit(command, text, f"{key_label(found)} is already the key of '{holder}'", hint))
        wanted[command].remove((found, text))
        if not wanted[command]:  # back to its own keys, which another command may have been given
            del wanted[command]
    return MappingProxyType(_keys(wanted)), tuple(misfits)


def _barred(command: str, written: tuple[str, ...]) -> Misfit | None:
    """Why a command can't be given keys at all."""
    if command not in BY_ID:
        import difflib  # only wanted when something is wrong

        near = difflib.get_close_matches(command, BY_ID, 1)
        hint = f"did you mean '{near[0]}'?" if near else "jpreader keys lists them"
        return Misfit(command, "", f"there is no command '{command[:40]}'", hint)
    if command in _FIXED:
        return Misfit(command, "", f"the keys of '{command}' can't be changed: {_FIXED[command]}")
    if command in _NEEDED and not written:
        return Misfit(command, "", f"'{command}' needs a key")
    return None


def _keys(wanted: Mapping[str, list[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    return {
        command.id: tuple(found for found, _ in wanted[command.id]) if command.id in wanted else command.keys
        for command in COMMANDS
    }


def _clash(wanted: Mapping[str, list[tuple[str, str]]]) -> tuple[str, str, str, str] | None:
    """The first key that the reader gave to a command while another has it: command, key, as written, the other."""
    own = {found: command.id for command in COMMANDS if command.id not in wanted for found in command.keys}
    for command, keys in wanted.items():
        for found, text in keys:
            if (holder := own.setdefault(found, command)) != command:
                return command, found, text, holder
    return None
