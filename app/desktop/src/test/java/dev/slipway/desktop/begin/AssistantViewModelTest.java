// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.begin.AssistantViewModel.Page;
import dev.slipway.desktop.begin.AssistantViewModel.Preview;
import dev.slipway.workbench.LookedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One look at a model serves all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AssistantViewModelTest {

  private final Path temp;
  private final RecordedSession recorded;
  private final Path folder;
  private final LookedModel looked;
  private AssistantViewModel assistant;

  AssistantViewModelTest(@TempDir Path temp) throws Exception {
    this.temp = temp;
    recorded = new RecordedSession(temp);
    folder = Files.createDirectories(temp.resolve("birds"));
    Files.copy(temp.resolve("penguin-species/model.onnx"), folder.resolve("model.onnx"));
    recorded.session().open(folder.resolve("model.onnx"));
    looked = recorded.session().opening().bareModelProperty().get().orElseThrow();
    assistant = new AssistantViewModel(recorded.session(), looked);
  }

  @BeforeEach
  void beginAnew() {
    assistant = new AssistantViewModel(recorded.session(), looked);
  }

  @AfterAll
  void close() {
    recorded.close();
  }

  @Test
  void tellsTheCommandThatDoesTheSameAndWhatItWillWrite() throws Exception {
    assistant.decisionProperty().set("Who is called this week");
    assistant.holdoutProperty().set(temp.resolve("penguin-species/data/holdout.csv").toString());
    assistant.take(AssistantViewModel.EXAMPLES.getFirst());
    assistant.latencyProperty().set("20 ms");
    assistant.cloudProperty().set("aws");
    assistant.regionProperty().set("eu-central-1");
    toTheLastPage();

    assertEquals(
        "species", assistant.labelProperty().get(), "the one column that it does not take");
    assertEquals(
        "slipway init "
            + folder
            + " --model model.onnx --decision \"Who is called this week\""
            + " --holdout ../penguin-species/data/holdout.csv --label species --average 2/s"
            + " --peak 10/s --latency \"20 ms\" --cloud aws --region eu-central-1",
        assistant.commandProperty().get());
    Preview shown = assistant.previewProperty().get().orElseThrow();
    assertTrue(shown.text().contains("  decision: Who is called this week\n"), shown.text());
    assertTrue(
        shown.text().contains("  where: {cloud: aws, regions: [eu-central-1]}"), shown.text());
    assertFalse(Files.exists(folder.resolve("slipway.yaml")));
    assistant.next();
    assertEquals(shown.text(), Files.readString(folder.resolve("slipway.yaml")));
    assertEquals(folder, recorded.session().project().orElseThrow().folder());
    assertFalse(assistant.isUnwritten());
  }

  @Test
  void saysAtOnceWhatIsWrongWithAFileOrAColumn() {
    assistant.pageProperty().set(assistant.pages().indexOf(Page.DATA));
    assistant.holdoutProperty().set(temp.resolve("none.csv").toString());
    assertEquals(
        "There is no file " + temp.resolve("none.csv") + ". Correct the name, or choose the file.",
        assistant.complaintProperty().get());
    assistant.next();
    assertEquals(Page.DATA, assistant.page(), "nobody goes on with a file that is not there");

    assistant.holdoutProperty().set(temp.resolve("penguin-species/data/holdout.csv").toString());
    assertEquals("", assistant.complaintProperty().get());
    assistant.labelProperty().set("colour");
    assertEquals(
        "The file has no column colour. Choose one of its columns.",
        assistant.complaintProperty().get());
  }

  @Test
  void asksForNoSizesThatTheModelFixes() {
    assertEquals(
        List.of(Page.GOAL, Page.DATA, Page.TRAFFIC, Page.RUNNING, Page.REVIEW), assistant.pages());
  }

  @Test
  void replacesNoProjectAndOpensItInstead() throws Exception {
    Path taken = temp.resolve("penguin-species");
    String before = Files.readString(taken.resolve("slipway.yaml"));
    assistant.folderProperty().set(taken.toString());
    toTheLastPage();

    assertFalse(assistant.isWritable());
    assertEquals(
        Optional.of("There is a project in " + taken + " already"),
        assistant.previewProperty().get().flatMap(Preview::problem).map(Problem::what));
    assistant.next();
    assistant.openExisting();
    assertEquals(before, Files.readString(taken.resolve("slipway.yaml")));
    assertEquals(taken, recorded.session().project().orElseThrow().folder());
    assertTrue(recorded.session().opening().bareModelProperty().get().isEmpty());
  }

  @Test
  void namesAFolderThatCanTakeNothing() {
    assistant.folderProperty().set(folder.resolve("model.onnx/project").toString());
    toTheLastPage();

    assertEquals(
        Optional.of(folder.resolve("model.onnx") + " is no folder."),
        assistant.previewProperty().get().flatMap(Preview::problem).map(Problem::why));
  }

  @Test
  void judgesRatesAndLimitsAsTheyAreTyped() {
    assistant.pageProperty().set(assistant.pages().indexOf(Page.RUNNING));
    assistant.latencyProperty().set("ten");
    assertTrue(
        assistant.complaintProperty().get().startsWith("'ten' is not a duration"),
        assistant.complaintProperty().get());
    assistant.latencyProperty().set("");
    assistant.regionProperty().set("eu-central-1");
    assertEquals("Choose the cloud that the region is in.", assistant.complaintProperty().get());
  }

  private void toTheLastPage() {
    assistant.pageProperty().set(assistant.pages().size() - 1);
  }
}
