// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.model.bridge.Framework;
import dev.slipway.model.bridge.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script as its reader has it: short, one framework, valid Python, whatever the model is
/// called.
final class BridgeScriptTest {

  private static final Path HOSTILE =
      Path.of("/tmp/\"\"\"; import os; os.abort() #\\", "a\nb\u009b\u2028\u202e@code@ü.pt");

  @TempDir Path folder;

  @Test
  void everyScriptIsPythonThatHoldsTheNamesAsTheyAre() throws Exception {
    for (Framework framework : Framework.values()) {
      Files.writeString(folder.resolve(framework + ".py"), script(framework).text());
    }
    Files.writeString(folder.resolve("expected"), HOSTILE + "\0module:make\0x");
    Files.writeString(
        folder.resolve("check.py"),
        """
        import ast, pathlib, sys
        expected = pathlib.Path("expected").read_text(encoding="utf-8").split("\\0")
        for file in pathlib.Path(".").glob("[A-Z]*.py"):
            said = {}
            for part in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(part, ast.Assign) and part.targets[0].id in ("MODEL", "MAKE", "INPUTS"):
                    value = part.value.args[0] if isinstance(part.value, ast.Call) else part.value
                    said[part.targets[0].id] = ast.literal_eval(value)
            assert said == {"MODEL": expected[0], "MAKE": expected[1], "INPUTS": [expected[2]]}, said
            print(file.name)
        """);

    Process check =
        new ProcessBuilder(StubPython.real().toString(), "-I", "check.py")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(check.waitFor(30, TimeUnit.SECONDS));
    assertEquals(
        List.of("KERAS.py", "SKLEARN.py", "STATSMODELS.py", "TORCH.py"),
        said.lines().sorted().toList());
  }

  /// skl2onnx calls the input X, whatever the rows call it.
  @Test
  void anExportedMatrixHasTheNameOfTheRowsInEachPartOfTheGraph() throws Exception {
    Files.writeString(folder.resolve("script.py"), script(Framework.SKLEARN).text());
    Files.writeString(
        folder.resolve("check.py"),
        """
        import script
        from types import SimpleNamespace as Of
        inner = Of(input=[Of(name="i")], node=[Of(input=["X", "i"], attribute=[])])
        none = Of(input=[], node=[])
        outer = Of(input=[Of(name="X"), Of(name="Y")], node=[
            Of(input=["X", "Y"], attribute=[Of(g=none), Of(g=inner)])])
        script.rename(outer, "X", "features")
        print([value.name for value in outer.input], outer.node[0].input, inner.node[0].input)
        """);

    Process check =
        new ProcessBuilder(StubPython.real().toString(), "check.py")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(check.waitFor(30, TimeUnit.SECONDS));
    assertEquals("['features', 'Y'] ['features', 'Y'] ['features', 'i']", said.strip());
  }

  @Test
  void oneSittingReadsIt() {
    for (Framework framework : Framework.values()) {
      String text = script(framework).text();
      assertTrue(text.lines().count() < 280, framework + ": " + text.lines().count() + " lines");
      assertTrue(text.lines().noneMatch(line -> line.length() > 200), framework.toString());
    }
  }

  private static Script script(Framework framework) {
    return Script.of(
        framework,
        new Script.Terms(
            HOSTILE,
            List.of(),
            Optional.of("module:make"),
            List.of("x"),
            Bytes.mebibytes(100),
            "0.1.0"));
  }
}
