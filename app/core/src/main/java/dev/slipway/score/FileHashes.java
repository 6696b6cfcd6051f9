// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.RowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Hashes of files, each taken while other work goes on: the first while the process starts that
/// scores, the next once the one before is asked for. One at a time, so that no more is read than
/// is soon needed.
final class FileHashes implements AutoCloseable {

  private final ExecutorService aside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("hashing").factory());
  private final Iterator<RowFile> ahead;
  private final Map<Path, Future<Sha256>> begun = new HashMap<>();
  private final Set<Path> asked = new HashSet<>();

  /// @param files in the order in which they will be asked for
  FileHashes(List<RowFile> files) {
    this.ahead = List.copyOf(files).iterator();
    beginNext();
  }

  private void beginNext() {
    if (ahead.hasNext()) {
      var _ = begin(ahead.next());
    }
  }

  private Future<Sha256> begin(RowFile file) {
    return begun.computeIfAbsent(file.path(), path -> aside.submit(() -> Sha256.of(path)));
  }

  /// Waits for it.
  ///
  /// @throws ProblemException when the file cannot be read any more
  Sha256 of(RowFile file) throws ProblemException, InterruptedException {
    Future<Sha256> hash = begin(file);
    if (asked.add(file.path())) {
      beginNext();
    }
    try {
      return hash.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException gone) {
        throw file.gone(gone);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Ends what nobody waits for any more.
  @Override
  public void close() {
    aside.shutdownNow();
  }
}
