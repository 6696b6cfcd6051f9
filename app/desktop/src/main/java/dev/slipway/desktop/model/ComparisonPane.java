// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.model.ComparisonViewModel.Difference;
import dev.slipway.desktop.model.ComparisonViewModel.Drawn;
import dev.slipway.desktop.model.ComparisonViewModel.State;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.FileField;
import dev.slipway.desktop.parts.JobCard;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows two graphs side by side with what differs, and a list of the differences.
final class ComparisonPane extends VBox {

  private static final List<String> MODELS = List.of("*.onnx", "*.json", "*.ubj", "*.txt", "*.cbm");

  private final ComparisonViewModel model;
  private final StackPane below = new StackPane();

  ComparisonPane(ComparisonViewModel model, Chooser chooser) {
    super(16);
    this.model = model;
    setId("graph-comparison");
    getStyleClass().add("tab-content");
    var file =
        new FileField("compare", Texts.of("compare.file"), model.otherProperty(), MODELS, chooser);
    file.setPrefWidth(380);
    HBox.setHgrow(file, Priority.ALWAYS);
    Button start = Ui.primary(Texts.of("compare.start"), "fth-columns", model::compare);
    start.setId("compare-start");
    HBox suggestions = Ui.row(8);
    suggestions.managedProperty().bind(Bindings.isNotEmpty(suggestions.getChildren()));
    model
        .suggestionsProperty()
        .subscribe(found -> suggestions.getChildren().setAll(buttons(found)));
    model.otherProperty().subscribe(name -> start.setDisable(!model.ready()));
    model
        .runningProperty()
        .subscribe(job -> {
          start.setDisable(!model.ready());
          show();
        });
    VBox.setVgrow(below, Priority.ALWAYS);
    getChildren()
        .addAll(
            new Card(
                Texts.of("compare.title"),
                Texts.of("compare.below"),
                new HBox(12, file, start, suggestions)),
            below);
    model.drawnProperty().subscribe(found -> show());
  }

  private List<Button> buttons(List<ComparisonViewModel.Suggestion> found) {
    return found.stream()
        .map(one -> Ui.button(one.name(), "fth-git-branch", () -> model.compareWith(one.file())))
        .toList();
  }

  private void show() {
    Optional<Job> job = model.runningProperty().get();
    below
        .getChildren()
        .setAll(
            job.isPresent()
                ? running(job.get())
                : model
                    .drawnProperty()
                    .get()
                    .map(this::compared)
                    .orElseGet(() ->
                        Ui.empty(
                            "fth-columns",
                            Texts.of("compare.none-title"),
                            Texts.of("compare.none-text"),
                            List.of())));
  }

  private static Node running(Job job) {
    var card = new JobCard(job, "", "compare-cancel");
    card.setMaxHeight(USE_PREF_SIZE);
    StackPane.setAlignment(card, javafx.geometry.Pos.TOP_CENTER);
    return card;
  }

  private Node compared(Drawn found) {
    var both = new HBox(16);
    if (found.model().isPresent() && found.other().isPresent()) {
      var pair =
          new LinkedCanvases(
              found.model().get(), found.other().get(), found.compared().comparison(), model);
      both.getChildren()
          .addAll(
              side("compare.this", found.compared().model(), pair.left()),
              side("compare.other", found.compared().other(), pair.right()));
    } else {
      both.getChildren()
          .add(
              Ui.grow(
                  Ui.empty(
                      "fth-maximize",
                      Texts.of("compare.large"),
                      Texts.of("compare.large-text"),
                      List.of())));
    }
    both.getChildren().add(list(found));
    return both;
  }

  private static Card side(
      String key, dev.slipway.inspect.Inspection inspection, GraphCanvas canvas) {
    var area = new StackPane(canvas);
    area.getStyleClass().add("graph-area");
    VBox.setVgrow(area, Priority.ALWAYS);
    var card =
        new Card(
            Texts.of(key),
            Texts.of(
                "compare.side",
                String.valueOf(inspection.model().path().getFileName()),
                Numbers.count(inspection.graph().nodes().size())),
            area);
    card.setMinWidth(200);
    card.setPrefWidth(400);
    HBox.setHgrow(card, Priority.ALWAYS);
    return card;
  }

  private Card list(Drawn found) {
    List<Difference> all = model.differencesProperty().get();
    var list = new ListView<>(FXCollections.observableArrayList(all));
    list.setId("differences");
    list.setAccessibleText(Texts.of("compare.list"));
    list.setPlaceholder(Ui.wrapped(Texts.of("compare.same"), "muted"));
    list.setCellFactory(view -> new DifferenceCell());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(one -> model.selectedProperty().set(Optional.ofNullable(one)));
    VBox.setVgrow(list, Priority.ALWAYS);
    var card =
        new Card(
            Texts.of("compare.list"),
            Texts.of(
                "compare.counts",
                Numbers.count(count(all, State.REMOVED)),
                Numbers.count(count(all, State.ADDED)),
                Numbers.count(count(all, State.CHANGED)),
                Numbers.count(
                    found.compared().comparison().matches().size() - count(all, State.CHANGED))),
            list);
    card.setMinWidth(260);
    card.setPrefWidth(380);
    card.setMaxWidth(380);
    return card;
  }

  private static long count(List<Difference> all, State state) {
    return all.stream().filter(one -> one.state() == state).count();
  }

  /// A difference in words.
  private static final class DifferenceCell extends ListCell<Difference> {

    DifferenceCell() {
      setPrefWidth(0); // as wide as the list, so that words wrap
    }

    @Override
    protected void updateItem(Difference one, boolean empty) {
      super.updateItem(one, empty);
      setText(null);
      setGraphic(empty || one == null ? null : words(one));
    }

    private Node words(Difference one) {
      String state = Words.id(one.state());
      var dot = new javafx.scene.layout.Region();
      dot.getStyleClass().addAll("legend-dot", "graph-" + state);
      var name = Ui.wrapped(one.name(), "strong");
      VBox box =
          Ui.column(
              2, Ui.row(8, dot, Ui.label(Texts.of("compare." + state), "muted", "small")), name);
      one.changes()
          .forEach(change ->
              box.getChildren()
                  .add(
                      Ui.wrapped(
                          Texts.of(
                              "compare.change-" + Words.id(change.aspect()),
                              change.name(),
                              said(change.before()),
                              said(change.after())),
                          "small")));
      box.getStyleClass().add("difference");
      return box;
    }

    private static String said(String value) {
      return value.isEmpty() ? Texts.of("compare.nothing") : value;
    }
  }
}
