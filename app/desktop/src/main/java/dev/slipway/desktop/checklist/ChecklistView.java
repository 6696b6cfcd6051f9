// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.desktop.checklist.ChecklistViewModel.Row;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
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
  private final HBox gates = new HBox(16);
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
    details.setPrefWidth(400);
    details.setMinWidth(360);
    var body = new HBox(16, Ui.grow(left), details);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(banner, gates, body);
    model.checklist().subscribe(checklist -> checklist.ifPresent(this::show));
    model.selectedProperty().subscribe(this::showDetails);
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
    HBox row =
        Ui.row(
            14,
            Ui.sign(draft ? Tone.OPEN : Tone.GOOD),
            Ui.grow(words),
            new CommandLine(mending(checklist)),
            review);
    row.getStyleClass().addAll("banner", draft ? "open" : "good");
    row.setId("level-banner");
    banner.getChildren().setAll(row);
    gates.getChildren().clear();
    for (String gate : ChecklistViewModel.GATES) {
      gates.getChildren().add(gate(gate));
    }
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
    button.setPrefWidth(200);
    button.setMinWidth(0);
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

  private HBox filters() {
    TextField query = Ui.search("item-filter", Texts.of("checklist.filter"), model.queryProperty());
    HBox.setHgrow(query, Priority.ALWAYS);
    var states = new CheckComboBox<State>();
    states.getItems().setAll(State.values());
    states.setId("state-filter");
    states.setTitle(Texts.of("checklist.states"));
    states.setShowCheckedCount(true);
    states.setAccessibleText(Texts.of("checklist.states"));
    states.setConverter(new StateNames());
    states.setPrefWidth(190);
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
    return Ui.row(12, query, states, count);
  }

  private void showDetails(Optional<Line> selected) {
    details.getChildren().clear();
    selected.ifPresent(line -> {
      Tone tone = Tone.of(line.state());
      var facts =
          Ui.column(
              0,
              Ui.fact(Texts.of("item.found"), line.found().isEmpty() ? "–" : brief(found(line))),
              Ui.fact(Texts.of("item.pass"), rule(line)),
              Ui.fact(Texts.of("item.step"), String.valueOf(line.item().step())),
              Ui.fact(Texts.of("item.severity"), line.item().severity()),
              Ui.fact(Texts.of("item.owner"), line.item().owner()),
              Ui.fact(Texts.of("item.how"), Texts.of("item." + Words.id(line.item().means()))));
      var body =
          Ui.column(
              14,
              Ui.wrapped(line.item().title(), "card-title"),
              Ui.row(8, Ui.chip(Tone.word(line.state()), tone), Ui.chip(line.item().id(), "mono")),
              Ui.wrapped(line.because()),
              words(line),
              facts,
              commands(line),
              new SigningPane(model.signing(), line, model.roles()),
              part("item.why", line.item().why()),
              part("item.evidence", line.item().how()),
              Ui.row(
                  8,
                  Ui.icon("fth-key", "muted-icon"),
                  Ui.label(line.item().evidenceKey(), "mono", "muted")));
      body.getStyleClass().add("card");
      body.setId("item-details");
      body.setMinHeight(Region.USE_PREF_SIZE);
      details.getChildren().add(Ui.scroll(body));
    });
  }

  /// What people said that counts.
  private static VBox words(Line line) {
    VBox words = Ui.column(3);
    line.said().forEach(said -> words.getChildren().add(Ui.wrapped(said.inWords(), "small")));
    words.setId("said");
    return words;
  }

  /// What finds it out or states it, to be copied; what a person may say has a pane of its own.
  private static VBox commands(Line line) {
    VBox commands = Ui.column(4);
    for (String command : line.commands()) {
      if (!command.startsWith(ChecklistViewModel.SAYING)) {
        commands.getChildren().add(new CommandLine(command));
      }
    }
    if (!commands.getChildren().isEmpty()) {
      commands.getChildren().addFirst(Ui.label(Texts.of("item.mend"), "field-name"));
    }
    commands.setId("mend");
    return commands;
  }

  private static String rule(Line line) {
    String value = line.item().passValue();
    return brief((line.item().passOperator() + " " + value).strip());
  }

  private static String brief(String text) {
    return text.length() > 34 ? text.substring(0, 33) + "…" : text;
  }

  /// A count needs no unit.
  private static String found(Line line) {
    return line.found().replaceAll(" count$", "");
  }

  private static VBox part(String key, String text) {
    return Ui.column(3, Ui.label(Texts.of(key), "field-name"), Ui.wrapped(text, "small"));
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
        case Row.Gate gate -> {
          getStyleClass().add("gate-row");
          setGraphic(
              Ui.row(
                  10,
                  Ui.label(title(gate.gate()), "strong"),
                  Ui.spacer(),
                  Ui.label(
                      Texts.of("overview.step-count", gate.met(), gate.total()),
                      "muted",
                      "small")));
        }
        case Row.Entry entry -> setGraphic(entry(entry.line()));
      }
    }

    private HBox entry(Line line) {
      Tone tone = Tone.of(line.state());
      Label title = Ui.label(line.item().title());
      title.setMinWidth(0);
      HBox.setHgrow(title, Priority.ALWAYS);
      title.setMaxWidth(Double.MAX_VALUE);
      Label found = Ui.label(brief(found(line)), "mono", "small", "muted");
      found.setMaxWidth(150);
      found.setMinWidth(0);
      HBox row =
          Ui.row(
              10, Ui.sign(tone), title, found, Ui.chip(Tone.word(line.state()), tone.styleClass()));
      row.maxWidthProperty().bind(widthProperty().subtract(30));
      row.setAccessibleText(Tone.word(line.state()) + ". " + line.item().title());
      return row;
    }
  }
}
