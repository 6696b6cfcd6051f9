// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Every option of the serving runtime, with its default, what it allows and what it is for.
///
/// An option is given in a properties file by its key (`http.port=8080`) or in the environment
/// (`SLIPWAY_HTTP_PORT=8080`); the environment wins.
public enum ServingOption {
  MODEL_PATH(
      "model.path", "", "path of an ONNX file", "The model; the only option without default."),
  MODEL_NAME(
      "model.name",
      "",
      "letters, digits, '.', '_', '-'",
      "Name in URLs and metrics; the file's name without ending by default."),
  MODEL_VERSION(
      "model.version", "1", "letters, digits, '.', '_', '-'", "Version in URLs and metrics."),
  MODEL_THREADS(
      "model.threads",
      "auto",
      "auto, or 1 to 1024",
      "Threads for one prediction; auto is the CPU quota of the container, or else the cores."),
  MODEL_OPTIMIZATION(
      "model.optimization",
      "all",
      "none, basic, extended, all",
      "How far the graph is rewritten at load."),
  BIND_ADDRESS(
      "bind.address", "0.0.0.0", "an IP address or host name", "Address that the ports listen on."),
  HTTP_PORT("http.port", "8080", "0 to 65535", "Port of the REST protocol; 0 takes a free one."),
  GRPC_PORT(
      "grpc.port",
      "8081",
      "off, or 0 to 65535",
      "Port of the gRPC protocol; 0 takes a free one, off opens none."),
  MANAGEMENT_PORT(
      "management.port",
      "8082",
      "0 to 65535",
      "Port of /metrics and of a copy of the health endpoints; 0 takes a free one."),
  EVENT_LOOPS(
      "http.event-loops",
      "auto",
      "auto, or 1 to 256",
      "Threads that read and write connections; auto is as for model.threads."),
  AUTH_TOKENS_FILE(
      "auth.tokens-file",
      "",
      "path of a file with one token a line",
      "Tokens of which callers bring one (Authorization: Bearer TOKEN); read again when it changes."
          + " Without it nobody is asked. Health is open to all."),
  TLS_CERTIFICATE(
      "tls.certificate",
      "",
      "path of certificates in PEM",
      "The server's certificate, then those that vouch for it; read again when it changes. With it"
          + " REST and gRPC are encrypted, and the management port is not."),
  TLS_KEY(
      "tls.key",
      "",
      "path of a private key in PEM",
      "Key of that certificate, as PKCS#8 without a password."),
  REQUEST_MAX_BYTES(
      "request.max-bytes",
      "16 MiB",
      "1 KiB to 1 GiB",
      "Largest request body; a larger one is answered with 413."),
  REQUEST_DEADLINE(
      "request.deadline",
      "10 s",
      "1 ms to 1 h",
      "Longest wait for a prediction to start; requests that would wait longer are refused with"
          + " 503."),
  RECEIVE_MAX_BYTES(
      "receive.max-bytes",
      "auto",
      "auto, or 1 KiB to 64 GiB",
      "Memory of all requests together that have not come, run and been answered; beyond it slow"
          + " ones are ended with 408 and new ones refused with 503. auto is a quarter of the Java"
          + " heap. Never less than request.max-bytes; a request alone always fits."),
  RECEIVE_PATIENCE(
      "receive.patience",
      "10 s",
      "100 ms to 10 min",
      "Time for a request's headers to come, and beyond its size for its body: a later one is ended"
          + " with 408. Also for an answer to be taken: after it the connection is closed."),
  RECEIVE_LEAST_RATE(
      "receive.least-rate",
      "8 KiB",
      "1 B to 1 GiB",
      "Bytes a second that a body brings at least, after receive.patience."),
  CONNECTIONS_MAX(
      "connections.max",
      "auto",
      "auto, or 16 to 1000000",
      "Connections open at once; one more closes the one that has waited for its peer for longest."
          + " auto is as many as fit into an eighth of the Java heap, from 64 to 10000. gRPC has a"
          + " quarter as many beside them."),
  QUEUE_MAX_REQUESTS(
      "queue.max-requests",
      "64",
      "1 to 100000",
      "Requests that may wait for a worker; more are refused with 503 and Retry-After. Where the"
          + " model runs on the connection's thread: runs, of as many rows as go together."),
  EXECUTION(
      "execution",
      "auto",
      "auto, loop, worker",
      "Where the model runs: on the connection's thread, or on a worker behind the queue; auto"
          + " measures at warm-up and takes loop below 0.5 ms."),
  BATCH_MAX_ROWS(
      "batch.max-rows", "32", "1 to 65536", "Most rows put into one run; 1 switches batching off."),
  BATCH_MAX_DELAY(
      "batch.max-delay",
      "0 ms",
      "0 ms to 1 s",
      "Time to wait for more rows; 0 takes only what is queued already, and costs nothing."),
  WARMUP_RUNS(
      "warmup.runs",
      "50",
      "1 to 100000",
      "Predictions made before the server says that it is ready."),
  WARMUP_REQUEST(
      "warmup.request",
      "",
      "path of an inference request in JSON",
      "Representative request for the warm-up; zeros by default."),
  OUTPUT_NON_FINITE(
      "output.non-finite",
      "reject",
      "reject, null",
      "What JSON shows for NaN and infinities in outputs: an error, or null. Binary output carries"
          + " them always."),
  DRAIN_DELAY(
      "drain.delay",
      "3 s",
      "0 ms to 10 min",
      "After SIGTERM: time of serving on while not ready, so that routers look elsewhere."),
  DRAIN_LINGER(
      "drain.linger",
      "500 ms",
      "0 ms to 1 min",
      "Then: time in which open connections are answered with Connection: close."),
  DRAIN_TIMEOUT(
      "drain.timeout", "20 s", "0 ms to 10 min", "Then: longest wait for requests in flight."),
  LOG_REQUESTS(
      "log.requests",
      "errors",
      "none, errors, all",
      "Which requests are logged, one line each, without payload."),
  DRIFT_BASELINE(
      "drift.baseline",
      "",
      "path of a drift baseline in JSON",
      "Training distribution whose bins served values are counted by; none counts nothing."),
  ROWS_PREPARATION(
      "rows.preparation",
      "",
      "path of a preparation in JSON",
      "How rows by name, texts or pictures become the model's inputs, for /v1/rows, /v1/texts,"
          + " /v1/embeddings and /v1/images; none answers tensors alone."),
  ROWS_MAX(
      "rows.max", "10000", "1 to 1000000", "Most rows of a request to /v1/rows; more get 413."),
  TEXTS_MAX("texts.max", "256", "1 to 10000", "Most texts of a request; more get 413."),
  TEXTS_MAX_CHARACTERS(
      "texts.max-characters",
      "20000",
      "1 to 100000",
      "Most characters of one text; a longer one gets 413."),
  TEXTS_MAX_TOKENS(
      "texts.max-tokens",
      "512",
      "1 to 100000",
      "Most tokens of one text where neither model nor tokenizer cuts it; more get 413."),
  TEXTS_TOGETHER(
      "texts.together",
      "1",
      "1 to 1024",
      "Most texts of one length that go through the model together; above 1 the last digits of an"
          + " answer may differ from those of the text alone."),
  IMAGES_MAX(
      "images.max",
      "16",
      "1 to 1024",
      "Most pictures of a request; more get 413. Never more than rows go together in one run."),
  IMAGES_MAX_PIXELS(
      "images.max-pixels",
      "25000000",
      "1 to 50000000",
      "Most pixels of one picture; a larger one gets 413 before it is decoded."),
  METRICS_LATENCY_BUCKETS(
      "metrics.latency-buckets",
      "0.0001,0.00025,0.0005,0.001,0.0025,0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5",
      "1 to 100 rising numbers of seconds, separated by commas",
      "Upper bounds of the request histogram; a limit that an alert watches must be one."),
  METRICS_COMPAT(
      "metrics.compat",
      "none",
      "none, triton, kserve, mlserver",
      "Adds metrics under the names of another server, so that its dashboards work.");

  /// Letters that a mistyped name differs by; other programs' variables differ by more.
  private static final int SLIP = 3;

  private final String key;
  private final String defaultValue;
  private final String allowed;
  private final String description;

  ServingOption(String key, String defaultValue, String allowed, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.allowed = allowed;
    this.description = description;
  }

  /// Key in a properties file.
  public String key() {
    return key;
  }

  /// Name in the environment.
  public String environmentName() {
    return "SLIPWAY_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// The value when nothing is said; empty means none.
  public String defaultValue() {
    return defaultValue;
  }

  /// What values are accepted, in words.
  public String allowed() {
    return allowed;
  }

  public String description() {
    return description;
  }

  static Optional<ServingOption> keyed(String key) {
    return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
  }

  /// The option whose variable differs from this name by a slip of the pen.
  static Optional<ServingOption> nearestInEnvironment(String name) {
    return Arrays.stream(values())
        .filter(option -> EditDistance.of(option.environmentName(), name) <= SLIP)
        .min(Comparator.comparingInt(option -> EditDistance.of(option.environmentName(), name)));
  }

  static Optional<ServingOption> inEnvironment(String name) {
    return Arrays.stream(values())
        .filter(option -> option.environmentName().equals(name))
        .findFirst();
  }
}
