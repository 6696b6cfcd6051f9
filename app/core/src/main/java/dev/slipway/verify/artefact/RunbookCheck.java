// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.verify.artefact.RuleFiles.Rule;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every alert links to an entry of the runbook that says what it means, how bad it is, what to
/// check, how to stop it and whom to tell.
public final class RunbookCheck implements Check {

  private static final String CHECK = "Every alert has its entry in the runbook";
  private static final String LINKS = "Every alert links to an address";
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{2,4})\\s+(.+?)\\s*$");

  /// What an entry holds, and words by which it is recognised.
  private static final Map<String, Pattern> PARTS =
      new TreeMap<>(
          Map.of(
              "meaning", Pattern.compile("(?i)meaning|is it real|severity"),
              "impact", Pattern.compile("(?i)impact|how bad"),
              "first checks", Pattern.compile("(?i)first checks|is it real|diagnos|check"),
              "mitigation", Pattern.compile("(?i)mitigat|stop it"),
              "escalation", Pattern.compile("(?i)escalat|tell people")));

  @Override
  public String title() {
    return "runbook";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    List<Rule> alerts = new RuleFiles(bundle).alerts();
    if (alerts.isEmpty()) {
      report.notRun(CHECK, "the bundle holds no alerts");
      return;
    }
    Optional<String> file = bundle.named("runbook.md");
    Map<String, String> entries =
        file.map(bundle::text).map(RunbookCheck::entries).orElse(Map.of());
    List<Problem> problems = new ArrayList<>();
    long without = 0;
    for (Rule rule : alerts) {
      Optional<String> missing = missing(rule, entries);
      missing.ifPresent(what ->
          problems.add(
              Problem.gate(
                  "runbook.no-entry",
                  "The alert " + rule.alert().orElse("") + " " + what,
                  "Whoever is called at night finds no help.",
                  "Add the entry to the runbook, under the alert's name.")));
      without += missing.isPresent() ? 1 : 0;
    }
    report.judge(CHECK, alerts.size() + " alerts", problems);
    report.measure("runbook.alerts_without_entry", without, "count");
    links(alerts, report);
  }

  /// Whoever is called has the alert, and no copy of the bundle.
  private static void links(List<Rule> alerts, Report report) {
    List<String> links =
        alerts.stream().map(rule -> rule.tree().at("/annotations/runbook_url").asText("")).toList();
    if (links.stream().allMatch(link -> link.matches("https?://.+"))) {
      report.passed(LINKS, links.getFirst().replaceFirst("#.*", ""));
    } else {
      report.notRun(
          LINKS,
          "missing: nobody said where the runbook can be read"
              + " (release.options.prometheus.runbook-url in slipway.yaml), so that the links of"
              + " the alerts open nothing");
    }
  }

  private static Optional<String> missing(Rule rule, Map<String, String> entries) {
    String name = rule.alert().orElse("").toLowerCase(Locale.ROOT);
    String entry = entries.get(name);
    if (entry == null) {
      return Optional.of("has no entry in the runbook.");
    }
    String link = rule.tree().at("/annotations/runbook_url").asText("");
    if (!link.endsWith("#" + name)) {
      return Optional.of("does not link to its entry (runbook_url is \"" + link + "\").");
    }
    List<String> lacking =
        PARTS.entrySet().stream()
            .filter(part -> !part.getValue().matcher(entry).find())
            .map(Map.Entry::getKey)
            .toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of("has an entry without " + String.join(", ", lacking) + ".");
  }

  /// Text of each section by its heading, in lower case as anchors are.
  private static Map<String, String> entries(String text) {
    Map<String, String> entries = new TreeMap<>();
    Matcher heading = HEADING.matcher(text);
    String last = "";
    int from = 0;
    while (heading.find()) {
      entries.put(last, text.substring(from, heading.start()));
      last = heading.group(2).replace("`", "").toLowerCase(Locale.ROOT);
      from = heading.end();
    }
    entries.put(last, text.substring(from));
    return entries;
  }
}
