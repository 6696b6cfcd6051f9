// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lines of scripts, in files of their own and in pipelines: one that stopped a release and is gone
/// lets it pass. What other lines do is not judged.
final class GateLines implements Rule {

  private static final Pattern GATE =
      Pattern.compile(
          "cosign verify|cosign sign|\\btrivy\\b|\\bsyft\\b|slipway"
              + " (verify|checklist|evaluate|data)|pipelines/gates|deploy/check|\\bset"
              + " -[a-z]*e|pipefail|\\bexit [1-9]|\\binput\\b *[(\"'{]|input message|kubectl"
              + " diff|rollout status|sha256:\\[0-9a-f\\]|persist-credentials:"
              + " false|--require-hashes|--network none");
  private static final Pattern HARDENED =
      Pattern.compile(
          "runAsNonRoot: true|readOnlyRootFilesystem: true|allowPrivilegeEscalation: false"
              + "|privileged: false|drop: *\\[|automountServiceAccountToken: false"
              + "|type: RuntimeDefault|kind: (NetworkPolicy|PodDisruptionBudget)"
              + "|(readiness|liveness|startup)Probe:|terminationGracePeriodSeconds:");

  private static final Pattern LET_PASS = Pattern.compile("\\|\\| *(true|:|exit 0|echo)");

  private static final Set<String> SCRIPTS =
      Set.of("run", "script", "before_script", "after_script");

  static boolean isGate(String text) {
    return GATE.matcher(text).find();
  }

  @Override
  public Optional<Meaning> of(Place place) {
    List<String> path = place.path();
    if (path.isEmpty()) {
      return Optional.empty();
    }
    boolean line = path.size() > 1 && path.get(path.size() - 2).equals("lines");
    boolean script = path.stream().anyMatch(SCRIPTS::contains);
    if ((!line && !script) || path.getLast().equals(TreeDiff.ORDER)) {
      return Optional.empty();
    }
    String where = line ? place.file() : job(place);
    // An item of a list is seen with the others: a gate that was edited is not gone.
    Place all = Place.isItem(path.getLast()) ? place.up().orElse(place) : place;
    List<String> gone = new ArrayList<>(lines(place.before()));
    gone.removeAll(lines(place.after()));
    List<String> come = new ArrayList<>(lines(place.after()));
    come.removeAll(lines(place.before()));
    String let =
        come.stream()
            .filter(now -> isLetPass(now) && isMore(now, all))
            .collect(Collectors.joining("; "));
    if (!let.isEmpty()) {
      return weaker("gate in " + where, "new: " + shortened(let), "its failure stops nothing");
    }
    String what =
        gone.stream().filter(old -> isFewer(GATE, old, all)).collect(Collectors.joining("; "));
    if (!what.isEmpty()) {
      return weaker(
          "gate in " + where,
          "gone: " + shortened(what),
          "what it stopped is let pass: keep it, or say who looks");
    }
    boolean protection = gone.stream().anyMatch(old -> isFewer(HARDENED, old, all));
    if (line) {
      return protection
          ? weaker(
              "protection in " + where,
              "gone: " + shortened(String.join("; ", gone)),
              "what is made from it lacks it: keep it")
          : Optional.empty();
    }
    return Optional.of(
        new Meaning(
            Level.UNJUDGED,
            "script of " + where,
            place.isChanged() ? "another" : shortened(place.change().replace('\n', ' ')),
            "what it does is another: read it"));
  }

  private static Optional<Meaning> weaker(String subject, String what, String consequence) {
    return Optional.of(new Meaning(Level.WEAKER, subject, what, consequence));
  }

  private static boolean isLetPass(String line) {
    return line.matches("set \\+e.*") || (isGate(line) && LET_PASS.matcher(line).find());
  }

  /// Whether a line holds what fewer lines hold now than before.
  private static boolean isFewer(Pattern pattern, String line, Place all) {
    Matcher found = pattern.matcher(line);
    while (found.find()) {
      if (count(all.before(), found.group()) > count(all.after(), found.group())) {
        return true;
      }
    }
    return false;
  }

  /// Whether it stands there more often than before: one that was indented only does not.
  private static boolean isMore(String line, Place all) {
    return Collections.frequency(lines(all.after()), line)
        > Collections.frequency(lines(all.before()), line);
  }

  private static long count(JsonNode node, String text) {
    return lines(node).stream().filter(line -> line.contains(text)).count();
  }

  private static String job(Place place) {
    List<String> path = place.path();
    return path.getFirst().equals("jobs") && path.size() > 1 ? path.get(1) : path.getFirst();
  }

  private static List<String> lines(JsonNode node) {
    List<String> lines = new ArrayList<>();
    if (node.isValueNode()) {
      node.asText().lines().map(String::strip).forEach(lines::add);
    }
    node.forEach(item -> lines.addAll(lines(item)));
    return lines;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
