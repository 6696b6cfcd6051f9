// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextPattern.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of that at which a text is cut.
enum Behaviour {
  REMOVED,
  ISOLATED,
  MERGED_WITH_PREVIOUS,
  MERGED_WITH_NEXT,
  CONTIGUOUS;

  static Behaviour of(Part part, String key, Behaviour otherwise) throws PreparationException {
    Optional<Part> found = part.child(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    return switch (found.get().text()) {
      case "Removed" -> REMOVED;
      case "Isolated" -> ISOLATED;
      case "MergedWithPrevious" -> MERGED_WITH_PREVIOUS;
      case "MergedWithNext" -> MERGED_WITH_NEXT;
      case "Contiguous" -> CONTIGUOUS;
      default -> throw found.get().unsupported();
    };
  }

  /// The stretches that remain.
  List<Span> cut(List<Span> spans) {
    return switch (this) {
      case ISOLATED -> spans;
      case REMOVED -> spans.stream().filter(span -> !span.found()).toList();
      case CONTIGUOUS -> joined(spans, false);
      case MERGED_WITH_PREVIOUS -> joined(spans, true);
      case MERGED_WITH_NEXT -> withNext(spans);
    };
  }

  /// @param toGap whether what was found joins the gap before it, or what was found before it
  private static List<Span> joined(List<Span> spans, boolean toGap) {
    List<Span> all = new ArrayList<>();
    boolean before = false;
    for (Span span : spans) {
      boolean joins = toGap ? span.found() && !before : span.found() == before;
      if (joins && !all.isEmpty()) {
        all.set(all.size() - 1, new Span(all.getLast().from(), span.to(), span.found()));
      } else {
        all.add(span);
      }
      before = span.found();
    }
    return all;
  }

  private static List<Span> withNext(List<Span> spans) {
    List<Span> all = new ArrayList<>();
    boolean after = false;
    for (Span span : spans.reversed()) {
      if (span.found() && !after && !all.isEmpty()) {
        all.set(all.size() - 1, new Span(span.from(), all.getLast().to(), true));
      } else {
        all.add(span);
      }
      after = span.found();
    }
    return all.reversed();
  }
}
