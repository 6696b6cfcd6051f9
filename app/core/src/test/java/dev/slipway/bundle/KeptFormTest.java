// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Documents are written as an API server keeps them, so that `kubectl diff` is empty after an
/// apply: it drops lists without an entry and values that are null.
final class KeptFormTest {

  private static final List<String> CLUSTER =
      List.of("kubernetes", "retraining", "profile", "kserve", "argo", "prometheus");

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void nothingIsWrittenThatTheServerDrops(WayIn options) throws Exception {
    List<String> dropped = new ArrayList<>();
    int documents = 0;
    for (GeneratedFile file : Exported.files(options.input(), CLUSTER)) {
      if (file.path().endsWith(".yaml")) {
        String text = new String(file.content().bytes(), UTF_8);
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
          if (document instanceof Map<?, ?> map && map.containsKey("apiVersion")) {
            documents++;
            look(file.path(), map, dropped);
          }
        }
      }
    }

    assertEquals(List.of(), dropped);
    assertTrue(documents > 15, "documents were looked at: " + documents);
  }

  @Test
  void anEmptyListIsSeen() {
    List<String> dropped = new ArrayList<>();
    look("policy", Map.of("spec", Map.of("egress", List.of(), "podSelector", Map.of())), dropped);
    assertEquals(List.of("policy.spec.egress"), dropped);
  }

  private static void look(String path, Object value, List<String> dropped) {
    switch (value) {
      case null -> dropped.add(path);
      case Map<?, ?> map -> map.forEach((key, each) -> look(path + "." + key, each, dropped));
      case List<?> list when list.isEmpty() -> dropped.add(path);
      case List<?> list -> list.forEach(each -> look(path + "[]", each, dropped));
      default -> {}
    }
  }
}
