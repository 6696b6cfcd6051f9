// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PaletteViewModelTest {

  private final PaletteViewModel palette = new PaletteViewModel();

  @Test
  void findsByLettersInOrder() {
    palette.begin(commands("Go to Model", "Go to Checklist", "Verify the bundle"));

    palette.queryProperty().set("chkl");

    assertEquals(List.of("Go to Checklist"), titles());
  }

  @Test
  void putsTheBeginningOfAWordFirst() {
    palette.begin(commands("Deploy exports", "Go to Export"));

    palette.queryProperty().set("export");

    assertEquals(List.of("Deploy exports", "Go to Export"), titles());
  }

  @Test
  void theMarkGoesAroundTheEnds() {
    palette.begin(commands("a", "b", "c"));

    palette.move(-1);

    assertEquals(Optional.of("c"), palette.chosen().map(Command::title));
  }

  @Test
  void nothingIsChosenWhereNothingMatches() {
    palette.begin(commands("Go to Model"));

    palette.queryProperty().set("zzz");

    assertEquals(Optional.empty(), palette.chosen());
  }

  @Test
  void findsByOtherWords() {
    Command theme = new Command("theme", "Light or dark", "fth-moon", "", "", true, () -> {});
    palette.begin(List.of(commands("Go to Model").getFirst(), theme));

    palette.queryProperty().set("them");

    assertEquals(List.of("Light or dark"), titles());
  }

  @Test
  void putsAnotherWordBeforeLettersThatStandApart() {
    Command theme = new Command("theme", "Light or dark", "fth-moon", "", "", true, () -> {});
    palette.begin(List.of(commands("Take the model").getFirst(), theme));

    palette.queryProperty().set("them");

    assertEquals(List.of("Light or dark", "Take the model"), titles());
  }

  private List<String> titles() {
    return palette.found().stream().map(Command::title).toList();
  }

  private static List<Command> commands(String... titles) {
    return List.of(titles).stream()
        .map(title -> new Command(title, title, "fth-x", "", "", true, () -> {}))
        .toList();
  }
}
