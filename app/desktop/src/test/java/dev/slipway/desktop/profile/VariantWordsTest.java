// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.desktop.profile.VariantsViewModel.Row;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.variants.VariantStanding;
import dev.slipway.workbench.variants.VariantTrial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VariantWordsTest {

  private static final Row ORIGINAL = new Row(Optional.empty(), true);

  private static Row refused(Optional<String> stale) {
    var held =
        new VariantTrial.Results(
            new VariantTrial.Change<>(new Bytes(4096), new Bytes(1024)),
            0.25,
            0.5,
            "accuracy",
            Optional.empty(),
            Optional.empty());
    var trial = new VariantTrial("int8", false, "it answers otherwise", Optional.of(held));
    return new Row(
        Optional.of(
            new VariantStanding(
                VariantForm.INT8,
                Optional.of(new Recorded<>(trial, Instant.EPOCH, stale, "slipway variants")),
                false,
                Optional.of("it was not offered"))),
        false);
  }

  @Test
  void showsWhatATrialFound() {
    Row row = refused(Optional.empty());
    List<List<String>> table = VariantWords.table(List.of(ORIGINAL, row));

    assertEquals(new Bytes(4096).toString(), table.get(1).get(4));
    assertEquals(new Bytes(1024).toString(), table.get(2).get(4));
    assertEquals("not offered", VariantWords.state(row));
  }

  @Test
  void ofATrialOfAnotherModelShowsNoNumbers() {
    Row row = refused(Optional.of("model.onnx changed"));
    List<List<String>> table = VariantWords.table(List.of(ORIGINAL, row));

    for (List<String> line : table.subList(1, 3)) {
      assertEquals(List.of("–", "–", "–", "–", "–", "–", "–"), line.subList(1, 8));
    }
    assertEquals("stale", VariantWords.state(row));
  }
}
