// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.CsvTable;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Advice on the architecture: rules as data, applied to known facts.
public final class Architecture {

  private static final String UNLESS_KNOWN =
      "One image with separate modules and commands: a modular monolith";

  private final List<Question> questions;
  private final List<Rule> rules;

  private Architecture(List<Question> questions, List<Rule> rules) {
    this.questions = questions;
    this.rules = rules;
  }

  /// What is asked where no fact answers.
  public record Question(String id, String text) {}

  /// @param because for a person: the fact or who said so
  public record Answer(boolean yes, String because) {}

  /// What a rule advises.
  public enum Kind {
    /// What to begin with.
    START,
    /// A reason to take the model out of its caller.
    SPLIT,
    /// A reason not to split, whatever else.
    HOLD,
    NOTE
  }

  /// @param conditions question by wanted answer, all of which must hold
  /// @param splitWhen what would make a split right; empty unless the rule is one
  public record Rule(
      int id,
      Kind kind,
      Map<String, Boolean> conditions,
      String advice,
      String because,
      String splitWhen,
      String source) {
    public Rule {
      conditions = Map.copyOf(conditions);
    }
  }

  /// What comes of the answers.
  ///
  /// @param startWith what to build now
  /// @param splitWhen what to wait for before anything is split
  /// @param fired rules whose conditions all hold
  /// @param open questions whose answers could fire further rules
  public record Advice(
      String startWith, List<String> splitWhen, List<Rule> fired, List<Question> open) {
    public Advice {
      splitWhen = List.copyOf(splitWhen);
      fired = List.copyOf(fired);
      open = List.copyOf(open);
    }
  }

  /// Reads questions (`id,question`) and rules (`id,kind,if,advice,because,split_when,source`).
  public static Architecture parse(String questions, String rules) throws ProblemException {
    List<Question> asked =
        CsvTable.parse("architecture-questions.csv", questions).rows().stream()
            .map(row -> new Question(row.text("id"), row.text("question")))
            .toList();
    List<String> known = asked.stream().map(Question::id).toList();
    List<Rule> read = new ArrayList<>();
    for (CsvTable.Row row : CsvTable.parse("architecture-rules.csv", rules).rows()) {
      read.add(rule(row, known));
    }
    return new Architecture(asked, List.copyOf(read));
  }

  private static Rule rule(CsvTable.Row row, List<String> known) throws ProblemException {
    Map<String, Boolean> conditions = new LinkedHashMap<>();
    for (String condition : row.text("if").split("&")) {
      String[] parts = condition.strip().split("=", 2);
      boolean asked = parts.length == 2 && known.contains(parts[0].strip());
      if (!asked || !parts[1].strip().matches("yes|no")) {
        throw broken(row, "'" + condition.strip() + "' is not a known question with yes or no.");
      }
      conditions.put(parts[0].strip(), parts[1].strip().equals("yes"));
    }
    try {
      return new Rule(
          Integer.parseInt(row.text("id")),
          Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
          conditions,
          row.text("advice"),
          row.text("because"),
          row.text("split_when"),
          row.text("source"));
    } catch (IllegalArgumentException e) {
      throw broken(row, "Its number or kind is not one: " + e.getMessage());
    }
  }

  private static ProblemException broken(CsvTable.Row row, String why) {
    return Problem.input(
            "architecture.rule",
            "The rule in " + row.place() + " cannot be read.",
            why,
            "Correct the rule.")
        .asException();
  }

  public List<Question> questions() {
    return questions;
  }

  public List<Rule> rules() {
    return rules;
  }

  /// Advice from facts and a person's answers; a question without an answer fires nothing.
  public Advice advise(Map<String, Answer> answers) {
    List<Rule> fired = rules.stream().filter(rule -> holds(rule, answers)).toList();
    boolean held = fired.stream().anyMatch(rule -> rule.kind == Kind.HOLD);
    List<String> splitWhen =
        rules.stream()
            .filter(rule -> rule.kind == Kind.SPLIT && (held || !fired.contains(rule)))
            .map(Rule::splitWhen)
            .toList();
    List<Question> open =
        questions.stream()
            .filter(question -> !answers.containsKey(question.id))
            .filter(question -> matters(question, answers))
            .toList();
    return new Advice(startWith(fired, held), splitWhen, fired, open);
  }

  private static String startWith(List<Rule> fired, boolean held) {
    Optional<Rule> split =
        fired.stream().filter(rule -> rule.kind == Kind.SPLIT && !held).findFirst();
    Optional<Rule> batch =
        fired.stream()
            .filter(rule -> rule.kind == Kind.START && !rule.conditions.containsKey("one-team"))
            .findFirst();
    return batch.or(() -> split).map(Rule::advice).orElse(UNLESS_KNOWN);
  }

  private static boolean holds(Rule rule, Map<String, Answer> answers) {
    return rule.conditions.entrySet().stream()
        .allMatch(condition -> {
          Answer answer = answers.get(condition.getKey());
          return answer != null && answer.yes == condition.getValue();
        });
  }

  /// Whether a question stands in a rule that no given answer has ruled out.
  private boolean matters(Question question, Map<String, Answer> answers) {
    return rules.stream()
        .filter(rule -> rule.conditions.containsKey(question.id))
        .anyMatch(rule ->
            rule.conditions.entrySet().stream()
                .noneMatch(condition -> {
                  Answer answer = answers.get(condition.getKey());
                  return answer != null && answer.yes != condition.getValue();
                }));
  }

  /// What objectives and measurements answer by themselves.
  public static Map<String, Answer> known(Objectives objectives, Optional<Profile> profile) {
    Map<String, Answer> known = new LinkedHashMap<>();
    objectives.latency().stream()
        .filter(limit -> limit.at().compareTo(new Percentile(99)) >= 0)
        .map(LatencyLimit::limit)
        .min(Duration::compareTo)
        .ifPresent(limit ->
            known.put(
                "tight-latency",
                new Answer(
                    limit.compareTo(Duration.ofMillis(10)) < 0,
                    "the tightest limit at p99 or above is " + Durations.exact(limit))));
    objectives
        .traffic()
        .ifPresent(traffic ->
            known.put(
                "rare-traffic",
                new Answer(
                    traffic.average().perSecond() < 0.1,
                    traffic.average() + " on average is your objective")));
    profile.ifPresent(measured -> {
      Duration start =
          measured.load().plus(measured.firstInference()).plus(measured.warmUp()).plusSeconds(1);
      known.put(
          "quick-start",
          new Answer(
              start.compareTo(Duration.ofSeconds(2)) <= 0,
              "the start takes " + Durations.text(start) + ", one second of it assumed"));
    });
    return known;
  }
}
