// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuntimeDependenciesTest {

  @Test
  void theRuntimeClassPathIsExactlyTheCheckedInList() throws Exception {
    List<String> listed = RuntimeDependencies.names();

    String classPath = Files.readString(Path.of("target/runtime-classpath.txt")).strip();
    List<String> resolved =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(classPath)
            .map(jar -> String.valueOf(Path.of(jar).getFileName()).replaceAll("-\\d.*", ""))
            .sorted()
            .toList();
    assertEquals(listed, resolved);
  }
}
