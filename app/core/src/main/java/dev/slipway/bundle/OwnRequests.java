// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.RowsPreparation.RowColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What templates see of a project's requests: `requests`, whether a load can be made of them;
/// `warmup`, the shapes of the one that a service warms up with; `rows`, the columns that callers
/// give, each with an example; and `sample`, the request that examples show, where there is one
/// that may be shown.
final class OwnRequests {

  private OwnRequests() {}

  /// By name.
  static Map<String, Object> of(BundleInput input) throws ProblemException {
    Optional<ExampleRequest> own = ExampleRequest.of(input);
    List<RowColumn> rows =
        RowsPreparation.columns(input).stream()
            .map(column ->
                own.flatMap(request -> request.value(column)).map(column::like).orElse(column))
            .toList();
    Map<String, Object> names = new TreeMap<>();
    names.put("requests", RequestSample.of(input.golden()).isPresent());
    names.put(
        "warmup", WarmUpRequest.of(input.golden()).map(WarmUpRequest::shapes).orElse(Map.of()));
    names.put("rows", rows);
    own.ifPresent(
        request -> names.put("sample", request.shown(input.inspection().signature().inputs())));
    return names;
  }
}
