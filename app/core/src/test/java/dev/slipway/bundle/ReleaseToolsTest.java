// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return make(release());
  }

  private Ran make(Path to) throws Exception {
    return run(
        ROOT.resolve("packaging/dev/release").toString(),
        VERSION,
        "--key",
        keys.secret().toString(),
        "--packed",
        packed().toString(),
        "--to",
        to.toString(),
        "--draft");
  }

  /// Takes the draft that is made here.
  private Ran check(Path key) throws Exception {
    return run(
        ROOT.resolve("packaging/dev/verify-release").toString(),
        release().toString(),
        "--key",
        key.toString(),
        "--draft");
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
    assertTrue(checked.said().contains("version 0.1.0, a draft\n"), checked.said());
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
    signAnew();

    refused("verify-release: wrong: " + NAME + ".cdx.json is not what is packed");
  }

  /// Lists what lies there, and signs the list.
  private void signAnew() throws Exception {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> all = Files.list(release())) {
      for (Path file : all.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".sha256") && !name.endsWith(".sig")) {
          sums.append(Sha256.of(file).hex()).append("  ").append(name).append('\n');
        }
      }
    }
    Files.writeString(file(".sha256"), sums);
    Files.writeString(
        file(".sha256.sig"),
        SigningKey.read(keys.secret()).sign(Files.readAllBytes(file(".sha256"))));
  }

  @Test
  void aReleaseWithoutItsArchiveIsRefused() throws Exception {
    Ran made = make();
    assertEquals(0, made.code(), made.said());
    Files.delete(file(".tar.gz"));
    signAnew();

    refused("verify-release: wrong: " + NAME + ".sha256 lists no " + NAME + ".tar.gz");
  }

  @Test
  void aDraftIsNoRelease() throws Exception {
    Ran made = make();
    assertEquals(0, made.code(), made.said());

    Ran checked =
        run(
            ROOT.resolve("packaging/dev/verify-release").toString(),
            release().toString(),
            "--key",
            keys.open().toString());

    assertEquals(1, checked.code(), checked.said());
    assertEquals(
        "verify-release: wrong: this is a draft of version 0.1.0 and no release: --draft takes it",
        checked.said().lines().toList().getLast());
  }

  /// As if two downloads had been mixed: the files of another kind of machine are of another
  /// version, signed by the same key.
  @Test
  void filesOfSeveralVersionsAreRefused() throws Exception {
    Ran made = make();
    assertEquals(0, made.code(), made.said());
    String other = "slipway-0.0.9-linux-arm64";
    StringBuilder sums = new StringBuilder();
    for (String end :
        List.of(".cdx.json", ".notices.txt", ".changes.md", ".tar.gz", ".intoto.json")) {
      Path copy = release().resolve(other + end);
      if (end.equals(".intoto.json")) {
        Files.writeString(copy, statementOf(other, sums.toString()));
      } else {
        Files.copy(file(end), copy);
      }
      sums.append(Sha256.of(copy).hex()).append("  ").append(other).append(end).append('\n');
    }
    Path list = release().resolve(other + ".sha256");
    Files.writeString(list, sums);
    Files.writeString(
        release().resolve(other + ".sha256.sig"),
        SigningKey.read(keys.secret()).sign(Files.readAllBytes(list)));

    refused("verify-release: wrong: several versions lie here: 0.0.9 and 0.1.0");
  }

  private String statementOf(String name, String sums) throws Exception {
    Path lines = Files.writeString(temp.resolve("lines"), sums);
    Ran made =
        run(
            "bash",
            "-c",
            """
            jq -R -s --arg version 0.0.9 --arg name %s --arg commit c --arg builder b \\
              --arg draft yes --arg started s --arg finished f --arg java 25 -f '%s' '%s'
            """
                .formatted(name, ROOT.resolve("packaging/release/provenance.jq"), lines));
    assertEquals(0, made.code(), made.said());
    return made.said();
  }

  @Test
  void aFolderWithAnythingElseInItIsLeftAlone() throws Exception {
    Path own = Files.createDirectories(release()).resolve("slipway-notes.txt");
    Files.writeString(own, "mine");
    Files.writeString(file(".sha256"), "of before");

    Ran made = make();

    assertEquals(2, made.code(), made.said());
    assertTrue(
        made.said().contains("holds something else than version 0.1.0: name an empty folder"),
        made.said());
    assertEquals("mine", Files.readString(own));

    Files.delete(own);
    Ran again = make();
    assertEquals(0, again.code(), again.said());
  }

  @Test
  void thePackagesAreNotMadeARelease() throws Exception {
    Ran made = make(packed());

    assertEquals(2, made.code(), made.said());
    assertTrue(Files.exists(packed().resolve(NAME + ".tar.gz")), made.said());
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
