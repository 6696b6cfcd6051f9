// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphPainter.Tint;
import dev.slipway.desktop.parts.Texts;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/// Draws the graph: drag to move, scroll to zoom, click a node to see it; arrow keys go along the
/// edges. It is drawn once a frame, however much changes. Colours come from the stylesheet, through
/// rectangles that nobody sees.
final class GraphCanvas extends Pane {

  private static final List<String> COLOURS =
      List.of(
          "graph-input",
          "graph-output",
          "graph-weighted",
          "graph-activation",
          "graph-shape",
          "graph-other",
          "graph-group",
          "graph-edge",
          "graph-lit",
          "graph-found",
          "graph-text",
          "graph-paper",
          "graph-hot",
          "graph-cold",
          "graph-added",
          "graph-removed",
          "graph-changed");

  /// What users do with boxes.
  interface Listener {
    /// @param box -1 for none
    void selected(int box);

    /// The details of a box are wanted.
    void opened(int box);
  }

  private final Canvas canvas = new Canvas();
  private final Map<String, Rectangle> colours = new HashMap<>();
  private final ObjectProperty<Viewport> view = new SimpleObjectProperty<>(new Viewport(1, 0, 0));
  private final Listener listener;
  private Optional<GraphPainter> painter = Optional.empty();
  private Consumer<Viewport> onMoved = moved -> {};
  private IntFunction<String> words = box -> "";
  private Optional<IntFunction<Tint>> tint = Optional.empty();
  private BitSet found = new BitSet();
  private int selected = -1;
  private boolean fitted = true;
  private double pressX;
  private double pressY;
  private boolean dragged;

  GraphCanvas(Listener listener) {
    this.listener = listener;
    getStyleClass().add("graph");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(Texts.of("model.graph-name"));
    setFocusTraversable(true);
    COLOURS.forEach(this::probe);
    getChildren().add(canvas);
    canvas.widthProperty().bind(widthProperty());
    canvas.heightProperty().bind(heightProperty());
    widthProperty().subscribe(this::resized);
    heightProperty().subscribe(this::resized);
    setMinSize(140, 140);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseClicked(this::click);
    setOnScroll(this::scroll);
    setOnKeyPressed(this::key);
    view.subscribe(now -> requestLayout());
    var clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  /// @param words says of a box what a person who does not see it wants to know
  void setWords(IntFunction<String> words) {
    this.words = words;
  }

  /// @param onMoved told where the user moved to
  void setOnMoved(Consumer<Viewport> onMoved) {
    this.onMoved = onMoved;
  }

  /// What is seen; changes with every move.
  ObjectProperty<Viewport> viewProperty() {
    return view;
  }

  /// Changes with the theme.
  ObservableValue<Paint> paperProperty() {
    return Optional.ofNullable(colours.get("graph-paper"))
        .map(Rectangle::fillProperty)
        .orElseThrow();
  }

  Paint colour(String style) {
    return Optional.ofNullable(colours.get(style))
        .map(Rectangle::getFill)
        .orElse(javafx.scene.paint.Color.GRAY);
  }

  void show(GraphLayout now) {
    painter = Optional.of(new GraphPainter(now, this::colour));
    tint.ifPresent(by -> painter.ifPresent(made -> made.setTint(by)));
    selected = -1;
    found = new BitSet();
    fit();
  }

  /// Draws nothing.
  void clear() {
    painter = Optional.empty();
    selected = -1;
    found = new BitSet();
    fitted = true;
    requestLayout();
  }

  /// Other colours than those of the kinds; those again when empty.
  void tint(Optional<IntFunction<Tint>> by) {
    tint = by;
    painter.ifPresent(
        made -> made.setTint(by.orElse(i -> Tint.ofKind(made.layout().boxes().get(i)))));
    requestLayout();
  }

  void select(int box) {
    selected = box;
    setAccessibleText(box < 0 ? Texts.of("model.graph-name") : words.apply(box));
    requestLayout();
  }

  /// Moves so that a box is seen.
  void reveal(int box) {
    box(box)
        .ifPresent(seen -> {
          fitted = false;
          view.set(view.get().showing(seen, getWidth(), getHeight()));
        });
  }

  void mark(List<Integer> boxes) {
    found = new BitSet();
    boxes.forEach(found::set);
    requestLayout();
  }

  /// Makes all of it visible, no larger than life.
  void fit() {
    fitted = true;
    if (getWidth() >= 1 && getHeight() >= 1) {
      drawn().ifPresent(of -> move(Viewport.fitting(of, getWidth(), getHeight())));
    }
  }

  void zoomBy(double factor) {
    fitted = false;
    move(view.get().zoomed(factor, getWidth() / 2, getHeight() / 2));
  }

  /// Looks elsewhere, without telling anybody.
  void look(Viewport at) {
    fitted = false;
    view.set(at);
  }

  private void move(Viewport to) {
    view.set(to);
    onMoved.accept(to);
    requestLayout();
  }

  private Optional<GraphLayout> drawn() {
    return painter.map(GraphPainter::layout);
  }

  private Optional<Box> box(int index) {
    return drawn()
        .filter(of -> index >= 0 && index < of.boxes().size())
        .map(of -> of.boxes().get(index));
  }

  private void probe(String style) {
    var probe = new Rectangle();
    probe.getStyleClass().add(style);
    probe.setVisible(false);
    probe.setManaged(false);
    probe.fillProperty().subscribe(fill -> requestLayout());
    colours.put(style, probe);
    getChildren().add(probe);
  }

  private void resized() {
    if (fitted) {
      fit();
    }
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    GraphicsContext pen = canvas.getGraphicsContext2D();
    double width = canvas.getWidth();
    double height = canvas.getHeight();
    painter.ifPresentOrElse(
        of -> of.paint(pen, view.get(), width, height, selected, found),
        () -> pen.clearRect(0, 0, width, height));
  }

  private void press(MouseEvent event) {
    requestFocus();
    pressX = event.getX();
    pressY = event.getY();
    dragged = false;
  }

  private void drag(MouseEvent event) {
    dragged = true;
    fitted = false;
    move(view.get().moved(event.getX() - pressX, event.getY() - pressY));
    pressX = event.getX();
    pressY = event.getY();
  }

  private void click(MouseEvent event) {
    if (dragged) {
      return;
    }
    Viewport now = view.get();
    int hit =
        drawn()
            .map(of -> of.at(now.toDrawingX(event.getX()), now.toDrawingY(event.getY())))
            .orElse(-1);
    choose(hit);
    if (hit < 0
        || event.getClickCount() > 1
        || box(hit).filter(b -> b.scope().isEmpty()).isPresent()) {
      listener.opened(hit);
    }
  }

  private void choose(int box) {
    select(box);
    listener.selected(box);
  }

  private void scroll(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      fitted = false;
      move(view.get().zoomed(event.getDeltaY() > 0 ? 1.12 : 1 / 1.12, event.getX(), event.getY()));
    }
    event.consume();
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case UP, KP_UP -> go(GraphWalk.Way.UP);
      case DOWN, KP_DOWN -> go(GraphWalk.Way.DOWN);
      case LEFT, KP_LEFT -> go(GraphWalk.Way.LEFT);
      case RIGHT, KP_RIGHT -> go(GraphWalk.Way.RIGHT);
      case ENTER, SPACE -> listener.opened(selected);
      case PLUS, ADD, EQUALS -> zoomBy(1.25);
      case MINUS, SUBTRACT -> zoomBy(0.8);
      case DIGIT0, NUMPAD0 -> fit();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void go(GraphWalk.Way way) {
    drawn()
        .ifPresent(of -> {
          choose(GraphWalk.next(of, selected, way));
          reveal(selected);
        });
  }
}
