"""Overlays: steps without gates of their own, laid over the stages of any gated playbook."""

from __future__ import annotations

from pydantic import Field

from knowledge.model.content import Content, Id, Line
from knowledge.model.playbook import Derived, Need, Phase, Weeks


class Step(Content):
    """A step that falls into one phase of a pilot's life, whatever the playbook calls it."""

    id: Id
    label: Line
    purpose: Line
    at: tuple[Phase, ...] = Field(min_length=1)
    weeks: Weeks | None = None
    needs: tuple[Need, ...] = Field(min_length=1)
    derived: tuple[Derived, ...] = ()
    sources: tuple[Id, ...] = ()


class Overlay(Content):
    """Steps in order, and the rules that this way of looking at a pilot brings along."""

    id: Id
    title: Line
    note: Line = ""
    steps: tuple[Step, ...] = Field(min_length=1)
    rules: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
