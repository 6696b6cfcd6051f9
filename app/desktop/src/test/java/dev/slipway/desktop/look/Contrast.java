// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/// Holds the colours that are really seen to WCAG 2.2 AA: a text has 4.5 to 1 against its ground;
/// large text, and a sign or a line that says something, has 3.
public final class Contrast {

  public static final double TEXT = 4.5;
  public static final double GRAPHIC = 3;

  /// Pixels from which on text counts as large: 18 points, or 14 where it is bold.
  private static final double LARGE = 24;

  private static final double LARGE_BOLD = 18.66;

  /// Lines that only help the eye: without them, everything is still said.
  private static final Set<String> HELP = Set.of("grid-line", "axis-line", "band", "marker");

  private final List<String> faults = new ArrayList<>();
  private final double magnified;

  private Contrast(double magnified) {
    this.magnified = magnified;
  }

  /// What is too faint below a node, in words; call it on the thread of the window.
  ///
  /// @param magnified how much larger the text is than it usually is: that makes it no large text
  public static List<String> faults(Parent root, double magnified) {
    root.applyCss();
    root.layout();
    var contrast = new Contrast(magnified);
    contrast.look(root);
    return contrast.faults.stream().distinct().toList();
  }

  /// How much lighter the lighter one is, 1 to 21.
  public static double of(Color one, Color other) {
    double light = Math.max(luminance(one), luminance(other));
    double dark = Math.min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
  }

  private void look(Node node) {
    // What cannot be used now may be faint.
    if (!node.isVisible() || node.getOpacity() == 0 || node.isDisabled()) {
      return;
    }
    if (node instanceof Shape shape) {
      check(shape);
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::look);
    }
  }

  private void check(Shape shape) {
    boolean drawn = isDrawn(shape);
    boolean blank = shape instanceof Text text && text.getText().isBlank();
    if (blank || !(drawn || shape instanceof Text)) {
      return;
    }
    Color ground = ground(shape);
    // A dot with a rim is seen by the one or the other.
    Optional<Color> colour =
        Stream.of(
                drawn ? colour(shape.getStroke()) : Optional.<Color>empty(),
                colour(shape.getFill()))
            .flatMap(Optional::stream)
            .max(Comparator.comparingDouble(c -> of(over(faded(c, shape), ground), ground)));
    double wanted = drawn || shape instanceof FontIcon || isLarge(shape) ? GRAPHIC : TEXT;
    colour
        .filter(c -> c.getOpacity() > 0)
        .ifPresent(c -> {
          Color seen = over(faded(c, shape), ground);
          double is = of(seen, ground);
          if (is < wanted) {
            faults.add(
                String.format(
                    Locale.ROOT,
                    "%.2f of %.1f: %s on %s: %s",
                    is,
                    wanted,
                    hex(seen),
                    hex(ground),
                    said(shape)));
          }
        });
  }

  /// A part of a chart that says something.
  private static boolean isDrawn(Shape shape) {
    return !(shape instanceof Text)
        && shape.getParent() != null
        && shape.getParent().getStyleClass().contains("plot")
        && shape.getStyleClass().stream().noneMatch(HELP::contains);
  }

  private boolean isLarge(Shape shape) {
    return shape instanceof Text text
        && text.getFont().getSize() / magnified
            >= (text.getFont().getName().contains("Bold") ? LARGE_BOLD : LARGE);
  }

  private static Color faded(Color colour, Node node) {
    double opacity = 1;
    for (Node each = node; each != null; each = each.getParent()) {
      opacity *= each.getOpacity();
    }
    return colour.deriveColor(0, 1, 1, opacity);
  }

  /// What lies behind, as far down as it is seen.
  private static Color ground(Node node) {
    List<Color> layers = new ArrayList<>();
    for (Parent each = node.getParent(); each != null; each = each.getParent()) {
      Optional<Color> fill = each instanceof Region region ? fill(region) : Optional.empty();
      fill.ifPresent(layers::add);
      if (fill.filter(Color::isOpaque).isPresent()) {
        break;
      }
    }
    Color ground = Color.WHITE;
    for (Color layer : layers.reversed()) {
      ground = over(layer, ground);
    }
    return ground;
  }

  private static Optional<Color> fill(Region region) {
    Background background = region.getBackground();
    if (background == null) {
      return Optional.empty();
    }
    Optional<Color> fill = Optional.empty();
    for (BackgroundFill each : background.getFills()) {
      boolean shown = each.getInsets().getBottom() < region.getHeight() / 2;
      Optional<Color> colour = shown ? colour(each.getFill()) : Optional.empty();
      Optional<Color> below = fill;
      fill = colour.map(c -> below.map(b -> over(c, b)).orElse(c)).or(() -> below);
    }
    return fill.filter(colour -> colour.getOpacity() > 0);
  }

  private static Optional<Color> colour(Paint paint) {
    return switch (paint) {
      case null -> Optional.empty();
      case Color colour -> Optional.of(colour);
      case LinearGradient gradient -> gradient.getStops().stream().map(Stop::getColor).findFirst();
      default -> Optional.empty();
    };
  }

  private static Color over(Color upper, Color lower) {
    double alpha = upper.getOpacity();
    double rest = (1 - alpha) * lower.getOpacity();
    return new Color(
        upper.getRed() * alpha + lower.getRed() * rest,
        upper.getGreen() * alpha + lower.getGreen() * rest,
        upper.getBlue() * alpha + lower.getBlue() * rest,
        Math.min(1, alpha + rest));
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static String hex(Color colour) {
    return "#" + colour.toString().substring(2, 8);
  }

  private static String said(Shape shape) {
    String text = shape instanceof Text t && !(shape instanceof FontIcon) ? t.getText() : "";
    return shape.getClass().getSimpleName()
        + shape.getStyleClass()
        + " \""
        + text
        + "\" of "
        + (shape.getParent() == null ? "" : Layout.named(shape.getParent()));
  }
}
