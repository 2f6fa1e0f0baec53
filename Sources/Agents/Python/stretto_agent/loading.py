"""The agent's modules: compiled once in a recording, also where Python may write no bytecode.

A process that starts pays for reading them alone: a tenth of what compiling takes. What is
compiled lies beside the source in the recorder's private folder, and goes away with it.
"""

import marshal
import os
import sys


def _loader(external):
    version = external.MAGIC_NUMBER.hex()

    class Loader(external.SourceFileLoader):
        def get_code(self, fullname):
            path = self.get_filename(fullname)
            kept = "%s.%s.%d" % (path, version, sys.flags.optimize)
            try:
                return marshal.loads(self.get_data(kept))
            except Exception:
                code = self.source_to_code(self.get_data(path), path)
                _keep(code, kept)
                return code

    return Loader


def _keep(code, path):
    """Other processes see all of it or nothing."""
    own = "%s.%d" % (path, os.getpid())
    try:
        with open(own, "wb") as file:
            file.write(marshal.dumps(code))
        os.replace(own, path)
    except Exception:
        pass


def prepare(folder):
    """From here on modules of the package in that folder are loaded so."""
    try:
        external = sys.modules["_frozen_importlib_external"]
        finder = external.FileFinder(folder, (_loader(external), [".py"]))
        sys.path_importer_cache[folder] = finder
    except Exception:
        pass
