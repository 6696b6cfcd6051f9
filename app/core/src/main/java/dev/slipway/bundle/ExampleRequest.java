// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.RowsPreparation.RowColumn;
import dev.slipway.data.DataContract;
import dev.slipway.measure.golden.Golden;
import dev.slipway.objective.Project;
import dev.slipway.serving.preparation.token.TextInputs;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The request that papers show to callers: one of the project's own, as far as nothing in it may
/// be personal. Papers travel further than a bundle's golden requests do.
///
/// @param golden whether `slipway.yaml` names it; else it is a row of the holdout
/// @param one the request
/// @param contract what is known of the columns
/// @param classes what the project says of columns, such as `personal`
record ExampleRequest(
    boolean golden, Golden.Case one, DataContract contract, Map<String, String> classes) {

  /// More values than this are not written out.
  private static final int MOST = 64;

  private static final Set<String> PERSONAL = Set.of("personal", "sensitive");

  /// As templates see it.
  ///
  /// @param id of the golden request
  /// @param tensors its inputs in the order of the model; none where a value may be personal, is
  ///   missing, or is one of too many
  record Shown(boolean golden, String id, List<ShownTensor> tensors) {}

  /// @param values numbers and truths, in row-major order
  record ShownTensor(String name, String datatype, List<Long> shape, List<Object> values) {}

  /// Empty where nobody has looked at the data as they are now, so that nobody knows what may be
  /// personal; and where the project has neither golden requests nor a holdout that its requests
  /// are taken from: then a bundle's requests are made up, wholly or in part.
  static Optional<ExampleRequest> of(BundleInput input) throws ProblemException {
    Project project = input.project();
    boolean golden = project.model().golden().isPresent();
    Project.RequestSource stated = project.model().requests();
    boolean ofHoldout =
        project.data().isPresent() && stated.texts().isEmpty() && stated.shapes().isEmpty();
    if (!golden && !ofHoldout) {
      return Optional.empty();
    }
    Map<String, String> classes =
        project.data().<Map<String, String>>map(Project.DataSource::columnClasses).orElse(Map.of());
    Optional<WarmUpRequest> found = WarmUpRequest.of(input.golden());
    return input
        .data()
        .flatMap(contract ->
            found.map(request -> new ExampleRequest(golden, request.one(), contract, classes)));
  }

  Shown shown(List<TensorSpec> inputs) {
    return new Shown(golden, one.id(), tensors(inputs));
  }

  private List<ShownTensor> tensors(List<TensorSpec> inputs) {
    List<DataContract.Column> given =
        contract.columns().stream().filter(column -> column.input().isPresent()).toList();
    Set<String> known =
        given.stream()
            .flatMap(column -> column.input().stream())
            .map(DataContract.Input::tensor)
            .collect(Collectors.toSet());
    boolean personal =
        classes.values().stream().anyMatch(PERSONAL::contains)
            || given.stream().anyMatch(ExampleRequest::mayBePersonal)
            || !known.containsAll(inputs.stream().map(TensorSpec::name).toList());
    // The numbers of tokens are a text to whoever has the vocabulary.
    if (personal || TextInputs.suit(inputs)) {
      return List.of();
    }
    List<ShownTensor> shown = new ArrayList<>();
    int values = 0;
    for (TensorSpec input : inputs) {
      Tensor tensor = one.request().get(input.name());
      if (tensor == null || tensor.datatype() == DataType.BYTES) {
        return List.of();
      }
      List<Object> all = new ArrayList<>();
      values += tensor.size();
      for (int i = 0; i < tensor.size() && values <= MOST; i++) {
        number(tensor, i).ifPresent(all::add);
      }
      if (all.size() < tensor.size()) {
        return List.of();
      }
      List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
      shown.add(new ShownTensor(input.name(), tensor.datatype().name(), shape, all));
    }
    return shown;
  }

  /// Of its first row, as JSON has it; empty where it may be personal, is missing, or is not what
  /// the service takes.
  Optional<Object> value(RowColumn column) {
    Tensor tensor = one.request().get(column.tensor());
    if (tensor == null || column.index() >= tensor.size()) {
      return Optional.empty();
    }
    Optional<DataContract.Column> known =
        contract.columns().stream().filter(each -> each.name().equals(column.name())).findFirst();
    if (PERSONAL.contains(classes.getOrDefault(column.name(), ""))
        || known.map(ExampleRequest::mayBePersonal).orElse(true)) {
      return Optional.empty();
    }
    return tensor.datatype() == DataType.BYTES
        ? text(column, tensor.asStrings().get(column.index()), known)
        : number(tensor, column.index()).filter(found -> takes(column, found));
  }

  private static boolean mayBePersonal(DataContract.Column column) {
    return column.suspicion().isPresent()
        || column.classification().filter(PERSONAL::contains).isPresent();
  }

  /// A free text is shown only where somebody said what it is: it may hold a name.
  private static Optional<Object> text(
      RowColumn column, String found, Optional<DataContract.Column> known) {
    boolean said = known.flatMap(DataContract.Column::classification).isPresent();
    return column.type().equals("string")
            && (column.values().isEmpty() ? said : column.values().contains(found))
        ? Optional.of(found)
        : Optional.empty();
  }

  private static boolean takes(RowColumn column, Object found) {
    if (found instanceof Boolean) {
      return column.type().equals("boolean");
    }
    double number = ((Number) found).doubleValue();
    boolean suits =
        column.type().equals("integer") ? found instanceof Long : column.type().equals("number");
    return suits
        && number >= column.least().orElse(number)
        && number <= column.most().orElse(number)
        && (column.values().isEmpty()
            || column.values().stream()
                .anyMatch(each -> each instanceof Number listed && listed.doubleValue() == number));
  }

  /// A number or truth of a tensor; empty for one that is missing or that JSON has no word for.
  private static Optional<Object> number(Tensor tensor, int at) {
    double value = tensor.doubleAt(at);
    return switch (tensor.datatype()) {
      case BOOL -> Optional.of(value != 0);
      case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> Optional.of((long) value);
      case INT64 -> Optional.of(tensor.asLongs().get(at));
      case FP16, BF16, FP32 ->
          // As few digits as tell it from its neighbours: 39.1, and not 39.099998474121094.
          finite(
              Double.isFinite(value) ? Double.parseDouble(Float.toString((float) value)) : value);
      case FP64 -> finite(value);
      case UINT64, BYTES -> Optional.empty();
    };
  }

  private static Optional<Object> finite(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
