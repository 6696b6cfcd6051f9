// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who must approve a change, as Git reads the exported file.
@Tag("tools")
final class CodeOwnersTest {

  @TempDir Path temp;

  /// A pattern means what it means to Git's ignore files; the last that fits counts.
  @Test
  void ownersAreFoundThoughTheBundleLiesInAFolderOfTheRepository() throws Exception {
    Path owners = Exported.in(temp.resolve("handover"), Voyager.input(), "handover");
    List<String> patterns =
        Files.readAllLines(owners.resolve("CODEOWNERS")).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" ")[0])
            .toList();
    Path repository = Files.createDirectories(temp.resolve("repository"));
    Tool.need(repository, "git", "init", "--quiet");
    SortedMap<String, String> last = new TreeMap<>();
    for (String pattern : patterns) {
      Files.writeString(repository.resolve(".gitignore"), pattern);
      Tool.run(
              repository,
              "git",
              "check-ignore",
              "--no-index",
              "bundle/deploy/envs/production/release.yaml",
              "bundle/docker/app/model/model.onnx",
              "bundle/deploy/base/service.yaml")
          .output()
          .lines()
          .forEach(file -> last.put(file, pattern));
    }

    assertEquals(
        Map.of(
            "bundle/deploy/envs/production/release.yaml", "**/deploy/envs/production/",
            "bundle/docker/app/model/model.onnx", "**/docker/app/model/",
            "bundle/deploy/base/service.yaml", "*"),
        last);
  }
}
