// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a file is divided into what is finished as one.
final class PieceTest {

  /// As DuckDB writes them: an odd number of them would leave one of two threads without work for
  /// as long as one group takes.
  @Test
  void smallRowGroupsAreDividedSoThatTwoAndFourThreadsAreBusyToTheEnd() {
    assertEquals(List.of(16 * 122_880L, 16 * 122_880L, 3 * 122_880L), rows(groups(35, 122_880)));
  }

  /// As pandas and pyarrow write them: one alone would be scored by one thread.
  @Test
  void largeRowGroupsAreScoredBesideEachOther() {
    assertEquals(List.of(2 * 1_048_576L, 2 * 1_048_576L, 1_048_576L), rows(groups(5, 1_048_576)));
  }

  @Test
  void noMoreIsLostWithAPieceForTheSakeOfEvenness() {
    assertEquals(List.of(10_000_000L, 10_000_000L), rows(groups(2, 10_000_000)));
    assertEquals(List.of(2_100_000L, 700_000L), rows(groups(4, 700_000)));
    assertEquals(List.of(2_000_000L, 500_000L), rows(groups(5, 500_000)));
  }

  @Test
  void tinyRowGroupsMakeNoTinyPieces() {
    assertEquals(List.of(1_800_000L, 200_000L), rows(groups(2_000, 1_000)));
  }

  @Test
  void aFileThatDoesNotSayIsOnePiece() {
    assertEquals(
        List.of(new Piece(file(List.of()), 0, RowCopy.TO_THE_END)), Piece.of(file(List.of())));
    assertEquals(
        List.of(new Piece(file(List.of(150L)), 0, RowCopy.TO_THE_END)),
        Piece.of(file(List.of(150L))));
  }

  private static List<Long> groups(int count, long rows) {
    return Collections.nCopies(count, rows);
  }

  /// Of each piece, which begins where the one before it ends.
  private static List<Long> rows(List<Long> groups) {
    List<Piece> pieces = Piece.of(file(groups));
    long from = 0;
    for (Piece piece : pieces) {
      assertEquals(from, piece.from());
      from = piece.to();
    }
    return pieces.stream().map(piece -> piece.to() - piece.from()).toList();
  }

  private static RowFile file(List<Long> groups) {
    return new RowFile(
        Path.of("rows.parquet"),
        "rows.parquet",
        new RowFile.Seen(1, Instant.EPOCH, ""),
        DataFormat.PARQUET,
        List.of(),
        groups);
  }
}
