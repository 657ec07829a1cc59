"""Workers elsewhere: those of a dask scheduler, with the contents of files kept among them."""

from __future__ import annotations

import contextlib
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Cluster", "connected"]

# Seconds that a scheduler has to answer.
PATIENCE = 10


class Cluster(Executor):
    """Runs calls on the workers of a dask scheduler.

    Parameters
    ----------
    client : connected client of ``dask.distributed``.
    """

    # Untyped where it is installed, unknown where it is not: the same to mypy on both.
    def __init__(self, client: Any) -> None:
        self._client = client
        self._pool = client.get_executor(pure=False)
        self._kept: dict[str, Any] = {}

    def put(self, contents: Mapping[str, bytes]) -> dict[str, Any]:
        """Hand contents to the scheduler, each once, as long as this executor lives.

        Parameters
        ----------
        contents : contents by digest.

        Returns
        -------
        What stands for them among the arguments of `submit`. A worker that needs one gets it from
        another worker, or from the scheduler where none that has it is left, and keeps it.
        """
        import dask

        # Not scattered, though this is what dask advises for large contents: what is scattered is
        # lost with the worker that has it, and all chapters to come would be lost with it.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"}):
            for name, content in contents.items():
                if name not in self._kept:
                    self._kept[name] = self._client.submit(bytes, content, key=f"content-{name}")
        return {name: self._kept[name] for name in contents}

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a call on a worker."""
        future: Future[Any] = self._pool.submit(call, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; wait for those that run, or cancel them."""
        self._pool.shutdown(wait=wait and not cancel_futures)


@contextlib.contextmanager
def connected(scheduler: str) -> Iterator[Cluster]:
    """Give the workers of a dask scheduler.

    Parameters
    ----------
    scheduler : address, ``tcp://host:8786``.

    Raises
    ------
    InputError
        If ``dask.distributed`` is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError:
        fault = "chapters run on a cluster by way of dask.distributed, which is not installed"
        hint = 'pip install "research-workbench[cluster]"'
        raise InputError([Problem("--scheduler", fault, hint=hint)]) from None
    connect: Any = Client
    try:
        client = connect(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        fault = f"no scheduler answers at '{scheduler}' ({str(error).splitlines()[0]})"
        hint = "start one with: dask scheduler"
        allowed = "tcp://host:8786"
        raise InputError([Problem("--scheduler", fault, allowed=allowed, hint=hint)]) from None
    with client:
        yield Cluster(client)
