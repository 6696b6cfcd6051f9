// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Pages for people, and who reviews what.
final class DocumentRules {

  static final List<Rule> ALL =
      List.of(
          At.the("runbook section %s", "sections/[]")
              .file(".*runbook\\.md")
              .gone(WEAKER, "who is paged does not find what to do: keep it")
              .added(STRONGER, "who is paged finds more"),
          At.the("page", "")
              .file(".*(runbook|handover|raci|model-card|annex-iv)\\.md")
              .gone(WEAKER, "who needs it does not find it: keep it"),
          At.the("page", "", "**")
              .file(".*\\.md")
              .any(NEUTRAL, "people read it, no program: read it too"),
          At.the("order of the reviewers", TreeDiff.ORDER)
              .file(".*CODEOWNERS")
              .any(UNJUDGED, "the last line that fits a file counts: others may be asked"),
          At.the("reviewer of %s", "*")
              .file(".*CODEOWNERS")
              .when(
                  place -> !place.isGone() && isNobody(place.after()),
                  WEAKER,
                  "nobody is asked before it changes: name who is",
                  false)
              .when(
                  place -> place.isGone() && isNobody(place.before()),
                  UNJUDGED,
                  "the line before counts: who is asked?",
                  false)
              .gone(WEAKER, "nobody is asked before it changes")
              .added(STRONGER, "somebody is asked before it changes")
              .changed(UNJUDGED, "others are asked before it changes: do they know?"));

  private DocumentRules() {}

  private static boolean isNobody(JsonNode owners) {
    return owners.asText("").replaceFirst("#.*", "").isBlank();
  }
}
