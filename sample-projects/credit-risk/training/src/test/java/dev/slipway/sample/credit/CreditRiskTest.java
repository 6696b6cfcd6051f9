// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.credit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// About the committed files of the sample project.
final class CreditRiskTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path PUBLISHED = PROJECT.resolve("data/credit_data.csv");

  /// Two applications stand twice in the published table, one below the other.
  private static final int SHARED = 2;

  @TempDir private Path rebuilt;

  @Test
  void rebuildingGivesTheCommittedBytes() throws Exception {
    RebuildSample.rebuild(PUBLISHED, rebuilt);

    for (String file :
        List.of(
            "data/train.csv",
            "data/holdout.csv",
            "data/careless/train.csv",
            "data/careless/holdout.csv",
            "model.json")) {
      assertArrayEquals(
          Files.readAllBytes(PROJECT.resolve(file)),
          Files.readAllBytes(rebuilt.resolve(file)),
          file);
    }
  }

  @Test
  void onlyTheCarelessSplitHasEqualApplicationsOnBothSides() throws Exception {
    List<Application> all = Split.read(PUBLISHED);

    assertEquals(Set.of(), onBothSides(Split.of(all)));
    assertEquals(SHARED, onBothSides(Split.careless(all)).size());
  }

  private static Set<List<String>> onBothSides(Split split) {
    Set<List<String>> shared =
        split.holdout().stream()
            .map(Application::features)
            .collect(Collectors.toCollection(HashSet::new));
    shared.retainAll(split.train().stream().map(Application::features).collect(Collectors.toSet()));
    return shared;
  }
}
