// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.measure.golden.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Golden requests that a person makes of rows.
final class GoldenCommandTest {

  @TempDir Path folder;
  private Path project;
  private Slipway slipway;

  @BeforeEach
  void makeAProject() throws Exception {
    project = MadeProject.lostInEightBits(folder.resolve("made"));
    slipway = new Slipway(folder.resolve("home"));
  }

  @Test
  void theModelsOwnAnswersAreRecordedAndTheFileIsNamed() throws Exception {
    Slipway.Result first = slipway.run("golden", "add", project, "--row", "a=1,b=2,c=3,d=4");
    Slipway.Result second =
        slipway.run("golden", "add", project, "--row", "a=0,b=0,c=2,d=1", "--id", "named");
    Slipway.Result third = slipway.run("golden", "add", project, "--row", "a=1,b=1,c=1,d=1");

    assertEquals(0, first.code(), first.err());
    assertEquals(0, second.code(), second.err());
    assertTrue(third.out().contains("request-2"), third.out());
    assertTrue(third.out().contains("3 golden requests"), third.out());
    assertTrue(
        Files.readString(project.resolve("slipway.yaml")).contains("golden: golden.json"),
        Files.readString(project.resolve("slipway.yaml")));
    assertEquals(
        """
        {"cases": [
          {"id":"request-1","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1.0,2.0,3.0,4.0]}]},"response":{"model_name":"made","outputs":[{"name":"v3","datatype":"FP32","shape":[1,1],"data":[10.0]}]}},
          {"id":"named","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[0.0,0.0,2.0,1.0]}]},"response":{"model_name":"made","outputs":[{"name":"v3","datatype":"FP32","shape":[1,1],"data":[3.0]}]}},
          {"id":"request-2","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1.0,1.0,1.0,1.0]}]},"response":{"model_name":"made","outputs":[{"name":"v3","datatype":"FP32","shape":[1,1],"data":[4.0]}]}}
        ]}
        """,
        Files.readString(project.resolve("golden.json")));
    assertEquals(
        3, Golden.parse(Files.readString(project.resolve("golden.json")), "golden").cases().size());
  }

  /// The service answers such a request with 400, so the bundle would fail its own verification.
  @Test
  void aRequestWhoseAnswerIsNotFiniteIsRefused() throws Exception {
    slipway.run("golden", "add", project, "--row", "a=1,b=2,c=3,d=4");
    String before = Files.readString(project.resolve("golden.json"));

    Slipway.Result result =
        slipway.run("golden", "add", project, "--row", "a=0,b=0,c=,d=1", "--id", "gap");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("golden.answer-not-finite"), result.err());
    assertEquals(before, Files.readString(project.resolve("golden.json")));
  }

  @Test
  void aFileThatIsNotNamedIsNotWrittenOver() throws Exception {
    Files.writeString(project.resolve("golden.json"), "mine");

    Slipway.Result result = slipway.run("golden", "add", project, "--row", "a=1,b=2,c=3,d=4");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("slipway.yaml does not name"), result.err());
    assertEquals("mine", Files.readString(project.resolve("golden.json")));
  }

  @Test
  void aRequestThatTheModelRefusesChangesNothing() throws Exception {
    Path request =
        Files.writeString(
            folder.resolve("request.json"),
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}");

    Slipway.Result result = slipway.run("golden", "add", project, "--request", request);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("golden.model-failed"), result.err());
    assertTrue(Files.notExists(project.resolve("golden.json")));
  }
}
