// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A bundle as one file.
@Isolated("changes the locale and the time zone of the process")
final class BundleZipTest {

  @TempDir Path temp;

  private final BundleZip zips = new BundleZip();

  private Path zip() {
    return temp.resolve("out").resolve("wine.zip");
  }

  private static List<GeneratedFile> files(BundleInput input) throws ProblemException {
    return new BundleRenderer(TargetCatalogue.builtIn()).render(input, Voyager.ALL);
  }

  private Bundle write(BundleInput input) throws ProblemException {
    return zips.write(files(input), zip(), Overwrite.REFUSE_EDITED);
  }

  private static BundleInput withMemory(int mebibytes) {
    return Voyager.with(
        Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.MEMORY_LIMIT, mebibytes)));
  }

  @Test
  void holdsWhatTheFolderHoldsAndReadsBack() throws Exception {
    Bundle written = write(Voyager.input());
    Bundle folder =
        new BundleWriter()
            .write(files(Voyager.input()), temp.resolve("bundle"), Overwrite.REFUSE_EDITED);

    assertEquals(written, new BundleReader().read(zip()));
    assertEquals(folder.digest(), written.digest());
    assertEquals(folder.files(), written.files());
    try (var left = Files.list(zip().getParent())) {
      assertEquals(List.of(zip()), left.toList());
    }
  }

  @Test
  void entriesAreInOrderDatedAlikeAndKnowWhichMayBeRun() throws Exception {
    write(Voyager.input());
    List<String> names = new ArrayList<>();
    SortedMap<String, Integer> modes = new TreeMap<>();
    try (ZipFile zip = ZipFile.builder().setPath(zip()).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        names.add(entry.getName());
        modes.put(entry.getName(), entry.getUnixMode());
        assertEquals("1980-01-01T00:00", entry.getTimeLocal().toString());
      }
    }

    assertEquals(names.stream().sorted().toList(), names);
    assertEquals(0100755, modes.get("deploy/release"));
    assertEquals(0100644, modes.get("docker/Dockerfile"));
  }

  @Test
  void sameFilesGiveTheSameBytesUnderAnotherLocaleAndInEveryTimeZone() throws Exception {
    SortedMap<String, GeneratedFile> files = BundleWriter.byPath(files(Voyager.input()));
    SortedMap<String, GeneratedFile> two =
        new TreeMap<>(
            Map.of(
                "bundle.json", file("bundle.json", "{}", false),
                "é/run", file("é/run", "#!/bin/sh\n", true)));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    byte[] here = bytes(files);
    byte[] twoHere = bytes(two);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertArrayEquals(here, bytes(files));
      for (String id : ZoneId.getAvailableZoneIds()) {
        TimeZone.setDefault(TimeZone.getTimeZone(id));
        assertArrayEquals(twoHere, bytes(two), id);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static GeneratedFile file(String path, String text, boolean executable) {
    return new GeneratedFile(path, ByteContent.of(text), executable, "", "");
  }

  private static byte[] bytes(SortedMap<String, GeneratedFile> files) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BundleZip.write(files, out);
    return out.toByteArray();
  }

  @Test
  void replacesItsOwnAndNothingElseUnasked() throws Exception {
    write(Voyager.input());
    Bundle second = write(withMemory(384));
    assertEquals(second.digest(), new BundleReader().read(zip()).digest());

    try (FileSystem inside = FileSystems.newFileSystem(zip())) {
      Files.writeString(inside.getPath("docker/Dockerfile"), "FROM mine\n");
      Files.writeString(inside.getPath("notes.txt"), "mine");
    }
    byte[] edited = Files.readAllBytes(zip());
    ProblemException changed = assertThrows(ProblemException.class, () -> write(Voyager.input()));
    assertEquals("bundle.edited-files", changed.problem().code().id());
    assertEquals("Changed by hand: docker/Dockerfile, notes.txt.", changed.problem().why());
    assertArrayEquals(edited, Files.readAllBytes(zip()));
    SortedMap<String, String> edits = zips.edits(files(Voyager.input()), zip());
    assertEquals(List.of("docker/Dockerfile", "notes.txt"), List.copyOf(edits.keySet()));
    assertTrue(
        edits.getOrDefault("docker/Dockerfile", "").contains("\n-FROM mine\n"), edits.toString());

    zips.write(files(Voyager.input()), zip(), Overwrite.REPLACE_EDITED);
    assertArrayEquals(
        edited, Files.readAllBytes(BundleWriter.kept(zip()).resolve("1").resolve("wine.zip")));
    assertEquals(Map.of(), zips.edits(files(Voyager.input()), zip()));
    assertEquals(files(Voyager.input()).size() - 1, new BundleReader().read(zip()).files().size());
  }

  @Test
  void aFileThatIsNoBundleIsLeftAlone() throws Exception {
    Files.createDirectories(zip().getParent());
    Files.writeString(zip(), "my thesis");

    ProblemException refused = assertThrows(ProblemException.class, () -> write(Voyager.input()));

    assertEquals("bundle.zip-exists", refused.problem().code().id());
    assertThrows(
        ProblemException.class,
        () -> zips.write(files(Voyager.input()), zip(), Overwrite.REPLACE_EDITED));
    assertEquals("my thesis", Files.readString(zip()));
  }

  @Test
  void isUnpackedForAsLongAsItIsNeeded() throws Exception {
    write(Voyager.input());
    Path folder;

    try (UnpackedBundle unpacked = UnpackedBundle.of(zip())) {
      folder = unpacked.folder();
      assertEquals(new BundleReader().read(zip()).files(), new BundleReader().read(folder).files());
      assertTrue(Files.isExecutable(folder.resolve("deploy/release")));
    }
    assertFalse(Files.exists(folder));
  }

  @Test
  @Tag("tools")
  void unzipUnpacksItWithItsPermissions() throws Exception {
    write(Voyager.input());
    Path folder = Files.createDirectories(temp.resolve("unpacked"));

    Tool.need(folder, "unzip", "-q", zip().toString());

    assertEquals(new BundleReader().read(zip()).files(), new BundleReader().read(folder).files());
    assertTrue(Files.isExecutable(folder.resolve("deploy/release")));
    assertFalse(Files.isExecutable(folder.resolve("docker/Dockerfile")));
  }
}
