// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.request.StatedShapes;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The user's answers when a project begins, in the words of `slipway.yaml`.
///
/// @param latency limit of p95, such as `20 ms`
/// @param budget such as `400 USD/month`
/// @param inputs how large requests are
public record ProjectAnswers(
    String name,
    String modelFile,
    Optional<Data> data,
    Optional<String> latency,
    Optional<Traffic> traffic,
    Optional<String> budget,
    Optional<Quality> quality,
    List<String> targets,
    Inputs inputs,
    Known known,
    Aim aim) {

  /// As docs/slipway.schema.json says: names made from it must fit a DNS label too.
  private static final int LONGEST_NAME = 45;

  public ProjectAnswers {
    targets = List.copyOf(targets);
  }

  /// Where nothing is known of the model but its file.
  public ProjectAnswers(
      String name,
      String modelFile,
      Optional<Data> data,
      Optional<String> latency,
      Optional<Traffic> traffic,
      Optional<String> budget,
      Optional<Quality> quality,
      List<String> targets,
      Inputs inputs) {
    this(
        name,
        modelFile,
        data,
        latency,
        traffic,
        budget,
        quality,
        targets,
        inputs,
        Known.NOTHING,
        Aim.UNSTATED);
  }

  /// The same, with what is known of the model.
  public ProjectAnswers with(Inputs sizes, Known of) {
    return new ProjectAnswers(
        name, modelFile, data, latency, traffic, budget, quality, targets, sizes, of, aim);
  }

  /// The same, with what the service is for.
  public ProjectAnswers with(Aim stated) {
    return new ProjectAnswers(
        name, modelFile, data, latency, traffic, budget, quality, targets, inputs, known, stated);
  }

  /// Of whoever has answered nothing but what the model is.
  public static ProjectAnswers unanswered(
      String name, String modelFile, List<String> targets, Inputs inputs) {
    return new ProjectAnswers(
        name,
        modelFile,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        targets,
        inputs);
  }

  /// A service's name, which is a DNS label, from what a person calls it: of `Größe 2` it makes
  /// `grosse-2`, and of a name without a letter to begin with `model-…`.
  public static String nameOf(String called) {
    String plain =
        Normalizer.normalize(called.replace("ß", "ss"), Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+", "");
    String begun =
        !plain.isEmpty() && Character.isLetter(plain.charAt(0)) ? plain : "model-" + plain;
    return begun.substring(0, Math.min(LONGEST_NAME, begun.length())).replaceAll("-+$", "");
  }

  /// What is known of the model, so that nobody has to answer it.
  ///
  /// @param labels names of its classes, in the order of its scores
  /// @param features names of its columns, in the order of its one input
  /// @param image how pictures become its input, in the words of `model.image`
  public record Known(List<String> labels, List<String> features, SortedMap<String, String> image) {
    public static final Known NOTHING = new Known(List.of(), List.of(), new TreeMap<>());

    public Known {
      labels = List.copyOf(labels);
      features = List.copyOf(features);
      image = Collections.unmodifiableSortedMap(new TreeMap<>(image));
    }
  }

  /// What the service is for, and where it is to run.
  ///
  /// @param decision one sentence: which decision the prediction serves
  /// @param cloud such as `aws`
  /// @param region the provider's code; it needs a cloud
  /// @param batch what is scored without a service
  public record Aim(
      Optional<String> decision,
      Optional<String> cloud,
      Optional<String> region,
      Optional<Batch> batch) {
    public static final Aim UNSTATED =
        new Aim(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Rows that are scored together, such as `50 million` every `day` within `2 h`.
  public record Batch(String rows, String every, String within) {}

  /// Files and columns; the reference only if there is one.
  ///
  /// @param label the column that holds the truth
  /// @param entity the column that says whose a row is, or `none`
  /// @param time the column that says when it is from, or `none`
  public record Data(
      Optional<String> reference,
      String holdout,
      String label,
      Optional<String> entity,
      Optional<String> time) {

    /// Where nothing is said of entities and time.
    public Data(Optional<String> reference, String holdout, String label) {
      this(reference, holdout, label, Optional.empty(), Optional.empty());
    }
  }

  /// How large requests are.
  ///
  /// @param suggested what fits the sizes that the model leaves open; shown where nothing is stated
  public record Inputs(StatedShapes stated, StatedShapes suggested) {
    public static final Inputs UNSTATED = new Inputs(StatedShapes.NONE, StatedShapes.NONE);
  }

  /// Requests, such as `20/s`.
  public record Traffic(String average, String peak) {}

  /// A metric and the lowest acceptable score.
  public record Quality(String metric, double floor) {}
}
