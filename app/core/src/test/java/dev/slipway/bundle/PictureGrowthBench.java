// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an image and its start grew by since its runtime takes pictures: beside the same images
/// with the runtime of a commit before, `-Dslipway.bench.before=FILE`. For a quiet machine with an
/// engine.
@Tag("bench")
final class PictureGrowthBench {

  private static final int STARTS = 11;
  private static final double MOST = 1.1;

  private static final Map<String, String> STATED =
      Map.of("layout", "NCHW", "mean", "0", "std", "1");

  @TempDir Path temp;

  @Test
  void imageAndStartGrowByNoMoreThanATenth() throws Exception {
    List<String> beyond = new ArrayList<>();
    compare("a table's", BuiltImage.export(Files.createDirectories(temp.resolve("t"))), beyond);
    compare("a picture model's", pictures(), beyond);
    assertEquals(List.of(), beyond);
  }

  private Path pictures() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("p"));
    return Exported.in(folder, PictureBundle.input(folder, STATED, Map.of()), "docker")
        .resolve("docker");
  }

  /// In turns, so that what else goes on meets both.
  private void compare(String whose, Path context, List<String> beyond) throws Exception {
    String name = "slipway-growth-" + ProcessHandle.current().pid();
    try (BuiltImage now = new BuiltImage(name + ":now", context);
        BuiltImage before = new BuiltImage(name + ":before", context)) {
      now.build();
      takePicturesOut(context);
      before.build();
      List<Duration> after = new ArrayList<>();
      List<Duration> until = new ArrayList<>();
      start(now);
      start(before);
      for (int i = 0; i < STARTS; i++) {
        after.add(start(now));
        until.add(start(before));
      }
      say(whose + " image, kB", now.unpackedBytes() / 1000, before.unpackedBytes() / 1000, beyond);
      say(whose + " start, ms", median(after), median(until), beyond);
    }
  }

  private static void takePicturesOut(Path context) throws Exception {
    Path before = Path.of(System.getProperty("slipway.bench.before", "slipway-serving.jar"));
    assertTrue(Files.isRegularFile(before), "slipway.bench.before names no file: " + before);
    Files.copy(
        before,
        context.resolve("app/lib/slipway-serving.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    Path settings = context.resolve("app/conf/serving.properties");
    Files.write(
        settings,
        Files.readAllLines(settings).stream()
            .filter(line -> !line.matches("(rows.preparation|images.max-pixels)=.*"))
            .toList());
  }

  private static void say(String what, long now, long before, List<String> beyond) {
    double growth = (double) now / before;
    String line =
        "%s: %d, before pictures %d, %+.1f %% (bar +10 %%)"
            .formatted(what, now, before, (growth - 1) * 100);
    System.out.println(line);
    if (growth > MOST) {
      beyond.add(line);
    }
  }

  private static long median(List<Duration> times) {
    return times.stream().sorted().toList().get(times.size() / 2).toMillis();
  }

  private static Duration start(BuiltImage image) throws Exception {
    try (SmallContainer container = SmallContainer.start(image.name())) {
      return container.untilReady();
    }
  }
}
