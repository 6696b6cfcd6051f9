// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.workbench.report.Stage;
import org.kordamp.ikonli.javafx.FontIcon;

/// How the state of a stage looks and reads, wherever it is shown.
public final class StageSign {

  private StageSign() {}

  /// @param running whether work on the stage goes on
  public static String word(Stage.State state, boolean running) {
    if (running) {
      return Texts.of("stage.running");
    }
    return switch (state) {
      case NOT_BEGUN -> Texts.of("stage.not-begun");
      case BEGUN -> Texts.of("stage.begun");
      case DONE -> Texts.of("stage.done");
      case STALE -> Texts.of("stage.stale");
      case FAILING -> Texts.of("stage.failing");
    };
  }

  public static Tone tone(Stage.State state) {
    return switch (state) {
      case NOT_BEGUN, BEGUN -> Tone.OPEN;
      case DONE -> Tone.GOOD;
      case STALE -> Tone.UNSURE;
      case FAILING -> Tone.BAD;
    };
  }

  /// The sign, without a word.
  public static FontIcon of(Stage.State state, boolean running) {
    String icon =
        running
            ? "fth-loader"
            : switch (state) {
              case NOT_BEGUN, BEGUN -> "fth-circle";
              case DONE -> "fth-check";
              case STALE -> "fth-clock";
              case FAILING -> "fth-x-circle";
            };
    String tone = running ? "running" : tone(state).styleClass();
    return Ui.icon(icon, "stage-sign", tone);
  }
}
