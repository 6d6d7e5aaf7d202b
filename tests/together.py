"""Acts done at the same time, each in a thread and a connection of its own; for tests with `transaction=True`."""

from threading import Barrier, Thread

from django.db import connection


def together(*acts):
    """Do the acts at once, each in a thread and a connection of its own; returns what each returned or raised."""
    barrier, results = Barrier(len(acts), timeout=20), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads), "Somebody waits for ever."
    return results


def kinds(results):
    """Return the names of the errors among results, and "" for each that went through, sorted."""
    return sorted(type(result).__name__ if isinstance(result, Exception) else "" for result in results)
