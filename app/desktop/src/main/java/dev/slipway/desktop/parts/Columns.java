// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Makes tables whose rows can be sorted and filtered.
public final class Columns {

  private Columns() {}

  public static <R> TableView<R> table(FilteredList<R> rows, String empty) {
    var table = new TableView<R>();
    var sorted = new SortedList<>(rows);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.setPlaceholder(Ui.label(empty, "muted"));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setMinHeight(120);
    table
        .needsLayoutProperty()
        .subscribe(needed -> {
          if (!needed) {
            heads(table).forEach(CutText::told);
          }
        });
    VBox.setVgrow(table, Priority.ALWAYS);
    return table;
  }

  /// The names above the columns; the table makes them when it is laid out.
  private static Stream<Labeled> heads(TableView<?> table) {
    return table.lookupAll(".column-header > .label").stream()
        .filter(Labeled.class::isInstance)
        .map(Labeled.class::cast);
  }

  /// Makes a table as high as its rows need, in the size of text that there is.
  ///
  /// @param least rows for which there is room in any window
  public static void fit(TableView<?> table, int rows, int least) {
    var row = table.fixedCellSizeProperty();
    table.prefHeightProperty().bind(row.multiply(rows + 1.35));
    table.maxHeightProperty().bind(table.prefHeightProperty());
    table.minHeightProperty().bind(row.multiply(Math.min(rows, least) + 1.35));
  }

  public static <R> TableColumn<R, String> text(
      String title, double width, Function<R, String> value) {
    var column = new TableColumn<R, String>(title);
    column.setCellValueFactory(row -> new SimpleStringProperty(value.apply(row.getValue())));
    column.setCellFactory(c -> new Words<>());
    column.setPrefWidth(width);
    return column;
  }

  /// Sorted by the number, shown as text, at the right.
  public static <R> TableColumn<R, R> number(
      String title, double width, ToDoubleFunction<R> number, Function<R, String> shown) {
    TableColumn<R, R> column = new TableColumn<>(title);
    column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
    column.setComparator(Comparator.comparingDouble(number));
    column.setCellFactory(c -> new Cell<>(shown, row -> new javafx.scene.Group()));
    column.getStyleClass().add("number");
    column.setPrefWidth(width);
    return column;
  }

  /// Sorted by the text, shown as a node.
  public static <R> TableColumn<R, R> node(
      String title, double width, Function<R, String> text, Function<R, Node> node) {
    TableColumn<R, R> column = new TableColumn<>(title);
    column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
    column.setComparator(Comparator.comparing(text));
    column.setCellFactory(c -> new Cell<>(row -> "", node));
    column.setPrefWidth(width);
    return column;
  }

  private static final class Words<R> extends TableCell<R, String> {
    Words() {
      CutText.told(this);
    }

    @Override
    protected void updateItem(String text, boolean empty) {
      super.updateItem(text, empty);
      setText(empty ? null : text);
    }
  }

  private static final class Cell<R> extends TableCell<R, R> {
    private final Function<R, String> shown;
    private final Function<R, Node> node;
    private final DoubleBinding room =
        Bindings.createDoubleBinding(
            () -> getWidth() - snappedLeftInset() - snappedRightInset(),
            widthProperty(),
            insetsProperty());

    Cell(Function<R, String> shown, Function<R, Node> node) {
      this.shown = shown;
      this.node = node;
      CutText.told(this);
    }

    @Override
    protected void updateItem(R row, boolean empty) {
      super.updateItem(row, empty);
      String text = empty || row == null ? "" : shown.apply(row);
      setText(text);
      setGraphic(empty || row == null || !text.isEmpty() ? null : fitted(node.apply(row)));
    }

    /// Where the column is too narrow, words end in dots, and a tip has them; nothing lies under
    /// the next column.
    private Node fitted(Node made) {
      if (made instanceof Region part) {
        part.setMinWidth(0);
        part.maxWidthProperty().bind(room);
      }
      return made;
    }
  }
}
