// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.base.Sha256;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exported script that names the base images by digest, with Docker's client and a registry on
/// loopback that holds one image under every name.
@Tag("engine")
final class PinBaseImagesEngineTest {

  private static final byte[] MANIFEST =
      """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}\
      """
          .getBytes(UTF_8);
  private static final String DIGEST = "sha256:" + Sha256.of(MANIFEST).hex();

  @TempDir Path temp;

  private HttpServer registry;
  private Path context;

  @BeforeEach
  void start() throws Exception {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/v2/",
        exchange -> {
          boolean known = !exchange.getRequestURI().getPath().contains("/unknown/");
          exchange.getResponseHeaders().set("Docker-Content-Digest", DIGEST);
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/vnd.oci.image.index.v1+json");
          boolean head = exchange.getRequestMethod().equals("HEAD");
          if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(MANIFEST.length));
          }
          exchange.sendResponseHeaders(known ? 200 : 404, head || !known ? -1 : MANIFEST.length);
          if (!head && known) {
            exchange.getResponseBody().write(MANIFEST);
          }
          exchange.close();
        });
    registry.start();
    context = BuiltImage.export(temp);
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  private void from(String jdk, String base) throws Exception {
    Path file = context.resolve("Dockerfile");
    String text =
        Files.readString(file)
            .replace("FROM eclipse-temurin:25-jdk", "FROM " + jdk)
            .replace("FROM gcr.io/distroless/java-base-debian13:nonroot", "FROM " + base);
    Files.writeString(file, text);
  }

  private List<String> froms() throws Exception {
    return Files.readAllLines(context.resolve("Dockerfile")).stream()
        .filter(line -> line.startsWith("FROM ") || line.startsWith("# NOT PINNED"))
        .toList();
  }

  @Test
  void namesBothImagesByDigestAndSaysHowToKeepThem() throws Exception {
    String host = "127.0.0.1:" + registry.getAddress().getPort();
    from(host + "/jdk:25", host + "/base:nonroot@sha256:" + "ab".repeat(32));

    String said = Tool.need(context, "./pin-base-images");

    String jdk = host + "/jdk:25@" + DIGEST;
    String base = host + "/base:nonroot@" + DIGEST;
    assertEquals(
        List.of(
            "FROM " + jdk + " AS runtime",
            "FROM runtime AS health-check",
            "FROM " + base + " AS service",
            "FROM service AS trained",
            "FROM service"),
        froms());
    assertTrue(said.contains("      jdk-image: " + jdk + "\n      base-image: " + base), said);
  }

  @Test
  void changesNothingWhereARegistryDoesNotKnowTheImage() throws Exception {
    String host = "127.0.0.1:" + registry.getAddress().getPort();
    from(host + "/jdk:25", host + "/unknown/base:nonroot");
    List<String> before = froms();

    Tool run = Tool.run(context, "./pin-base-images");

    assertEquals(3, run.exit(), run.output());
    assertTrue(run.output().contains("the Dockerfile is left as it is"), run.output());
    assertEquals(before, froms());
  }
}
