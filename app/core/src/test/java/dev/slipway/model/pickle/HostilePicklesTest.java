// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.slipway.base.ChildJvm;
import dev.slipway.model.MalformedException;
import dev.slipway.model.Mutants;
import dev.slipway.model.pickle.Hostile.Attack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds, it ends as a value or as a reason, within the memory and the time that it
/// may have, and nothing in it is run.
final class HostilePicklesTest {

  /// Each form of which mutants are made.
  private static final int A_BUILD = 150;

  private static final int A_NIGHT = 1_000;

  /// Of one attack; a limit on the method that makes the tests would not hold for each of them.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Bounds SMALL =
      new Bounds(32 << 20, 16 << 20, 8 << 20, 100_000, 1000, Duration.ofSeconds(20));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> sayWhatTheyWouldDoAndDoNothing() {
    Path canary = folder.resolve("canary");
    Map<String, Attack> attacks = Hostile.all("touch " + canary);
    assertTrue(attacks.size() >= 60, attacks.size() + " attacks");
    return attacks.entrySet().stream()
        .map(attack ->
            dynamicTest(
                attack.getKey(),
                () -> {
                  assertTimeoutPreemptively(LONGEST, () -> attack(attack.getValue()));
                  assertFalse(Files.exists(canary));
                }));
  }

  private void attack(Attack attack) throws IOException {
    var imports = new Imports();
    var meter = new Meter(SMALL);
    try {
      PickleFile file = PickleFile.open(write(attack.bytes()), meter, imports);
      consume(file);
      List<String> dangerous =
          file.imports().stream()
              .filter(each -> Trust.of(each.name()) == Trust.DANGEROUS)
              .map(each -> each.name().qualified())
              .toList();
      assertEquals(attack.says().equals("a value") ? List.of() : List.of(attack.says()), dangerous);
    } catch (MalformedException e) {
      assertTrue(e.reason().contains(attack.says()), e.reason());
    }
    assertTrue(meter.most() <= SMALL.held());
  }

  @Test
  @Timeout(120)
  void everyMutantEndsAsAValueOrAReason() throws Exception {
    mutate(A_BUILD, 21);
  }

  @Test
  @Tag("nightly")
  void tenThousandMutantsEndAsAValueOrAReason() throws Exception {
    mutate(A_NIGHT, 22);
  }

  private void mutate(int mutants, long seed) throws Exception {
    var random = new Random(seed);
    int read = 0;
    int refused = 0;
    for (byte[] sound : Samples.all().values()) {
      for (int i = 0; i < mutants; i++) {
        if (ends(Mutants.of(sound, random))) {
          read++;
        } else {
          refused++;
        }
      }
    }
    assertEquals(mutants * Samples.all().size(), read + refused);
    assertTrue(read > refused / 50 && refused > read / 50, read + " read, " + refused + " refused");
  }

  @Test
  void aFileThatIsCutOffAnywhereSaysSo() throws Exception {
    for (byte[] sound : List.of(Samples.pipeline(), Samples.old(), Samples.joblib())) {
      for (int length = 0; length < sound.length; length++) {
        byte[] cut = Arrays.copyOf(sound, length);
        var e = assertThrows(MalformedException.class, () -> open(cut), length + " bytes");
        assertTrue(e.cutOff(), length + " bytes: " + e.reason());
      }
    }
    byte[] skops = Samples.skops();
    for (int length = 1; length < skops.length; length += 7) {
      byte[] cut = Arrays.copyOf(skops, length);
      assertThrows(MalformedException.class, () -> open(cut), length + " bytes");
    }
  }

  /// The reader's own count of what it holds is held to by a heap of little more.
  @Test
  @Timeout(120)
  void staysWithinTheMemoryThatItCounts() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    for (Map.Entry<String, byte[]> file : GreedyMain.files().entrySet()) {
      Files.write(files.resolve(file.getKey()), file.getValue());
    }
    Path scratch = Files.createDirectory(folder.resolve("scratch"));

    Process child =
        new ChildJvm(GreedyMain.class.getName(), scratch)
            .start(List.of("-Xmx36m", "-XX:+UseSerialGC"), List.of(files.toString()));
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, child.waitFor(), said);
    assertEquals(GreedyMain.files().size(), said.lines().count(), said);
    assertTrue(said.lines().allMatch(line -> line.endsWith(GreedyMain.REFUSED)), said);
  }

  /// Whether it is a value; the other way to end is a reason.
  private boolean ends(byte[] bytes) throws IOException {
    var meter = new Meter(SMALL);
    try {
      consume(PickleFile.open(write(bytes), meter, new Imports()));
      return true;
    } catch (MalformedException e) {
      assertFalse(e.reason().isBlank());
      return false;
    } finally {
      assertTrue(meter.most() <= SMALL.held());
    }
  }

  private PickleFile open(byte[] bytes) throws IOException, MalformedException {
    return PickleFile.open(write(bytes), new Meter(SMALL), new Imports());
  }

  /// Whoever goes through the values comes to an end as well.
  private static void consume(PickleFile file) {
    int[] count = {0};
    Walk.over(file.value(), value -> count[0]++);
    assertTrue(count[0] > 0);
    Components.of(file.value());
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }
}
