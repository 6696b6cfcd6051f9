# SPDX-License-Identifier: Apache-2.0
"""Speaks REST with a server as a foreign client would, and fails if an answer is not as it should be.

Run: python3 rest_client.py PORT; needs Python only. The model `every` gives back what it gets: for each datatype of the
protocol an input in_TYPE (n) and an output out_TYPE.
"""

import http.client
import json
import struct
import sys
import urllib.error
import urllib.request

PORT = int(sys.argv[1])
BASE = "http://127.0.0.1:%d" % PORT
INFER = "/v2/models/every/infer"
# Per datatype: three values, and how struct packs one.
TYPES = {
    "BOOL": ([True, False, True], "?"),
    "UINT8": ([0, 7, 255], "B"),
    "UINT16": ([0, 7, 65535], "H"),
    "UINT32": ([0, 7, 2**32 - 1], "I"),
    "UINT64": ([0, 7, 2**64 - 1], "Q"),
    "INT8": ([-128, 0, 127], "b"),
    "INT16": ([-(2**15), 0, 2**15 - 1], "h"),
    "INT32": ([-(2**31), 0, 2**31 - 1], "i"),
    "INT64": ([-(2**63), 0, 2**63 - 1], "q"),
    "FP32": ([0.5, -1.25, 3.4028234663852886e38], "f"),
    "FP64": ([0.1, -1e300, 5e-324], "d"),
    "BYTES": (["", "plain", "日本 \"é\""], None),
    "FP16": ([0.5, -1.25, 65504.0], "e"),
    "BF16": ([0.5, -1.25, 3.0], None),
}


def raw(datatype):
    values, letter = TYPES[datatype]
    if datatype == "BYTES":
        texts = [value.encode() for value in values]
        return b"".join(struct.pack("<I", len(text)) + text for text in texts)
    if datatype == "BF16":
        return b"".join(struct.pack("<f", value)[2:] for value in values)
    return struct.pack("<3" + letter, *values)


def get(path):
    with urllib.request.urlopen(BASE + path) as answer:
        assert answer.headers["content-type"] == "application/json", answer.headers
        return json.load(answer)


def post(body, path=INFER, **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("content-type", "application/json")
    with urllib.request.urlopen(urllib.request.Request(BASE + path, data, named)) as answer:
        return answer.read(), answer.headers


def refused(status, body, path=INFER, **headers):
    try:
        post(body, path, **headers)
    except urllib.error.HTTPError as error:
        assert error.code == status, (error.code, error.read())
        answer = json.load(error)
        assert list(answer) == ["error"] and answer["error"], answer
        return error.headers
    raise AssertionError("not refused with %d" % status)


def inputs():
    return [
        {"name": "in_" + name, "shape": [3], "datatype": name, "data": values}
        for name, (values, _) in TYPES.items()
    ]


def binary_inputs():
    return [
        {
            "name": "in_" + name,
            "shape": [3],
            "datatype": name,
            "parameters": {"binary_data_size": len(raw(name))},
        }
        for name in TYPES
    ]


# What the server says of itself
for path in ("/v2/health/live", "/v2/health/ready", "/v2/models/every/ready", "/v2/models/every/versions/1/ready"):
    with urllib.request.urlopen(BASE + path) as answer:
        assert answer.status == 200
server = get("/v2")
assert server["name"] == "slipway" and "binary_tensor_data" in server["extensions"], server
metadata = get("/v2/models/every")
assert metadata["inputs"] == [{"name": "in_" + name, "datatype": name, "shape": [-1]} for name in TYPES], metadata
assert metadata == get("/v2/models/every/versions/1")

# Every datatype as JSON and back
body, _ = post({"id": "seven", "inputs": inputs()})
answer = json.loads(body)
assert (answer["id"], answer["model_name"], answer["model_version"]) == ("seven", "every", "1"), answer
for output, (name, (values, _)) in zip(answer["outputs"], TYPES.items()):
    assert (output["name"], output["datatype"], output["shape"]) == ("out_" + name, name, [3]), output
    back = output["data"]
    if name == "FP32":
        back = [struct.unpack("<f", struct.pack("<f", value))[0] for value in back]
    assert back == values, (name, back)

# Every datatype as raw bytes behind the JSON, and back bit by bit
head = json.dumps({"inputs": binary_inputs(), "parameters": {"binary_data_output": True}}).encode()
body, headers = post(
    head + b"".join(raw(name) for name in TYPES),
    content_type="application/octet-stream",
    inference_header_content_length=str(len(head)),
)
assert headers["content-type"] == "application/octet-stream", headers
length = int(headers["inference-header-content-length"])
at = length
for output, name in zip(json.loads(body[:length])["outputs"], TYPES):
    size = output["parameters"]["binary_data_size"]
    assert body[at : at + size] == raw(name), name
    at += size
assert at == len(body)

# Some outputs, one of them raw
wanted = [{"name": "out_FP32", "parameters": {"binary_data": True}}, {"name": "out_INT8"}]
body, headers = post({"inputs": inputs(), "outputs": wanted})
length = int(headers["inference-header-content-length"])
first, second = json.loads(body[:length])["outputs"]
assert body[length:] == raw("FP32") and second["data"] == TYPES["INT8"][0], (first, second)

# Errors
refused(400, b"{")
refused(400, {"inputs": []})
refused(400, {"inputs": inputs(), "outputs": [{"name": "absent"}]})
refused(400, {"inputs": inputs()[1:]})
refused(404, {"inputs": inputs()}, "/v2/models/absent/infer")
refused(404, {"inputs": inputs()}, "/v2/models/every/versions/2/infer")
refused(405, b"{}", "/v2/health/live")
refused(413, b" " * (2 << 20))

# Ids and trace go back with the answer, refused or not
trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
_, headers = post({"inputs": inputs()}, x_request_id="r1", traceparent=trace, tracestate="a=1")
assert (headers["x-request-id"], headers["traceparent"], headers["tracestate"]) == ("r1", trace, "a=1"), headers
headers = refused(400, b"{", x_request_id="r2", traceparent="00-zz")
assert (headers["x-request-id"], headers["traceparent"]) == ("r2", None), headers

# Many requests over one connection, chunked ones too, with an answer to HEAD in between
connection = http.client.HTTPConnection("127.0.0.1", PORT)
for i in range(50):
    connection.request("POST", INFER, json.dumps({"id": str(i), "inputs": inputs()}), {"Expect": "100-continue"} if i == 7 else {})
    assert json.load(connection.getresponse())["id"] == str(i)
connection.request("HEAD", "/v2/health/live")
assert connection.getresponse().read() == b""
parts = json.dumps({"inputs": inputs()}).encode()
connection.request("POST", INFER, iter([parts[:40], parts[40:]]), encode_chunked=True)
assert connection.getresponse().status == 200
connection.close()
print("as it should be")
