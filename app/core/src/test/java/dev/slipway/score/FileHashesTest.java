// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.RowFile;
import dev.slipway.data.sql.RowFiles;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are hashed beside other work, whichever are asked for and in whatever order.
final class FileHashesTest {

  @TempDir private Path folder;

  private RowFile file(String name) throws Exception {
    Path path = Files.writeString(folder.resolve(name), "a,b\n1,2\n" + "3,4\n".repeat(100_000));
    Files.writeString(path, name, StandardOpenOption.APPEND);
    try (RowFiles files = RowFiles.open(List.of(path))) {
      return files.look(path, name);
    }
  }

  @Test
  void eachHasItsOwnWhetherItWasBegunAheadOrNot() throws Exception {
    RowFile one = file("one.csv");
    RowFile two = file("two.csv");
    try (var hashes = new FileHashes(Optional.of(one))) {
      assertEquals(Sha256.of(two.path()), hashes.of(two));
      assertEquals(Sha256.of(one.path()), hashes.of(one));
      assertEquals(Sha256.of(one.path()), hashes.of(one));
    }
  }

  /// It would take an hour: some terabytes that are nowhere on the disk.
  @Test
  void oneThatNobodyAsksForAnyMoreHoldsNoneBack() throws Exception {
    RowFile endless = file("endless.csv");
    RowFile two = file("two.csv");
    try (var sparse = new RandomAccessFile(endless.path().toFile(), "rw")) {
      sparse.setLength(1L << 42);
    }
    try (var hashes = new FileHashes(Optional.of(endless))) {
      hashes.begin(two);
      hashes.drop(endless);
      hashes.drop(endless);
      assertEquals(Sha256.of(two.path()), hashes.of(two));
    }
  }

  @Test
  void oneThatIsGoneIsNamed() throws Exception {
    RowFile gone = file("gone.csv");
    Files.delete(gone.path());
    try (var hashes = new FileHashes(Optional.empty())) {
      hashes.begin(gone);
      var told = assertThrows(ProblemException.class, () -> hashes.of(gone)).problem();
      assertEquals("data", told.code().id().split("\\.")[0]);
    }
  }
}
