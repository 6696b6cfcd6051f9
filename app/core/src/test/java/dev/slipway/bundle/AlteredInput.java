// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Altered;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.data.DataContract;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.ModelFile;
import dev.slipway.model.Signature;
import dev.slipway.objective.Project;
import dev.slipway.plan.Plan;
import java.util.Optional;

/// A bundle's input that is like another but for what a test says.
public final class AlteredInput {

  private final BundleInput like;
  private Project project;
  private Inspection inspection;
  private Optional<Evaluation> evaluation;
  private Plan plan;
  private GeneratedFile.Content model;
  private Optional<GeneratedFile.Content> golden;
  private Optional<DataContract> data;
  private Optional<ChampionComparison> champion;
  private Optional<TextSource> texts;

  private AlteredInput(BundleInput like) {
    this.like = like;
    project = like.project();
    inspection = like.inspection();
    evaluation = like.evaluation();
    plan = like.plan();
    model = like.model();
    golden = like.golden();
    data = like.data();
    champion = like.champion();
    texts = like.texts();
  }

  public static AlteredInput of(BundleInput like) {
    return new AlteredInput(like);
  }

  /// The project of the others' tests with the real serving runtime, before anybody drew requests
  /// or looked at data.
  static AlteredInput served() throws Exception {
    BundleInput input = Voyager.input();
    var bare =
        Altered.of(
            input,
            "golden",
            Optional.empty(),
            "drift",
            Optional.empty(),
            "data",
            Optional.empty(),
            "checks",
            Optional.empty(),
            "runtime",
            Exported.runtime(),
            "variant",
            Optional.empty(),
            "champion",
            Optional.empty());
    return of(bare);
  }

  /// The project of the others' tests with another model.
  public static BundleInput taking(Signature signature, GeneratedFile.Content model) {
    BundleInput input = Voyager.input();
    Inspection seen = input.inspection();
    ModelFile file =
        new ModelFile(
            seen.model().path(), model.sha256(), seen.model().size(), seen.model().format());
    return of(input).model(Altered.of(seen, "model", file, "signature", signature), model).input();
  }

  AlteredInput project(Project other) {
    project = other;
    return this;
  }

  public AlteredInput model(Inspection other, GeneratedFile.Content bytes) {
    inspection = other;
    return model(bytes);
  }

  /// Other bytes than those that were inspected.
  public AlteredInput model(GeneratedFile.Content bytes) {
    model = bytes;
    return this;
  }

  public AlteredInput evaluation(Optional<Evaluation> other) {
    evaluation = other;
    return this;
  }

  AlteredInput plan(Plan other) {
    plan = other;
    return this;
  }

  AlteredInput golden(String text) {
    golden = Optional.of(ByteContent.of(text));
    return this;
  }

  AlteredInput data(Optional<DataContract> other) {
    data = other;
    return this;
  }

  AlteredInput texts(TextSource source) {
    texts = Optional.of(source);
    return this;
  }

  /// Beside the model in production.
  public AlteredInput champion(Optional<ChampionComparison> other) {
    champion = other;
    return this;
  }

  public BundleInput input() {
    return new BundleInput(
        project,
        inspection,
        evaluation,
        like.profile(),
        like.estimate(),
        plan,
        like.toolVersion(),
        model,
        golden,
        like.drift(),
        data,
        like.checks(),
        texts,
        like.runtime(),
        like.variant(),
        champion,
        like.batch(),
        like.provenance());
  }
}
