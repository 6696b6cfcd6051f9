// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// How the service is measured where it runs.
final class ProfileRules {

  static final List<Rule> ALL =
      List.of(
          At.the("latency limit at the %s th percentile", "limits/[]/milliseconds")
              .file(".*workload\\.json")
              .raised(WEAKER, "slower answers are called good: say who agreed")
              .lowered(STRONGER, "slower answers are called bad"),
          At.the("latency limit at the %s th percentile", "limits/[]", "limits")
              .file(".*workload\\.json")
              .gone(WEAKER, "nobody looks whether answers are as fast")
              .added(STRONGER, "it is looked whether answers are as fast"),
          At.the("load that is measured", "peak|tier", "rate|average|seconds")
              .file(".*workload\\.json")
              .lowered(WEAKER, "less is tried than before")
              .any(NEUTRAL, "another load is tried"),
          At.the("version", "version", "model", "schema", "project")
              .file(".*workload\\.json")
              .any(NEUTRAL, "it names the release"));

  private ProfileRules() {}
}
