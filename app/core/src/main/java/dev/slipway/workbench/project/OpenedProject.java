// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Project;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/// A project on disk: its folder, and what its `slipway.yaml` says.
///
/// @param objectivesHash hash of `slipway.yaml` as it was read
/// @param imported the model as it is
/// @param whose records it has
/// @param hashes of its bundle's files, from one command to the next
public record OpenedProject(
    Path folder,
    Path file,
    Project project,
    Sha256 objectivesHash,
    ImportModel.Imported imported,
    Whose whose,
    HashMemory hashes) {

  /// The same project, run somewhere else.
  public OpenedProject at(Project.Where where) {
    return with(project.released(project.release().at(where)));
  }

  /// The same project with other traffic.
  public OpenedProject at(Objectives.Traffic traffic) {
    return with(project.with(project.objectives().with(traffic)));
  }

  /// The same project with other values of the plan set by hand.
  public OpenedProject byHand(SortedMap<Settable, SetByHand> set) {
    return with(project.with(set));
  }

  /// The same files, where `slipway.yaml` says something else.
  public OpenedProject with(Project other) {
    return new OpenedProject(folder, file, other, objectivesHash, imported, whose, hashes);
  }

  /// What its records are kept under.
  public String records() {
    return whose.records();
  }

  /// The ONNX file that is measured, judged and shipped: the variant that `slipway.yaml` chooses,
  /// else the model as it is.
  public Path model() {
    return variant().map(name -> VariantForm.file(this, name)).orElse(original());
  }

  /// The model as it is: the project's own ONNX file, or what its model became.
  public Path original() {
    return imported.onnx();
  }

  /// The variant that `slipway.yaml` chooses.
  public Optional<String> variant() {
    return project.model().variant();
  }

  public Optional<Path> golden() {
    return project.model().golden().map(folder::resolve);
  }

  /// Texts such as users send.
  public Optional<Path> texts() {
    return project.model().requests().texts().map(folder::resolve);
  }

  public Optional<Path> reference() {
    return project.data().flatMap(Project.DataSource::reference).map(folder::resolve);
  }

  public Optional<Path> holdout() {
    return project.data().map(data -> folder.resolve(data.holdout()));
  }

  /// The file of quality rules.
  public Optional<Path> rules() {
    return project.data().flatMap(Project.DataSource::rules).map(folder::resolve);
  }

  /// Where a bundle goes unless the user says otherwise.
  public Path bundleFolder() {
    return folder.resolve("bundle");
  }

  /// The command of that name about this project, as one types it: `slipway plan "my model"`.
  public String command(String name) {
    return Shell.line("slipway", name, folder);
  }

  /// What is judged: the version and the model, as `1.4.0+9f2c41d7a0b1`.
  public String release(Sha256 model) {
    return project.version() + "+" + model.brief();
  }
}
