// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/// How values are spread: for each slot a bar for each series, as shares of the series' rows.
/// Ranges of numbers stand beside each other, named values below each other.
public final class SpreadChart extends Chart {

  /// The share of a slot's room that its bars take.
  private static final double FILLED = 0.84;

  private static final double NAME = 120;
  private static final double NUMBER = 58;

  /// The height of a named value, in pixels.
  private static final double ROW = 30;

  private static final double LEAST = 1.5;
  private static final double HEIGHT = 220;
  private static final double LEAST_HEIGHT = 120;

  /// A part of the values.
  ///
  /// @param name of a long value the beginning, on one line
  /// @param from where a range begins, as the axis says it; empty where it is no range
  /// @param to where it ends
  public record Slot(String name, Optional<String> from, Optional<String> to) {
    public Slot {
      name = Formats.line(name);
    }

    public static Slot named(String name) {
      return new Slot(name, Optional.empty(), Optional.empty());
    }
  }

  /// @param counts rows by slot
  /// @param of all rows that a share is of
  public record Series(String name, List<Long> counts, long of) {
    public Series {
      counts = List.copyOf(counts);
    }

    private double share(int slot) {
      return of == 0 ? 0 : (double) counts.get(slot) / of;
    }
  }

  /// A bar.
  public record Pick(int slot, int series) {}

  /// Told of bars.
  public interface Picking {

    /// @param clicked whether it was clicked on, and not chosen in the table
    void picked(Pick pick, boolean clicked);
  }

  private final List<Slot> slots;
  private final List<Series> series;
  private final Picking picking;
  private Optional<Pick> picked = Optional.empty();

  public SpreadChart(String name, List<Slot> slots, List<Series> series, Picking picking) {
    super(10);
    this.slots = List.copyOf(slots);
    this.series = List.copyOf(series);
    this.picking = picking;
    getStyleClass().add("spread");
    setAccessibleText(name);
    grow(1);
  }

  /// How to see the rows of a bar, for beside the button that shows them.
  public static Label help() {
    Label help = Ui.wrapped(Texts.of("spread.help"), "muted", "small");
    return Ui.grow(Width.WORDS.of(help));
  }

  /// Takes the height that is needed, which grows with the text.
  private void grow(double magnified) {
    double height = magnified * (isRanges() ? HEIGHT : 16 + ROW * slots.size());
    if (getPrefHeight() != height) {
      setPrefHeight(height);
      setMinHeight(isRanges() ? Math.min(height, LEAST_HEIGHT) : height);
    }
  }

  /// Marks a bar.
  public void mark(Optional<Pick> pick) {
    picked = pick;
    redraw();
  }

  /// Chooses a bar, as its line in the table does.
  public void choose(int slot, int of) {
    picking.picked(new Pick(slot, of), false);
  }

  private boolean isRanges() {
    return slots.stream().anyMatch(slot -> slot.from().isPresent());
  }

  @Override
  ChartTable.Values values() {
    return new ChartTable.Values(
        List.of(
            Texts.of("chart.values"),
            Texts.of("chart.file"),
            Texts.of("chart.rows"),
            Texts.of("chart.share")),
        IntStream.range(0, slots.size() * series.size())
            .mapToObj(i -> pick(i, series.size()))
            .map(pick -> {
              Series of = series.get(pick.series());
              return List.of(
                  slots.get(pick.slot()).name(),
                  of.name(),
                  Numbers.count(of.counts().get(pick.slot())),
                  Numbers.percent(of.share(pick.slot())));
            })
            .toList());
  }

  private static Pick pick(int index, int series) {
    return new Pick(index / series, index % series);
  }

  @Override
  void pick(int index) {
    Pick at = pick(index, series.size());
    choose(at.slot(), at.series());
  }

  @Override
  void draw() {
    if (slots.isEmpty()) {
      return;
    }
    grow(em(1));
    double most =
        series.stream()
            .flatMap(of -> IntStream.range(0, slots.size()).mapToObj(of::share))
            .mapToDouble(share -> share)
            .max()
            .orElse(1);
    if (isRanges()) {
      beside(Scale.upTo(most));
    } else {
      below(most);
    }
  }

  private void beside(Scale up) {
    verticalAxis(up, Numbers::percent);
    double width = (right() - left()) / slots.size();
    double bar = FILLED * width / series.size();
    for (int slot = 0; slot < slots.size(); slot++) {
      double from = left() + slot * width + (1 - FILLED) * width / 2;
      for (int i = 0; i < series.size(); i++) {
        var pick = new Pick(slot, i);
        double share = series.get(i).share(slot);
        double height = share == 0 ? 0 : Math.max(LEAST, bottom() - y(up, share));
        bar(pick, from + i * bar, bottom() - height, Math.max(1, bar - 1), height);
        touched(pick, from + i * bar, top(), bar, bottom() - top());
      }
    }
    edges(width);
  }

  /// What does not fit beside the one before it is left out.
  private void edges(double width) {
    var names = new ArrayList<Placed>();
    for (int slot = 0; slot < slots.size(); slot++) {
      Slot at = slots.get(slot);
      double x = left() + slot * width;
      if (at.from().isEmpty()) {
        names.add(named(at.name(), x + width / 2));
      } else {
        names.add(named(at.from().get(), x));
        boolean last = slot + 1 == slots.size() || slots.get(slot + 1).from().isEmpty();
        if (last) {
          at.to().ifPresent(end -> names.add(named(end, x + width)));
        }
      }
    }
    int end = (int) slots.stream().filter(slot -> slot.from().isPresent()).count();
    double widest = names.stream().mapToDouble(Placed::width).max().orElse(0);
    int every = Math.max(1, (int) Math.ceil((widest + em(10)) / width));
    // The ends first: they say how far the values go.
    double free = right() + em(14);
    for (int i = names.size() - 1; i >= 0; i--) {
      Placed name = names.get(i);
      double x =
          Math.clamp(name.wanted() - name.width() / 2, 0, Math.max(0, getWidth() - name.width()));
      boolean wanted = i >= end || (i % every == 0 && end - i >= every);
      if (wanted && x + name.width() + em(8) <= free) {
        name.text().setX(Math.rint(x));
        free = x;
      } else {
        getChildren().remove(name.text());
      }
    }
  }

  private Placed named(String name, double x) {
    return new Placed(text(name, x, bottom() + em(13), 0.5, "axis-text"), x);
  }

  private void below(double most) {
    double left = em(NAME);
    double room = Math.max(20, getWidth() - left - em(NUMBER));
    double height = (getHeight() - top()) / slots.size();
    double bar = FILLED * height / series.size();
    add(new Line(left - 0.5, top(), left - 0.5, getHeight() - 2), "axis-line");
    for (int slot = 0; slot < slots.size(); slot++) {
      double from = top() + slot * height;
      cut(slots.get(slot).name(), left - em(8), from + height / 2);
      for (int i = 0; i < series.size(); i++) {
        var pick = new Pick(slot, i);
        double share = series.get(i).share(slot);
        double y = from + (1 - FILLED) * height / 2 + i * bar;
        double width = share == 0 || most == 0 ? 0 : Math.max(LEAST, room * share / most);
        bar(pick, left, y, width, Math.max(1, bar - 1));
        text(Numbers.percent(share), left + width + em(5), y + bar / 2, 0, "axis-text", "amount");
        touched(pick, 0, y, getWidth(), bar);
      }
    }
  }

  /// A name that has no room ends in dots; the bar's tooltip has more of it.
  private void cut(String name, double right, double y) {
    Text text = text(name, 0, y, 0, "axis-text");
    int letters = name.codePointCount(0, name.length());
    while (text.getLayoutBounds().getWidth() > right && letters > 1) {
      letters--;
      text.setText(name.substring(0, name.offsetByCodePoints(0, letters)).strip() + "…");
    }
    text.setX(Math.rint(right - text.getLayoutBounds().getWidth()));
  }

  private void bar(Pick pick, double x, double y, double width, double height) {
    Region bar = add(new Region(), "bar", pick.series() == 0 ? "body" : "other");
    if (picked.filter(pick::equals).isPresent()) {
      bar.getStyleClass().add("picked");
    }
    bar.setManaged(false);
    bar.resizeRelocate(x, y, width, height);
  }

  /// A bar of few rows is too small to be hit.
  private void touched(Pick pick, double x, double y, double width, double height) {
    Region area = add(new Region(), "touch");
    area.setId("bar-" + pick.slot() + "-" + pick.series());
    area.setManaged(false);
    area.setPickOnBounds(true);
    area.resizeRelocate(x, y, width, height);
    area.setOnMouseClicked(event -> picking.picked(pick, true));
    Series of = series.get(pick.series());
    tell(
        area,
        () ->
            Texts.of(
                "spread.bar",
                slots.get(pick.slot()).name(),
                of.name(),
                Numbers.count(of.counts().get(pick.slot())),
                Numbers.percent(of.share(pick.slot()))));
  }
}
