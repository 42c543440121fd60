"""Pictures of the local page: a card names an address, and the picture is drawn when it is asked.

An address is a digest of the figures, so it says nothing and never shows anything else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from bot.render.adaptive import in_numbers
from handlers.cards import Chart

KEPT: Final = 500  # charts whose address is known; a page that is loaded anew names them anew
PATH: Final = "/pictures/"


class Pictures:
    """Every chart that a card on the page has shown."""

    def __init__(self, draw: Callable[[Chart], Awaitable[bytes | None]] | None) -> None:
        self._draw = draw
        self._known: OrderedDict[str, Chart] = OrderedDict()

    def shown(self, chart: Chart) -> list[dict[str, Any]]:
        """Show a chart in a card: the picture, and its figures in words under it."""
        if self._draw is None:
            return in_numbers(chart)
        name = sha256(repr(chart).encode()).hexdigest()[:32]
        self._known[name] = chart
        self._known.move_to_end(name)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        said = f"{chart.title}: {chart.numbers}"
        image = {"type": "Image", "url": f"{PATH}{name}.png", "altText": said, "size": "Stretch"}
        return [image, *in_numbers(chart)[1:]]

    async def picture(self, request: Request) -> Response:
        """Draw what an address stands for."""
        chart = self._known.get(request.path_params["name"])
        drawn = await self._draw(chart) if chart is not None and self._draw is not None else None
        if drawn is None:
            return Response(status_code=404)
        kept = {"cache-control": "private, max-age=86400, immutable"}
        return Response(drawn, media_type="image/png", headers=kept)
