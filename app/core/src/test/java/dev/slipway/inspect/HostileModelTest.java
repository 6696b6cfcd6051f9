// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Mutants;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes, there is an inspection or a problem: no other exception, no hang.
final class HostileModelTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root")).resolve("sample-projects");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"penguin-species", "seattle-tomorrow"})
  @Timeout(60)
  void survivesMutantsOfARealModel(String sample) throws IOException {
    mutate(sample, 1_000, 5, HostileModelTest::isInspected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguin-species", "seattle-tomorrow"})
  @Timeout(60)
  void survivesMutantsInFiles(String sample) throws IOException {
    mutate(sample, 100, 7, this::isInspectedInAFile);
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguin-species", "seattle-tomorrow"})
  @Tag("nightly")
  void survivesManyMutantsOfARealModel(String sample) throws IOException {
    mutate(sample, 50_000, 6, this::isInspectedInAFile);
  }

  /// Takes the bytes of one mutant.
  private interface Taking {
    boolean isInspected(byte[] bytes) throws IOException;
  }

  private static void mutate(String sample, int mutants, long seed, Taking taking)
      throws IOException {
    byte[] model = Files.readAllBytes(SAMPLES.resolve(sample).resolve("model.onnx"));
    var random = new Random(seed);
    int inspected = 0;
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      if (taking.isInspected(Mutants.of(model, random))) {
        inspected++;
      } else {
        refused++;
      }
    }
    assertEquals(mutants, inspected + refused);
    assertTrue(inspected > mutants / 20 && refused > mutants / 20, inspected + " inspected");
  }

  @Test
  @Timeout(60)
  void survivesNoiseThatLooksLikeAModel() throws IOException {
    var random = new Random(9);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[1 + random.nextInt(4000)];
      random.nextBytes(noise);
      noise[0] = 0x3a;
      assertEquals(false, isInspected(noise));
    }
    byte[] ones = new byte[100_000];
    Arrays.fill(ones, (byte) 0xff);
    assertEquals(false, isInspected(ones));
  }

  private static boolean isInspected(byte[] bytes) {
    var file =
        new ModelFile(
            Path.of("mutant.onnx"), Sha256.of(bytes), new Bytes(bytes.length), ModelFormat.ONNX);
    try {
      return Inspector.inspect(file, MemorySegment.ofArray(bytes)).model().equals(file);
    } catch (ProblemException expected) {
      return false;
    }
  }

  private boolean isInspectedInAFile(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("mutant.onnx"), bytes);
    try {
      return Inspector.inspect(ModelIntake.open(file)).model().path().equals(file);
    } catch (ProblemException expected) {
      return false;
    }
  }
}
