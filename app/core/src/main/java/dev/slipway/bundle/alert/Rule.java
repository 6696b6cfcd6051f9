// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.List;
import java.util.SortedMap;

/// A rule of Prometheus.
public sealed interface Rule permits Rule.Recording, Alert {

  String name();

  /// What stands above it, for whoever reads the file.
  List<TracedText> notes();

  Query expr();

  /// A series that other rules and dashboards read.
  record Recording(
      String name, List<TracedText> notes, Query expr, SortedMap<String, String> labels)
      implements Rule {

    public Recording {
      notes = List.copyOf(notes);
    }
  }
}
