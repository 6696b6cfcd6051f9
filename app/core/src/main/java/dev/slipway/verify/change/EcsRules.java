// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What CloudFormation makes on AWS.
final class EcsRules {

  private static final String LATER = "the same trouble is told of later, or not at all";

  private static final String MORE = "the container has more rights: let security agree";

  static final List<Rule> ALL =
      List.of(
          At.the("parameter %s", "Parameters/*")
              .added(BREAKING, "the stack is not updated until somebody gives it a value")
              .gone(BREAKING, "a call that still gives it is refused"),
          At.the("parameters", "Parameters/**").any(UNJUDGED, "which values are taken is another"),
          At.the("alarm %s", "Resources/*")
              .when(
                  place -> place.isGone() && isAlarm(place),
                  WEAKER,
                  "nobody is told of it any more: keep it",
                  false)
              .when(
                  place -> place.isNew() && isAlarm(place),
                  STRONGER,
                  "somebody is told of more",
                  false),
          At.the("resource %s", "Resources/*")
              .gone(BREAKING, "the stack deletes it: what needs it stands still")
              .added(UNJUDGED, "what it brings is to be read"),
          At.the("limit of the alarm", "Resources/*/Properties/Threshold")
              .when(place -> tells(place) > 0, WEAKER, LATER, false)
              .when(
                  place -> tells(place) < 0, STRONGER, "the same trouble is told of sooner", false),
          At.the(
                  "time of the alarm",
                  "Resources/*/Properties/EvaluationPeriods|DatapointsToAlarm",
                  "Resources/*/Properties/Period",
                  "**/MetricStat/Period")
              .raised(WEAKER, LATER)
              .lowered(STRONGER, "the same trouble is told of sooner"),
          At.the(
                  "who the alarm tells",
                  "**/AlarmActions",
                  "**/AlarmActions/[]",
                  "**/OKActions",
                  "**/OKActions/[]")
              .gone(WEAKER, "nobody is told: keep it")
              .added(STRONGER, "somebody is told"),
          At.the("the alarm", "**/ActionsEnabled")
              .to("false", WEAKER, "nobody is told")
              .byDefault("true")
              .gone(STRONGER, "somebody is told")
              .to("true", STRONGER, "somebody is told")
              .any(UNJUDGED, "whether somebody is told is to be read"),
          At.the("alarm without data", "**/TreatMissingData")
              .to("breaching", STRONGER, "silence is told of")
              .any(WEAKER, "silence is taken for health"),
          At.the(
                  "what the alarm goes by",
                  "Resources/*/Properties/Metrics/**",
                  "**/ComparisonOperator",
                  "**/MetricName",
                  "**/Dimensions/**")
              .any(UNJUDGED, "whether it tells of the same trouble is to be tried"),
          At.the("way in of the balancer", "**/Scheme")
              .to(
                  "internet-facing",
                  WEAKER,
                  "everybody reaches the service, which asks nobody who they are: let security"
                      + " agree")
              .gone(WEAKER, "everybody reaches the service, as by default: let security agree")
              .any(BREAKING, "callers from outside reach nothing: tell them"),
          At.the("who may call", "**/SecurityGroupIngress/[]")
              .added(WEAKER, "more may call: is each meant to?")
              .gone(BREAKING, "who called by it is cut off: ask those who call"),
          At.the("who may call", "**/SecurityGroupIngress/**")
              .any(WEAKER, "others may call, and who did may not: ask"),
          At.the(
                  "calls out",
                  "**/SecurityGroupEgress/[]",
                  "**/SecurityGroupEgress",
                  "**/SecurityGroupEgress/**")
              .gone(WEAKER, "it may call everything where no rule is left: look")
              .any(WEAKER, "it may call others: where do data go?"),
          At.the("public address", "**/AssignPublicIp")
              .to("ENABLED", WEAKER, "tasks have an address on the internet")
              .byDefault("DISABLED")
              .from("ENABLED", STRONGER, "tasks have no address on the internet")
              .any(UNJUDGED, "whether tasks have an address on the internet is to be read"),
          At.the("shell in the tasks", "**/EnableExecuteCommand")
              .to("true", WEAKER, "who may call AWS may open a shell in the tasks")
              .byDefault("false")
              .gone(STRONGER, "nobody opens a shell in the tasks")
              .to("false", STRONGER, "nobody opens a shell in the tasks")
              .any(UNJUDGED, "who may open a shell in the tasks is to be read"),
          At.the("read-only files", "**/ReadonlyRootFilesystem")
              .to("true", STRONGER, "nobody can change the container's files")
              .any(WEAKER, "who breaks in can change the container's files"),
          At.the(
                  "capabilities",
                  "**/Capabilities/Add/[]",
                  "**/Capabilities/Add",
                  "**/LinuxParameters/Devices/**")
              .when(Place::isNew, WEAKER, MORE, true)
              .gone(STRONGER, "the container has fewer rights")
              .any(WEAKER, MORE),
          At.the("capabilities", "**/LinuxParameters/Capabilities", "**/LinuxParameters")
              .when(
                  place -> place.isNew() && !place.after().findValues("Add").isEmpty(),
                  WEAKER,
                  MORE,
                  false),
          At.the(
                  "capabilities",
                  "**/Capabilities/Drop/[]",
                  "**/Capabilities/Drop",
                  "**/LinuxParameters/Capabilities",
                  "**/LinuxParameters")
              .when(
                  place -> place.isGone() && !isDropped(place.before()),
                  UNJUDGED,
                  "what the container may do is another: read it",
                  false)
              .gone(WEAKER, "the container has rights that it does not need")
              .when(
                  place -> place.isNew() && isDropped(place.after()),
                  STRONGER,
                  "the container has fewer rights",
                  false)
              .any(UNJUDGED, "what the container may do is another: read it"),
          At.the("privileged container", "**/Privileged")
              .to("true", WEAKER, "the container may do what the machine may: let security agree")
              .byDefault("false")
              .gone(STRONGER, "the container may do less than the machine")
              .to("false", STRONGER, "the container may do less than the machine")
              .any(UNJUDGED, "whether the container may do what the machine may is to be read"),
          At.the("user", "**/User")
              .to("(0|root)(:.*)?", WEAKER, "the container runs as root")
              .gone(WEAKER, "the image decides who it runs as")
              .any(NEUTRAL, "another user without rights"),
          At.the(
                  "rights on AWS",
                  "**/ManagedPolicyArns/[]",
                  "**/ManagedPolicyArns",
                  "**/Policies/**",
                  "**/Policies",
                  "**/TaskRoleArn",
                  "**/AssumeRolePolicyDocument/**")
              .gone(STRONGER, "what needed these rights is refused: try it")
              .any(WEAKER, "it may do more or other things on AWS: let security agree"),
          At.the(
                  "going back by itself",
                  "**/DeploymentCircuitBreaker/*",
                  "**/DeploymentCircuitBreaker")
              .to("true", STRONGER, "a release that fails goes back")
              .any(WEAKER, "a release that fails stays"),
          At.the("tasks that serve during a release", "**/MinimumHealthyPercent")
              .lowered(WEAKER, "a release serves with fewer tasks than it began with")
              .raised(STRONGER, "a release serves with more tasks"),
          At.the("tasks during a release", "**/MaximumPercent")
              .any(NEUTRAL, "a release takes another time"),
          At.the("logs", "**/RetentionInDays")
              .lowered(WEAKER, "logs are gone sooner")
              .raised(STRONGER, "logs are kept longer, and paid for"),
          At.the("keeping of logs", "**/DeletionPolicy", "**/UpdateReplacePolicy")
              .to("Retain", STRONGER, "they stay when the stack goes")
              .any(WEAKER, "they go with the stack"),
          At.the("protocol of callers", "Resources/Listener/Properties/Protocol")
              .to(
                  "HTTPS|TLS",
                  BREAKING,
                  "callers without encryption reach nothing: tell them first")
              .any(WEAKER, "requests travel without encryption"),
          At.the(
                  "port of callers",
                  "Resources/Listener/Properties/Port",
                  "**/ContainerPort",
                  "Resources/Targets/Properties/Port")
              .any(BREAKING, "callers of the old port reach nothing: tell them first"),
          At.the(
                  "words for people",
                  "Description",
                  "**/Description",
                  "**/AlarmDescription",
                  "**/GroupDescription",
                  "Outputs/**")
              .any(NEUTRAL, "people read other words"));

  private EcsRules() {}

  /// Whether it is of rights that are taken away; a value by itself is one.
  private static boolean isDropped(JsonNode parameters) {
    return !parameters.isObject() || !parameters.findValues("Drop").isEmpty();
  }

  private static boolean isAlarm(Place place) {
    return place.present().path("Type").asText("").equals("AWS::CloudWatch::Alarm");
  }

  /// Above 0 where the alarm tells later than before.
  private static int tells(Place place) {
    int order = Amount.order(place.before(), place.after()).orElse(0);
    String operator = place.parent().path("ComparisonOperator").asText("");
    return operator.startsWith("Less") ? -order : operator.startsWith("Greater") ? order : 0;
  }
}
