// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// What a container gets, how it is asked whether it is well, and how it ends.
final class ResourceRules {

  static final List<Rule> ALL =
      List.of(
          At.the("memory limit", "**/limits/memory")
              .same()
              .lowered(WEAKER, "killed at a use that was allowed before")
              .raised(STRONGER, "more use is allowed: nodes must have the room")
              .gone(WEAKER, "it may take a node's memory from others")
              .added(STRONGER, "it cannot take a node's memory from others"),
          At.the("CPU limit", "**/limits/cpu|cpus")
              .same()
              .lowered(WEAKER, "throttled sooner: slower under load")
              .raised(STRONGER, "faster under load: nodes must have the room")
              .gone(
                  WEAKER,
                  "it may take a node's CPU from others, and what was measured held it to one")
              .added(STRONGER, "it cannot take a node's CPU from others"),
          At.the("storage limit", "**/limits/ephemeral-storage", "**/emptyDir/sizeLimit")
              .same()
              .lowered(WEAKER, "evicted at a use that was allowed before")
              .raised(STRONGER, "more use is allowed: nodes must have the room")
              .gone(WEAKER, "it may fill a node's disk")
              .added(STRONGER, "it cannot fill a node's disk"),
          At.the("processes", "**/limits/pids")
              .same()
              .lowered(WEAKER, "it fails at a number that was allowed before")
              .raised(STRONGER, "more are allowed")
              .gone(WEAKER, "it may take all of the machine's"),
          At.the("what is set aside of %s", "**/requests/*", "**/reservations/*")
              .same()
              .lowered(WEAKER, "less is set aside for it on a busy node")
              .raised(NEUTRAL, "quota and nodes must have the room")
              .gone(WEAKER, "nothing is set aside for it on a busy node"),
          At.the("limits", "**/resources/limits", "**/resources/requests", "**/resources")
              .gone(WEAKER, "it takes what it wants of a node, and is the first to go")
              .added(STRONGER, "it takes no more than this of a node"),
          At.the("size of the task", "**/Cpu|Memory|MemoryReservation")
              .same()
              .lowered(WEAKER, "slower, or killed, at a use that was allowed before")
              .raised(STRONGER, "more use is allowed, and paid for")
              .gone(WEAKER, "the default counts"),
          At.the("readiness probe", "**/readinessProbe")
              .gone(WEAKER, "callers get answers from replicas that are not ready: keep it")
              .added(STRONGER, "only replicas that are ready get requests"),
          At.the("liveness probe", "**/livenessProbe")
              .gone(WEAKER, "a replica that hangs is not restarted")
              .added(STRONGER, "a replica that hangs is restarted"),
          At.the("startup probe", "**/startupProbe")
              .gone(WEAKER, "a start that takes long is taken for a hang")
              .added(STRONGER, "a start may take its time"),
          At.the("health check", "**/healthcheck", "**/HealthCheck")
              .gone(WEAKER, "a replica that hangs is not noticed: keep it")
              .added(STRONGER, "a replica that hangs is noticed"),
          At.the(
                  "what probes ask",
                  "**/readinessProbe|livenessProbe|startupProbe/httpGet/**",
                  "**/httpGet",
                  "**/tcpSocket",
                  "**/exec",
                  "**/healthcheck/test",
                  "**/HealthCheck/Command/**",
                  "**/HealthCheckPath")
              .any(
                  WEAKER,
                  "it must answer there, or replicas are restarted and get no requests: try it"),
          At.the(
                  "time that probes give",
                  "**/readinessProbe|livenessProbe|startupProbe/*",
                  "probes/**",
                  "**/healthcheck/*",
                  "**/HealthCheck/*",
                  "**/HealthCheckIntervalSeconds|HealthCheckTimeoutSeconds|UnhealthyThresholdCount|HealthyThresholdCount|HealthCheckGracePeriodSeconds")
              .same()
              .any(WEAKER, "what counts as started, ready or alive is another: try it under load"),
          At.the(
                  "time to end",
                  "**/terminationGracePeriodSeconds|terminationGraceSeconds|stop_grace_period|StopTimeout",
                  "**/TargetGroupAttributes/[deregistration_delay.timeout_seconds]/Value")
              .same()
              .lowered(WEAKER, "a stop may cut requests that were let finish")
              .raised(STRONGER, "a stop lets more requests finish, and a release takes longer")
              .gone(WEAKER, "a stop may cut requests that were let finish"),
          At.the("what runs before the end", "**/lifecycle", "**/lifecycle/**")
              .gone(WEAKER, "a stop may cut requests that were let finish")
              .any(UNJUDGED, "whether a stop still loses nothing is to be tried: slipway verify"),
          At.the(
                  "command of %s",
                  "**/command|args|entrypoint",
                  "**/command|args|entrypoint/[]",
                  "**/command|args/[order]")
              .any(UNJUDGED, "what starts is another: try it"),
          At.the("environment of %s", "**/env/[]", "**/env/[]/value", "**/environment/*")
              .any(UNJUDGED, "a setting of the program: its own page says what it does"),
          At.the("pulling the image", "**/imagePullPolicy|pullPolicy")
              .to("Always", STRONGER, "each start asks the registry")
              .any(UNJUDGED, "with a digest it is the same image; with a tag it may be an old one"),
          At.the("files of volume %s", "**/volumeMounts/[]/readOnly")
              .to("true", STRONGER, "nobody can change them")
              .any(WEAKER, "who breaks in can change them"),
          At.the("start again", "**/restartPolicy|restart")
              .from("always|unless-stopped", WEAKER, "what ends is not started again")
              .any(UNJUDGED, "what ends is started again in another way"));

  private ResourceRules() {}
}
