// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

/// The options as text, for `--help`.
final class OptionTable {

  private OptionTable() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ServingMain [--config FILE] [--self-test]\n\n");
    text.append("--self-test starts on free ports, answers requests of its own, and ends.\n\n");
    text.append("Options, as key=value lines in FILE or as variables, which win:\n");
    for (ServingOption option : ServingOption.values()) {
      String standard = option.defaultValue().isEmpty() ? "none" : option.defaultValue();
      text.append("\n  %s  (%s)\n".formatted(option.key(), option.environmentName()));
      text.append("      %s\n".formatted(option.description()));
      text.append("      Allowed: %s. Default: %s.\n".formatted(option.allowed(), standard));
    }
    return text.toString();
  }
}
