// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An export that somebody is still making up their mind about.
///
/// @param basis what `slipway.yaml` said when it was begun: it stands no more once that says
///   something else
/// @param step how far they came, from 0 on
/// @param options values that are not the defaults, by target and name
/// @param where the folder or zip file, as it was typed
public record ExportDraft(
    String basis,
    int step,
    List<String> targets,
    SortedMap<String, SortedMap<String, String>> options,
    String where) {
  public ExportDraft {
    targets = List.copyOf(targets);
    options = new TreeMap<>(options);
  }
}
