"""What proves a finding: a page, its image with the place boxed, and the original file."""

from __future__ import annotations

import mimetypes

from flask import Blueprint, Response, render_template, request, send_file

from archive.errors import InvalidParameter, NotFound
from archive.issues import quoted_item
from archive.query import Query
from webui.addresses import IMAGE_WIDTHS
from webui.arguments import given, place
from webui.marking import Mark, segments

_IMAGE_SECONDS = 3600


def blueprint(query: Query) -> Blueprint:
    """The routes below ``/issues/<issue>/pages``, and the original."""
    proof = Blueprint("proof", __name__)

    @proof.get("/issues/<issue>/pages/<int:number>")
    def show_page(issue: str, number: int) -> str:
        asked = place(given("highlight").get("highlight"))
        shown = query.issue(issue)
        record = shown.record
        info = next((page for page in record.issue.pages if page.number == number), None)
        if info is None:
            count = len(record.issue.pages)
            raise NotFound(f"{issue} 没有第 {number} 页", hint=f"该期共 {count} 页")
        item = span = figure = None
        if asked is not None:
            item, span = quoted_item(record, *asked), asked[1]
            found = (f for f in shown.figures if (f.figure.item, f.figure.span) == asked)
            figure = next(found, None)
        return render_template(
            "proof.html",
            shown=shown,
            record=record,
            info=info,
            item=item,
            span=span,
            figure=figure,
            pages=sorted({box.page for box in item.boxes(span)}) if item and span else [],
            passage=segments(item.text, [Mark(span, "hit")]) if item and span else [],
        )

    @proof.get("/issues/<issue>/pages/<int:number>.png")
    def page_image(issue: str, number: int) -> Response:
        values = given("width", "highlight")
        width = values.get("width", str(IMAGE_WIDTHS[1]))
        if width not in map(str, IMAGE_WIDTHS):
            allowed = "、".join(map(str, IMAGE_WIDTHS))
            raise InvalidParameter(f"图像宽度须为 {allowed} 之一", parameter="width")
        item, span = place(values.get("highlight")) or (None, None)
        image = query.page_image(issue, number, int(width), item, span)
        response = Response(image, mimetype="image/png")
        response.cache_control.public = True
        response.cache_control.max_age = _IMAGE_SECONDS
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    @proof.get("/issues/<issue>/original")
    def original(issue: str) -> Response:
        given()
        path, name = query.original(issue)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return send_file(path, mimetype=kind, as_attachment=True, download_name=name)

    return proof
