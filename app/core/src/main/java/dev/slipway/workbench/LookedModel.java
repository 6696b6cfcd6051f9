// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.HeldFolder;
import dev.slipway.inspect.FitEstimate;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import dev.slipway.model.folder.FolderModel;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.request.StatedShapes;
import dev.slipway.request.SuggestedShapes;
import java.nio.file.Path;
import java.util.Optional;

/// A model that somebody looks at and that belongs to no project yet. Nothing was written beside
/// it.
///
/// @param file the model's own file, as it came
/// @param folder of the library that keeps it, with what it says
/// @param onnx the model as it is served: the file itself, or what it was converted to
/// @param origin what it was before; empty for an ONNX file
/// @param inspection with what the runtime said
/// @param scratch holds what was made for this look only
public record LookedModel(
    Path file,
    Optional<FolderModel> folder,
    Path onnx,
    Optional<Origin> origin,
    Inspection inspection,
    Optional<HeldFolder> scratch)
    implements AutoCloseable {

  /// What a person named, and a command takes for it.
  public Path named() {
    return folder.map(FolderModel::folder).orElse(file);
  }

  /// The folder that a project goes to unless another is named.
  public Path home() {
    return folder
        .map(FolderModel::folder)
        .or(() -> Optional.ofNullable(file.getParent()))
        .orElse(file);
  }

  public FitEstimate fit() {
    return FitEstimate.of(inspection);
  }

  /// Sizes that are usual where the model leaves them open.
  public StatedShapes suggested() {
    return SuggestedShapes.of(inspection);
  }

  /// A name for the service.
  public String name() {
    return ProjectAnswers.nameOf(String.valueOf(home().getFileName()));
  }

  /// Deletes what was made for this look; not on a window's thread.
  @Override
  public void close() {
    scratch.ifPresent(HeldFolder::close);
  }
}
