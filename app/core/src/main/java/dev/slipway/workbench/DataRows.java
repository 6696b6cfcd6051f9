// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.sql.BarRows;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.workbench.project.OpenedProject;
import java.util.List;

/// Shows rows of the project's data.
public final class DataRows {

  /// More are not kept in memory for a look.
  public static final int MOST = 200;

  DataRows() {}

  /// One of the two files.
  public enum Side {
    REFERENCE,
    HOLDOUT
  }

  /// The first rows behind a bar.
  ///
  /// @param bar place of the bar
  public BarRows behind(
      OpenedProject opened, Side side, ColumnDrift drift, int bar, Progress progress)
      throws ProblemException, InterruptedException {
    List<DataFiles.Source> both = InspectData.sources(opened, InspectData.source(opened));
    DataFiles.Source typed = side == Side.REFERENCE ? both.getFirst() : both.getLast();
    var source = DataFiles.Source.asWritten(typed.path(), typed.name());
    return BarRows.of(source, drift, bar, MOST, progress);
  }
}
