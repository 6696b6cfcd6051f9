// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.model.PlaygroundViewModel.InputKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // opening a project takes a second
final class PlaygroundViewModelTest {

  private Path temp;
  private RecordedSession recorded;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    temp = folder;
    recorded = new RecordedSession(temp);
  }

  @AfterAll
  void close() {
    recorded.close();
  }

  @Test
  void takesWhatIsDroppedForTheKindOfQuestionThatItIs() throws Exception {
    var model = new PlaygroundViewModel(recorded.session());
    Path table = Files.writeString(temp.resolve("rows.csv"), "a\n1\n");
    Path request = Files.writeString(temp.resolve("ask.json"), "{\"inputs\": []}");

    assertTrue(model.drop(table));
    assertEquals(InputKind.FILE, model.inputKindProperty().get());
    assertTrue(model.fileProperty().get().endsWith("rows.csv"));
    assertTrue(model.drop(request));
    assertEquals(InputKind.REQUEST, model.inputKindProperty().get());
    assertEquals("{\"inputs\": []}", model.requestProperty().get());
    assertFalse(model.drop(temp.resolve("cat.png")), "this model takes no pictures");
    assertFalse(model.drop(temp.resolve("model.onnx")), "that is for the window to open");
  }

  /// A field of text with megabytes would hold the window.
  @Test
  void aRequestThatIsTooLongToBeWrittenIsSentToTheTerminal() throws Exception {
    var model = new PlaygroundViewModel(recorded.session());
    String before = model.requestProperty().get();
    Path request = Files.writeString(temp.resolve("long.json"), "1,".repeat(250_001));

    assertTrue(model.drop(request));

    assertEquals(before, model.requestProperty().get());
    assertEquals(
        Optional.of("long.json is too long to be written here"),
        recorded.problem().map(Problem::what));
    assertTrue(before.contains("measurements"), before);
  }

  @Test
  void aPickedRowFillsTheFormAndIsForgottenWhenAValueIsTyped() throws Exception {
    var model = new PlaygroundViewModel(recorded.session());
    HoldoutPicker picker = model.picker();
    picker.read();

    picker.pick(picker.rowsProperty().get().get(1));

    assertEquals(
        List.of("39.3", "20.6", "190", "3650"),
        model.fieldsProperty().get().stream().map(field -> field.value().get()).toList());
    assertEquals(Optional.of("Adelie"), picker.pickedProperty().get().map(row -> row.truth()));

    model.fieldsProperty().get().getFirst().value().set("40");
    assertEquals(Optional.empty(), picker.pickedProperty().get());
  }

  @Test
  void anAnswerIsStaleAsSoonAsTheQuestionIsAnother() throws Exception {
    var model = new PlaygroundViewModel(recorded.session());
    assertFalse(model.staleProperty().get());
    model.ask();
    assertFalse(model.staleProperty().get());
    assertTrue(model.why().questionProperty().get().isPresent());

    model.fieldsProperty().get().getFirst().value().set("40");
    assertTrue(model.staleProperty().get());
    model.ask();
    assertFalse(model.staleProperty().get());
  }

  @Test
  void namesTheFieldThatIsNoNumberAndDoesNotAskUntilItIsOne() throws Exception {
    var model = new PlaygroundViewModel(recorded.session());
    RowForm.Field field = model.fieldsProperty().get().getFirst();

    field.value().set("3o");

    assertFalse(model.ready());
    assertTrue(field.wrong().orElseThrow().startsWith("bill_length_mm takes a number"));
    field.value().set("");
    assertTrue(model.ready(), "a value may be missing");
  }

  @Test
  void makesTheRequestThatAClientWouldSend() throws Exception {
    var model = new PlaygroundViewModel(recorded.session());
    var made = new AtomicReference<>("");
    model.fieldsProperty().get().forEach(field -> field.value().set("7"));

    model.makeRequest(made::set);

    assertTrue(made.get().contains("\"name\" : \"measurements\""), made.get());
    assertTrue(made.get().contains("7"), made.get());
  }
}
