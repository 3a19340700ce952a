"""The clause reader of English."""

from __future__ import annotations

from conflictmap.reading.discourse import Finding, Sentence, State

__all__ = ["doubts", "read_sentence"]


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    return False


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date."""
    return []
