"""The live layer: pages that follow a subject through server-sent events; it knows no walk-through.

A new live page takes three things (the wall has them in `walkthroughs/live.py` and `walkthroughs/wall/stream.py`):

1. a `Subject` (`subjects.py`) for what changes: its live numbers, and how it is read once a number. The verbs that
   raise the number call `tell(subject.topic(pk))` in their transaction. Consoles, walls and seats of a walk-through
   share one subject, and so one reading of the tree;
2. a `View` of it: `render(state, variant)` answers the whole fragment, once for all followers with the same variant;
   `admitted(pk, holders)` says whose link, seat or session still opens it;
3. an ordinary, synchronous Django view under /live/ that checks who asks and returns `Stream(view, pk, variant,
   holder)`. Under ASGI it becomes the stream, under WSGI 204, so that the page polls. The page's script calls
   `follow()` of static/js/live.js; the address that it polls answers the same fragment with `view.tag(…)` as its ETag.
"""
