// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The data engine with the functions of one copy after the other. An engine that ends gives all of
/// its memory back, and the next one takes it from the system anew: of copies of a second each, a
/// sixth of the time.
final class CopyEngine implements AutoCloseable {

  private final FileQueries queries;
  private final Map<CopyFunctions.Kind, CopyFunctions> registered = new HashMap<>();
  private int made;

  private CopyEngine(FileQueries queries) {
    this.queries = queries;
  }

  /// @param files the only ones that statements can read or write
  static CopyEngine over(Collection<Path> files, Limits limits) throws ProblemException {
    return new CopyEngine(FileQueries.over(List.copyOf(files), limits));
  }

  FileQueries queries() {
    return queries;
  }

  CopyFunctions functions(CopyFunctions.Kind kind) throws ProblemException {
    CopyFunctions known = registered.get(kind);
    if (known != null) {
      return known;
    }
    // Half of those that failed may have their names.
    var functions = new CopyFunctions(kind, made++);
    try {
      functions.register(queries.connection());
    } catch (SQLException e) {
      throw FileQueries.unusable(e);
    }
    registered.put(kind, functions);
    return functions;
  }

  @Override
  public void close() {
    queries.close();
  }
}
