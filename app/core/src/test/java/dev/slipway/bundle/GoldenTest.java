// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/// What each target makes, as files to look at. `-Dgolden=write` writes them anew.
@Isolated("changes the locale and the time zone of the process")
final class GoldenTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("slipway.root", "../.."), "app/core/src/test/golden/bundle");

  @TestFactory
  Stream<DynamicTest> everyTargetMakesTheFilesThatWereReviewed() throws Exception {
    return Stream.of(
        dynamicTest("full", () -> compare("full", texts(render(Voyager.input())))),
        dynamicTest("bare", () -> compare("bare", texts(render(Voyager.bare())))),
        dynamicTest(
            "batch",
            () ->
                compare("batch", texts(Exported.files(BatchBundle.untouched(), List.of("batch"))))),
        dynamicTest(
            "spark",
            () ->
                compare("spark", texts(Exported.files(BatchBundle.untouched(), List.of("spark"))))),
        dynamicTest("gateway", () -> compare("gateway", changed(WayIn.GATEWAY))),
        dynamicTest("ingress", () -> compare("ingress", changed(WayIn.INGRESS))));
  }

  /// The files that are not as they are without the options.
  private static SortedMap<String, String> changed(WayIn options) throws Exception {
    SortedMap<String, String> made = texts(render(options.input()));
    made.remove(BundleManifest.FILE);
    made.entrySet().removeAll(texts(render(Voyager.input())).entrySet());
    return made;
  }

  private static void compare(String name, SortedMap<String, String> made) throws IOException {
    Path folder = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("golden"))) {
      write(folder, made);
    }
    assertEquals(String.join("\n", read(folder).keySet()), String.join("\n", made.keySet()));
    read(folder).forEach((path, text) -> assertEquals(text, made.get(path), path));
  }

  @Test
  void sameInputsGiveTheSameBytesUnderAnotherLocaleAndTimeZone() throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    List<GeneratedFile> here = render(Voyager.input());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

      List<GeneratedFile> there = render(Voyager.input());

      assertEquals(here, there);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static List<GeneratedFile> render(BundleInput input) throws Exception {
    return new BundleRenderer(TargetCatalogue.builtIn()).render(input, Voyager.ALL);
  }

  /// Copied files are not looked at: they are not made here.
  private static SortedMap<String, String> texts(List<GeneratedFile> files) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (GeneratedFile file : files) {
      if (!file.template().isEmpty() || file.path().equals(BundleManifest.FILE)) {
        texts.put(file.path(), new String(file.content().bytes(), UTF_8));
      }
    }
    return texts;
  }

  private static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return texts;
  }

  private static void write(Path folder, SortedMap<String, String> texts) throws IOException {
    if (Files.exists(folder)) {
      for (String path : read(folder).keySet()) {
        Files.delete(folder.resolve(path));
      }
    }
    for (var entry : texts.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, entry.getValue());
    }
  }
}
