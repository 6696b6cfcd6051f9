// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Finds actions by some of their letters, in order, and remembers the selected one.
public final class PaletteViewModel {

  private record Ranked(Command command, int rank) {}

  private final StringProperty query = new SimpleStringProperty("");
  private final IntegerProperty marked = new SimpleIntegerProperty(0);
  private final ObservableList<Command> found = FXCollections.observableArrayList();
  private List<Command> all = List.of();

  public PaletteViewModel() {
    query.subscribe(this::search);
  }

  /// Begins anew with the commands as they stand now.
  public void begin(List<Command> commands) {
    all = List.copyOf(commands);
    query.set("");
    search();
  }

  public StringProperty queryProperty() {
    return query;
  }

  public IntegerProperty markedProperty() {
    return marked;
  }

  /// What matches, the best first.
  public ObservableList<Command> found() {
    return found;
  }

  /// Moves the mark, around the ends.
  public void move(int by) {
    if (!found.isEmpty()) {
      marked.set(Math.floorMod(marked.get() + by, found.size()));
    }
  }

  /// The command under the mark.
  public Optional<Command> chosen() {
    return marked.get() < found.size() ? Optional.of(found.get(marked.get())) : Optional.empty();
  }

  private void search() {
    String asked = query.get().strip().toLowerCase(Locale.ROOT);
    found.setAll(
        all.stream()
            .flatMap(command -> {
              OptionalInt rank = rank(command, asked);
              return rank.isPresent()
                  ? java.util.stream.Stream.of(new Ranked(command, rank.getAsInt()))
                  : java.util.stream.Stream.empty();
            })
            .sorted(Comparator.comparingInt(Ranked::rank))
            .map(Ranked::command)
            .toList());
    marked.set(0);
  }

  /// By its title; the beginning of another word for it counts for more than letters that stand
  /// apart.
  private static OptionalInt rank(Command command, String asked) {
    OptionalInt byTitle = rank(command.title().toLowerCase(Locale.ROOT), asked);
    boolean meant = byTitle.orElse(1) > 0 && (" " + command.synonyms()).contains(" " + asked);
    return meant ? OptionalInt.of(1) : byTitle;
  }

  /// How far apart the letters stand: 0 for the beginning of a word, empty where they are not all
  /// there.
  static OptionalInt rank(String title, String asked) {
    int whole = title.indexOf(asked);
    if (whole >= 0) {
      boolean begins = whole == 0 || title.charAt(whole - 1) == ' ';
      return OptionalInt.of(begins ? 0 : 1);
    }
    int at = -1;
    int gaps = 2;
    for (int i = 0; i < asked.length(); i++) {
      int next = title.indexOf(asked.charAt(i), at + 1);
      if (next < 0) {
        return OptionalInt.empty();
      }
      gaps += at < 0 ? 0 : next - at - 1;
      at = next;
    }
    return OptionalInt.of(gaps);
  }
}
