// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The release note for operations, from the bundles alone.
final class DiffCommandTest {

  @TempDir static Path folder;
  private static Slipway slipway;
  private static Sample sample;
  private static Path before;
  private static Path after;
  private static Path zip;

  /// Two bundles of one project, the second for another registry and with less memory.
  @BeforeAll
  static void export() throws Exception {
    slipway = new Slipway(folder.resolve("home"));
    sample = Sample.copyInto(folder);
    before = folder.resolve("before");
    after = folder.resolve("after");
    RecordedProfile.into(slipway);
    export(sample, before);
    zip = folder.resolve("before.zip");
    Slipway.Result zipped =
        slipway.run("export", sample.folder(), "--target", "docker,kubernetes", "--zip", zip);
    assertEquals(0, zipped.code(), zipped.err());
    assertTrue(zipped.out().contains("slipway verify " + zip), zipped.out());
    assertFalse(Files.exists(sample.file("bundle")));
    sample.edit("field-station\n  targets", "boats\n  targets");
    export(sample, after);
    // As if the plan had come out smaller: what bundle.json says is what is compared.
    replace(
        after.resolve("bundle.json"),
        "(?s)(\"resources.memory-limit\" : \\{\\s*\"value\" : \")[0-9]+",
        "$164");
  }

  private static void export(Sample sample, Path out) {
    Slipway.Result result =
        slipway.run("export", sample.folder(), "--target", "docker,kubernetes", "--out", out);
    assertEquals(0, result.code(), result.err());
  }

  private static void replace(Path file, String pattern, String by) throws IOException {
    String text = Files.readString(file);
    String other = text.replaceFirst(pattern, by);
    assertFalse(other.equals(text), pattern);
    Files.writeString(file, other);
  }

  @Test
  void saysFirstWhatIsWeaker() {
    Slipway.Result result = slipway.run("diff", before, after, "--files");

    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("penguin-species 1.0.0 → penguin-species 1.0.0"));
    int weaker = result.out().indexOf("\nWeaker: less protection, watching or room than before\n");
    int memory = result.out().indexOf("  resources.memory-limit ");
    int plan = result.out().indexOf("\nNumbers of the plan: ");
    assertTrue(0 < weaker && weaker < memory && memory < plan, result.out());
    assertTrue(result.out().contains("deploy/envs/production/release.yaml"), result.out());
    assertFalse(result.out().contains("Nothing is known"), result.out());
  }

  @Test
  void thePatchIsAloneAndShowsTheLines() {
    Slipway.Result result = slipway.run("diff", before, after, "--patch");

    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().startsWith("diff --git a/"), result.out());
    assertTrue(
        result.out().contains("\n+") && result.out().contains("registry.example.org/boats"),
        result.out());
  }

  @Test
  void markdownHtmlAndJsonHoldTheSame() throws Exception {
    Path html = folder.resolve("note.html");
    Slipway.Result page = slipway.run("diff", before, after, "--markdown", "--patch");
    JsonNode json = Json.tree(slipway.run("diff", before, after, "--json").out());

    assertTrue(page.out().startsWith("# penguin-species 1.0.0: what changes\n"), page.out());
    assertTrue(page.out().contains("\n## Weaker\n"), page.out());
    assertTrue(page.out().contains("\n| resources.memory-limit | Memory limit: "), page.out());
    Slipway.Result written = slipway.run("diff", before, after, "--html", html);
    assertEquals(0, written.code(), written.err());
    String note = Files.readString(html);
    assertTrue(note.contains("<h2>Weaker</h2>"), note);
    assertTrue(note.contains("<tr><td>resources.memory-limit</td><td class=\"bad\">"), note);
    assertTrue(page.out().contains("\n```diff\n"), page.out());
    assertEquals("WEAKER", json.at("/note/notices/0/level").asText());
    assertEquals("64", json.at("/note/plan/0/after/value").asText());
    assertEquals(0, json.at("/patches").size());
  }

  @Test
  void aPipelineCanFailOnIt() {
    assertEquals(1, slipway.run("diff", before, after, "--fail-on", "weaker").code());
    assertEquals(1, slipway.run("diff", before, after, "--fail-on", "change").code());
    assertEquals(0, slipway.run("diff", before, after, "--fail-on", "breaking").code());
    assertEquals(0, slipway.run("diff", before, before, "--fail-on", "change").code());
  }

  @Test
  void whatAnotherKeySignedIsNotRunAndTheKeyIsKeptNowhere() throws Exception {
    Path key = pair("key");
    Path signed = folder.resolve("signed.zip");
    String secret = Files.readString(key).lines().toList().get(1);

    Slipway.Result result =
        slipway.run(
            "export", sample.folder(), "--target", "kubernetes", "--zip", signed, "--sign", key);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("bundle.json.sig"), result.out());
    Path statements = folder.resolve("statements");
    Path otherKey = pair("other").resolveSibling("other.pub");
    Slipway.Result other =
        slipway.run("verify", signed, "--key", otherKey, "--statements", statements);

    assertEquals(1, other.code(), other.out());
    assertTrue(
        other.out().contains("bundle.json is not what the owner of the key signed."), other.out());
    assertTrue(other.out().contains("what nobody trusted signed is not run"), other.out());
    assertEquals(
        "bundle.json",
        Json.tree(Files.readString(statements.resolve("test-result.json")))
            .at("/subject/0/name")
            .asText());
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).filter(f -> !f.equals(key)).toList()) {
        assertFalse(
            Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains(secret),
            file.toString());
      }
    }
  }

  /// Two files beside each other: the private key, and the public one with the ending `.pub`.
  private static Path pair(String name) throws Exception {
    var generator = java.security.KeyPairGenerator.getInstance("EC");
    generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    pem(folder.resolve(name + ".pub"), "PUBLIC KEY", pair.getPublic());
    return pem(folder.resolve(name), "PRIVATE KEY", pair.getPrivate());
  }

  private static Path pem(Path file, String label, java.security.Key key) throws IOException {
    var lines = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'});
    return Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, lines.encodeToString(key.getEncoded()), label));
  }

  @Test
  void aZipFileIsABundleToo() {
    Slipway.Result same = slipway.run("diff", zip, before);
    Slipway.Result other = slipway.run("diff", zip, after, "--fail-on", "weaker");

    assertTrue(same.out().contains("the same, byte for byte"), same.out() + same.err());
    assertEquals(1, other.code(), other.err());
  }

  @Test
  void anExportShowsWhatItWouldDoToAPersonsChangesAndKeepsThem() throws IOException {
    Path mine = folder.resolve("mine");
    Path dockerfile = mine.resolve("docker/Dockerfile");
    export(sample, mine);
    String generated = Files.readString(dockerfile);
    Files.writeString(dockerfile, generated + "# mine\n");

    Slipway.Result refused =
        slipway.run("export", sample.folder(), "--target", "docker", "--out", mine);
    Slipway.Result replaced =
        slipway.run(
            "export", sample.folder(), "--target", "docker", "--out", mine, "--replace-edited");

    assertEquals(2, refused.code());
    assertTrue(refused.out().contains("--- a/docker/Dockerfile\n"), refused.out());
    assertTrue(refused.out().endsWith("\n-# mine\n"), refused.out());
    assertTrue(refused.err().contains("bundle.edited-files"), refused.err());
    assertEquals(0, replaced.code(), replaced.err());
    assertTrue(replaced.out().contains("replaced               docker/Dockerfile\n"));
    assertEquals(generated, Files.readString(dockerfile));
    assertEquals(
        generated + "# mine\n",
        Files.readString(folder.resolve("mine.edited/1/docker/Dockerfile")));
  }

  @Test
  void aZipFileThatAPersonChangedIsShownAndKeptToo() throws IOException {
    Path mine = folder.resolve("mine.zip");
    Object[] export = {"export", sample.folder(), "--target", "docker", "--zip", mine};
    Slipway.Result first = slipway.run(export);
    assertEquals(0, first.code(), first.err());
    try (FileSystem inside = FileSystems.newFileSystem(mine)) {
      Files.writeString(inside.getPath("docker/Dockerfile"), "FROM mine\n");
    }
    byte[] edited = Files.readAllBytes(mine);

    Slipway.Result refused = slipway.run(export);
    Slipway.Result replaced =
        slipway.run(Stream.concat(Stream.of(export), Stream.of("--replace-edited")).toArray());

    assertEquals(2, refused.code());
    assertTrue(refused.out().contains("\n-FROM mine\n"), refused.out());
    assertTrue(refused.err().contains("bundle.edited-files"), refused.err());
    assertEquals(0, replaced.code(), replaced.err());
    assertTrue(replaced.out().contains(mine + ".edited\n"), replaced.out());
    assertArrayEquals(edited, Files.readAllBytes(folder.resolve("mine.zip.edited/1/mine.zip")));
  }

  @Test
  void ofFolderAndZipFileNoneIsWrittenWhenOneIsRefused() throws IOException {
    Path out = folder.resolve("both");
    Path thesis = Files.writeString(folder.resolve("thesis.zip"), "my thesis");

    Slipway.Result refused =
        slipway.run("export", sample.folder(), "--target", "docker", "--out", out, "--zip", thesis);

    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("bundle.zip-exists"), refused.err());
    assertFalse(Files.exists(out));
  }

  @Test
  @Tag("nightly")
  void aZipFileIsVerifiedByRunningWhatItHolds() {
    Slipway.Result result = slipway.run("verify", zip, "--no-engine", "--load-seconds", "1");

    // Not the exit code: how fast answers are within a second is this machine's.
    assertTrue(
        result.out().contains("passed  Files are as they were exported"),
        result.out() + result.err());
    assertTrue(
        result.out().contains("passed  Answers equal the model's own, bit by bit"), result.out());
    assertTrue(result.out().contains("passed  Stopping under load loses no request"), result.out());
  }

  /// To find it out after the service ran would take minutes.
  @Test
  void anImageThatNoStatementCanBeAboutIsRefusedBeforeAnythingIsVerified() {
    Slipway.Result alone = slipway.run("verify", before, "--image", "a@sha256:" + "5".repeat(64));
    Path statements = folder.resolve("none");
    Slipway.Result tag =
        slipway.run("verify", before, "--statements", statements, "--image", "wines:1");

    assertEquals(2, alone.code(), alone.out());
    assertTrue(alone.err().contains("verify.image-without-statements"), alone.err());
    assertEquals(2, tag.code(), tag.out());
    assertTrue(tag.err().contains("verify.image-without-digest"), tag.err());
    assertFalse(Files.exists(statements));
  }

  @Test
  void refusesWhatIsNoBundle() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no zip");

    Slipway.Result none = slipway.run("diff", folder, after);
    Slipway.Result noZip = slipway.run("diff", before, text);

    assertEquals(2, none.code());
    assertTrue(none.err().contains("bundle.no-bundle"), none.err());
    assertEquals(2, noZip.code());
    assertTrue(noZip.err().contains("bundle.no-zip"), noZip.err());
  }
}
