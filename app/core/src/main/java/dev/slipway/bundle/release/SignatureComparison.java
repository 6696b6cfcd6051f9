// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.release.ReleaseNote.TensorChange;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks whether callers of one model can call the other: an input must take at least what it
/// took, an output must give what it gave.
record SignatureComparison(List<TensorChange> changes, List<Notice> notices) {

  private static final String REFUSED = "requests made for the old model are refused";
  private static final String MISREAD = "callers that read it as before read it wrongly";

  static SignatureComparison between(Optional<Signature> before, Optional<Signature> after) {
    var found = new SignatureComparison(new ArrayList<>(), new ArrayList<>());
    if (before.isPresent() && after.isPresent()) {
      found.compare("input", before.get().inputs(), after.get().inputs());
      found.compare("output", before.get().outputs(), after.get().outputs());
    } else if (!before.equals(after)) {
      found.notices.add(
          new Notice(
              Level.UNJUDGED,
              "signature",
              "one of the two bundles does not say what goes in and what comes out",
              "whether callers must change could not be looked at"));
    }
    return found;
  }

  private void compare(String kind, List<TensorSpec> before, List<TensorSpec> after) {
    Map<String, TensorSpec> old = byName(before);
    Map<String, TensorSpec> now = byName(after);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      Optional<TensorSpec> a = Optional.ofNullable(old.get(name));
      Optional<TensorSpec> b = Optional.ofNullable(now.get(name));
      if (!a.equals(b)) {
        Optional<String> aText = a.map(SignatureComparison::text);
        Optional<String> bText = b.map(SignatureComparison::text);
        changes.add(new TensorChange(kind, name, aText, bText));
        judge(kind, a, b)
            .ifPresent(judged ->
                notices.add(
                    new Notice(
                        judged.level,
                        kind + " " + name,
                        aText.orElse("none") + " → " + bText.orElse("none"),
                        judged.consequence)));
      }
    }
  }

  private record Assessment(Level level, String consequence) {}

  private static Optional<Assessment> judge(
      String kind, Optional<TensorSpec> before, Optional<TensorSpec> after) {
    boolean input = kind.equals("input");
    if (before.isEmpty()) {
      return Optional.of(
          input
              ? new Assessment(Level.BREAKING, REFUSED + ": they lack it")
              : new Assessment(Level.NEUTRAL, "callers that do not know it may ignore it"));
    }
    if (after.isEmpty()) {
      return Optional.of(
          new Assessment(Level.BREAKING, input ? REFUSED : "callers that read it find nothing"));
    }
    // What was given to an input must still be taken; what an output gave must still come.
    TensorSpec given = input ? before.get() : after.get();
    TensorSpec taken = input ? after.get() : before.get();
    if (!suits(given, taken)) {
      return Optional.of(new Assessment(Level.BREAKING, input ? REFUSED : MISREAD));
    }
    return suits(taken, given)
        ? Optional.empty()
        : Optional.of(new Assessment(Level.NEUTRAL, "what suited before suits still"));
  }

  /// Whether every tensor of the one shape is also one of the other.
  private static boolean suits(TensorSpec given, TensorSpec taken) {
    if (given.datatype() != taken.datatype() || given.shape().size() != taken.shape().size()) {
      return false;
    }
    for (int axis = 0; axis < given.shape().size(); axis++) {
      if (taken.shape().get(axis) instanceof Dimension.Fixed(long size)
          && given.shape().get(axis).sizeOrMinusOne() != size) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, TensorSpec> byName(List<TensorSpec> tensors) {
    Map<String, TensorSpec> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return byName;
  }

  private static String text(TensorSpec tensor) {
    return tensor.shape().stream()
        .map(dimension ->
            switch (dimension) {
              case Dimension.Fixed(long size) -> Long.toString(size);
              case Dimension.Dynamic(String name) -> name.isEmpty() ? "?" : name;
            })
        .collect(Collectors.joining(", ", tensor.datatype() + " [", "]"));
  }
}
