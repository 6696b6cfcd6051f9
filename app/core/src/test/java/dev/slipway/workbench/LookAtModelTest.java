// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.workbench.project.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LookAtModelTest {

  @TempDir private Path temp;
  private Path folder;
  private LookAtModel looking;

  @BeforeEach
  void makeAProject() throws Exception {
    looking = new LookAtModel(new Home(temp.resolve("home")), "1");
    folder = Files.createDirectory(temp.resolve("churn"));
    Files.writeString(folder.resolve("model.onnx"), "of the project");
    Files.writeString(folder.resolve("other.onnx"), "of nobody");
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: churn\nmodel: {file: model.onnx}\n");
  }

  @Test
  void aProjectIsMeantByItsFolderItsFileAndItsModelAndNoOther() {
    assertEquals(Optional.of(folder), looking.project(folder));
    assertEquals(Optional.of(folder), looking.project(folder.resolve("slipway.yaml")));
    assertEquals(Optional.of(folder), looking.project(folder.resolve("model.onnx")));
    assertEquals(Optional.empty(), looking.project(folder.resolve("other.onnx")));
    assertEquals(Optional.empty(), looking.project(temp));
  }

  @Test
  void aModelBesideABrokenProjectFileCanBeLookedAt() throws Exception {
    Files.writeString(folder.resolve("slipway.yaml"), "name: [");

    assertEquals(Optional.empty(), looking.project(folder.resolve("model.onnx")));
  }

  @Test
  void aFolderWithoutAModelSaysWhatCouldBeGiven() throws Exception {
    Path empty = Files.createDirectory(temp.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "nothing to see");

    Problem problem = refused(empty);

    assertEquals(empty + " holds no project and no model", problem.what());
    assertTrue(problem.remedy().startsWith("Give the file that the training wrote: ONNX"));
  }

  @Test
  void aFolderWithSeveralModelsNamesThem() throws Exception {
    Files.delete(folder.resolve("slipway.yaml"));

    assertEquals("model.onnx\nother.onnx", refused(folder).why());
  }

  @Test
  void aTableIsToldToBeOne() throws Exception {
    Path table = Files.writeString(temp.resolve("rows.csv"), "age,income\n1,2\n");

    assertEquals("It holds a table, such as CSV: \"age,income\".", refused(table).why());
  }

  private Problem refused(Path given) {
    return assertThrows(ProblemException.class, () -> looking.look(given, Progress.NONE)).problem();
  }
}
