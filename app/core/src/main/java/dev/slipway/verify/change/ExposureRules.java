// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Who can reach the service, and where: ways in, hosts, ports, certificates.
final class ExposureRules {

  private static final String OPENED =
      "callers outside reach the service, which asks nobody who they are: let security agree";
  private static final String OLD_PORT = "callers of the old port reach nothing: tell them first";

  static final List<Rule> ALL =
      List.of(
          At.the("way in %s", "*")
              .in(
                  "Ingress",
                  "HTTPRoute",
                  "GRPCRoute",
                  "TCPRoute",
                  "Gateway",
                  "Route",
                  "IngressRoute",
                  "VirtualService")
              .added(WEAKER, OPENED)
              .gone(BREAKING, "callers from outside the cluster reach nothing: tell them first"),
          At.the(
                  "hosts of %s",
                  "**/hostnames/[]", "**/rules/[]/host", "**/rules/[]", "**/tls/[]/hosts/[]")
              .in("Ingress", "HTTPRoute", "GRPCRoute", "Gateway")
              .added(WEAKER, "it answers to one more: is it meant to be called there?")
              .gone(BREAKING, "callers by the old name reach nothing: tell them first")
              .changed(BREAKING, "callers by the old name reach nothing: tell them first"),
          At.the("certificate of %s", "**/tls", "**/tls/[]", "**/sectionName")
              .in("Ingress", "HTTPRoute", "GRPCRoute", "Gateway", "Route")
              .gone(WEAKER, "requests may travel without encryption: say who decided that")
              .added(STRONGER, "requests travel encrypted: callers use https")
              .changed(UNJUDGED, "whether the other one has a certificate is to be tried"),
          At.the("certificate of %s", "**/tls/[]/secretName")
              .changed(
                  BREAKING, "callers get no certificate until the secret is there: make it first"),
          At.the("paths of %s", "**/paths/[]", "**/matches/[]", "**/matches", "**/paths")
              .in("Ingress", "HTTPRoute")
              .added(WEAKER, "more can be called from outside: is it meant to?")
              .gone(BREAKING, "callers of it reach nothing: tell them first"),
          At.the("paths of %s", "**/paths/**", "**/matches/**")
              .in("Ingress", "HTTPRoute")
              .any(BREAKING, "callers of the old path reach nothing: tell them first"),
          At.the("time that %s gives a request", "**/timeouts/request|backendRequest")
              .same()
              .lowered(BREAKING, "callers get no answer where they waited for one")
              .raised(NEUTRAL, "callers may wait longer"),
          At.the(
                  "addresses that may call %s",
                  "**/loadBalancerSourceRanges", "**/loadBalancerSourceRanges/[]")
              .in("Service")
              .gone(WEAKER, "more addresses may call")
              .added(WEAKER, "other addresses may call: look whether they are meant to"),
          At.the("type of service %s", "*/spec/type")
              .in("Service")
              .to("LoadBalancer|NodePort", WEAKER, OPENED)
              .from(
                  "LoadBalancer|NodePort",
                  BREAKING,
                  "callers from outside reach nothing: tell them")
              .any(UNJUDGED, "whether callers still reach it is to be tried"),
          At.the("port of service %s", "*/spec/ports/[]")
              .in("Service")
              .added(WEAKER, "more can be called: is it meant to?")
              .gone(BREAKING, OLD_PORT),
          At.the("port of service %s", "*/spec/ports/[]/port", "*/spec/ports/[]/nodePort")
              .in("Service")
              .any(BREAKING, OLD_PORT),
          At.the("port behind service %s", "*/spec/ports/[]/targetPort")
              .in("Service")
              .any(UNJUDGED, "a container must open it: slipway verify looks"),
          At.the("pods behind service %s", "*/spec/selector/*", "*/spec/selector")
              .in("Service")
              .any(BREAKING, "requests go to other pods, or to none"),
          At.the("outside address of service %s", "*/spec/externalIPs", "*/spec/externalIPs/[]")
              .added(WEAKER, OPENED)
              .gone(BREAKING, "callers of it reach nothing: tell them first"),
          At.the("port %s of a container", "**/containers/[]/ports/[]")
              .added(WEAKER, "more can be called where the network lets it")
              .gone(BREAKING, OLD_PORT),
          At.the("port of container %s", "**/ports/[]/containerPort").any(BREAKING, OLD_PORT),
          At.the("port of the node for %s", "**/ports/[]/hostPort").added(WEAKER, OPENED));

  private ExposureRules() {}
}
