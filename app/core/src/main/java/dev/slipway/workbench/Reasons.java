// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleManifest.Reason;
import dev.slipway.bundle.alert.Figure;
import org.jspecify.annotations.Nullable;

/// The reasons that a bundle keeps, by the origins of its numbers.
record Reasons(BundleManifest manifest) {

  /// One of them.
  ///
  /// @param source a key of the plan, or where else a number comes from
  record Told(String source, String basis, String because) {

    ExplainFile.Answer answer(int line, String number) {
      return new ExplainFile.Answer(line, number, source, basis, because);
    }
  }

  Told of(String origin) {
    if (origin.startsWith(Figure.WHY)) {
      Told choice = of(origin.substring(Figure.WHY.length()));
      return new Told("the reason of " + choice.source(), choice.basis(), choice.because());
    }
    for (String basis : new String[] {"rule", "assumed"}) {
      if (origin.startsWith(basis + ": ")) {
        return new Told("the template", basis, origin.substring(basis.length() + 2));
      }
    }
    @Nullable Reason reason = found(origin);
    return reason == null
        ? new Told(origin, "unknown", "The bundle keeps no reason for it.")
        : new Told(origin.replaceFirst("^fixed: ", ""), reason.basis(), reason.because());
  }

  /// In the answer for a number that is computed from it.
  String told(String origin) {
    Told told = of(origin);
    return told.source().equals("the template")
        ? told.basis() + ": " + told.because()
        : told.source() + ", " + told.basis() + ": " + told.because();
  }

  private @Nullable Reason found(String origin) {
    @Nullable Reason choice = manifest.reasons().get(origin);
    if (choice != null) {
      return choice;
    }
    for (String at = origin;
        !at.isEmpty();
        at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      @Nullable Reason fact = manifest.evidence().get(at);
      if (fact != null) {
        return fact;
      }
      @Nullable Reason source = manifest.sources().get(at);
      if (source != null) {
        return source;
      }
    }
    return null;
  }
}
