// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.checklist.Item;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.evidence.Evidence;

/// Why an item is in its state, as one would tell a colleague.
final class ItemWords {

  private ItemWords() {}

  static String because(Line line) {
    return switch (line.state()) {
      case NOT_RUN -> line.evidence().isEmpty() ? unknown(line) : plain(line.because());
      case PASS, FAIL, INCONCLUSIVE -> judged(line);
      default -> plain(line.because());
    };
  }

  /// A count needs no unit.
  static String found(Line line) {
    return switch (line.found()) {
      case "true" -> Texts.of("item.yes");
      case "false" -> Texts.of("item.no");
      default -> line.found().replaceAll(" count$", "");
    };
  }

  /// What is wanted, such as `at most 50 ms`.
  static String wanted(Line line) {
    return switch (line.limit()) {
      case "true" -> Texts.of("item.yes");
      case "false" -> Texts.of("item.no");
      case "" -> Texts.of("item.a-word");
      default -> line.limit().replaceAll(" count$", "");
    };
  }

  private static String unknown(Line line) {
    return line.because().startsWith("nothing is known of")
        ? Texts.of(
            line.item().means() == Item.Means.REPORTED ? "item.not-reported" : "item.not-looked")
        : plain(line.because());
  }

  private static String judged(Line line) {
    boolean compared = !line.found().isEmpty() && !line.limit().isEmpty();
    if (!compared) {
      return plain(line.because());
    }
    boolean yesOrNo = line.found().equals("true") || line.found().equals("false");
    String words =
        yesOrNo
            ? Texts.of(line.state() == State.PASS ? "item.holds" : "item.holds-not")
            : Texts.of("item.compared", found(line), wanted(line));
    return line.evidence().map(entry -> words + " " + origin(entry.evidence())).orElse(words);
  }

  private static String origin(Evidence evidence) {
    return Texts.of("item.origin", evidence.source().id(), Formats.time(evidence.at()));
  }

  /// A sentence of its own, without the marks of code.
  private static String plain(String because) {
    String text = because.replace("`", "");
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + text.substring(1)
            + (text.endsWith(".") ? "" : ".");
  }
}
