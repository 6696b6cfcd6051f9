// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a second start does.
final class EntryTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir private Path temp;

  @Test
  void comesToTheFirstWindowWithWhatItWasGiven() {
    var taken = new CopyOnWriteArrayList<Optional<Path>>();
    Optional<Path> project = Optional.of(Path.of("/projects/vérification of wine"));
    try (FirstWindow window = first(temp)) {
      window.receive(taken::add);

      assertEquals(new Entry.HandedOver(), Entry.at(temp, project, LONG));
      assertEquals(new Entry.HandedOver(), Entry.at(temp, Optional.empty(), LONG));
    }

    assertEquals(List.of(project, Optional.<Path>empty()), taken);
  }

  @Test
  void waitsForAFirstWindowThatIsNotReadyYet() {
    var taken = new CopyOnWriteArrayList<Optional<Path>>();
    try (FirstWindow window = first(temp)) {
      Thread later = Thread.ofVirtual().start(() -> window.receive(taken::add));

      assertEquals(new Entry.HandedOver(), Entry.at(temp, Optional.empty(), LONG));
      assertEquals(1, taken.size());
      assertTrue(!later.isInterrupted());
    }
  }

  @Test
  void opensAWindowOfItsOwnWhereTheFirstDoesNotAnswer() {
    try (FirstWindow hung = first(temp)) {
      var entry = Entry.at(temp, Optional.empty(), SHORT);

      var beside = assertInstanceOf(Entry.Beside.class, entry);
      assertEquals(
          Optional.of("window.no-answer"), beside.why().map(problem -> problem.code().id()));
      assertNotNull(hung);
    }
  }

  @Test
  void isTheFirstOnceTheOtherHasEnded() {
    first(temp).close();

    first(temp).close();
  }

  @Test
  void passesOverWhatAKilledWindowLeftBehind() throws IOException {
    Meeting left = Meeting.of(temp);
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(left.freshAddress());
    }
    assertTrue(Files.exists(left.address().getPath()), "a closed socket leaves its file");
    var taken = new CopyOnWriteArrayList<Optional<Path>>();

    try (FirstWindow window = first(temp)) {
      window.receive(taken::add);
      assertEquals(new Entry.HandedOver(), Entry.at(temp, Optional.empty(), LONG));
    }
    assertEquals(1, taken.size());
  }

  @Test
  void homesDoNotKnowEachOther() {
    try (FirstWindow one = first(temp.resolve("one"));
        FirstWindow other = first(temp.resolve("other"))) {
      assertNotSame(one, other);
    }
  }

  @Test
  void servesAHomeWhoseNameIsTooLongForASocket() throws IOException {
    Path home = temp.resolve("a-folder-of-a-long-name".repeat(6));
    var taken = new CopyOnWriteArrayList<Optional<Path>>();
    try (FirstWindow window = first(home)) {
      window.receive(taken::add);
      UnixDomainSocketAddress address = Meeting.of(home).address();

      assertEquals(new Entry.HandedOver(), Entry.at(home, Optional.empty(), LONG));
      assertTrue(!address.getPath().startsWith(home), address.toString());
    }
    assertEquals(1, taken.size());
  }

  @Test
  void opensBesideWhereTheHomeIsNoFolder() throws IOException {
    Path file = Files.writeString(temp.resolve("home"), "");

    assertEquals(new Entry.Beside(Optional.empty()), Entry.at(file, Optional.empty(), SHORT));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void letsNoOtherUserIn() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("window"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    try (FirstWindow window = first(temp)) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
      assertNotNull(window);
    }
  }

  private static FirstWindow first(Path home) {
    return assertInstanceOf(Entry.First.class, Entry.at(home, Optional.empty(), SHORT)).window();
  }
}
