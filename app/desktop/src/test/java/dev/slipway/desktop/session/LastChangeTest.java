// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.slipway.base.Problem;
import dev.slipway.desktop.RecordedSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A change stands, and can be undone, whatever becomes of what follows it.
final class LastChangeTest {

  private static final Problem FAILED =
      Problem.input("test.failed", "It was not judged", "The disk is full.", "Make room.");

  @TempDir private Path temp;

  @Test
  void whatFollowsFailsAndTheChangeCanBeUndone() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Session session = recorded.session();
      Path file = temp.resolve("penguin-species/slipway.yaml");
      String before = Files.readString(file);
      List<Path> followed = new ArrayList<>();
      var last =
          new LastChange(
              session,
              project -> {
                followed.add(project.file());
                throw FAILED.asException();
              });

      last.make(
          "",
          project -> session.actions().planning().byHand().set(project, "replicas.min", "9", "Ana"),
          () -> {});

      assertNotEquals(before, Files.readString(file));
      assertEquals(Optional.of(FAILED), session.problemProperty().get());
      last.undo();
      assertEquals(before, Files.readString(file));
      assertEquals(List.of(file, file), followed);
    }
  }
}
