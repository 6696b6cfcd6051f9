// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.plan.Architecture;
import dev.slipway.plan.Architecture.Advice;
import dev.slipway.plan.Architecture.Answer;
import dev.slipway.plan.Architecture.Kind;
import dev.slipway.plan.Architecture.Question;
import dev.slipway.plan.Architecture.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The architecture part of a decision record: the plan's advice, from known facts and from
/// people's answers in the target's option `answers`.
///
/// @param startWith what to build now
/// @param splitWhen what to wait for before anything is split
/// @param options what could be built, each with what speaks for it and whether that holds
/// @param notes what else follows from the answers
/// @param answers what is known, and from where
/// @param open questions whose answers could change it
record ArchitectureAdvice(
    String startWith,
    List<String> splitWhen,
    List<Option> options,
    List<Rule> notes,
    List<AnsweredQuestion> answers,
    List<Question> open) {

  private static final String TARGET = "handover";
  private static final String ANSWERS = "answers";

  ArchitectureAdvice {
    splitWhen = List.copyOf(splitWhen);
    options = List.copyOf(options);
    notes = List.copyOf(notes);
    answers = List.copyOf(answers);
    open = List.copyOf(open);
  }

  /// @param state `holds`, `does not hold` or `not answered`
  record Option(String advice, String because, String source, String state) {}

  record AnsweredQuestion(String question, boolean yes, String because) {}

  static ArchitectureAdvice of(BundleInput input) throws ProblemException {
    Architecture architecture =
        Architecture.parse(
            resource("architecture-questions.csv"), resource("architecture-rules.csv"));
    Map<String, Answer> answers = new LinkedHashMap<>();
    // What somebody said wins over what follows from a number.
    answers.putAll(Architecture.known(input.project().objectives(), input.profile()));
    answers.putAll(said(input, architecture.questions()));
    Advice advice = architecture.advise(answers);
    return new ArchitectureAdvice(
        advice.startWith(),
        advice.splitWhen(),
        architecture.rules().stream()
            .filter(rule -> rule.kind() != Kind.NOTE)
            .map(rule -> option(rule, answers))
            .toList(),
        advice.fired().stream().filter(rule -> rule.kind() == Kind.NOTE).toList(),
        known(architecture.questions(), answers),
        advice.open());
  }

  private static Map<String, Answer> said(BundleInput input, List<Question> questions)
      throws ProblemException {
    Map<String, Answer> said = new LinkedHashMap<>();
    Object text =
        input
            .project()
            .release()
            .options()
            .getOrDefault(TARGET, Map.of())
            .getOrDefault(ANSWERS, "");
    for (String each : String.valueOf(text).split(",")) {
      String[] parts = each.strip().split("=", 2);
      if (each.isBlank()) {
        continue;
      }
      List<String> ids = questions.stream().map(Question::id).toList();
      if (parts.length != 2 || !ids.contains(parts[0]) || !parts[1].matches("yes|no")) {
        throw Problem.input(
                "bundle.unknown-question",
                "The answer `" + each.strip() + "` belongs to no question about the architecture.",
                "The questions are: " + String.join(", ", ids) + ".",
                "Correct release.options.handover.answers in slipway.yaml.")
            .asException();
      }
      said.put(parts[0], new Answer(parts[1].equals("yes"), "said in slipway.yaml"));
    }
    return said;
  }

  private static Option option(Rule rule, Map<String, Answer> answers) {
    String state = "holds";
    for (Map.Entry<String, Boolean> condition : rule.conditions().entrySet()) {
      Optional<Answer> answer = Optional.ofNullable(answers.get(condition.getKey()));
      if (answer.isPresent() && answer.get().yes() != condition.getValue()) {
        state = "does not hold";
      } else if (answer.isEmpty() && state.equals("holds")) {
        state = "not answered";
      }
    }
    return new Option(rule.advice(), rule.because(), rule.source(), state);
  }

  private static List<AnsweredQuestion> known(
      List<Question> questions, Map<String, Answer> answers) {
    List<AnsweredQuestion> known = new ArrayList<>();
    for (Question question : questions) {
      Optional.ofNullable(answers.get(question.id()))
          .ifPresent(answer ->
              known.add(new AnsweredQuestion(question.text(), answer.yes(), answer.because())));
    }
    return known;
  }

  private static String resource(String name) {
    try (InputStream in = Architecture.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " comes with Slipway");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
