// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Shell;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import dev.slipway.workbench.LookedModel;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.util.Optional;

/// The model that the window shows: that of the open project, or one that is only looked at.
///
/// @param origin what it was before it became ONNX
/// @param file as it came, beside which its tokenizer lies
/// @param asked what a prediction is asked of: the project, or the model
/// @param named as command lines name it
/// @param voyage what is known of the project; empty where there is none
public record ShownModel(
    Inspection inspection,
    Optional<Origin> origin,
    Path file,
    Path asked,
    String named,
    Optional<Voyage> voyage) {

  static ShownModel of(Voyage voyage) {
    OpenedProject project = voyage.project();
    return new ShownModel(
        voyage.inspection(),
        project.imported().origin(),
        project.imported().file(),
        project.folder(),
        Shell.word(project.folder()),
        Optional.of(voyage));
  }

  static ShownModel of(LookedModel looked) {
    return new ShownModel(
        looked.inspection(),
        looked.origin(),
        looked.file(),
        looked.onnx(),
        Shell.word(looked.named()),
        Optional.empty());
  }
}
