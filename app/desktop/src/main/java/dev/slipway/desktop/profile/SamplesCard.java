// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Saver;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/// Writes what each request took where the user wants it.
final class SamplesCard {

  private static final List<String> KINDS = List.of("*.csv", "*.parquet");

  private SamplesCard() {}

  static Card of(ProfileViewModel model, Saver saver) {
    Button write =
        Ui.button(
            Texts.of("samples.write"),
            "fth-download",
            () ->
                saver
                    .file(Texts.of("samples.title"), KINDS, model.samplesFile())
                    .ifPresent(model::writeSamples));
    write.setId("samples-write");
    return new Card(
        Texts.of("samples.title"),
        "",
        Ui.wrapped(Texts.of("samples.text"), "muted"),
        new HBox(write),
        new CommandLine(model.samplesCommand(model.samplesFile())));
  }
}
