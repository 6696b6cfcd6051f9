// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;

/// A row of buttons of which exactly one is selected.
public final class Pills extends HBox {

  private Subscription following = Subscription.EMPTY;

  /// @param chosen which of them is selected, and is set by a click
  /// @param finish gives each button what is its own, such as an id
  public <T> Pills(
      List<T> all,
      Property<T> chosen,
      Function<T, String> name,
      BiConsumer<T, ToggleButton> finish) {
    var group = new ToggleGroup();
    for (T each : all) {
      var button = new ToggleButton(name.apply(each));
      button.setToggleGroup(group);
      button.getStyleClass().addAll(place(all.indexOf(each), all.size() - 1), "tier");
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(event -> {
        button.setSelected(true); // a click on the selected one has just taken that away
        chosen.setValue(each);
      });
      following = following.and(chosen.subscribe(now -> button.setSelected(each.equals(now))));
      finish.accept(each, button);
      getChildren().add(button);
    }
  }

  /// Follows the choice no more, which may outlive these buttons.
  public void close() {
    following.unsubscribe();
  }

  private static String place(int index, int last) {
    return index == 0 ? "left-pill" : index == last ? "right-pill" : "center-pill";
  }
}
