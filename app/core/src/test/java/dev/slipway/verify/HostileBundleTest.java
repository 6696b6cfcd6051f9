// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static dev.slipway.verify.BundleVerifierTest.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bundles whose service must not run as a process of this machine, nor touch its files.
final class HostileBundleTest {

  @TempDir private Path folder;

  @Test
  void withoutAnEngineCodeThatIsNotOursIsNotRunUnlessSomebodyTrustedSignedIt() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    Path mark = folder.resolve("mark");
    plant(bundle.resolve("docker/app/lib/0.jar"), mark);

    Verification verification = verify(bundle);

    assertEquals("static", verification.how());
    assertEquals(
        "without a container engine it would run as a process with your rights, and app/lib/0.jar"
            + " is not this Slipway's own. Start an engine, name the key of who signed the bundle"
            + " with --key, or export it again with this Slipway",
        verification.findings().stream()
            .filter(Finding.NotRun.class::isInstance)
            .map(Finding.NotRun.class::cast)
            .filter(finding -> finding.check().equals("The service can be started"))
            .map(Finding.NotRun::because)
            .findFirst()
            .orElse(""));
    assertFalse(Files.exists(mark));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/lib/netty-extra.jar", "native/amd64/libonnxruntime.so", "app/lib"})
  void aLinkIsNotOurCode(String name) throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    Path link = bundle.resolve("docker").resolve(name);
    Path real = folder.resolve("real");
    if (Files.exists(link)) {
      Files.move(link, real);
    } else {
      Files.writeString(real, "a jar");
    }
    Files.createSymbolicLink(link, real);

    assertEquals("static", verify(bundle).how());
  }

  /// Where settings lie elsewhere, a class path made of their folder's name would be another one.
  @ParameterizedTest
  @ValueSource(strings = {"my", "my/", "a:b/"})
  void librariesOfAnotherFolderAreNotOurCode(String context) throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    Path mark = folder.resolve("mark");
    Path settings = bundle.resolve("docker/app/conf/serving.properties");
    Path moved = bundle.resolve(context + "app/conf/serving.properties");
    Files.createDirectories(moved.getParent());
    Files.move(settings, moved);
    Files.createDirectories(bundle.resolve(context + "app/lib"));
    plant(bundle.resolve(context + "app/lib/0.jar"), mark);

    assertEquals("static", verify(bundle).how());
    assertFalse(Files.exists(mark));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.tokens-file=/../../../../../../../../../../%s",
        "tls.certificate=/app/secrets/tls/tls.crt"
      })
  void aBundleChoosesNoFileForTheSecretsOfTheCheck(String setting) throws Exception {
    assertChoosesNoFile(setting);
  }

  @ParameterizedTest
  @Tag("nightly")
  @ValueSource(strings = {"auth.tokens-file=%s", "auth.tokens-file=/app/secrets/../../%s"})
  void aBundleChoosesNoFileInOtherWaysEither(String setting) throws Exception {
    assertChoosesNoFile(setting);
  }

  private void assertChoosesNoFile(String setting) throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Path settings = bundle.resolve("docker/app/conf/serving.properties");
    Files.writeString(
        settings,
        Files.readString(settings).replaceAll("(?m)^(auth|tls)\\..*\n", "")
            + "\n"
            + setting.formatted(mine)
            + "\n");

    List<String> failures = failures(verify(bundle));

    assertTrue(
        failures.contains(
            "service.secrets: The service's settings do not say where its secrets are mounted."),
        failures.toString());
    assertEquals("mine", Files.readString(mine));
  }

  /// A jar whose main class stands before the runtime's own on the class path and leaves a mark.
  private static void plant(Path jar, Path mark) throws Exception {
    String name = "dev.slipway.serving.ServingMain";
    byte[] code =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                type ->
                    type.withMethodBody(
                        "main",
                        MethodTypeDesc.ofDescriptor("([Ljava/lang/String;)V"),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        body ->
                            body.new_(ClassDesc.of("java.io.FileOutputStream"))
                                .dup()
                                .ldc(mark.toString())
                                .invokespecial(
                                    ClassDesc.of("java.io.FileOutputStream"),
                                    "<init>",
                                    MethodTypeDesc.ofDescriptor("(Ljava/lang/String;)V"))
                                .pop()
                                .return_()));
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(name.replace('.', '/') + ".class"));
      zip.write(code);
    }
  }

  private Verification verify(Path bundle) throws ProblemException, InterruptedException {
    Map<String, String> environment =
        Map.of("DOCKER_HOST", "unix://" + folder.resolve("no-engine.sock"));
    return new BundleVerifier(environment, finding -> {})
        .verify(
            new VerifyRequest(
                bundle,
                Optional.empty(),
                Optional.empty(),
                EngineChoice.PROCESS,
                Duration.ofSeconds(1)),
            Progress.NONE);
  }
}
