// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.IntervalBar;
import dev.slipway.desktop.parts.Scale;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.quality.QualityViewModel.Shown;
import dev.slipway.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Shows the judged metric on all rows and in each group, with intervals on one axis and a verdict
/// each.
final class GroupsCard {

  /// The column of the buttons that show a group's rows.
  private static final int ROWS = 5;

  private final Shown shown;
  private final Evaluation evaluation;
  private final OptionalDouble floor;
  private final Scale scale;
  private final GridPane grid = new GridPane();
  private final Consumer<Evaluation.Slice> find;

  private GroupsCard(Shown shown, Evaluation evaluation, Consumer<Evaluation.Slice> find) {
    this.shown = shown;
    this.evaluation = evaluation;
    this.find = find;
    floor =
        shown
            .quality()
            .map(asked -> OptionalDouble.of(asked.floor()))
            .orElse(OptionalDouble.empty());
    scale = scale();
  }

  /// @param find is told the group whose rows are wanted
  static Card of(Shown shown, Evaluation evaluation, Consumer<Evaluation.Slice> find) {
    return new GroupsCard(shown, evaluation, find).card();
  }

  private Card card() {
    grid.setHgap(12);
    grid.setId("groups");
    grid.getColumnConstraints()
        .addAll(column(HPos.LEFT, 90), plot(), column(HPos.RIGHT, 44), column(HPos.RIGHT, 50));
    grid.getColumnConstraints().add(column(HPos.LEFT, 100));
    grid.addRow(
        0,
        head("quality.group"),
        head("quality.interval"),
        head("quality.score"),
        head("quality.rows"),
        head(floor.isPresent() ? "quality.verdict" : "quality.no-verdict"));
    row(Texts.of("quality.all"), evaluation.score(), evaluation.rows(), shown.verdict());
    for (Evaluation.Slice slice : evaluation.slices()) {
      String value = slice.value().isBlank() ? Texts.of("data.no-value") : slice.value();
      row(slice.column() + " " + value, slice.score(), slice.rows(), shown.verdict(slice));
      grid.add(rows(slice), ROWS, grid.getRowCount() - 1);
    }
    grid.add(IntervalBar.axis(scale), 1, grid.getRowCount());
    return new Card(
        Texts.of("quality.groups", evaluation.metric()),
        shown
            .quality()
            .map(asked -> Texts.of("quality.line", asked.stated()))
            .orElseGet(() -> Texts.of("quality.no-floor")),
        grid);
  }

  private Button rows(Evaluation.Slice slice) {
    return Ui.iconButton(
        Texts.of("quality.group-rows", slice.name()), "fth-list", () -> find.accept(slice));
  }

  private static ColumnConstraints column(HPos side, double least) {
    var column = new ColumnConstraints();
    column.setHalignment(side);
    column.setMinWidth(least);
    return column;
  }

  private static ColumnConstraints plot() {
    var column = new ColumnConstraints();
    column.setHgrow(Priority.ALWAYS);
    column.setFillWidth(true);
    return column;
  }

  private static Label head(String key) {
    return Ui.label(Texts.of(key), "field-name");
  }

  private void row(String name, Interval score, int rows, Optional<Verdict> verdict) {
    Tone tone = verdict.map(Tone::of).orElse(Tone.NEUTRAL);
    boolean all = grid.getRowCount() == 1;
    Label named = Ui.label(name, all ? "strong" : "body");
    named.setMaxWidth(170);
    named.setTooltip(Ui.tip(name));
    grid.addRow(
        grid.getRowCount(),
        named,
        new IntervalBar(score, scale, floor, tone),
        Ui.label(Numbers.score(score.value()), "fact-value"),
        Ui.label(Numbers.count(rows), "muted"),
        verdict.map(GroupsCard::said).orElseGet(() -> Ui.label("", "muted")));
  }

  private static Node said(Verdict verdict) {
    Label word = Ui.label(verdict.word(), "verdict", Tone.of(verdict).styleClass());
    word.setGraphic(Ui.sign(Tone.of(verdict)));
    // The word too: in a small window with large text it is cut.
    word.setTooltip(Ui.tip(verdict.word() + ". " + verdict.because()));
    return word;
  }

  /// From the lowest end of an interval to the highest, the floor within.
  private Scale scale() {
    List<Interval> scores =
        Stream.concat(
                Stream.of(evaluation.score()),
                evaluation.slices().stream().map(Evaluation.Slice::score))
            .toList();
    double low =
        DoubleStream.concat(floor.stream(), scores.stream().mapToDouble(Interval::low))
            .min()
            .orElse(0);
    double high =
        DoubleStream.concat(floor.stream(), scores.stream().mapToDouble(Interval::high))
            .max()
            .orElse(1);
    double room = Math.max((high - low) * 0.04, Math.max(Math.abs(high), 1e-6) * 1e-3);
    boolean share = high <= 1 && evaluation.higherIsBetter();
    return new Scale(low - room, share ? Math.min(1.0, high + room) : high + room, false);
  }
}
