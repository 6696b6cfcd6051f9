// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Histogram;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.LatencyMarkers;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.Saver;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.profile.ProfileViewModel.Measured;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.report.SpeedSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Measures the model, and shows the profile.
public final class ProfileView extends VBox {

  private final ProfileViewModel model;
  private final Saver saver;
  private final StackPane result = new StackPane();

  /// @param chooser asks for a file of arrivals
  /// @param saver asks where the times of requests are to be written
  public ProfileView(ProfileViewModel model, Chooser chooser, Saver saver) {
    super(16);
    this.model = model;
    this.saver = saver;
    setId("profile");
    getStyleClass().add("tab-content");
    var live =
        JobSlot.watching(
            Texts.of("job.profile"),
            model.runningProperty(),
            Texts.of("profile.live-hint"),
            "profile-cancel");
    result.visibleProperty().bind(model.runningProperty().map(Optional::isEmpty));
    result.managedProperty().bind(result.visibleProperty());
    getChildren().addAll(controls(chooser), new SizesForm(model.sizes()), live, Ui.grow(result));
    Ui.shown(this, model.measured()).subscribe(this::show);
  }

  private Beside controls(Chooser chooser) {
    var command = new CommandLine(model.command());
    model.tierProperty().subscribe(tier -> command.setCommand(model.command()));
    model.measured().subscribe(measured -> command.setCommand(model.command()));
    Button run = Ui.primary(Texts.of("profile.run"), "fth-play", model::run);
    run.setId("profile-run");
    var arrival = model.arrival().patternProperty();
    Runnable check =
        () -> {
          command.setCommand(model.command());
          run.setDisable(!model.isReady());
        };
    model.runningProperty().subscribe(job -> check.run());
    arrival.subscribe(pattern -> check.run());
    var tiers =
        new Pills(
            List.of(Tier.QUICK, Tier.STANDARD, Tier.CERTIFY),
            model.tierProperty(),
            ProfileView::name,
            (tier, button) -> {
              button.setId("tier-" + Words.id(tier));
              button.setTooltip(Ui.tip(Texts.of("profile.tier-tip")));
            });
    var form = new ArrivalForm(model.arrival(), chooser);
    var row = new Beside(12, tiers, form, run, Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private static String name(Tier tier) {
    return switch (tier) {
      case QUICK -> Texts.of("profile.quick");
      case STANDARD -> Texts.of("profile.standard");
      case CERTIFY -> Texts.of("profile.certify");
    };
  }

  private void show(Optional<Measured> measured) {
    if (measured.isEmpty()) {
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-activity",
                  Texts.of("profile.none-title"),
                  Texts.of("profile.none-text"),
                  List.of()));
      return;
    }
    Measured shown = measured.get();
    var page = new VBox(16);
    page.getStyleClass().add("inner-page");
    warnings(shown).ifPresent(page.getChildren()::add);
    Beside upper = new Beside(16, histogram(shown), verdicts(shown));
    HBox.setHgrow(upper.getChildren().getFirst(), Priority.ALWAYS);
    Profile profile = shown.profile();
    Beside lower =
        new Beside(
            16,
            Ui.grow(LoadTable.of(profile)),
            percentiles(profile),
            start(profile),
            machine(profile));
    VBox.setVgrow(upper, Priority.ALWAYS);
    Card load = LoadCard.of(profile, shown.limits());
    page.getChildren().addAll(upper, load, lower, SamplesCard.of(model, saver));
    page.minHeightProperty().bind(result.heightProperty());
    result.getChildren().setAll(Ui.scroll(page));
  }

  private Optional<Node> warnings(Measured shown) {
    var lines = new ArrayList<String>(shown.doubts());
    shown.recorded().stale().ifPresent(why -> lines.addFirst(Texts.of("profile.stale", why)));
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var words = new VBox(2, Ui.label(Texts.of("profile.doubts"), "strong"));
    lines.forEach(line -> words.getChildren().add(Ui.wrapped(line)));
    Button again = Ui.button(Texts.of("profile.when-quiet"), "fth-clock", model::runWhenQuiet);
    again.setId("profile-when-quiet");
    again.setTooltip(Ui.tip(Texts.of("profile.when-quiet-tip")));
    model.runningProperty().subscribe(job -> again.setDisable(!model.isReady()));
    model.arrival().patternProperty().subscribe(pattern -> again.setDisable(!model.isReady()));
    HBox banner = Ui.row(12, Ui.sign(Tone.UNSURE), Ui.grow(words), again);
    banner.getStyleClass().addAll("banner", "unsure");
    banner.setId("doubts");
    return Optional.of(banner);
  }

  private static Card histogram(Measured shown) {
    Profile profile = shown.profile();
    var chart =
        new Histogram(
            profile.users().response().histogram(),
            LatencyMarkers.of(profile.users().response(), shown.limits()));
    VBox.setVgrow(chart, Priority.ALWAYS);
    chart.setPrefSize(600, 230);
    var card =
        new Card(
                Texts.of("profile.histogram"),
                Texts.of(
                    "profile.histogram-below",
                    Numbers.count(profile.users().response().count()),
                    LatencyMarkers.arrival(profile.users().arrival())),
                chart)
            .with(Ui.chip(Texts.of("profile.tier-of", Words.id(profile.tier()))));
    return Width.WIDE.of(card);
  }

  private static Card verdicts(Measured shown) {
    var rows = new VBox(0);
    for (JudgedObjective judged : shown.latency()) {
      VBox row = Ui.column(3, head(judged.title() + " " + judged.stated(), judged.verdict()));
      judged
          .lines()
          .forEach(line ->
              row.getChildren()
                  .addAll(
                      head(line.place(), line.verdict()),
                      Ui.wrapped(line.verdict().because(), "muted", "small")));
      row.getStyleClass().add("list-row");
      rows.getChildren().add(row);
    }
    if (shown.latency().isEmpty()) {
      rows.getChildren().add(Ui.wrapped(Texts.of("profile.no-objectives"), "muted"));
    }
    var card = new Card(Texts.of("profile.verdicts"), Texts.of("profile.verdicts-below"), rows);
    Width.PART.of(card);
    return card;
  }

  private static HBox head(String name, Verdict verdict) {
    Tone tone = Tone.of(verdict);
    return Ui.row(
        8,
        Ui.sign(tone),
        Ui.label(name, "strong"),
        Ui.spacer(),
        Ui.label(verdict.word(), "verdict", tone.styleClass()));
  }

  private static Card percentiles(Profile profile) {
    var card =
        new Card(
            Texts.of("profile.percentiles"),
            Texts.of("profile.percentiles-below"),
            PercentileTable.of(profile.users().response()));
    Width.TABLE.of(card);
    return card;
  }

  private static Card machine(Profile profile) {
    Environment machine = profile.environment();
    return narrow(
        Texts.of("profile.machine"),
        Texts.of("profile.machine-below"),
        Ui.column(
            0,
            Ui.longFact(
                Texts.of("profile.processor"),
                machine.cpu().replace("(R)", "").replace("(TM)", "")),
            Ui.fact(Texts.of("profile.cores"), String.valueOf(machine.cores())),
            Ui.longFact(Texts.of("profile.architecture"), machine.architecture()),
            Ui.longFact(Texts.of("profile.system"), machine.os()),
            Ui.longFact(Texts.of("profile.governor"), machine.governor()),
            Ui.longFact(Texts.of("profile.power"), machine.power()),
            Ui.longFact(Texts.of("profile.java"), machine.java().replaceAll(".* VM ", "")),
            Ui.longFact(
                Texts.of("profile.runtime"), machine.runtime().replace("ONNX Runtime ", "ORT "))));
  }

  private static Card start(Profile profile) {
    var facts = Ui.column(0);
    SpeedSection.running(profile).rows().forEach(row -> facts.getChildren().add(Ui.fact(row)));
    return narrow(Texts.of("profile.start"), Texts.of("profile.start-below"), facts);
  }

  private static Card narrow(String title, String below, VBox facts) {
    var card = new Card(title, below, facts);
    Width.NARROW.of(card);
    return card;
  }
}
