// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.data.SplitTerms;
import dev.slipway.request.StatedShapes;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.image.ImageSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What `slipway.yaml` says. Files are named relative to its folder, as the user wrote them.
///
/// @param name a DNS label; names the service everywhere
/// @param owners a contact by role: data-scientist, engineer, product, operations, security
/// @param runtime how the model runs
/// @param byHand values of the plan that somebody set
public record Project(
    String name,
    String version,
    SortedMap<String, String> owners,
    ModelSource model,
    Optional<DataSource> data,
    Objectives objectives,
    Running runtime,
    Release release,
    SortedMap<Settable, SetByHand> byHand) {

  /// Where the plan stands as it was made.
  public Project(
      String name,
      String version,
      SortedMap<String, String> owners,
      ModelSource model,
      Optional<DataSource> data,
      Objectives objectives,
      Running runtime,
      Release release) {
    this(
        name,
        version,
        owners,
        model,
        data,
        objectives,
        runtime,
        release,
        Collections.emptySortedMap());
  }

  /// The same project with other objectives.
  public Project with(Objectives other) {
    return new Project(name, version, owners, model, data, other, runtime, release, byHand);
  }

  /// The same project, with other values of the plan set by hand.
  public Project with(SortedMap<Settable, SetByHand> other) {
    return new Project(name, version, owners, model, data, objectives, runtime, release, other);
  }

  /// The same project, released otherwise.
  public Project released(Release other) {
    return new Project(name, version, owners, model, data, objectives, runtime, other, byHand);
  }

  /// @param golden requests with the answers they must get
  /// @param image how pictures become its input, as far as it is stated
  /// @param variant the form of the model that is served instead of the model as it is
  /// @param labels the names of its classes, in the order of its scores; empty where it names them
  ///   itself, or has none
  /// @param features the columns of its one input, in their order; empty where it names them itself
  /// @param embedding which output is the embedding of a text, and how it is made one vector
  /// @param requests how large requests are
  public record ModelSource(
      String file,
      Optional<String> golden,
      ImageSettings image,
      Optional<String> variant,
      List<String> labels,
      List<String> features,
      Optional<Embedding> embedding,
      RequestSource requests) {
    public ModelSource {
      labels = List.copyOf(labels);
      features = List.copyOf(features);
    }
  }

  /// What the project says of the size of requests.
  ///
  /// @param shapes of the inputs, as far as they are stated
  /// @param texts a file of texts such as users send, one a line
  public record RequestSource(StatedShapes shapes, Optional<String> texts) {
    public static final RequestSource UNSTATED =
        new RequestSource(StatedShapes.NONE, Optional.empty());
  }

  /// How the model runs, as far as it is stated.
  ///
  /// @param threads intra-op threads
  /// @param optimisation how far ONNX Runtime rewrites the graph: none, basic, extended, all
  /// @param batchRows most rows of waiting requests that run together
  public record Running(
      Optional<Integer> threads, Optional<String> optimisation, Optional<Integer> batchRows) {}

  /// @param reference what the model learned from, if the user has it
  /// @param label the column that holds the truth
  /// @param columnClasses a class by column, such as `personal`
  /// @param inputs by column, the input or feature of the model that it fills, where the two are
  ///   named differently
  /// @param rules the file of quality rules
  /// @param split how rows became reference and holdout
  public record DataSource(
      Optional<String> reference,
      String holdout,
      String label,
      SortedMap<String, String> columnClasses,
      SortedMap<String, String> inputs,
      Optional<String> rules,
      SplitTerms split) {

    /// As Java writes records, on which hashes of what was stated rest; by itself Java makes
    /// classes for it at each start.
    @Override
    public String toString() {
      return "DataSource[reference="
          + reference
          + ", holdout="
          + holdout
          + ", label="
          + label
          + ", columnClasses="
          + columnClasses
          + ", inputs="
          + inputs
          + ", rules="
          + rules
          + ", split="
          + split
          + "]";
    }
  }

  /// @param registry where images go, without the name; `Optional` until the user says
  /// @param targets kinds of artefact to export, in the user's order
  /// @param options values by target and option
  /// @param network least time that the way between caller and service takes, there and back
  /// @param where the service is to run
  /// @param access who can reach it, and how they are let in
  public record Release(
      Optional<String> registry,
      List<String> targets,
      Map<String, Map<String, Object>> options,
      Optional<Duration> network,
      Where where,
      Access access) {
    public Release {
      targets = List.copyOf(targets);
      options = Map.copyOf(options);
    }

    /// Where nothing is said of the network.
    public Release(
        Optional<String> registry, List<String> targets, Map<String, Map<String, Object>> options) {
      this(registry, targets, options, Optional.empty(), Where.UNSTATED, Access.UNSTATED);
    }

    /// The same, somewhere else.
    public Release at(Where other) {
      return new Release(registry, targets, options, network, other, access);
    }
  }

  /// Where the service is to run, as far as it is stated.
  ///
  /// @param cloud `aws`, `gcp`, `azure`, or a name in the user's own prices
  /// @param regions the provider's codes; the service may run in any one of them
  /// @param existingCluster whether the cluster and its network are there and paid for already
  /// @param commitment for how long machines are reserved, such as `1 year`
  public record Where(
      Optional<String> cloud,
      List<String> regions,
      boolean existingCluster,
      Optional<String> commitment) {
    public static final Where UNSTATED =
        new Where(Optional.empty(), List.of(), false, Optional.empty());

    public Where {
      regions = List.copyOf(regions);
    }

    /// The same terms in another cloud or region, where one is given. A cloud alone leaves the
    /// regions open, since those of another cloud are not its own. The user's cluster is not there.
    public Where at(Optional<String> otherCloud, Optional<String> region) {
      Optional<String> there = otherCloud.or(() -> cloud);
      List<String> codes = region.map(List::of).orElse(otherCloud.isEmpty() ? regions : List.of());
      boolean among = codes.equals(regions) || (!codes.isEmpty() && regions.containsAll(codes));
      return new Where(there, codes, existingCluster && there.equals(cloud) && among, commitment);
    }
  }
}
