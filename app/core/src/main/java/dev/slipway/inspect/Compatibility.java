// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Checks whether the pinned ONNX Runtime takes the model's operators.
final class Compatibility {

  /// The one that the root `pom.xml` pins; what is known of it below and in `KernelGaps` was tried
  /// with this version.
  static final String RUNTIME = "ONNX Runtime 1.28.0";

  /// Its limits.
  static final long NEWEST_OPSET = 26;

  static final long NEWEST_IR = 13;

  /// The newest sets of operators outside the default one.
  private static final Map<String, Long> NEWEST_OF = Map.of("ai.onnx.ml", 5L);

  private static final Set<String> KNOWN_DOMAINS =
      Set.of(
          "ai.onnx",
          "ai.onnx.ml",
          "com.microsoft",
          "com.microsoft.nchwc",
          "com.microsoft.experimental",
          "com.ms.internal.nhwc",
          "org.pytorch.aten");

  private Compatibility() {}

  static List<Finding> check(OnnxModel model) {
    List<Finding> findings = new ArrayList<>();
    findings.add(ir(model.irVersion()));
    findings.add(opset(model));
    findings.addAll(others(model));
    findings.addAll(domains(model));
    KernelGaps.check(model).ifPresent(findings::add);
    return findings;
  }

  private static Finding ir(long version) {
    String check = "The runtime reads this file format";
    if (version >= 1 && version <= NEWEST_IR) {
      return new Finding.Passed(check, "IR version " + version + "; it reads up to " + NEWEST_IR);
    }
    return new Finding.Failed(
        check,
        Problem.input(
            "model.ir-not-supported",
            "The runtime cannot read IR version " + version,
            RUNTIME + " reads IR versions 1 to " + NEWEST_IR + ".",
            "Set it before saving: model.ir_version = "
                + NEWEST_IR
                + " (Python, onnx), or export"
                + " with an older onnx package."));
  }

  private static Finding opset(OnnxModel model) {
    String check = "The runtime has the operator set";
    boolean needed =
        WeightWalk.nodes(model).stream()
            .anyMatch(node -> node.domain().equals(OnnxReader.DEFAULT_DOMAIN));
    Long version = model.opsets().get(OnnxReader.DEFAULT_DOMAIN);
    if (!needed) {
      return new Finding.Passed(check, "no operator of the default set is used");
    }
    if (version != null && version >= 1 && version <= NEWEST_OPSET) {
      return new Finding.Passed(check, "opset " + version + "; it has up to " + NEWEST_OPSET);
    }
    String what =
        version == null
            ? "The model uses standard operators and does not say which set"
            : "The runtime does not have opset " + version;
    return new Finding.Failed(
        check,
        Problem.input(
            "model.opset-not-supported",
            what,
            RUNTIME + " has opsets 1 to " + NEWEST_OPSET + ".",
            "Export with an older opset (torch.onnx.export: opset_version=20; skl2onnx:"
                + " target_opset=20), or run onnx.version_converter.convert_version(model, "
                + NEWEST_OPSET
                + ")."));
  }

  private static List<Finding> others(OnnxModel model) {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(NEWEST_OF)
        .forEach((domain, newest) -> {
          Long version = model.opsets().get(domain);
          boolean needed =
              WeightWalk.nodes(model).stream().anyMatch(node -> node.domain().equals(domain));
          if (needed && version != null && version > newest) {
            findings.add(
                new Finding.Failed(
                    "The runtime has the operator set of " + domain,
                    Problem.input(
                        "model.domain-opset-not-supported",
                        "The runtime does not have set " + version + " of " + domain,
                        RUNTIME + " has its sets 1 to " + newest + ".",
                        "Export with an older one (skl2onnx: target_opset={'%s': %d})."
                            .formatted(domain, newest))));
          }
        });
    return findings;
  }

  private static List<Finding> domains(OnnxModel model) {
    String check = "The runtime knows every operator domain";
    Set<String> own =
        model.functions().stream()
            .map(function -> function.domain() + " " + function.name())
            .collect(Collectors.toSet());
    SortedMap<String, SortedSet<String>> unknown = new TreeMap<>();
    for (OnnxNode node : WeightWalk.nodes(model)) {
      if (!KNOWN_DOMAINS.contains(node.domain())
          && !own.contains(node.domain() + " " + node.operator())) {
        unknown.computeIfAbsent(node.domain(), d -> new TreeSet<>()).add(node.operator());
      }
    }
    if (unknown.isEmpty()) {
      return List.of(
          new Finding.Passed(check, "all operators are of known domains or defined here"));
    }
    List<Finding> findings = new ArrayList<>();
    unknown.forEach((domain, operators) ->
        findings.add(
            new Finding.Failed(
                check,
                Problem.input(
                    "model.domain-not-known",
                    "The runtime does not know the operator domain " + domain,
                    "The model uses "
                        + String.join(", ", operators)
                        + " of it, which need a"
                        + " library that is not part of ONNX Runtime.",
                    "Export the model with standard operators, or move this step (often"
                        + " tokenising or decoding) out of the model into the caller."))));
    return findings;
  }
}
