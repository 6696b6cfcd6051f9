// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.base.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An alert: when it fires, who is called, and what they read.
///
/// @param slo the objective that it guards, as a label
/// @param seconds for which the expression must hold; at once without
public record Alert(
    String name,
    Severity severity,
    Optional<String> slo,
    List<TracedText> notes,
    Query expr,
    Optional<Figure> seconds,
    Annotations annotations)
    implements Rule {

  /// Who is called.
  public enum Severity {
    /// Whoever is on call, at any hour.
    PAGE,
    /// The team, on a working day.
    TICKET
  }

  public Alert {
    notes = List.copyOf(notes);
  }

  /// The heading of its entry in the runbook, as a link names it.
  static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// The labels that it fires with.
  ///
  /// @param more those of the series that it fires for
  SortedMap<String, String> labels(SortedMap<String, String> more) {
    SortedMap<String, String> labels = new TreeMap<>(more);
    labels.put("severity", Words.id(severity));
    slo.ifPresent(objective -> labels.put("slo", objective));
    return labels;
  }
}
