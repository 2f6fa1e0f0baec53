"""HTTP clients: a span per request, named by method and address, without query or password."""

from . import blocking
from . import layout as L
from . import ring as R
from .wrapping import wraps

ADDRESS = 200


def address(method, url):
    """What a request is called."""
    text = str(url).partition("?")[0].partition("#")[0]
    scheme, mark, rest = text.partition("://")
    if mark:
        host, slash, path = rest.partition("/")
        text = scheme + mark + host.rpartition("@")[2] + slash + path
    return ("%s %s" % (method, text))[:ADDRESS]


def _calling(original, describe):
    """A call that keeps its thread until the answer is there."""

    @wraps(original)
    def traced(self, *args, **kwargs):
        flags = blocking.thread_flags()
        slot = None
        if not flags.calling and not blocking.shared_threads:
            slot = _begin(describe, self, args, kwargs)
        if slot is None:
            try:
                return original(self, *args, **kwargs)
            except BaseException as error:
                blocking.strip(error)
                raise
        flags.calling, ring = True, R.ring
        try:
            return original(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            flags.calling = False
            ring.end(slot)

    return traced


@R.quietly
def _begin(describe, client, args, kwargs):
    name = describe(client, *args, **kwargs)
    return R.ring.begin(L.PROGRAM, R.ring.name(name)) if name else None


def _awaiting(original, describe):
    """A call of a task, which lets the others of its loop run meanwhile."""

    @wraps(original)
    async def traced(self, *args, **kwargs):
        ring = R.ring
        slot = _begin_async(describe, self, args, kwargs)
        try:
            return await original(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            if slot:
                ring.end(slot)

    return traced


@R.quietly
def _begin_async(describe, client, args, kwargs):
    from . import loops

    task = loops.current()
    if not task:
        return 0
    ring, name = R.ring, describe(client, *args, **kwargs)
    return ring.write(R.now(), task, 0, ring.tid(), ring.name(name), 0, 0, 0, L.CALL)


def _sent(client, request, *args, **kwargs):
    return address(request.method, request.url)


def hook_requests(sessions):
    sessions.Session.send = _calling(sessions.Session.send, _sent)


def hook_httpx(client):
    client.Client.send = _calling(client.Client.send, _sent)
    client.AsyncClient.send = _awaiting(client.AsyncClient.send, _sent)


def hook_aiohttp(client):
    session = client.ClientSession
    session._request = _awaiting(
        session._request, lambda self, method, url, *args, **kwargs: address(method, url)
    )


def hook_http(client):
    connection = client.HTTPConnection
    put, get, connect = connection.putrequest, connection.getresponse, connection.connect

    @wraps(put)
    def putrequest(self, method, url, *args, **kwargs):
        self._stretto_request = method, url
        try:
            return put(self, method, url, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise

    def asked(self, *args, **kwargs):
        method, url = self.__dict__.get("_stretto_request", ("", ""))
        if "://" in url:
            return address(method, url)
        scheme = "https" if self.default_port == 443 else "http"
        return address(method, "%s://%s:%s%s" % (scheme, self.host, self.port, url))

    connection.putrequest = putrequest
    connection.getresponse = _calling(get, asked)
    connection.connect = _calling(
        connect, lambda self: "connect %s:%s" % (self.host, self.port)
    )
