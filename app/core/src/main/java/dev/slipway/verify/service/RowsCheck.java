// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.measure.golden.Golden;
import dev.slipway.request.Predictions;
import dev.slipway.serving.http.OipPaths;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.Preparation.Field;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where rows by name are taken: each golden request, sent as rows in this and in that order of its
/// columns, is answered as it is as tensors, value by value.
final class RowsCheck implements ServiceCheck {

  private static final String CHECK = "Rows by name are answered as tensors are, bit by bit";

  @Override
  public String title() {
    return "rows by name";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    var check = new PreparedCheck(CHECK, "rows", rehearsal, report);
    Optional<Preparation> read =
        check.read((said, file) -> Optional.of(said).filter(any -> !any.fields().isEmpty()));
    if (read.isEmpty()) {
      return;
    }
    if (rehearsal.answered().isEmpty()) {
      report.notRun(CHECK, "the service answers none of the golden requests");
      return;
    }
    Preparation preparation = read.get();
    List<Problem> problems = new ArrayList<>();
    int rows = 0;
    int cases = 0;
    for (int i = 0; i < rehearsal.requests().size(); i++) {
      if (rehearsal.replies().get(i).status() != 200) {
        continue;
      }
      Golden.Case golden = rehearsal.golden().cases().get(i);
      int asked = Predictions.rows(golden.request());
      Map<String, Tensor> answer = Golden.answer(rehearsal.replies().get(i).body(), "The answer");
      String body = Json.line(body(preparation, golden.request(), asked, cases % 2 == 1));
      Http.Reply reply = rehearsal.http().post(rehearsal.service().data(), OipPaths.ROWS, body);
      difference(preparation, answer, asked, reply)
          .ifPresent(why -> problems.add(problem(golden.id(), why)));
      rows += asked;
      cases++;
    }
    report.judge(
        CHECK,
        Words.count(cases, "case") + ", " + Words.count(rows, "row"),
        problems.isEmpty() ? problems : problems.subList(0, 1));
  }

  private static Problem problem(String id, String why) {
    return ServiceCheck.problem(
        "rows",
        "The golden request " + id + " is answered otherwise when its rows come by name.",
        why,
        "See whether a quality rule of slipway.yaml forbids what the request holds; else export the"
            + " bundle again.");
  }

  /// @param reversed whether the columns come from the last to the first
  private static ObjectNode body(
      Preparation preparation, Map<String, Tensor> request, int rows, boolean reversed) {
    List<Field> fields =
        reversed ? preparation.fields().reversed() : List.copyOf(preparation.fields());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    var all = body.putArray("rows");
    for (int row = 0; row < rows; row++) {
      ObjectNode one = all.addObject();
      for (Field field : fields) {
        Tensor tensor = request.get(field.tensor());
        if (tensor != null) {
          one.set(field.name(), value(tensor, row * (tensor.size() / rows) + field.index()));
        }
      }
    }
    return body;
  }

  private static JsonNode value(Tensor tensor, int i) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (tensor.datatype()) {
      case BYTES -> json.textNode(tensor.asStrings().get(i));
      case BOOL -> json.booleanNode(tensor.doubleAt(i) != 0);
      case INT64 -> json.numberNode(tensor.asLongs().get(i));
      case INT32 -> json.numberNode(tensor.asInts().get(i));
      case FP32 ->
          Double.isNaN(tensor.doubleAt(i))
              ? json.nullNode()
              : json.numberNode((float) tensor.doubleAt(i));
      default ->
          Double.isNaN(tensor.doubleAt(i)) ? json.nullNode() : json.numberNode(tensor.doubleAt(i));
    };
  }

  /// How the answer to rows differs from that to tensors.
  private static Optional<String> difference(
      Preparation preparation, Map<String, Tensor> answer, int asked, Http.Reply reply)
      throws ProblemException {
    return reply.status() == 200
        ? NamedAnswers.difference(
            preparation.labels(), answer, asked, Json.tree(reply.body()).path("rows"))
        : Optional.of("The answer is " + reply.status() + ": " + reply.body());
  }
}
