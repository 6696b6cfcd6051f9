// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the holdout holds what the model was trained on, or a column that gives the label away.
///
/// @param found rows, entities and columns that leak, added up
/// @param findings one for equal rows, for entities, for time and for columns
public record Leakage(long found, List<Finding> findings) {

  public Leakage {
    findings = List.copyOf(findings);
  }

  /// Why it is not known that nothing leaks, though no leak was found; empty where it is known.
  public Optional<String> open() {
    String open =
        findings.stream()
            .flatMap(finding ->
                switch (finding) {
                  case Finding.Passed _ -> List.<String>of().stream();
                  case Finding.Failed failed -> List.of(failed.problem().what()).stream();
                  case Finding.NotRun part -> List.of(part.because()).stream();
                })
            .collect(Collectors.joining("; "));
    return found > 0 || open.isEmpty() ? Optional.empty() : Optional.of(open);
  }
}
