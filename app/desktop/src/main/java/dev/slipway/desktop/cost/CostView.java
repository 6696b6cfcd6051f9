// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Candidate;
import dev.slipway.desktop.cost.CostViewModel.Priced;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Reveal;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.WhenChosen;
import dev.slipway.desktop.parts.Width;
import dev.slipway.request.InputSizes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows the cost, and the reason of every number.
public final class CostView extends StackPane {

  /// So high that a table shows some rows above an editor. What is longer, such as the reasons,
  /// scrolls within its tab.
  private static final double TABS = 460;

  private final CostViewModel model;
  private final TrafficViewModel traffic;
  private final TabPane tabs = new TabPane();

  public CostView(CostViewModel model, TrafficViewModel traffic) {
    this.model = model;
    this.traffic = traffic;
    setId("cost");
    tabs.getTabs()
        .setAll(
            List.of(
                tab("cost.candidates", this::candidates),
                tab("cost.reasons", () -> new ReasonsPane(model)),
                tab("cost.choices", () -> new ChoiceTable(model, model.edit())),
                tab("cost.elsewhere", () -> new ElsewherePane(model.elsewhere()))));
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.setId("cost-tabs");
    tabs.setMinHeight(TABS);
    // A tab that is chosen is read: it needs the window.
    tabs.getSelectionModel()
        .selectedItemProperty()
        .subscribe((before, chosen) -> Reveal.whole(tabs));
    VBox.setVgrow(tabs, Priority.ALWAYS);
    Ui.shown(this, model.priced()).subscribe(this::show);
  }

  private static Tab tab(String key, Supplier<Node> content) {
    return new WhenChosen(Texts.of(key), key.replace('.', '-'), content);
  }

  private void show(Optional<Priced> priced) {
    if (priced.isEmpty()) {
      getChildren()
          .setAll(
              Ui.empty(
                  "fth-dollar-sign",
                  Texts.of("cost.none-title"),
                  Texts.of("cost.none-text"),
                  List.of()));
      return;
    }
    Priced shown = priced.get();
    var upper = new Beside(16, Width.WIDE.of(TrafficCard.of(traffic, shown)), bill(shown));
    HBox.setHgrow(upper.getChildren().getFirst(), Priority.ALWAYS);
    var page = new VBox(16, upper, tabs);
    page.getStyleClass().add("page");
    getChildren().setAll(page);
  }

  private Card bill(Priced shown) {
    Optional<Candidate> chosen = shown.estimate().chosen();
    if (chosen.isEmpty()) {
      var words = Ui.column(6);
      shown.estimate().relax().forEach(line -> words.getChildren().add(Ui.wrapped(line)));
      return sized(
          new Card(Texts.of("cost.nothing-fits"), Texts.of("cost.relax"), words).with(why()));
    }
    Candidate candidate = chosen.get();
    var number =
        Ui.row(
            8,
            Ui.label(Numbers.amount(candidate.month().likely()), "figure-number"),
            Ui.label(
                Texts.of("cost.a-month", candidate.month().likely().currency().getCurrencyCode()),
                "figure-unit"));
    number.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    var lines = Ui.column(0);
    for (Candidate.Line line : candidate.lines()) {
      lines
          .getChildren()
          .add(
              Ui.fact(
                  Texts.of("cost.line", line.what(), Numbers.grouped(line.quantity()), unit(line)),
                  Numbers.money(line.month().likely())));
    }
    lines
        .getChildren()
        .add(
            Ui.fact(
                Texts.of("cost.per-thousand"), Numbers.money(candidate.perThousand().likely())));
    var card =
        new Card(
            candidate.cloud() + " " + candidate.type(),
            Texts.of(
                "cost.chosen-below",
                candidate.replicas(),
                candidate.region(),
                Texts.of("cost.bound-by", candidate.binding())),
            number);
    shown.estimate().budget().ifPresent(verdict -> card.getChildren().add(verdict(verdict)));
    card.getChildren()
        .addAll(
            lines,
            Ui.label(
                Texts.of("cost.basis", candidate.badge(), candidate.dated()), "muted", "small"));
    InputSizes inputs = shown.estimate().inputs();
    if (inputs.madeUp()) {
      card.getChildren().add(Ui.wrapped(Texts.of("cost.made-up", inputs.shapes()), "unsure"));
    } else if (candidate.disturbed()) {
      card.getChildren().add(Ui.wrapped(Texts.of("cost.disturbed"), "unsure"));
    }
    model
        .byHand()
        .ifPresent(
            set -> card.getChildren().add(Ui.wrapped(Texts.of("cost.by-hand", set), "unsure")));
    shown.estimate().age().ifPresent(old -> card.getChildren().add(Ui.wrapped(old, "unsure")));
    return sized(card.with(why()));
  }

  /// Leads to the reasons.
  private Button why() {
    Button why =
        Ui.button(
            Texts.of("cost.why"),
            "fth-help-circle",
            () -> {
              tabs.getSelectionModel().select(1);
              Reveal.whole(tabs);
              tabs.requestFocus();
            });
    why.setId("cost-why");
    why.setTooltip(Ui.tip(Texts.of("cost.why-tip")));
    return why;
  }

  private static String unit(Candidate.Line line) {
    boolean several = line.quantity() != 1 && line.unit().endsWith("hour");
    return several ? line.unit() + "s" : line.unit();
  }

  private static Node verdict(Verdict verdict) {
    Tone tone = Tone.of(verdict);
    var because = Ui.wrapped(verdict.because(), "muted", "small");
    return Ui.column(
        2,
        Ui.row(8, Ui.sign(tone), Ui.label(verdict.word(), "verdict", tone.styleClass())),
        because);
  }

  private static Card sized(Card card) {
    Width.SIDE.of(card);
    return card;
  }

  private VBox candidates() {
    TableView<Candidate> table = Columns.table(model.candidates(), Texts.of("cost.no-candidates"));
    table.setId("candidates");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.node(Texts.of("cost.type"), 190, Candidate::type, this::type),
                Columns.text(Texts.of("cost.cloud"), 70, Candidate::cloud),
                Columns.text(Texts.of("cost.region"), 110, Candidate::region),
                Columns.text(Texts.of("cost.service"), 90, Candidate::service),
                Columns.number(
                    Texts.of("cost.vcpu"), 60, Candidate::vcpu, c -> Numbers.grouped(c.vcpu())),
                Columns.number(
                    Texts.of("cost.memory"),
                    80,
                    c -> c.memory().count(),
                    c -> c.memory().toString()),
                Columns.number(
                    Texts.of("cost.replicas"),
                    75,
                    Candidate::replicas,
                    c -> String.valueOf(c.replicas())),
                Columns.text(Texts.of("cost.binding"), 95, Candidate::binding),
                Columns.number(
                    Texts.of("cost.month"),
                    95,
                    c -> c.month().likely().amount().doubleValue(),
                    c -> Numbers.money(c.month().likely())),
                Columns.number(
                    Texts.of("cost.range"),
                    130,
                    c -> c.month().high().amount().doubleValue(),
                    c -> Formats.range(c.month())),
                Columns.number(Texts.of("cost.meets"), 105, Candidate::meetsSlo, model::meets),
                Columns.text(Texts.of("cost.badge"), 120, Candidate::badge)));
    table.setRowFactory(view -> new ChosenRow());
    TextField query =
        Ui.search("candidate-filter", Texts.of("cost.filter"), model.candidateQueryProperty());
    var count = Ui.label("", "muted");
    model
        .candidates()
        .subscribe(() -> count.setText(Texts.of("cost.count", model.candidates().size())));
    count.setText(Texts.of("cost.count", model.candidates().size()));
    var box = new VBox(10, Ui.row(12, query, count), table);
    box.getStyleClass().add("tab-content");
    return box;
  }

  private Node type(Candidate candidate) {
    var row = Ui.row(8, Ui.label(candidate.type()));
    if (model.isChosen(candidate)) {
      row.getChildren().add(Ui.chip(Texts.of("cost.chosen"), Tone.GOOD));
    }
    return row;
  }

  private final class ChosenRow extends TableRow<Candidate> {
    @Override
    protected void updateItem(Candidate candidate, boolean empty) {
      super.updateItem(candidate, empty);
      getStyleClass().remove("chosen");
      if (empty || candidate == null || candidate.notes().isEmpty()) {
        setTooltip(null);
      } else {
        Ui.tell(this, String.join("\n", candidate.notes()));
      }
      if (!empty && candidate != null && model.isChosen(candidate)) {
        getStyleClass().add("chosen");
      }
    }
  }
}
