// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.util.List;

/// The first line of a CSV file.
///
/// @param separator what stands between its values
/// @param columns their names, each different and none empty
public record CsvHeader(char separator, List<String> columns) {

  public CsvHeader {
    columns = List.copyOf(columns);
  }

  public static CsvHeader of(Path path) throws ProblemException {
    return TableReader.header(path);
  }
}
