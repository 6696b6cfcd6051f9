// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedTest {

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  private Mounted<String> mounted(Path file) throws UnusableSecretException {
    return new Mounted<>(
        List.of(file),
        files -> {
          String text = new String(files.getFirst(), StandardCharsets.UTF_8);
          if (text.isBlank()) {
            throw new UnusableSecretException("it is empty");
          }
          if (text.equals("odd")) {
            throw new IllegalArgumentException("of a library");
          }
          return text;
        },
        new Mounted.Listener<>() {
          @Override
          public void taken(String content) {
            told.add("taken " + content);
          }

          @Override
          public void refused(String why) {
            told.add("refused: " + why.replace(folder.toString(), ""));
          }
        });
  }

  /// As the kubelet mounts a secret: files are links through `..data`, which is replaced at once.
  @Test
  void followsASecretThatKubernetesSwaps() throws Exception {
    version("..1", "one");
    version("..2", "two");
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, Path.of("..1"));
    Path file = Files.createSymbolicLink(folder.resolve("tokens"), Path.of("..data/tokens"));
    Mounted<String> mounted = mounted(file);
    mounted.look();

    Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("..2"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    mounted.look();
    mounted.look();

    assertEquals("two", mounted.content());
    assertEquals(List.of("taken one", "taken two"), told);
  }

  /// Times and sizes are the same in both.
  private void version(String name, String content) throws Exception {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("tokens");
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
  }

  @Test
  void keepsWhatItHadAndSaysSoOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "one");
    Mounted<String> mounted = mounted(file);
    for (String now : List.of("", " ", "two", "")) {
      Files.writeString(file, now);
      mounted.look();
      mounted.look();
    }
    Files.delete(file);
    mounted.look();
    mounted.look();
    String kept = mounted.content();
    Files.writeString(file, "two");
    mounted.look();

    assertEquals("two", kept);
    assertEquals(
        List.of(
            "taken one",
            "refused: it is empty",
            "taken two",
            "refused: it is empty",
            "refused: /tokens cannot be read",
            "taken two"),
        told);
  }

  /// What it had is taken again, so that nobody takes it for stale.
  @Test
  void takesWhatItHadAgainAfterAMistake() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "one");
    Mounted<String> mounted = mounted(file);
    Files.write(file, new byte[(1 << 20) + 1]);
    mounted.look();
    Files.writeString(file, "one");
    mounted.look();
    mounted.look();

    assertEquals(List.of("taken one", "refused: /tokens is larger than a MiB", "taken one"), told);
  }

  /// A library's own exception must not end the looking.
  @Test
  void keepsLookingWhateverTheReadingThrows() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "one");
    Mounted<String> mounted = mounted(file);
    Files.writeString(file, "odd");
    mounted.look();
    mounted.look();
    Files.writeString(file, "two");
    mounted.look();

    assertEquals(
        List.of("taken one", "refused: it cannot be read: IllegalArgumentException", "taken two"),
        told);
  }

  @Test
  void beginsWithNothingLess() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "");

    assertEquals(
        "it is empty", assertThrows(UnusableSecretException.class, () -> mounted(file)).reason());
    Files.writeString(file, "odd");
    assertEquals(
        "it cannot be read: IllegalArgumentException",
        assertThrows(UnusableSecretException.class, () -> mounted(file)).reason());
    Files.write(file, new byte[(1 << 20) + 1]);
    assertEquals(
        file + " is larger than a MiB",
        assertThrows(UnusableSecretException.class, () -> mounted(file)).reason());
  }
}
