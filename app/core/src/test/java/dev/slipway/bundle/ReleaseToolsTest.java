// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A release of small stand-ins, made and checked by the scripts that make and check the real one.
@Tag("tools")
final class ReleaseToolsTest {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));
  private static final String VERSION = "0.1.0";
  private static final String NAME = "slipway-" + VERSION + "-linux-x64";

  /// What a script printed, and how it ended.
  private record Ran(int code, String said) {}

  @TempDir Path temp;
  private Keys keys = new Keys(Path.of(""), Path.of(""));

  private Path packed() {
    return temp.resolve("packed");
  }

  private Path release() {
    return temp.resolve("release");
  }

  @BeforeEach
  void pack() throws Exception {
    keys = Keys.in(temp.resolve("keys"), "secp256r1");
    Path image = temp.resolve("slipway-" + VERSION);
    Files.createDirectories(image.resolve("lib/app"));
    Files.createDirectories(image.resolve("lib/runtime"));
    Files.writeString(
        image.resolve("lib/runtime/release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"25.0.1+8\"\nJAVA_VERSION=\"25.0.1\"\n");
    jar(image.resolve("lib/app/slipway-cli-0.1.0.jar"), Map.of("a.class", "?"));
    jar(
        image.resolve("lib/app/thing-2.0-linux.jar"),
        Map.of("META-INF/LICENSE.txt", "Do as you like.\n"));
    Files.createDirectories(packed());
    Files.writeString(packed().resolve("bom.json"), bom("\"id\": \"MIT\""));
    Path archive = packed().resolve(NAME + ".tar.gz");
    assertEquals(
        new Ran(0, ""),
        run("tar", "-C", temp.toString(), "-czf", archive.toString(), "slipway-" + VERSION));
    Files.writeString(packed().resolve("slipway_0.1.0-1_amd64.deb"), "a package");
  }

  private static void jar(Path file, Map<String, String> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String bom(String licence) {
    return """
    {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {},
     "components": [
       {"type": "library", "bom-ref": "a", "group": "dev.slipway", "name": "slipway-cli", "version": "0.1.0",
        "purl": "pkg:maven/dev.slipway/slipway-cli@0.1.0?type=jar", "licenses": [{"license": {"id": "Apache-2.0"}}]},
       {"type": "library", "bom-ref": "b", "group": "org.thing", "name": "thing", "version": "2.0",
        "purl": "pkg:maven/org.thing/thing@2.0?classifier=linux&type=jar", "licenses": [{"license": {%s}}]}]}
    """
        .formatted(licence);
  }

  private Ran make() throws Exception {
    return run(
        ROOT.resolve("packaging/dev/release").toString(),
        VERSION,
        "--key",
        keys.secret().toString(),
        "--packed",
        packed().toString(),
        "--to",
        release().toString(),
        "--draft");
  }

  private Ran check(Path key) throws Exception {
    return run(
        ROOT.resolve("packaging/dev/verify-release").toString(),
        release().toString(),
        "--key",
        key.toString());
  }

  private Ran run(String... command) throws Exception {
    Path said = Files.createTempFile(temp, "said", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    return new Ran(process.waitFor(), Files.readString(said));
  }

  private void refused(String why) throws Exception {
    Ran ran = check(keys.open());
    assertEquals(new Ran(1, why), new Ran(ran.code(), ran.said().lines().toList().getLast()));
  }

  private Path file(String end) {
    return release().resolve(NAME + end);
  }

  @Test
  void aReleaseIsMadeAndIsRight() throws Exception {
    Ran made = make();
    assertEquals(0, made.code(), made.said());

    Ran checked = check(keys.open());
    assertEquals(0, checked.code(), checked.said());
    assertTrue(checked.said().contains("counted twice: 2 jars in " + NAME), checked.said());
    assertTrue(checked.said().contains("licences: 3 parts, each with one"), checked.said());
    assertTrue(
        VerifyingKey.read(keys.open())
            .accepts(Files.readAllBytes(file(".sha256")), Files.readAllBytes(file(".sha256.sig"))));
    Ran cosign =
        run(
            "cosign",
            "verify-blob",
            "--key",
            keys.open().toString(),
            "--signature",
            file(".sha256.sig").toString(),
            "--insecure-ignore-tlog",
            file(".sha256").toString());
    assertEquals(0, cosign.code(), cosign.said());
    assertEquals(
        List.of(),
        new JsonParser().validate(Files.readAllBytes(file(".cdx.json")), Version.VERSION_16));
    String notices = Files.readString(file(".notices.txt"));
    assertTrue(notices.contains("org.thing thing 2.0: MIT"), notices);
    assertTrue(notices.contains("Do as you like."), notices);
    assertTrue(Files.readString(file(".changes.md")).startsWith("## 0.1.0"));
  }

  @Test
  void whatIsNotAsItWasSignedIsRefused() throws Exception {
    Ran made = make();
    assertEquals(0, made.code(), made.said());
    Path deb = release().resolve("slipway_0.1.0-1_amd64.deb");

    Files.writeString(deb, "another package");
    refused("verify-release: wrong: slipway_0.1.0-1_amd64.deb was changed");
    Files.delete(deb);
    refused("verify-release: wrong: slipway_0.1.0-1_amd64.deb is missing");
    Files.createSymbolicLink(deb, packed().resolve("slipway_0.1.0-1_amd64.deb"));
    refused("verify-release: wrong: slipway_0.1.0-1_amd64.deb is missing");
    Files.delete(deb);
    Files.writeString(deb, "a package");

    Files.writeString(release().resolve("more.txt"), "");
    refused("verify-release: wrong: more.txt lies there, and is not listed");
    Files.delete(release().resolve("more.txt"));

    Ran other = check(Keys.in(temp.resolve("other"), "secp256r1").open());
    assertEquals(1, other.code());
    assertTrue(other.said().contains(NAME + ".sha256 was not signed by the key"), other.said());

    Path signature = file(".sha256.sig");
    Path aside = temp.resolve("aside");
    Files.move(signature, aside);
    refused("verify-release: wrong: " + NAME + ".sha256 has no signature");
    Files.move(aside, signature);

    Files.writeString(file(".sha256"), Files.readString(file(".sha256")).replaceFirst("^.", "x"));
    assertEquals(1, check(keys.open()).code());
  }

  /// Signed again by the right key, so that only the second count tells.
  @Test
  void aBillThatIsNotWhatIsPackedIsRefused() throws Exception {
    Ran made = make();
    assertEquals(0, made.code(), made.said());
    Path archive = file(".tar.gz");
    String before = Sha256.of(archive).hex();
    jar(temp.resolve("slipway-" + VERSION + "/lib/app/more-1.jar"), Map.of("a", "b"));
    run("tar", "-C", temp.toString(), "-czf", archive.toString(), "slipway-" + VERSION);
    Path statement = file(".intoto.json");
    Files.writeString(
        statement, Files.readString(statement).replace(before, Sha256.of(archive).hex()));
    Ran hashes =
        run(
            "bash",
            "-c",
            "cd '%s' && sha256sum $(cut -c67- %s.sha256) >'%s'"
                .formatted(release(), NAME, temp.resolve("sums")));
    assertEquals(0, hashes.code(), hashes.said());
    Files.move(temp.resolve("sums"), file(".sha256"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        file(".sha256.sig"),
        SigningKey.read(keys.secret()).sign(Files.readAllBytes(file(".sha256"))));

    refused("verify-release: wrong: " + NAME + ".cdx.json is not what is packed");
  }

  @Test
  void aLicenceThatNobodyKnowsMakesNoRelease() throws Exception {
    Files.writeString(packed().resolve("bom.json"), bom("\"name\": \"Ask me\""));

    Ran made = make();

    assertEquals(1, made.code());
    assertTrue(
        made.said().contains("of unknown licence: org.thing:thing (its pom says Ask me)"),
        made.said());
    assertEquals(List.of(), files());
  }

  @Test
  void aJarThatTheBillDoesNotNameMakesNoRelease() throws Exception {
    Path bom = packed().resolve("bom.json");
    Files.writeString(
        bom, Files.readString(bom).replace("thing@2.0?classifier=linux&", "thing@2.0?"));

    Ran made = make();

    assertEquals(1, made.code());
    assertTrue(
        made.said().contains("packed, and Maven does not name it: thing-2.0-linux.jar"),
        made.said());
    assertTrue(made.said().contains("not packed, and Maven names it: thing-2.0.jar"), made.said());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(release())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".sig"))
          .toList();
    }
  }
}
