// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model that a library keeps in a folder, with what lies beside it.
///
/// @param what it is, such as `an MLflow model`
/// @param folder that the library made
/// @param file the model's own, relative to the folder
/// @param says what the project needs of what the folder says
/// @param provenance how it was made, and what may be done with it: texts by name
public record FolderModel(
    String what, Path folder, String file, Says says, SortedMap<String, String> provenance) {

  public FolderModel {
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
  }

  /// What the folder says.
  ///
  /// @param labels names of the classes, in the order of the scores
  /// @param picture how a picture becomes numbers, in the words of `model.image`, but for where the
  ///   channels are
  /// @param columns of the table that it takes
  /// @param example requests that are known to fit
  /// @param taken what was found, and where
  /// @param missing what was not, with the way to say it
  public record Says(
      List<String> labels,
      SortedMap<String, String> picture,
      List<Column> columns,
      Optional<Example> example,
      List<Taken> taken,
      List<String> missing) {
    public Says {
      labels = List.copyOf(labels);
      picture = Collections.unmodifiableSortedMap(new TreeMap<>(picture));
      columns = List.copyOf(columns);
      taken = List.copyOf(taken);
      missing = List.copyOf(missing);
    }
  }

  /// The model's own file.
  public Path path() {
    return folder.resolve(file);
  }
}
