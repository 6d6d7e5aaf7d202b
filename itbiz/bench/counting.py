"""How many statements a request sends to the database."""

from contextlib import ExitStack

from django.db import connection

ASKED_BY = "X-Count-Statements"
# What opens and closes transactions is not counted.
UNCOUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")


class StatementsMiddleware:
    """Answers a request that asks for it with the header X-Statements."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if ASKED_BY not in request.headers:
            return self.get_response(request)
        statements = []

        def note(execute, sql, params, many, context):
            if not sql.lstrip().upper().startswith(UNCOUNTED):
                statements.append(sql)
            return execute(sql, params, many, context)

        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(note))
            response = self.get_response(request)
            # A lazy response asks the database while it is rendered.
            _ = response.content
        response.headers["X-Statements"] = str(len(statements))
        return response
