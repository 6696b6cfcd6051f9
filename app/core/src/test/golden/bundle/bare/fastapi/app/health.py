# SPDX-License-Identifier: Apache-2.0
"""Exit code 0 when the service beside it is ready.

A program of its own: asked every few seconds, it must not load ONNX Runtime within the service's CPU and memory.
"""

import http.client
import pathlib
import sys

from settings import Settings

settings = Settings(pathlib.Path(__file__).parent / "conf" / "serving.properties")
service = http.client.HTTPConnection("127.0.0.1", settings.number("management.port"), timeout=2)
try:
    service.request("GET", "/v2/health/ready")
    status = service.getresponse().status
except OSError as e:
    sys.exit(f"not ready: {e}")
sys.exit(0 if status == 200 else f"not ready: {status}")
