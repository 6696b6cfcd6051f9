// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// How many replicas run, how they spread, and how many may go at once.
final class ScalingRules {

  static final List<Rule> ALL =
      List.of(
          At.the("autoscaler %s", "*")
              .in("HorizontalPodAutoscaler")
              .gone(WEAKER, "replicas stay as they are under load, unless something else adds some")
              .added(STRONGER, "replicas follow the load"),
          At.the("KEDA's autoscaler %s", "*")
              .in("ScaledObject")
              .gone(WEAKER, "replicas stay as they are under load, unless something else adds some")
              .added(
                  WEAKER,
                  "replicas follow Prometheus through KEDA: without either they stay as they are"),
          At.the(
                  "fewest replicas of %s",
                  "**/minReplicas|minReplicaCount|MinCapacity", "replicas/min")
              .to(
                  "0",
                  WEAKER,
                  "the first caller after a pause waits for a start, or is turned away")
              .same()
              .lowered(WEAKER, "less is left when one replica is gone")
              .raised(STRONGER, "more is left when one replica is gone, and paid for")
              .gone(WEAKER, "the default counts: one replica, or with KEDA none")
              .added(UNJUDGED, "whether it is fewer than the default is to be read"),
          At.the(
                  "most replicas of %s",
                  "**/maxReplicas|maxReplicaCount|MaxCapacity", "replicas/max")
              .same()
              .lowered(WEAKER, "less traffic is served at the peak")
              .raised(
                  STRONGER,
                  "more traffic is served at the peak: quota and nodes must have the room")
              .gone(UNJUDGED, "the default counts"),
          At.the(
                  "load at which %s adds replicas",
                  "**/averageUtilization|averageValue|cpuPercent|TargetValue",
                  "**/triggers/[]/metadata/threshold",
                  "**/annotations/serving.kserve.io~targetUtilizationPercentage")
              .same()
              .raised(WEAKER, "less headroom while new replicas start")
              .lowered(STRONGER, "more headroom while new replicas start, and paid for"),
          At.the(
                  "pause before %s takes replicas away",
                  "**/scaleDown/stabilizationWindowSeconds",
                  "**/cooldownPeriod|scaleDownWindowSeconds|ScaleInCooldown")
              .same()
              .lowered(WEAKER, "replicas leave sooner than traffic may come back")
              .raised(STRONGER, "replicas wait for traffic to come back"),
          At.the("what autoscaler %s follows", "*/spec/metrics/[]", "*/spec/triggers/[]")
              .in("HorizontalPodAutoscaler", "ScaledObject")
              .gone(WEAKER, "replicas do not follow it any more")
              .added(STRONGER, "replicas follow it too"),
          At.the(
                  "what autoscaler %s follows",
                  "*/spec/metrics/**",
                  "*/spec/triggers/**",
                  "**/annotations/serving.kserve.io~metric",
                  "**/annotations/serving.kserve.io~autoscalerClass")
              .any(UNJUDGED, "whether replicas still follow the load is to be tried"),
          At.the("what autoscaler %s scales", "*/spec/scaleTargetRef/**")
              .any(UNJUDGED, "replicas of what was scaled stay as they are"),
          At.the("autoscaling", "autoscaling/enabled")
              .byDefault("false")
              .gone(WEAKER, "replicas stay as they are under load")
              .to("false", WEAKER, "replicas stay as they are under load")
              .to("true", STRONGER, "replicas follow the load")
              .any(UNJUDGED, "whether replicas follow the load is to be read"),
          At.the("replicas of %s", "*/spec/replicas")
              .same()
              .to("0", BREAKING, "nothing runs")
              .lowered(WEAKER, "less is left when one replica is gone")
              .raised(STRONGER, "more is left when one replica is gone")
              .any(UNJUDGED, "it counts beside what the autoscaler sets"),
          At.the("disruption budget %s", "*")
              .in("PodDisruptionBudget")
              .gone(WEAKER, "maintenance may take all replicas at once: keep it")
              .added(STRONGER, "maintenance leaves replicas that serve"),
          At.the(
                  "replicas that maintenance may take",
                  "*/spec/maxUnavailable",
                  "disruption/maxUnavailable")
              .in("PodDisruptionBudget", "")
              .to("0%?", WEAKER, "no node with a replica can be drained: maintenance stands still")
              .same()
              .raised(WEAKER, "maintenance may take more at once")
              .lowered(STRONGER, "maintenance takes fewer at once"),
          At.the("replicas that maintenance leaves", "*/spec/minAvailable")
              .same()
              .lowered(WEAKER, "maintenance may take more at once")
              .raised(STRONGER, "maintenance takes fewer at once")
              .gone(WEAKER, "maintenance may take more at once"),
          At.the(
                  "replicas that maintenance may take",
                  "*/spec/maxUnavailable",
                  "*/spec/unhealthyPodEvictionPolicy")
              .in("PodDisruptionBudget")
              .to("AlwaysAllow", STRONGER, "what serves nobody holds no node up")
              .any(UNJUDGED, "how maintenance goes on is to be tried"),
          At.the(
                  "replicas that a rollout takes away",
                  "**/rollingUpdate/maxUnavailable",
                  "**/canary/maxUnavailable")
              .same()
              .raised(WEAKER, "a release serves with fewer replicas than it began with")
              .lowered(STRONGER, "a release serves with more replicas"),
          At.the(
                  "extra replicas of a rollout",
                  "**/rollingUpdate/maxSurge",
                  "**/canary/maxSurge",
                  "rollout/maxSurge")
              .any(NEUTRAL, "a release takes another time"),
          At.the("way of a rollout", "**/strategy/type")
              .to("Recreate", BREAKING, "callers get no answer during each release")
              .byDefault("RollingUpdate")
              .from("Recreate", STRONGER, "a release goes on while the old one serves")
              .any(UNJUDGED, "whether the old one serves during a release is to be tried"),
          At.the("wait between replicas of a rollout", "**/minReadySeconds")
              .lowered(WEAKER, "a release that fails late reaches more replicas")
              .raised(STRONGER, "a release that fails late reaches fewer replicas"),
          At.the(
                  "spread over zones and nodes",
                  "**/topologySpreadConstraints/[]",
                  "**/topologySpreadConstraints",
                  "**/affinity",
                  "**/podAntiAffinity")
              .gone(WEAKER, "all replicas may run on one node or in one zone")
              .added(STRONGER, "replicas run apart"),
          At.the("spread over zones", "**/maxSkew")
              .raised(WEAKER, "the loss of a zone takes more")
              .lowered(STRONGER, "the loss of a zone takes less"),
          At.the("spread over zones", "**/whenUnsatisfiable")
              .to("DoNotSchedule", STRONGER, "replicas that would stand together wait")
              .any(WEAKER, "replicas may stand together where there is no room"),
          At.the(
                  "nodes it runs on",
                  "**/nodeSelector",
                  "**/nodeSelector/*",
                  "**/tolerations",
                  "**/tolerations/**",
                  "**/priorityClassName",
                  "**/affinity/**",
                  "nodeSelector/**")
              .any(UNJUDGED, "whether such nodes have room, and what goes first, is to be asked"));

  private ScalingRules() {}
}
