"""Many questions at once, a few at a time, that can be stopped."""

import functools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_PATIENCE = 2.0  # seconds for what is under way to end once it was stopped; what still connects dies with the process


def run_each(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, stop: Callable[[], None]
) -> Iterator[tuple[Item, Result]]:
    """Yield each of `items` with what `work` makes of it, as it is done, `jobs` of them at a time.

    When the caller stops, by an interrupt or by closing this, `stop` is called, which is to end what is under way, and
    no thread is left that has work to do. An exception of `work` is raised here.
    """
    waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Item, Result | None, BaseException | None]] = queue.SimpleQueue()
    for item in items:
        waiting.put(item)
    ended = threading.Event()
    job = functools.partial(_run_worker, work, waiting, done, ended)
    threads = [threading.Thread(target=job, daemon=True) for _ in range(min(jobs, len(items)))]
    try:
        for thread in threads:
            thread.start()
        for _ in items:
            item, result, error = done.get()
            if error:
                raise error  # noqa: TRY301 - whatever it is, the others are to end
            yield item, result  # type: ignore[misc] # without an error there is a result
    except BaseException:
        ended.set()
        stop()
        raise
    finally:
        end = time.monotonic() + _PATIENCE
        for thread in threads:
            if thread.ident is not None:
                thread.join(max(0.0, end - time.monotonic()))


def _run_worker(
    work: Callable[[Item], Result],
    waiting: "queue.SimpleQueue[Item]",
    done: "queue.SimpleQueue[tuple[Item, Result | None, BaseException | None]]",
    ended: threading.Event,
) -> None:
    while not ended.is_set():
        try:
            item = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            done.put((item, work(item), None))
        except BaseException as error:  # noqa: BLE001 - it is raised where the caller waits
            done.put((item, None, error))
