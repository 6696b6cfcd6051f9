# SPDX-License-Identifier: Apache-2.0
"""One model over the Open Inference Protocol (version 2, REST), by FastAPI and ONNX Runtime.

Its settings are conf/serving.properties and the environment.
"""

import asyncio
import concurrent.futures
import contextlib
import json
import logging
import os
import pathlib
import signal
import sys
import time

import onnxruntime
import uvicorn
from drift import Drift
from fastapi import FastAPI, Request, Response
from metrics import Metrics
from model import Model, cpu_quota
from protocol import Refused, answer, feeds, parse, wanted
from settings import Settings
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

HERE = pathlib.Path(__file__).parent
ONCE = ["GET", "HEAD"]


def log(event, level="info", **fields):
    """One JSON object a line; no field holds what a request held."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    print(json.dumps({"time": now, "level": level, "event": event, **fields}), flush=True)


class LibraryLog(logging.Handler):
    def emit(self, record):
        log("library", record.levelname.lower(), logger=record.name, message=str(record.msg)[:200])


def as_json(content, status=200, **headers):
    return Response(json.dumps(content), status, headers, "application/json")


class Service:
    """The model, the queue before it, and where in its life the service is."""

    def __init__(self, settings):
        self.settings = settings
        self.name, self.version = settings.text("model.name"), settings.text("model.version")
        quota = cpu_quota() or os.cpu_count() or 1
        threads = settings.text("model.threads")
        self.threads = quota if threads == "auto" else min(int(threads), quota)
        self.largest = settings.number("request.max-bytes")
        self.deadline = settings.number("request.deadline")
        self.places = settings.number("queue.max-requests")
        # Each prediction has its threads; more at once than the quota holds would only share them.
        self.workers = max(1, quota // self.threads)
        self.pool = concurrent.futures.ThreadPoolExecutor(self.workers)
        self.drift = Drift(settings.text("drift.baseline", ""), self.name, self.version)
        self.metrics = Metrics(self.name, self.version, settings.buckets(), self.drift)
        self.model = None
        self.inside = 0
        self.draining = self.closing = False

    @property
    def is_ready(self):
        return self.model is not None and not self.draining

    def load(self):
        begin = time.monotonic()
        model = Model(self.settings.text("model.path"), self.threads, self.settings.text("model.optimization"))
        model.warm_up(self.settings.number("warmup.runs"), self.shapes())
        self.model = model
        self.metrics.ready.set(1)
        took = round((time.monotonic() - begin) * 1000)
        log("ready", model=self.name, version=self.version, onnxruntime=onnxruntime.__version__, threads=self.threads, workers=self.workers, start_ms=took)

    def shapes(self):
        """Of the inputs of the request that stands for those to come; empty where there is none."""
        file = self.settings.text("warmup.request", "")
        if not file:
            return {}
        request = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        return {entry["name"]: entry["shape"] for entry in request["inputs"]}

    async def infer(self, request):
        """The answer's bytes; a request that cannot be run in time is refused before it waits."""
        if self.model is None:
            raise Refused(503, "the model is being loaded", retry_after=1)
        if "inference-header-content-length" in request.headers:
            raise Refused(415, "this service has no binary tensors: send the data as JSON")
        body = await self.read(request)
        begin = time.monotonic()
        if self.inside >= self.workers + self.places:
            self.metrics.refused("queue_full")
            raise Refused(503, "too many requests wait already", retry_after=1)
        self.inside += 1
        self.metrics.pending.set(max(0, self.inside - self.workers))
        outcome = "failure"
        try:
            written = await asyncio.get_running_loop().run_in_executor(self.pool, self.predict, body, begin)
            outcome = "success"
            return written
        except Refused:
            raise
        except Exception as e:  # whatever fails is an answer; its text may hold what was sent
            log("failure", "error", kind=type(e).__name__)
            raise Refused(500, "the model failed") from None
        finally:
            self.inside -= 1
            self.metrics.pending.set(max(0, self.inside - self.workers))
            self.metrics.took[outcome].observe(time.monotonic() - begin)

    async def read(self, request):
        declared = request.headers.get("content-length", "0")
        too_large = Refused(413, f"the body is larger than {self.largest} bytes")
        if declared.isdecimal() and int(declared) > self.largest:
            raise too_large
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > self.largest:
                    raise too_large
        except ClientDisconnect:
            raise Refused(400, "the caller left before the body's end") from None
        return body

    def predict(self, body, begin):
        started = time.monotonic()
        if started - begin > self.deadline:
            self.metrics.refused("deadline")
            raise Refused(503, "the request waited longer than its deadline", retry_after=1)
        request = parse(body)
        inputs = feeds(request, self.model.inputs)
        outputs = wanted(request, self.model.outputs)
        parsed = time.monotonic()
        results = self.model.run(inputs, outputs)
        computed = time.monotonic()
        written = answer(request, self.name, self.version, results)
        self.drift.observe(inputs | {spec.name: value for spec, value in results})
        self.metrics.rows.inc(next((len(value) for value in inputs.values() if value.ndim), 1))
        self.metrics.executions.inc()
        done = time.monotonic()
        for part, took in {"queue": started - begin, "parse": parsed - started, "compute": computed - parsed, "write": done - computed}.items():
            self.metrics.durations[part].observe(took)
        return written

    async def drain(self, servers):
        """Not ready, serving on; then connections are closed with their answers; then no new ones."""
        self.draining = True
        self.metrics.ready.set(0)
        log("draining", in_flight=self.inside)
        await asyncio.sleep(self.settings.number("drain.delay"))
        self.closing = True
        await asyncio.sleep(self.settings.number("drain.linger"))
        for server in servers:
            server.should_exit = True


def health(app, service):
    @app.api_route("/v2/health/live", methods=ONCE)
    async def live():
        return as_json({"live": True})

    @app.api_route("/v2/health/ready", methods=ONCE)
    async def ready():
        return as_json({"ready": service.is_ready}, 200 if service.is_ready else 503)


def inference(app, service):
    name, version = service.name, service.version

    @app.api_route("/v2", methods=ONCE)
    @app.api_route("/v2/", methods=ONCE)
    async def server():
        return as_json({"name": "slipway-fastapi", "version": onnxruntime.__version__, "extensions": []})

    def known(model_name, model_version=version):
        if (model_name, model_version) != (name, version):
            raise Refused(404, f"this service has the model {name}, version {version}")

    for versioned in "", "/versions/{model_version}":

        @app.api_route("/v2/models/{model_name}" + versioned, methods=ONCE)
        async def metadata(request: Request):
            known(**request.path_params)
            if service.model is None:
                raise Refused(503, "the model is being loaded", retry_after=1)
            tensors = {kind: [spec.described() for spec in getattr(service.model, kind)] for kind in ("inputs", "outputs")}
            return as_json({"name": name, "versions": [version], "platform": "onnxruntime_onnx", **tensors})

        @app.api_route("/v2/models/{model_name}" + versioned + "/ready", methods=ONCE)
        async def model_ready(request: Request):
            known(**request.path_params)
            return as_json({"name": name, "ready": service.is_ready}, 200 if service.is_ready else 503)

        @app.post("/v2/models/{model_name}" + versioned + "/infer")
        async def infer(request: Request):
            known(**request.path_params)
            return Response(await service.infer(request), media_type="application/json")


class Frame:
    """Around every answer: predictions are counted, and whoever asked can tell which answer is whose."""

    def __init__(self, app, service):
        self.app, self.service = app, service

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begin = time.monotonic()

        async def framed(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *(header for header in scope["headers"] if header[0] == b"x-request-id")]
                if self.service.closing:
                    message["headers"].append((b"connection", b"close"))
                if scope["path"].endswith("/infer"):
                    self.answered(message["status"], time.monotonic() - begin)
            await send(message)

        await self.app(scope, receive, framed)

    def answered(self, status, seconds):
        self.service.metrics.answered(status)
        if status >= 400:
            log("request", "warning", protocol="rest", status=status, duration_ms=round(seconds * 1000, 3))


def application(service, routes):
    """An application whose errors are the protocol's."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.add_middleware(Frame, service=service)
    routes(app, service)

    @app.exception_handler(HTTPException)
    async def unrouted(request, e):
        return as_json({"error": f"there is no such path or method: {e.detail}"}, e.status_code, **(e.headers or {}))

    @app.exception_handler(Refused)
    async def refused(request, e):
        later = {"Retry-After": str(e.retry_after)} if e.retry_after else {}
        return as_json({"error": str(e)}, e.status, **later)

    return app


def management(app, service):
    health(app, service)

    @app.api_route("/metrics", methods=ONCE)
    async def metrics():
        return Response(service.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def data(app, service):
    health(app, service)
    inference(app, service)


class Server(uvicorn.Server):
    """Leaves SIGTERM to the drain."""

    @contextlib.contextmanager
    def capture_signals(self):
        yield


async def serve(settings):
    service = Service(settings)
    servers = [
        Server(
            uvicorn.Config(
                application(service, routes),
                host=settings.text("bind.address"),
                port=settings.number(port),
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=75,
                timeout_graceful_shutdown=settings.number("drain.timeout"),
            )
        )
        for routes, port in ((data, "http.port"), (management, "management.port"))
    ]
    loop = asyncio.get_running_loop()
    drains = []
    loop.add_signal_handler(signal.SIGTERM, lambda: drains or drains.append(asyncio.create_task(service.drain(servers))))
    running = [asyncio.create_task(server.serve()) for server in servers]
    # A small model is loaded before the ports are open, and whoever reads "ready" calls at once.
    while not all(server.started for server in servers) and not any(task.done() for task in running):
        await asyncio.sleep(0.005)
    try:
        await loop.run_in_executor(None, service.load)
    except Exception as e:  # a model that cannot be served ends the service, with the reason
        log("failed", "error", error=str(e)[:200])
        for server in servers:
            server.should_exit = True
        await asyncio.gather(*running)
        return 2
    await asyncio.gather(*running)
    log("stopped", unanswered=service.inside)
    return 128 + signal.SIGTERM


def main():
    settings = Settings(HERE / "conf" / "serving.properties")
    logging.basicConfig(level=logging.WARNING, handlers=[LibraryLog()])
    return asyncio.run(serve(settings))


if __name__ == "__main__":
    sys.exit(main())
