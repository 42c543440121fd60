"""Who and what is there when the local chat opens for the first time."""

from __future__ import annotations

from dataclasses import dataclass

from storage.tenant.people import Face
from storage.tenant.rooms import Room

TENANT = "local"
GATEPOST = "UGATEPOST"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to act as; `roles` are held over the whole tenant."""

    face: Face
    title: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, what it is for and who is in it."""

    room: Room
    purpose: str
    members: tuple[str, ...]


PEOPLE: tuple[Persona, ...] = (
    Persona(Face("UANNA", "Anna Berg", email="anna.berg@example.com"), "Product manager"),
    Persona(Face("UBEN", "Ben Okafor", email="ben.okafor@example.com"), "Technical lead"),
    Persona(
        Face("UMARIA", "Maria Lopez", email="maria.lopez@example.com"),
        "Head of finance operations",
    ),
    Persona(
        Face("UPRIYA", "Priya Nair", email="priya.nair@example.com", admin=True),
        "AI programme lead and admin",
        ("admin", "lead"),
    ),
    Persona(Face("UTOM", "Tom Reed", email="tom.reed@example.com"), "Internal audit", ("auditor",)),
)

ROOMS: tuple[Channel, ...] = (
    Channel(
        Room("CINVOICE", "invoice-pilot"),
        "Where the invoice pilot is worked on",
        tuple(persona.face.user for persona in PEOPLE),
    ),
    Channel(
        Room("CLEADERSHIP", "leadership", private=True),
        "Priya, Maria and Anna only",
        ("UPRIYA", "UMARIA", "UANNA"),
    ),
)
