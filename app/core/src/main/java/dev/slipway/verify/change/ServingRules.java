// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Settings of the service, and how Java is started.
final class ServingRules {

  static final List<Rule> ALL =
      List.of(
          At.the("largest request", "request.max-bytes")
              .same()
              .lowered(BREAKING, "requests of a size between the two are refused (413)")
              .raised(NEUTRAL, "larger requests are taken: memory must have the room"),
          At.the("largest picture", "images.max-pixels")
              .same()
              .lowered(BREAKING, "pictures of a size between the two are refused (413)")
              .raised(NEUTRAL, "larger pictures are taken: memory must have the room")
              .gone(NEUTRAL, "the runtime's own limit counts")
              .added(NEUTRAL, "larger pictures than this are refused (413)"),
          At.the("deadline of a request", "request.deadline")
              .same()
              .lowered(WEAKER, "answers that came late are given up now (504)")
              .raised(NEUTRAL, "callers may wait longer"),
          At.the("queue", "queue.max-requests")
              .lowered(WEAKER, "bursts are turned away sooner (503)")
              .raised(STRONGER, "bursts wait instead of being turned away"),
          At.the("rows run together", "batch.max-rows").any(NEUTRAL, "another speed: measure it"),
          At.the("threads", "model.threads", "model.optimization")
              .any(NEUTRAL, "another speed: measure it"),
          At.the("port %s", "http.port", "management.port")
              .any(BREAKING, "callers and probes of the old port reach nothing"),
          At.the("gRPC", "grpc.port")
              .to("off", BREAKING, "callers over gRPC reach nothing: tell them first")
              .any(WEAKER, "one more port can be called: is it meant to?"),
          At.the("name that callers use", "model.name")
              .any(BREAKING, "callers of the old name get 404: tell them first"),
          At.the("version", "model.version").any(NEUTRAL, "answers and metrics name the release"),
          At.the("drift baseline", "drift.baseline")
              .gone(WEAKER, "drift is not watched any more: keep the baseline")
              .added(STRONGER, "drift is watched")
              .any(UNJUDGED, "drift is judged by another reference: which?"),
          At.the("rows by name, texts and pictures", "rows.preparation")
              .gone(
                  BREAKING,
                  "callers who send rows by name, texts or pictures get 404: tell them first")
              .added(
                  STRONGER,
                  "rows by name, texts or pictures are taken, at /v1/rows, /v1/texts or /v1/images")
              .any(UNJUDGED, "rows, texts and pictures are read by another file: which?"),
          At.the("end under load: %s", "drain.delay|drain.linger|drain.timeout")
              .same()
              .lowered(WEAKER, "a stop may cut requests that were let finish")
              .raised(STRONGER, "a stop lets more requests finish"),
          At.the("latency buckets", "metrics.latency-buckets")
              .any(WEAKER, "queries that name an old bucket find nothing"),
          At.the("heap", "-XX:MaxRAMPercentage")
              .file(".*java\\.args")
              .any(WEAKER, "what was measured of memory does not hold: measure it again"),
          At.the("end when memory is out", "-XX:+ExitOnOutOfMemoryError")
              .file(".*java\\.args")
              .gone(WEAKER, "a service without memory hangs instead of being started again")
              .added(STRONGER, "a service without memory is started again"));

  private ServingRules() {}
}
