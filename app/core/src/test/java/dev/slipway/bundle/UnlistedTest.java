// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in a bundle though nobody exported it.
final class UnlistedTest {

  @TempDir Path temp;
  private Path bundle = Path.of("");

  @BeforeEach
  void export() throws Exception {
    bundle = Exported.in(temp, Voyager.input(), "docker");
  }

  private BundleSnapshot snapshot() throws ProblemException {
    return new BundleReader().snapshot(bundle);
  }

  private List<String> strays() throws ProblemException {
    return snapshot().beside().strays().stream().map(Stray::said).toList();
  }

  @Test
  void filesEmptyFoldersAndLinksAreNamedAndTheTeamsOwnIsNot() throws Exception {
    assertEquals(List.of(), strays());
    Files.createDirectories(bundle.resolve("overlays/production"));
    Files.writeString(bundle.resolve("overlays/production/kustomization.yaml"), "resources: []\n");
    assertEquals(List.of(), strays());

    Files.writeString(bundle.resolve("docker/app/lib/more.jar"), "PK");
    Files.createDirectories(bundle.resolve("docker/app/empty/within"));
    Files.createSymbolicLink(bundle.resolve("overlays/secrets"), Path.of("../docker"));
    Files.writeString(bundle.resolve("docker/Dockerfile\u200b"), "FROM mine\n");

    assertEquals(
        List.of(
            "docker/app/empty/within is an empty folder",
            "docker/app/lib/more.jar is a file",
            "overlays/secrets is a symbolic link to ../docker",
            "\"docker/Dockerfile\\u200b\" is a file"),
        strays().stream().sorted(UnlistedTest::quotedLast).toList());
  }

  private static int quotedLast(String one, String other) {
    return Boolean.compare(one.startsWith("\""), other.startsWith("\""));
  }

  @Test
  void aSignatureIsOfExactlyTheListedFilesAndTheTeamsOwn() throws Exception {
    assertEquals(snapshot().digest(), snapshot().asItLies());

    Path added = Files.createDirectory(bundle.resolve("docker/more"));
    var withFolder = snapshot().asItLies();
    Files.delete(added);
    Files.createDirectory(bundle.resolve("overlays"));
    Files.writeString(bundle.resolve("overlays/patch.yaml"), "a: 1\n");
    var withPatch = snapshot().asItLies();
    Files.writeString(bundle.resolve("overlays/patch.yaml"), "a: 2\n");

    assertNotEquals(snapshot().digest(), withFolder);
    assertNotEquals(snapshot().digest(), withPatch);
    assertNotEquals(withPatch, snapshot().asItLies());
  }

  /// The bytes behind a link are not the bundle's, though they were the same when somebody looked.
  @Test
  void aListedFileThatIsALinkCountsAsGoneAndAnExportPutsTheFileBack() throws Exception {
    Path file = bundle.resolve("docker/Dockerfile");
    Path away = Files.move(file, temp.resolve("Dockerfile"));
    Files.createSymbolicLink(file, away);

    assertEquals(List.of("docker/Dockerfile"), snapshot().changedByHand());
    assertEquals(List.of("docker/Dockerfile is a symbolic link to " + away), strays());

    Exported.in(temp, Voyager.input(), "docker");
    assertEquals(List.of(), snapshot().changedByHand());
    assertEquals(List.of(), strays());
  }

  @Test
  void aFileThatBecameAProgramIsNoLongerAsItWasExported() throws Exception {
    Path file = bundle.resolve("docker/Dockerfile");
    Files.setAttribute(file, "unix:mode", 04644);

    assertEquals(
        List.of("docker/Dockerfile is executable, which bundle.json does not say"), strays());
    assertNotEquals(snapshot().digest(), snapshot().asItLies());

    Files.setAttribute(file, "unix:mode", 0644);
    assertEquals(snapshot().digest(), snapshot().asItLies());
  }

  @Test
  void anExportWritesThroughNoLinkedFolder() throws Exception {
    Path docker = bundle.resolve("docker");
    Files.move(docker, temp.resolve("elsewhere"));
    Files.createSymbolicLink(docker, temp.resolve("elsewhere"));
    Files.writeString(temp.resolve("elsewhere/Dockerfile"), "mine\n");

    ProblemException refused =
        assertThrows(ProblemException.class, () -> Exported.in(temp, Voyager.input(), "docker"));

    assertEquals("bundle.path-taken", refused.problem().code().id());
    assertTrue(refused.problem().why().contains("symbolic link"), refused.problem().why());
    assertEquals("mine\n", Files.readString(temp.resolve("elsewhere/Dockerfile")));
  }

  /// What only the bundle before this one lists is removed by name alone.
  @Test
  void anExportRemovesNothingThroughALinkedFolder() throws Exception {
    bundle = Exported.in(temp, Voyager.input(), "docker", "kubernetes");
    Path deploy = bundle.resolve("deploy");
    Path elsewhere = temp.resolve("elsewhere");
    Files.move(deploy, elsewhere);
    Files.createSymbolicLink(deploy, elsewhere);
    byte[] service = Files.readAllBytes(elsewhere.resolve("base/service.yaml"));
    Files.writeString(elsewhere.resolve("base/network.yaml"), "mine\n");

    Exported.in(temp, Voyager.input(), "docker");

    assertArrayEquals(service, Files.readAllBytes(elsewhere.resolve("base/service.yaml")));
    assertEquals("mine\n", Files.readString(elsewhere.resolve("base/network.yaml")));
    assertEquals(List.of("deploy is a symbolic link to " + elsewhere), strays());
    assertTrue(Files.notExists(BundleWriter.kept(bundle)));
  }

  @Test
  void aPathThatProgramsTakeForAnOptionIsNone() throws Exception {
    Exported.replace(
        bundle.resolve("bundle.json"), "\"docker/Dockerfile\" :", "\"--output=a/Dockerfile\" :");

    assertEquals(
        "bundle.bad-manifest",
        assertThrows(ProblemException.class, this::snapshot).problem().code().id());
  }

  @Test
  void moreThanABundleCanBeMeantToHoldIsNotUnpacked() throws Exception {
    var unpacking = new Unpacking(bundle, temp.resolve("unpacked"), 10);
    unpacking.add("one", false, new ByteArrayInputStream(new byte[6]));

    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> unpacking.add("other", false, new ByteArrayInputStream(new byte[6])));

    assertEquals("bundle.too-large", refused.problem().code().id());
    assertEquals(6, Files.size(temp.resolve("unpacked/one")));
  }

  @Test
  void aManifestThatNamesAFileTwiceIsNone() throws Exception {
    Path json = bundle.resolve("bundle.json");
    Exported.replace(json, "\"files\" : {", "\"files\" : {}, \"files\" : {");

    assertEquals(
        "bundle.bad-manifest",
        assertThrows(ProblemException.class, this::snapshot).problem().code().id());
  }
}
