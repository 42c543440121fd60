"""Playbooks of an organisation's own: kept by edition, tried out, published and taken back."""
