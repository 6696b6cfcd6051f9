// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The expressions of a ValidatingAdmissionPolicy, evaluated as an API server does: variables in
/// their order, then each validation; what cannot be evaluated refuses, as `failurePolicy: Fail`
/// says. What it matches and whether it only audits is the server's affair.
final class CelPolicy {

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings())
          .addVar("object", SimpleType.DYN)
          .addVar("oldObject", SimpleType.DYN)
          .addVar("params", SimpleType.DYN)
          .addVar("variables", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().addLibraries(CelExtensions.strings()).build();

  private final JsonNode spec;

  CelPolicy(JsonNode policy) {
    spec = policy.path("spec");
  }

  /// Why a request is refused; nothing where it is taken.
  ///
  /// @param before the object before an update; a missing node where it is made
  /// @param params the ConfigMap
  List<String> refused(JsonNode object, JsonNode before, JsonNode params) throws Exception {
    Map<String, Object> variables = new HashMap<>();
    Map<String, Object> known = new HashMap<>();
    known.put("object", value(object));
    known.put("oldObject", before.isMissingNode() ? evaluated("null", Map.of()) : value(before));
    known.put("params", value(params));
    known.put("variables", variables);
    List<String> refused = new ArrayList<>();
    try {
      for (JsonNode variable : spec.path("variables")) {
        variables.put(
            variable.path("name").asText(), evaluated(variable.path("expression").asText(), known));
      }
      for (JsonNode validation : spec.path("validations")) {
        if (!Boolean.TRUE.equals(evaluated(validation.path("expression").asText(), known))) {
          refused.add(
              validation.has("messageExpression")
                  ? "" + evaluated(validation.path("messageExpression").asText(), known)
                  : validation.path("message").asText());
        }
      }
    } catch (CelEvaluationException cannotBeEvaluated) {
      refused.add("cannot be judged: " + cannotBeEvaluated.getMessage());
    }
    return refused;
  }

  private static Object evaluated(String expression, Map<String, ?> known)
      throws CelValidationException, CelEvaluationException {
    return RUNTIME.createProgram(COMPILER.compile(expression).getAst()).eval(known);
  }

  private static Object value(JsonNode node) {
    return new ObjectMapper().convertValue(node, Object.class);
  }
}
