// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Services that Docker Compose runs.
final class ComposeRules {

  static final List<Rule> ALL =
      List.of(
          At.the("service %s", "services/*")
              .gone(WEAKER, "it does not run any more")
              .added(UNJUDGED, "what it brings is to be read"),
          At.the("port that is open: %s", "services/*/ports/[]")
              .when(ComposeRules::isOpenStill, NEUTRAL, "it is open still, in another way", false)
              .when(
                  place -> place.isNew() && !place.item().startsWith("127."),
                  WEAKER,
                  "other machines reach it, and it asks nobody who they are: let security agree",
                  true)
              .added(NEUTRAL, "programs on this machine reach it")
              .gone(BREAKING, "callers of it reach nothing: tell them first"),
          At.the("read-only files", "services/*/read_only")
              .to("true", STRONGER, "nobody can change the container's files")
              .any(WEAKER, "who breaks in can change the container's files"),
          At.the(
                  "protection by the kernel",
                  "services/*/security_opt",
                  "services/*/security_opt/[]")
              .when(
                  place -> place.isNew() && isLoose(place.after()),
                  WEAKER,
                  "the kernel refuses the container less: let security agree",
                  true)
              .when(
                  place -> place.isGone() && isLoose(place.before()),
                  STRONGER,
                  "the kernel refuses the container more",
                  false),
          At.the("privileged container", "services/*/privileged")
              .to("true", WEAKER, "the container may do what the machine may: let security agree")
              .byDefault("false")
              .gone(STRONGER, "the container may do less than the machine")
              .to("false", STRONGER, "the container may do less than the machine")
              .any(UNJUDGED, "whether the container may do what the machine may is to be read"),
          At.the("what %s sees of the machine", "services/*/pid|ipc|userns_mode|uts")
              .to("host", WEAKER, "the container sees what the machine does: let security agree")
              .from("host", STRONGER, "the container is apart from the machine")
              .any(UNJUDGED, "what the container sees is another"),
          At.the(
                  "capabilities",
                  "services/*/cap_drop",
                  "services/*/cap_drop/[]",
                  "services/*/security_opt",
                  "services/*/security_opt/[]")
              .gone(WEAKER, "the container has rights that it does not need")
              .added(STRONGER, "the container has fewer rights"),
          At.the("capabilities", "services/*/cap_add", "services/*/cap_add/[]")
              .when(Place::isNew, WEAKER, "the container has more rights: let security agree", true)
              .gone(STRONGER, "the container has fewer rights"),
          At.the("user", "services/*/user")
              .to("(0|root)(:.*)?", WEAKER, "the container runs as root")
              .gone(WEAKER, "the image decides who it runs as")
              .any(NEUTRAL, "another user without rights"),
          At.the("volume %s", "services/*/volumes/[]", "services/*/tmpfs/[]")
              .when(
                  place -> place.present().asText().contains("docker.sock"),
                  WEAKER,
                  "it may do what the engine may: let security agree",
                  true)
              .any(UNJUDGED, "which files it reads or writes is to be looked at"),
          At.the("network of the machine", "services/*/network_mode")
              .to("host", WEAKER, "it sees and opens the machine's own ports")
              .any(UNJUDGED, "what it reaches is another"),
          At.the("network while building", "services/*/build/network")
              .any(WEAKER, "a build may fetch what nobody named"),
          At.the("logs", "**/logging", "**/logging/**", "x-logging/**")
              .any(NEUTRAL, "logs are kept in another way"),
          At.the(
                  "order of starts",
                  "services/*/depends_on/**",
                  "services/*/depends_on",
                  "services/*/profiles/**")
              .any(UNJUDGED, "what starts when is another: try it"));

  private ComposeRules() {}

  /// Whether an option, or one of several, takes a protection away.
  private static boolean isLoose(JsonNode options) {
    boolean loose =
        options
            .asText("")
            .matches(
                "(?i)(seccomp|apparmor|systempaths)[:=]unconfined|label[:=]disable"
                    + "|no-new-privileges[:=]false");
    for (JsonNode option : options) {
      loose |= isLoose(option);
    }
    return loose;
  }

  /// Whether the same port of the container is open at the same number.
  private static boolean isOpenStill(Place place) {
    String ports = place.item().replaceFirst(".*?([0-9]+:[0-9]+)$", "$1");
    boolean still = false;
    for (JsonNode port : place.parent()) {
      still |= port.asText("").equals(ports) || port.asText("").endsWith(":" + ports);
    }
    return place.isGone() && still;
  }
}
