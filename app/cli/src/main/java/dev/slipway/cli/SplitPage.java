// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.measure.service.ServedSplit;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Shows where the time of a served request goes.
final class SplitPage {

  private static final Map<String, String> MEANING =
      Map.of(
          "network", "the way there and back, and sending and receiving at both ends",
          "parse", "the server reads the request's tensors",
          "queue", "waiting for the model",
          "batch", "waiting for others to share a run",
          "compute", "the model; requests of one run share its time",
          "write", "the server writes the answer's tensors",
          "rest", "everything else in the server");

  private final Terminal terminal;

  SplitPage(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(ServedSplit split) {
    terminal.title("Where a request's time goes: means");
    terminal.fact(
        "service", time(split.service()) + "from sending to the answer, which is split into");
    split
        .parts()
        .forEach((name, mean) ->
            terminal.fact(
                "  " + name, time(mean) + share(mean, split.service()) + MEANING.get(name)));
    if (split.server().isEmpty()) {
      terminal.fact("  split", "not told by the server: " + Texts.clean(split.because()));
    } else {
      if (split.server().get().batch().isEmpty()) {
        terminal.fact("  batch", "not told by the server; it is in queue");
      }
      terminal.fact("  split", Texts.clean(split.because()));
    }
    if (!split.excess().isZero()) {
      terminal.fact(
          "  noise",
          "the server counted %s more than the whole: network is lost in it"
              .formatted(Durations.text(split.excess())));
    }
    terminal.fact(
        "serialise", time(split.serialise()) + "our client on top: tensors to a message and back");
  }

  private static String time(Duration mean) {
    return "%-8s  ".formatted(Durations.text(mean));
  }

  private static String share(Duration part, Duration whole) {
    return whole.isZero()
        ? ""
        : String.format(Locale.ROOT, "%3.0f %%  ", 100.0 * part.toNanos() / whole.toNanos());
  }
}
