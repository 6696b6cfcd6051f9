// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.BundlePreview;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.workbench.ExplainFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known of a file while it is read, which a test ends when it likes.
final class PreviewModelTest {

  private static final String DEPLOYMENT = "deploy/base/deployment.yaml";
  private static final String NETWORK = "deploy/base/network.yaml";
  private static final String MODEL = "docker/app/model/model.onnx";

  @TempDir private Path temp;
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  @Test
  void explainsAFileOnceThatFileIsRead() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      PreviewModel model = model(recorded, "kubernetes");
      model.pick(NETWORK);
      tellAll();
      assertEquals(Optional.of(NETWORK), pathOfRead(model));

      model.pick(DEPLOYMENT);
      model.askedProperty().set(OptionalInt.of(lineWithMemory(model)));

      assertEquals(Optional.empty(), model.readProperty().get(), "the file before does not stay");
      assertTrue(model.readingProperty().get().isPresent());
      assertEquals(List.of(), model.why());

      tellAll();

      assertEquals(Optional.of(DEPLOYMENT), pathOfRead(model));
      assertTrue(model.readingProperty().get().isEmpty());
      assertEquals(
          List.of("resources.memory-request"),
          model.why().stream().map(ExplainFile.Answer::source).toList());
    }
  }

  @Test
  void keepsNothingOfAFileThatCanNoLongerBeRead() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      PreviewModel model = model(recorded, "docker");
      BundlePreview files = model.previewProperty().get().orElseThrow();
      model.pick(MODEL);
      tellAll();
      assertEquals(Optional.of(MODEL), pathOfRead(model));

      Files.writeString(recorded.session().project().orElseThrow().model(), "another");
      model.show(files);
      tellAll();

      assertEquals(Optional.empty(), model.readProperty().get());
      assertTrue(model.readingProperty().get().isEmpty());
    }
  }

  private PreviewModel model(RecordedSession recorded, String target) {
    var export = new ExportViewModel(recorded.session(), folder -> {});
    export.selection().choose(Set.of(target));
    var model = new PreviewModel(recorded.toldBy(waiting::add), new SimpleStringProperty("bundle"));
    model.show(export.preview().previewProperty().get().orElseThrow());
    return model;
  }

  private void tellAll() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static Optional<String> pathOfRead(PreviewModel model) {
    return model.readProperty().get().map(read -> read.file().path());
  }

  private static int lineWithMemory(PreviewModel model) throws Exception {
    List<String> lines =
        FileText.of(model.file().orElseThrow()).text().orElseThrow().text().lines().toList();
    String memory = lines.stream().filter(l -> l.contains("memory:")).findFirst().orElseThrow();
    return 1 + lines.indexOf(memory);
  }
}
