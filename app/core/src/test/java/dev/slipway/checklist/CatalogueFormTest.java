// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The catalogue is written as YAML, and read as JSON, which is made of it.
final class CatalogueFormTest {

  private static final Path RESOURCES = Path.of("src/main/resources");

  @Test
  void theJsonThatIsReadSaysWhatTheYamlSays() throws Exception {
    String yaml = Files.readString(file(Catalogue.SHIPPED));
    String made =
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new Load(LoadSettings.builder().build()).loadFromString(yaml))
                .replace("\r\n", "\n")
            + "\n";
    if ("write".equals(System.getProperty("checklist"))) {
      Files.writeString(file(Catalogue.SHIPPED_JSON), made);
    }
    String json = Files.readString(file(Catalogue.SHIPPED_JSON));

    assertEquals(
        made, json, "mvn test -pl app/core -am -Dtest=CatalogueFormTest -Dchecklist=write");
    assertEquals(Catalogue.parse(yaml), Catalogue.parseJson(json));
  }

  private static Path file(String resource) {
    return Path.of(RESOURCES + resource);
  }
}
