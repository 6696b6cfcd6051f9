// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// What a pipeline demands before a release, who approves it, and what it may do.
final class PipelineRules {

  private static final String GOES_ON =
      "the pipeline goes on when it fails: what it looked at is let pass";

  static final List<Rule> ALL =
      List.of(
          At.the("pipeline", "")
              .file(".*(\\.gitlab-ci|workflows/.*)\\.ya?ml")
              .gone(WEAKER, "none of its gates is asked any more: keep it")
              .added(UNJUDGED, "what it may do is to be read"),
          At.the("job %s", "jobs/*")
              .gone(WEAKER, "what it looked at is let pass: keep it, or say who looks")
              .added(UNJUDGED, "what it does is to be read"),
          At.the("step %s", "**/steps/[]")
              .when(
                  place -> place.isGone() && GateLines.isGate(place.before().toString()),
                  WEAKER,
                  "what it looked at is let pass: keep it, or say who looks",
                  false)
              .gone(UNJUDGED, "what it did is not done any more")
              .added(UNJUDGED, "what it does is to be read"),
          At.the("failure of %s", "**/continue-on-error", "**/allow_failure")
              .to("true", WEAKER, GOES_ON)
              .when(
                  place -> place.after().isObject(),
                  WEAKER,
                  "the pipeline goes on when it fails in one of these ways",
                  true)
              .when(
                  place -> place.isGone() && isManual(place),
                  WEAKER,
                  "a manual job may fail by default: what it looked at is let pass",
                  false)
              .byDefault("false")
              .gone(STRONGER, "the pipeline stops when it fails")
              .to("false", STRONGER, "the pipeline stops when it fails")
              .any(UNJUDGED, "whether the pipeline stops when it fails is to be read"),
          At.the("failure of %s", "**/allow_failure/**")
              .gone(UNJUDGED, "whether the pipeline stops when it fails is to be read")
              .any(WEAKER, "the pipeline goes on when it fails in one of these ways"),
          At.the("condition of %s", "jobs/*/if", "**/steps/[]/if")
              .to("(\\$\\{\\{ *)?false.*", WEAKER, "it never runs: what it looked at is let pass")
              .any(UNJUDGED, "when it runs is another"),
          At.the(
                  "approval before %s",
                  "jobs/*/environment",
                  "jobs/*/environment/name",
                  "*/environment",
                  "*/environment/name")
              .gone(WEAKER, "nobody is asked, and secrets of that environment are not protected")
              .added(STRONGER, "the environment's rules count: who approves?")
              .changed(WEAKER, "other people approve, or nobody: look at the environment's rules"),
          At.the("jobs before %s", "jobs/*/needs/[]", "jobs/*/needs", "*/needs/[]", "*/needs")
              .gone(WEAKER, "it does not wait for that gate any more")
              .when(
                  place -> place.isNew() && place.after().isArray() && place.after().isEmpty(),
                  WEAKER,
                  "it waits for no job, nor for a stage before",
                  false)
              .when(
                  place -> place.isNew() && place.path().size() == 2,
                  UNJUDGED,
                  "it waits for these jobs alone, not for the stages before",
                  false)
              .added(STRONGER, "it waits for one more gate")
              .changed(WEAKER, "it waits for another gate"),
          At.the("rights of the pipeline's token", "**/permissions/*")
              .to("write", WEAKER, "a step that is taken over may write: let security agree")
              .byDefault("none")
              .gone(STRONGER, "its token may do less")
              .to("none", STRONGER, "its token may do less")
              .from("write", STRONGER, "its token may do less")
              .any(UNJUDGED, "what a step that is taken over may read is to be asked"),
          At.the("rights of the pipeline's token", "**/permissions")
              .to(
                  "write-all",
                  WEAKER,
                  "a step that is taken over may write everything: let security agree")
              .gone(WEAKER, "its token has the repository's default rights")
              .any(UNJUDGED, "which rights its token has is to be read"),
          At.the("kept login of the checkout", "**/persist-credentials")
              .byDefault("true")
              .gone(WEAKER, "every later step holds the repository's token, as by default")
              .to("true", WEAKER, "every later step holds the repository's token")
              .to("false", STRONGER, "later steps hold no token")
              .any(UNJUDGED, "whether later steps hold a token is to be read"),
          At.the("action %s", "**/uses")
              .when(
                  place -> pinned(place.before().asText()) && !pinned(place.after().asText()),
                  WEAKER,
                  "its owner can change what runs: name the commit",
                  true)
              .when(
                  place ->
                      !pinned(place.before().asText())
                          && pinned(place.after().asText())
                          && owned(place.before().asText()).equals(owned(place.after().asText())),
                  STRONGER,
                  "what runs is this commit: read what it does",
                  false)
              .any(UNJUDGED, "another version of other people's code: read its changes"),
          At.the("requests that are asked", "on/pull_request", "on/pull_request/**")
              .gone(WEAKER, "changes are merged without its gates: keep it")
              .any(UNJUDGED, "which changes are asked is another"),
          At.the("requests that are asked", "on/pull_request_target")
              .added(WEAKER, "changes of strangers run with secrets: let security agree"),
          At.the("manual step %s", "*/when", "**/rules/[]/when")
              .from("manual", WEAKER, "nobody is asked before it runs")
              .to("manual", STRONGER, "somebody is asked before it runs"),
          At.the("when the pipeline runs", "on", "on/**", "workflow/**", "**/rules/**", "*/rules")
              .any(UNJUDGED, "whether each release still goes through its gates is to be read"),
          At.the("allowed regression", "**/GATE_REGRESSION", "GATE_REGRESSION")
              .raised(WEAKER, "a worse model is let pass")
              .lowered(STRONGER, "a worse model is stopped"),
          At.the("secret of %s", "**/env/*", "**/with/*", "**/secrets/*")
              .when(
                  place ->
                      place.after().asText().contains("secrets.")
                          && !place.before().asText().equals(place.after().asText()),
                  BREAKING,
                  "the pipeline stops until the secret is there: set it",
                  true),
          At.the("evidence that is kept", "**/retention-days", "**/expire_in")
              .lowered(WEAKER, "evidence of a release is gone sooner")
              .raised(STRONGER, "evidence of a release is kept longer"),
          At.the("time of %s", "**/timeout-minutes", "**/timeout")
              .any(NEUTRAL, "a hang is ended after another time"),
          At.the("name of %s", "name", "jobs/*/name", "**/steps/[]/id")
              .any(NEUTRAL, "a name alone"),
          At.the("machine of %s", "**/runs-on", "**/tags", "**/tags/[]", "**/image")
              .any(UNJUDGED, "who else uses that machine is to be asked"),
          At.the("job %s", "*")
              .file(".*gitlab-ci\\.ya?ml")
              .gone(WEAKER, "what it looked at is let pass: keep it, or say who looks")
              .added(UNJUDGED, "what it does is to be read"),
          new GateLines());

  private PipelineRules() {}

  private static boolean isManual(Place place) {
    return place.parent().path("when").asText("").equals("manual");
  }

  /// Whose it is, and what.
  private static String owned(String uses) {
    return uses.replaceFirst("@.*", "");
  }

  private static boolean pinned(String uses) {
    return uses.matches(".*@(sha256:)?[0-9a-f]{40,64}");
  }
}
