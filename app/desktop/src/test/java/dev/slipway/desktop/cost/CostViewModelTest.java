// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.cost.CostViewModel.Chosen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CostViewModelTest {

  private static final Set<String> SHOWN =
      Set.of("service.port", "replicas.rate", "replicas.peak-rate", "slo.availability");

  @TempDir private Path temp;

  @Test
  void filtersCandidatesByAllWords() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new CostViewModel(recorded.session());

      model.candidateQueryProperty().set("aws arm64");

      assertFalse(model.candidates().isEmpty());
      assertTrue(
          model.candidates().stream()
              .allMatch(c -> c.cloud().equals("aws") && c.architecture().equals("arm64")));
    }
  }

  @Test
  void exactlyOneCandidateIsChosen() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new CostViewModel(recorded.session());

      assertEquals(1, model.candidates().stream().filter(model::isChosen).count());
    }
  }

  /// What is refused is not priced.
  @Test
  void namesWhatIsPricedAsItIsSetByHand() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new CostViewModel(recorded.session());
      Files.writeString(
          temp.resolve("penguin-species/slipway.yaml"),
          """

          plan:
            overrides:
              replicas.min: {value: 4, note: Ana}
              resources.cpu-request: {value: 9000, note: Ben}
          """,
          StandardOpenOption.APPEND);
      recorded.session().reload();

      assertEquals(Optional.of("at least 4 replicas"), model.byHand());
    }
  }

  @Test
  void aValueIsWrittenForAPerson() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new CostViewModel(recorded.session());

      assertEquals(
          List.of("8080", "11,800 requests/s", "144 requests/s", "0.999 share"),
          model.choices().stream()
              .filter(one -> SHOWN.contains(one.key().name()))
              .map(Chosen::value)
              .toList());
    }
  }

  @Test
  void namesTheCommandThatExplainsAChoice() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new CostViewModel(recorded.session());

      model.choiceQueryProperty().set("replicas.min");

      List<String> commands = model.choices().stream().map(model::explain).toList();
      assertEquals(
          List.of("slipway explain replicas.min --project " + temp.resolve("penguin-species")),
          commands);
      assertTrue(
          model.choices().stream().map(Chosen::choice).noneMatch(c -> c.because().isBlank()));
    }
  }
}
