"""Run many tasks, a few at a time, with a way to stop them."""

import functools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_PATIENCE = 2.0  # seconds for running tasks to end after a stop; connecting ones end with the process


def run_each(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, stop: Callable[[], None]
) -> Iterator[tuple[Item, Result]]:
    """Yield each of `items` with the result of `work`, in order of completion, `jobs` items at a time.

    When the caller stops, by an interrupt or by closing this generator, `stop` is called to end running work, and no
    thread continues. An exception of `work` is raised here.
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
                raise error  # noqa: TRY301 - the others must end, too
            yield item, result  # type: ignore[misc] # there is a result without an error
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
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            done.put((item, None, error))
