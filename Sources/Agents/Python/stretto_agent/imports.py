"""Runs a hook when the program imports a module, and never imports one itself."""

import os
import sys

# Module name to the aspect and the function in it that hooks it; aspects are loaded when needed.
HOOKS = {
    "threading": ("threads", "hook"),
    "concurrent.futures._base": ("executors", "hook_base"),
    "concurrent.futures.thread": ("executors", "hook_threads"),
    "concurrent.futures.process": ("executors", "hook_processes"),
    "joblib.externals.loky.process_executor": ("executors", "hook_processes"),
    "joblib.externals.loky.backend.reduction": ("pickling", "hook_loky"),
    "loky.process_executor": ("executors", "hook_processes"),
    "loky.backend.reduction": ("pickling", "hook_loky"),
    "multiprocessing.process": ("processes", "hook"),
    "multiprocessing.pool": ("pools", "hook"),
    "multiprocessing.reduction": ("pickling", "hook"),
    "asyncio.events": ("loops", "hook_events"),
    "asyncio.base_events": ("loops", "hook_base_events"),
    "asyncio.selector_events": ("loops", "hook_selector_events"),
    "asyncio.tasks": ("loops", "hook_tasks"),
    "uvloop": ("loops_uv", "hook"),
    "trio._core._run": ("loops_trio", "hook"),
    "gevent.hub": ("loops_gevent", "hook"),
    "socket": ("blocking", "hook_socket"),
    "subprocess": ("blocking", "hook_subprocess"),
    "http.client": ("clients", "hook_http"),
    "requests.sessions": ("clients", "hook_requests"),
    "httpx._client": ("clients", "hook_httpx"),
    "aiohttp.client": ("clients", "hook_aiohttp"),
    "urllib3.util.connection": ("blocking", "hook_urllib3"),
    "httpcore._backends.sync": ("blocking", "hook_httpcore"),
}


def guarded(hook, module):
    """A hook that fails leaves the module as it was for all that it had not reached."""
    try:
        aspect = __import__(__package__ + "." + hook[0], None, None, [hook[1]])
        getattr(aspect, hook[1])(module)
    except Exception as error:
        from . import ring

        # Without its folder the recorder is gone, and nobody will read what is missing.
        if not os.path.isdir(ring.folder()):
            return
        ring.warn("%s: %s" % (module.__name__, error))


class Finder:
    """First of `sys.meta_path`; answers for the modules of HOOKS, by asking the others."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        hook = HOOKS.get(name)
        if hook is None:
            return None
        for finder in sys.meta_path:
            if finder is Finder or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                _after(spec.loader, name, hook)
                return spec
        return None


def _after(loader, name, hook):
    """The loader's next `exec_module` runs the hook too; its type stays what it is."""
    if isinstance(loader, type) or not hasattr(loader, "exec_module"):
        return
    execute = loader.exec_module

    def exec_module(module):
        execute(module)
        if getattr(module, "__name__", None) == name:
            vars(loader).pop("exec_module", None)
            guarded(hook, module)

    try:
        loader.exec_module = exec_module
    except AttributeError:
        pass


def arm():
    """Hooks what is imported already and watches for the rest."""
    sys.meta_path.insert(0, Finder)
    for name, hook in list(HOOKS.items()):
        module = sys.modules.get(name)
        if module is not None:
            guarded(hook, module)
