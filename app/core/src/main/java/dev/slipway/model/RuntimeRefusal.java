// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.Problem;
import dev.slipway.serving.predict.InferenceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Explains ONNX Runtime's refusal of a model in the user's words: the cause, and the remedy.
public final class RuntimeRefusal {

  /// The oldest set whose operators the runtime has without gaps.
  private static final int COMPLETE_OPSET = 7;

  private static final String CONVERT =
      "onnx.version_converter.convert_version(model, 17) (Python, onnx)";

  private static final String CHECKER =
      "Export the model again; onnx.checker.check_model(model, full_check=True) names the node.";

  private static final Set<String> ENDS =
      Set.of(
          "model.cancelled",
          "model.crashes-the-runtime",
          "model.too-much-memory",
          "model.too-slow");

  /// In the order in which they are taken out.
  private static final Map<Pattern, String> NOISE = noise();

  private record Explanation(Pattern said, Function<MatchResult, Problem> problem) {}

  private static final List<Explanation> EXPLANATIONS =
      List.of(
          explanation(
              "^cancelled$",
              said ->
                  Problem.input(
                      "model.cancelled",
                      "The model was no longer asked",
                      "The work was cancelled.",
                      "Start it again when you want it.")),
          explanation("ONNX Runtime crashed: (.*)", said -> crash(said.group(1))),
          explanation(
              "ONNX Runtime ran out of memory: (.*)|bad_alloc|bad allocation|Failed to allocate"
                  + "|SafeIntOnOverflow|Integer overflow",
              said -> memory(said.group(1))),
          explanation("ONNX Runtime took too long: (.*)", said -> slow(said.group(1))),
          explanation(
              "Could not find an implementation for (\\S+)\\((\\d+)\\)",
              said -> noKernel(said.group(1), Integer.parseInt(said.group(2)))),
          explanation(
              "(\\S+?):(\\w+)\\(-?\\d+\\) is not a registered function/op",
              said -> unknown(said.group(1), said.group(2))),
          explanation(
              "No Op registered for (\\w+) with domain_version of (\\d+)",
              said -> unknown("ai.onnx " + said.group(2), said.group(1))),
          explanation(
              "locale with name:?\\s*(\\S*)|locale(?: name)? (\\S+) is not valid|locale",
              said -> locale()),
          explanation(
              "[Bb]atchwise recurrent operations",
              said ->
                  Problem.input(
                      "model.setting-not-supported",
                      "ONNX Runtime does not run recurrent layers with the batch first",
                      "A GRU, LSTM or RNN node has layout = 1.",
                      "Export with layout = 0 (sequence first), and transpose before and after.")),
          explanation(
              "support for domain (\\S+) is till opset (\\d+)",
              said -> newer(said.group(1), said.group(2))),
          explanation(
              "Node input '(.*?)' is not a graph input, initializer, or output",
              said -> unmade("a node takes '" + said.group(1) + "'")),
          explanation(
              "Graph output \\((.*?)\\) does not exist in the graph",
              said -> unmade("'" + said.group(1) + "' is to be an output")),
          explanation(
              "Duplicate definition(?:-site)? (?:for|of) \\(?([^)]*)",
              said ->
                  Problem.input(
                      "model.value-made-twice",
                      "The model's graph makes a value twice",
                      "'" + said.group(1) + "' is an input, a weight or a result more than once.",
                      CHECKER)),
          explanation(
              "Protobuf parsing failed",
              said ->
                  Problem.input(
                      "model.too-deep",
                      "ONNX Runtime cannot read the model's file",
                      "Its form is sound, but its conditions and loops may lie in one another"
                          + " deeper than the runtime reads (some 30 levels).",
                      "Export it without nested conditions, or split it into several models.")),
          explanation(
              "Type Error: (.*)|Type \\(.*\\) of output arg .*",
              said ->
                  Problem.input(
                      "model.types-disagree",
                      "The model's types do not fit together",
                      said.group(),
                      CHECKER)),
          explanation(
              "External data path does not exist|external data.*(?:does not exist|not found)",
              said ->
                  Problem.input(
                      "model.external-missing",
                      "A file with the model's weights is missing",
                      words(said.group()),
                      "Copy it into the model's folder.")),
          explanation(
              "External data path.*(?:escapes|outside)|external data.*(?:escapes|outside|not"
                  + " under)",
              said ->
                  Problem.input(
                      "model.external-outside",
                      "The model wants to read a file outside its folder",
                      "ONNX Runtime refused the place of its weights.",
                      "Do not use this file unless you know who made it; put the weights beside the"
                          + " model.")));

  private RuntimeRefusal() {}

  /// @param model its name, as the user gave it
  public static Problem explain(InferenceException refusal, String model) {
    String reason = refusal.reason();
    for (Explanation explanation : EXPLANATIONS) {
      var matcher = explanation.said.matcher(reason);
      if (matcher.find()) {
        return explanation.problem.apply(matcher.toMatchResult());
      }
    }
    return Problem.input(
        "model.refused", "ONNX Runtime does not run " + model, words(reason), CHECKER);
  }

  /// The same of a model that took too long, crashed or ran out of memory over a question; empty
  /// where it is the question that it does not take.
  public static Optional<Problem> end(InferenceException refusal) {
    Problem problem = explain(refusal, "");
    return ENDS.contains(problem.code().id()) ? Optional.of(problem) : Optional.empty();
  }

  /// What the runtime says, without the places in its sources and the codes of its errors.
  public static String words(String reason) {
    String words = reason;
    for (var noise : NOISE.entrySet()) {
      words = noise.getKey().matcher(words).replaceAll(noise.getValue());
    }
    return words.strip();
  }

  private static Problem unmade(String wanted) {
    return Problem.input(
        "model.value-not-made",
        "The model's graph is not whole",
        "In it, " + wanted + ", and nothing makes that value.",
        CHECKER);
  }

  private static Problem newer(String domain, String newest) {
    boolean standard = domain.equals("ai.onnx");
    return Problem.input(
        standard ? "model.opset-not-supported" : "model.domain-opset-not-supported",
        "ONNX Runtime does not have the model's operator set",
        "Of " + domain + " it has sets up to " + newest + ".",
        standard
            ? "Export with an older opset, or run " + CONVERT + "."
            : "Export with an older set of "
                + domain
                + " (skl2onnx: target_opset={'"
                + domain
                + "': "
                + newest
                + "}).");
  }

  private static Problem crash(String how) {
    return Problem.input(
        "model.crashes-the-runtime",
        "The model makes ONNX Runtime crash",
        "The process that ran it ended: " + how,
        "Do not use this file unless you know who made it; export it again, with another opset.");
  }

  private static Problem memory(@Nullable String how) {
    return Problem.input(
        "model.too-much-memory",
        "The model needs more memory than it may have",
        "Its process may take four times the weights and 2 GB more; "
            + (how == null ? "an allocation beyond that failed." : "it ended: " + how),
        "Send smaller inputs; if it cannot even be opened, its tensors claim impossible sizes.");
  }

  private static Problem slow(String how) {
    return Problem.input(
        "model.too-slow",
        "The model takes too long to open, or to answer",
        "It was ended: " + how + ".",
        "Send smaller inputs. A loop in it may not end; or its conditions lie so deep in one"
            + " another that opening it takes for ever.");
  }

  private static Problem noKernel(String operator, int version) {
    return Problem.input(
        "model.no-kernel",
        "ONNX Runtime cannot run the operator " + operator,
        "It has no implementation of %s in version %d for the types that the model gives it."
            .formatted(operator, version),
        withoutKernel(version));
  }

  /// What helps where there is no implementation of an operator in a version, or operator set.
  public static String withoutKernel(long version) {
    return version < COMPLETE_OPSET
        ? "The model's operator set is old: run " + CONVERT + "."
        : "Cast its inputs to float or int64, export with another opset, or move this step out of"
            + " the model.";
  }

  private static Problem unknown(String domain, String operator) {
    boolean training = domain.contains("training");
    return Problem.input(
        "model.operator-unknown",
        "ONNX Runtime does not know the operator " + operator,
        training
            ? "It is an operator of training (" + domain + "); only prediction can be served."
            : "No operator of this name is in the set " + domain + " that the model declares.",
        training
            ? "Export the model for inference (PyTorch: model.eval() first)."
            : "Export with standard operators, or move this step out of the model.");
  }

  private static Problem locale() {
    return Problem.environment(
        "model.locale-missing",
        "The model needs a locale that this machine lacks",
        "A StringNormalizer of the model names one, en_US.UTF-8 where it says nothing, and ONNX"
            + " Runtime asks the system for it.",
        "Make it: localedef -i en_US -f UTF-8 en_US.UTF-8 (Debian: package locales); the image that"
            + " serves the model needs it too.");
  }

  private static Map<Pattern, String> noise() {
    Map<Pattern, String> noise = new LinkedHashMap<>();
    noise.put(Pattern.compile("^ONNX Runtime cannot load .*?: (?=Error code)"), "");
    noise.put(Pattern.compile("^the model failed: (?=Error code)"), "");
    noise.put(Pattern.compile("Error code - \\w+ - message: "), "");
    noise.put(Pattern.compile("Load model from .*? failed:\\s*"), "");
    noise.put(
        Pattern.compile(
            "Non-zero status code returned while running (\\S+) node\\. Name:'(.*?)' Status"
                + " Message: "),
        "Operator $1 '$2': ");
    noise.put(Pattern.compile("Operator (\\S+) '': "), "Operator $1: ");
    noise.put(Pattern.compile("\\S*onnxruntime\\S*/\\S+:\\d+ [^(]*\\([^)]*\\) (?:const )?"), "");
    noise.put(Pattern.compile("\\b\\w+\\.(?:cc|h):\\d+ \\w+ "), "");
    return noise;
  }

  private static Explanation explanation(String said, Function<MatchResult, Problem> problem) {
    return new Explanation(Pattern.compile(said), problem);
  }
}
