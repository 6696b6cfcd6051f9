// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundle of a model that takes pictures brings along how; callers are told.
final class ImagesPreparationTest {

  private static final Map<String, String> STATED =
      Map.of("layout", "NCHW", "mean", "0.5,0,0.2", "std", "0.5,1,0.1", "fit", "CROP");

  @TempDir Path folder;

  @Test
  void theServiceGetsTheSettingsAndCallersTheWay() throws Exception {
    Map<String, String> files = texts(STATED);

    Preparation read =
        PreparationReader.read(
            Files.writeString(
                folder.resolve("p.json"),
                files.getOrDefault("docker/app/model/preparation.json", "")));
    String settings = files.getOrDefault("docker/app/conf/serving.properties", "");
    assertTrue(settings.endsWith("\nimages.max-pixels=13421568\n"), settings);
    assertEquals(
        new Preparation(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(new ImageSettings(new TreeMap<>(STATED)))),
        read);
    assertTrue(
        files
            .getOrDefault("docker/app/conf/serving.properties", "")
            .contains("\nrows.preparation=/app/model/preparation.json\n"));
    String guide = files.getOrDefault("docs/consumer-guide.md", "");
    assertTrue(guide.contains("--data-binary @picture.jpg"), guide);
    assertTrue(
        guide.contains(
                "A picture may take 1024 KiB and have 13421568 pixels; a progressive JPEG 4473856,")
            && guide.contains("JSON may take 1024 KiB and hold 16 pictures."),
        guide);
    var openapi = Yaml.documents(files.getOrDefault("docs/openapi.yaml", "")).getFirst();
    assertTrue(openapi.path("paths").has("/v1/images"), openapi.toString());
    assertFalse(openapi.path("paths").has("/v1/rows"), openapi.toString());
    assertEquals(
        16,
        openapi.at("/components/schemas/Images/properties/images/maxItems").intValue(),
        openapi.toString());
    assertEquals(
        Set.of("image/jpeg", "image/png", "application/octet-stream", "application/json"),
        openapi
            .at("/paths/~1v1~1images/post/requestBody/content")
            .propertyStream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }

  @Test
  void nothingIsSaidOfPicturesWhereItIsNotStatedHow() throws Exception {
    Map<String, String> files = texts(Map.of("layout", "NCHW"));

    assertFalse(files.containsKey("docker/app/model/preparation.json"));
    assertFalse(files.getOrDefault("docs/openapi.yaml", "").contains("/v1/images"));
    assertFalse(files.getOrDefault("docs/consumer-guide.md", "").contains("picture.jpg"));
  }

  private SortedMap<String, String> texts(Map<String, String> stated) throws Exception {
    SortedMap<String, String> texts = new TreeMap<>();
    BundleInput input = PictureBundle.input(folder, stated, Map.of());
    for (GeneratedFile file : Exported.files(input, List.of("docker", "openapi", "handover"))) {
      texts.put(file.path(), new String(file.content().bytes(), UTF_8));
    }
    return texts;
  }
}
