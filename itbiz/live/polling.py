"""The floor of following: the fragment of a view, asked for again and again by a page that no stream reaches."""

from django.utils.cache import get_conditional_response, patch_cache_control


def private(response):
    """Let every look ask again, and no cache between keep what was shown to one reader alone."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def polled(request, tag, answer):
    """Return what `answer()` responds with, under the `tag` that a stream would tell; 304 where the reader has that."""
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = answer()
        response.headers["ETag"] = tag
    return private(response)
