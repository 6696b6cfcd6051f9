// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;

/// Another program's window, which offers a file to whatever it is dragged on, as a file manager
/// does. It says so once the file was taken.
public final class OtherWindow {

  private OtherWindow() {}

  /// @param args the file
  public static void main(String[] args) {
    Application.launch(Offer.class, args);
  }

  /// The window.
  public static final class Offer extends Application {

    @Override
    public void start(Stage stage) {
      var file = new File(getParameters().getUnnamed().getFirst());
      var pane = new Pane();
      pane.setStyle("-fx-background-color: #b5651d");
      pane.setOnDragDetected(event -> {
        Dragboard board = pane.startDragAndDrop(TransferMode.COPY);
        var content = new ClipboardContent();
        content.putFiles(List.of(file));
        board.setContent(content);
        event.consume();
      });
      pane.setOnDragDone(
          event -> System.out.println(event.getTransferMode() == null ? "refused" : "taken"));
      stage.setTitle("Other window");
      stage.setScene(new Scene(pane, 200, 120));
      stage.setX(0);
      stage.setY(0);
      stage.show();
    }
  }
}
