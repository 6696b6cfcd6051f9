// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BundleWriterTest {

  @TempDir Path temp;

  private final BundleWriter writer = new BundleWriter();
  private final BundleReader reader = new BundleReader();

  private Path folder() {
    return temp.resolve("wine").resolve("bundle");
  }

  private static List<GeneratedFile> files(BundleInput input) throws ProblemException {
    return new BundleRenderer(TargetCatalogue.builtIn()).render(input, Voyager.ALL);
  }

  private static BundleInput withMemory(int mebibytes) {
    return Voyager.with(
        Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.MEMORY_LIMIT, mebibytes)));
  }

  private Bundle write(BundleInput input) throws ProblemException {
    return writer.write(files(input), folder(), Overwrite.REFUSE_EDITED);
  }

  private static SortedMap<String, Sha256> onDisk(Path folder) throws IOException {
    SortedMap<String, Sha256> hashes = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
      }
    }
    return hashes;
  }

  private static SortedMap<String, Sha256> rendered(List<GeneratedFile> files) {
    SortedMap<String, Sha256> hashes = new TreeMap<>();
    files.forEach(file -> hashes.put(file.path(), file.content().sha256()));
    return hashes;
  }

  @Test
  void whatIsWrittenIsWhatWasRenderedAndReadsBack() throws Exception {
    Bundle written = write(Voyager.input());

    assertEquals(rendered(files(Voyager.input())), onDisk(folder()));
    assertEquals(written, reader.read(folder()));
    assertTrue(Files.isExecutable(folder().resolve("deploy/release")));
    assertEquals(List.of("bundle"), names(temp.resolve("wine")));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theManifestGivesTheReasonOfEveryNumberAndWhoUsesIt() throws Exception {
    write(Voyager.input());

    BundleManifest manifest = reader.manifest(folder());

    assertEquals(
        PlanKeys.ALL.stream().map(key -> key.name()).sorted().toList(),
        List.copyOf(manifest.reasons().keySet()));
    assertEquals(
        new BundleManifest.Reason("256", "MiB", "objective", "reason of resources.memory-limit"),
        manifest.reasons().get("resources.memory-limit"));
    BundleManifest.Entry scale =
        java.util.Objects.requireNonNull(manifest.files().get("deploy/envs/staging/scale.yaml"));
    assertEquals(List.of("replicas.staging"), scale.uses());
    assertEquals("kubernetes", scale.target());
    assertEquals("kubernetes/staging/scale.yaml", scale.template());
  }

  @Test
  void writingAgainReplacesWhatChangedAndLeavesOtherFilesAlone() throws Exception {
    write(Voyager.input());
    Files.writeString(folder().resolve("notes.txt"), "mine");

    write(withMemory(384));

    SortedMap<String, Sha256> expected = rendered(files(withMemory(384)));
    expected.put("notes.txt", Sha256.of("mine".getBytes(UTF_8)));
    assertEquals(expected, onDisk(folder()));
  }

  @Test
  void filesOfATargetThatIsNoLongerWantedGo() throws Exception {
    write(Voyager.input());

    List<GeneratedFile> fewer =
        new BundleRenderer(TargetCatalogue.builtIn())
            .render(Voyager.input(), List.of("prometheus"));
    writer.write(fewer, folder(), Overwrite.REFUSE_EDITED);

    assertEquals(rendered(fewer), onDisk(folder()));
    assertFalse(Files.exists(folder().resolve("deploy")));
  }

  @Test
  void refusesToReplaceWhatAPersonChanged() throws Exception {
    write(Voyager.input());
    Path edited = folder().resolve("deploy/base/deployment.yaml");
    Files.writeString(edited, "# mine\n");
    SortedMap<String, Sha256> before = onDisk(folder());

    Problem problem = assertThrows(ProblemException.class, () -> write(withMemory(384))).problem();

    assertEquals("bundle.edited-files", problem.code().id());
    assertEquals("Changed by hand: deploy/base/deployment.yaml.", problem.why());
    assertEquals(
        "Move the changes into overlays/ of the bundle, which an export keeps, or export into"
            + " another folder; --replace-edited gives them up.",
        problem.remedy());
    assertEquals(before, onDisk(folder()));

    writer.write(files(withMemory(384)), folder(), Overwrite.REPLACE_EDITED);
    assertEquals(rendered(files(withMemory(384))), onDisk(folder()));
  }

  @Test
  void aPersonsChangesAreShownAndKeptWhenTheyAreReplaced() throws Exception {
    write(Voyager.input());
    Path scale = folder().resolve("deploy/envs/staging/scale.yaml");
    String generated = Files.readString(scale);
    Path kept = temp.resolve("wine/bundle.edited");

    for (String mine : List.of("# mine\n", "# again\n")) {
      Files.writeString(scale, generated + mine);

      SortedMap<String, String> edits = writer.edits(files(withMemory(384)), folder());
      assertEquals(Set.of("deploy/envs/staging/scale.yaml"), edits.keySet());
      String patch = Objects.requireNonNull(edits.get(edits.firstKey()));
      assertTrue(patch.endsWith("\n-" + mine), patch);
      writer.write(files(withMemory(384)), folder(), Overwrite.REPLACE_EDITED);
    }

    assertEquals(kept, BundleWriter.kept(folder()));
    assertEquals(
        generated + "# mine\n", Files.readString(kept.resolve("1/deploy/envs/staging/scale.yaml")));
    assertEquals(
        generated + "# again\n",
        Files.readString(kept.resolve("2/deploy/envs/staging/scale.yaml")));
    assertEquals(List.of("1", "2"), names(kept));
    assertEquals(Map.of(), writer.edits(files(withMemory(384)), folder()));
  }

  @Test
  void refusesToReplaceFilesThatWereThereBefore() throws Exception {
    Files.createDirectories(folder().resolve("docker"));
    Files.writeString(folder().resolve("docker/Dockerfile"), "FROM mine\n");

    Problem problem = assertThrows(ProblemException.class, () -> write(Voyager.input())).problem();

    assertEquals("Changed by hand: docker/Dockerfile.", problem.why());
    assertEquals(List.of("docker"), names(folder()));
  }

  /// A kill between two moves: new files, the old manifest, and the new one announced.
  @Test
  void goesOnAfterARunThatWasKilledHalfWay() throws Exception {
    write(Voyager.input());
    Path half = temp.resolve("half");
    writer.write(files(withMemory(384)), half, Overwrite.REFUSE_EDITED);
    Files.copy(half.resolve("bundle.json"), folder().resolve(".bundle.json.next"));
    Files.delete(folder().resolve("deploy/base/deployment.yaml"));
    Files.copy(
        half.resolve("deploy/base/deployment.yaml"),
        folder().resolve("deploy/base/deployment.yaml"));
    Path leftOver = Files.createDirectories(temp.resolve("wine/.bundle.slipway-new/docker"));
    Files.writeString(leftOver.resolve("Dockerfile"), "half");

    write(withMemory(512));

    assertEquals(rendered(files(withMemory(512))), onDisk(folder()));
    assertEquals(List.of("bundle"), names(temp.resolve("wine")));
  }

  @Test
  void refusesWhileAnotherRunWrites() throws Exception {
    Files.createDirectories(temp.resolve("wine"));
    Path lock = temp.resolve("wine/.bundle.slipway-lock");
    try (FileChannel other =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();

      Problem problem =
          assertThrows(ProblemException.class, () -> write(Voyager.input())).problem();

      assertEquals("bundle.being-written", problem.code().id());
    }
  }

  @Test
  void aSourceThatChangesBeforeItIsCopiedSpoilsNothing() throws Exception {
    write(Voyager.input());
    SortedMap<String, Sha256> before = onDisk(folder());
    Path jar = Files.writeString(temp.resolve("serving.jar"), "as it was hashed");
    List<GeneratedFile> files = new java.util.ArrayList<>(files(withMemory(384)));
    files.add(new GeneratedFile("docker/x.jar", FileContent.of(jar), false, "docker", ""));
    Files.writeString(jar, "another");

    Problem problem =
        assertThrows(
                ProblemException.class,
                () -> writer.write(files, folder(), Overwrite.REPLACE_EDITED))
            .problem();

    assertEquals("bundle.cannot-write", problem.code().id());
    assertEquals("IOException: " + jar + " changed while it was copied", problem.why());
    assertEquals(before, onDisk(folder()));
  }

  @Test
  void saysWhenTheFolderCannotBeWritten() throws Exception {
    Files.writeString(temp.resolve("wine"), "a file, not a folder");

    Problem problem = assertThrows(ProblemException.class, () -> write(Voyager.input())).problem();

    assertEquals("bundle.cannot-write", problem.code().id());
    assertEquals(Problem.Category.INPUT, problem.code().category());
  }

  @Test
  void noFileLeavesTheBundle() throws Exception {
    List<GeneratedFile> files =
        List.of(
            new GeneratedFile("../evil", ByteContent.of("x"), false, "t", ""),
            new GeneratedFile("bundle.json", ByteContent.of("{}"), false, "", ""));

    assertThrows(
        IllegalArgumentException.class,
        () -> writer.write(files, folder(), Overwrite.REPLACE_EDITED));
    assertFalse(Files.exists(temp.resolve("wine")));
  }

  @Test
  void theReaderNamesWhatIsNotAsExported() throws Exception {
    write(Voyager.input());
    Files.delete(folder().resolve("docker/Dockerfile"));
    Files.writeString(folder().resolve("prometheus/rules.yaml"), "groups: []\n");

    Problem problem = assertThrows(ProblemException.class, () -> reader.read(folder())).problem();

    assertEquals("bundle.changed-files", problem.code().id());
    assertEquals("Changed or missing: docker/Dockerfile, prometheus/rules.yaml.", problem.why());
  }

  @Test
  void theReaderRefusesWhatIsNoBundle() throws Exception {
    Files.createDirectories(folder());
    assertEquals("bundle.no-bundle", problemOfReading());

    for (String json :
        List.of("", "no json", "{}", "[]", "{\"format\":\"slipway.dev/bundle/v1\"}")) {
      Files.writeString(folder().resolve("bundle.json"), json);
      assertEquals("bundle.bad-manifest", problemOfReading(), json);
    }
  }

  @Test
  void theReaderFollowsNoPathOutOfTheBundle() throws Exception {
    write(Voyager.input());
    Path manifest = folder().resolve("bundle.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"docker/Dockerfile\"", "\"../../secret\""));

    assertEquals("bundle.bad-manifest", problemOfReading());
  }

  private String problemOfReading() {
    return assertThrows(ProblemException.class, () -> reader.read(folder())).problem().code().id();
  }

  @Test
  void aFolderInAFilesPlaceIsSaidBeforeAnythingIsWritten() throws Exception {
    write(Voyager.input());
    Path runbook = folder().resolve("docs/runbook.md");
    Files.delete(runbook);
    Files.createDirectory(runbook);
    Files.writeString(runbook.resolve("mine.txt"), "mine");
    SortedMap<String, Sha256> before = onDisk(folder());

    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> writer.write(files(withMemory(777)), folder(), Overwrite.REPLACE_EDITED));

    assertEquals("bundle.path-taken", refused.problem().code().id());
    assertTrue(refused.problem().why().endsWith("runbook.md is a folder."), refused.getMessage());
    assertEquals(before, onDisk(folder()));
  }

  @Test
  void aFileInAFoldersPlaceIsSaidBeforeAnythingIsWritten() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("docs"), "mine");

    ProblemException refused = assertThrows(ProblemException.class, () -> write(Voyager.input()));

    assertTrue(refused.problem().why().endsWith("docs is a file."), refused.getMessage());
    assertEquals(Set.of("docs"), onDisk(folder()).keySet());
  }

  @ParameterizedTest
  @CsvSource({"rw-------, rwx------", "rw-r-----, rwxr-x---", "rw-r--r--, rwxr-xr-x"})
  void aScriptIsRunByWhoeverMayReadIt(String before, String after) throws Exception {
    Path script = Files.writeString(temp.resolve("script"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(before));

    BundleWriter.makeExecutable(script);

    assertEquals(after, PosixFilePermissions.toString(Files.getPosixFilePermissions(script)));
  }
}
