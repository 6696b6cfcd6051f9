// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.Estimate;
import dev.slipway.data.DataContract;
import dev.slipway.data.DriftReference;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.plan.ChosenVariant;
import dev.slipway.plan.Plan;
import dev.slipway.profile.Profile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All inputs of a bundle.
///
/// @param toolVersion version of Slipway
/// @param model bytes of the ONNX model
/// @param golden requests with the answers they must get
/// @param drift how inputs and answers were spread in the reference, for the runtime's counters
/// @param data what the project's data keeps to, where it was looked at
/// @param checks what the checks of that data found, where it was looked at
/// @param texts what makes tokens of texts, for a model that takes them
/// @param runtime the files of the serving runtime and of the profiler, from [ServingRuntime]
/// @param variant what `model` is instead of the project's model as it is
/// @param champion the model beside the one in production, where they were compared
/// @param batch how long scoring in batch takes, where it is asked for and was measured
/// @param provenance what the folder around the model says of how it was made, by name
public record BundleInput(
    Project project,
    Inspection inspection,
    Optional<Evaluation> evaluation,
    Optional<Profile> profile,
    Optional<Estimate> estimate,
    Plan plan,
    String toolVersion,
    GeneratedFile.Content model,
    Optional<GeneratedFile.Content> golden,
    Optional<DriftReference> drift,
    Optional<DataContract> data,
    Optional<DataChecks> checks,
    Optional<TextSource> texts,
    List<RuntimeFile> runtime,
    Optional<ChosenVariant> variant,
    Optional<ChampionComparison> champion,
    Optional<BatchEstimate> batch,
    SortedMap<String, String> provenance) {

  private static final Set<String> SERVED =
      Set.of("runtime", "native-amd64", "native-arm64", "health-check");

  public BundleInput {
    runtime = List.copyOf(runtime);
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
  }

  /// Names of the serving runtime's jars, in the order of its class path.
  List<String> jars() {
    return runtime.stream()
        .filter(file -> file.kind().equals("runtime"))
        .map(RuntimeFile::name)
        .toList();
  }

  /// The files that go into the service's own image.
  Stream<RuntimeFile> served() {
    return runtime.stream().filter(file -> SERVED.contains(file.kind()));
  }
}
