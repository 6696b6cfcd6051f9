// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.desktop.checklist.ChecklistViewModel.Row;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.CheckComboBox;

/// The catalogue's items by gate, with evidence and reasons.
public final class ChecklistView extends VBox {

  private final ChecklistViewModel model;
  private final StackPane banner = new StackPane();
  private final Beside gates = new Beside(16);
  private final ListView<Row> list = new ListView<>();
  private final StackPane details = new StackPane();

  public ChecklistView(ChecklistViewModel model) {
    super(16);
    this.model = model;
    setId("checklist");
    getStyleClass().add("page");
    list.setId("items");
    list.setItems(model.rows());
    list.setAccessibleText(Texts.of("checklist.items"));
    list.setPlaceholder(Ui.label(Texts.of("checklist.none"), "muted"));
    list.setCellFactory(view -> new RowCell());
    VBox.setVgrow(list, Priority.ALWAYS);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row instanceof Row.Entry entry) {
            model.selectedProperty().set(Optional.of(entry.line()));
          }
        });
    var left = new VBox(12, filters(), list);
    left.getStyleClass().add("card");
    Width.WIDE.of(left);
    Width.PART.of(details);
    left.setMinHeight(260);
    details.setMinHeight(260);
    var body = new Beside(16, Ui.grow(left), details);
    VBox.setVgrow(body, Priority.ALWAYS);
    gates.setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(banner, gates, body);
    Ui.shown(this, model.checklist()).subscribe(checklist -> checklist.ifPresent(this::show));
    Ui.shown(this, model.selectedProperty()).subscribe(this::showDetails);
  }

  private void show(Checklist checklist) {
    boolean draft = checklist.level().equals("Draft");
    String held = checklist.holding().map(line -> line.item().title()).orElse("");
    var words =
        Ui.column(
            2,
            Ui.label(checklist.level(), "card-title"),
            Ui.wrapped(
                held.isEmpty() ? Texts.of("checklist.top") : Texts.of("checklist.held-by", held)));
    Button review = Ui.button(Texts.of("checklist.review"), "fth-refresh-cw", model::review);
    review.setId("review");
    words.setMinWidth(0);
    var head = Ui.row(14, Ui.sign(draft ? Tone.OPEN : Tone.GOOD), Ui.grow(words), undo(), review);
    VBox row = Ui.column(10, head, new CommandLine(mending(checklist)));
    row.getStyleClass().addAll("banner", draft ? "open" : "good");
    row.setId("level-banner");
    // Its words wrap, and must not lie over what is below them.
    row.setMinHeight(USE_PREF_SIZE);
    banner.getChildren().setAll(row);
    gates.getChildren().clear();
    for (String gate : ChecklistViewModel.GATES) {
      gates.getChildren().add(gate(gate));
    }
  }

  /// Takes back what was said last, while there is something.
  private Button undo() {
    Button undo =
        Ui.button(Texts.of("signing.undo-last"), "fth-corner-up-left", model.signing()::undoLast);
    undo.setId("undo-last");
    model
        .signing()
        .lastProperty()
        .subscribe(last -> {
          undo.setVisible(last.isPresent());
          undo.setManaged(last.isPresent());
        });
    return undo;
  }

  /// What mends the item that holds the level, else what reviews it all.
  private String mending(Checklist checklist) {
    return checklist
        .holding()
        .flatMap(line -> line.commands().stream().findFirst())
        .orElse(model.command());
  }

  private ToggleButton gate(String gate) {
    Row.Gate progress = model.progress(gate);
    var bar =
        new ProgressBar(progress.total() == 0 ? 0 : (double) progress.met() / progress.total());
    bar.getStyleClass().add("slim");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(title(gate));
    var content =
        new VBox(
            8,
            Ui.row(
                8,
                Ui.label(title(gate), "strong"),
                Ui.spacer(),
                Ui.label(
                    Texts.of("overview.step-count", progress.met(), progress.total()), "muted")),
            bar);
    var button = new ToggleButton(null, content);
    content.prefWidthProperty().bind(button.widthProperty().subtract(38));
    button.getStyleClass().setAll("gate", "card");
    button.setId("gate-" + gate);
    Width.TILE.of(button);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAccessibleText(title(gate));
    button.setTooltip(Ui.tip(Texts.of("checklist.gate-tip")));
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setOnAction(event ->
        model.gateProperty().set(button.isSelected() ? Optional.of(gate) : Optional.empty()));
    model.gateProperty().subscribe(now -> button.setSelected(now.equals(Optional.of(gate))));
    return button;
  }

  static String title(String gate) {
    return switch (gate) {
      case "handover" -> Texts.of("gate.handover");
      case "staging" -> Texts.of("gate.staging");
      case "production" -> Texts.of("gate.production");
      default -> Texts.of("gate.operate");
    };
  }

  /// Whose items come first.
  private ComboBox<String> owners() {
    var owners = new ComboBox<String>();
    owners.setId("owner");
    owners.setAccessibleText(Texts.of("checklist.owner"));
    String nobody = Texts.of("checklist.nobody");
    model
        .checklist()
        .subscribe(now -> {
          owners.getItems().setAll(model.owners());
          owners.getItems().addFirst(nobody);
          owners.setValue(model.ownerProperty().get().orElse(nobody));
        });
    owners.setOnAction(event ->
        model
            .ownerProperty()
            .set(Optional.ofNullable(owners.getValue()).filter(name -> !name.equals(nobody))));
    return owners;
  }

  private FlowPane filters() {
    TextField query = Ui.search("item-filter", Texts.of("checklist.filter"), model.queryProperty());
    var states = new CheckComboBox<State>();
    states.getItems().setAll(State.values());
    states.setId("state-filter");
    states.setTitle(Texts.of("checklist.states"));
    states.setShowCheckedCount(true);
    states.setAccessibleText(Texts.of("checklist.states"));
    states.setConverter(new StateNames());
    Width.FILTER.of(states);
    states
        .getCheckModel()
        .getCheckedItems()
        .subscribe(() -> model.states().setAll(states.getCheckModel().getCheckedItems()));
    Label count = Ui.label("", "muted");
    count.setMinWidth(Region.USE_PREF_SIZE);
    model
        .rows()
        .subscribe(() ->
            count.setText(
                Texts.of(
                    "checklist.count",
                    model.rows().stream().filter(Row.Entry.class::isInstance).count())));
    var filters = new FlowPane(12, 8, query, owners(), states, count);
    filters.setAlignment(Pos.CENTER_LEFT);
    return filters;
  }

  private void showDetails(Optional<Line> selected) {
    details.getChildren().setAll(selected.stream().map(line -> ItemPane.of(model, line)).toList());
  }

  private static final class StateNames extends StringConverter<State> {
    @Override
    public String toString(State state) {
      return state == null ? "" : Tone.word(state);
    }

    @Override
    public State fromString(String name) {
      return java.util.Arrays.stream(State.values())
          .filter(s -> Tone.word(s).equals(name))
          .findFirst()
          .orElse(State.PASS);
    }
  }

  private static final class RowCell extends ListCell<Row> {
    RowCell() {
      setPrefWidth(0); // as wide as the list, not as its longest text
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      setText(null);
      getStyleClass().remove("gate-row");
      if (empty || row == null) {
        setGraphic(null);
        return;
      }
      switch (row) {
        case Row.Gate gate ->
            head(title(gate.gate()), Texts.of("overview.step-count", gate.met(), gate.total()));
        case Row.Mine mine ->
            head(
                Texts.of("checklist.mine"),
                Texts.of("checklist.of-role", mine.count(), mine.owner()));
        case Row.Entry entry -> setGraphic(entry(entry.line()));
      }
    }

    private void head(String title, String count) {
      getStyleClass().add("gate-row");
      setGraphic(
          Ui.row(10, Ui.label(title, "strong"), Ui.spacer(), Ui.label(count, "muted", "small")));
    }

    private HBox entry(Line line) {
      Tone tone = Tone.of(line.state());
      Label title = Ui.label(line.item().title());
      title.setMinWidth(0);
      Label found = Ui.label(ItemWords.found(line), "mono", "small", "muted");
      found.setMinWidth(0);
      found.setManaged(!line.found().isEmpty());
      found.setVisible(found.isManaged());
      VBox words = Ui.grow(Ui.column(1, title, found));
      words.setMinWidth(0);
      words.setAlignment(Pos.CENTER_LEFT);
      HBox row =
          Ui.row(10, Ui.sign(tone), words, Ui.chip(Tone.word(line.state()), tone.styleClass()));
      row.maxWidthProperty().bind(widthProperty().subtract(30));
      row.setAccessibleText(Tone.word(line.state()) + ". " + line.item().title());
      return row;
    }
  }
}
