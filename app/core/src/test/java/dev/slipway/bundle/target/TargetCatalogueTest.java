// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.AlteredInput;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleRenderer;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.cost.Paces;
import dev.slipway.objective.Objectives;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetCatalogueTest {

  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static final String BANNER =
      """
      title: Banner
      description: A file that greets.
      steps: [6]
      options:
        - {name: greeting, type: text, default: Hello, help: The first word.}
        - {name: times, type: number, default: 1, rule: 1..3, help: How often.}
        - {name: loud, type: truth, default: false, help: Whether to shout.}
        - {name: tone, type: choice, default: calm, rule: calm|merry, help: How it sounds.}
      files:
        - {template: banner.md, path: banner/banner.md}
        - {template: loud.md, path: banner/loud.md, when: options.loud}
      """;

  private TargetCatalogue withBanner() throws Exception {
    write("banner/target.yaml", BANNER);
    write("banner/banner.md", "[=options.greeting], [=project.name] × [=options.times]\n");
    write("banner/loud.md", "[=options.greeting?upper_case]!\n");
    return TargetCatalogue.with(List.of(folder));
  }

  private static BundleInput input(Map<String, Object> options) {
    return Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, Map.of("banner", options)));
  }

  @Test
  void builtInTargetsAreDescribed() throws Exception {
    List<Target> targets = TargetCatalogue.builtIn().targets();

    assertEquals(
        Stream.concat(Voyager.ALL.stream(), Stream.of("batch", "spark")).sorted().toList(),
        targets.stream().map(Target::id).toList());
    for (Target target : targets) {
      assertTrue(target.description().length() > 40 && !target.steps().isEmpty(), target.id());
    }
  }

  @Test
  void eachRecipientIsHandedTheTargetsThatNameThem() throws Exception {
    TargetCatalogue targets = TargetCatalogue.builtIn();

    assertEquals(
        Map.of(
            Recipient.KUBERNETES,
            List.of(
                "alertmanager",
                "docker",
                "grafana",
                "handover",
                "kubernetes",
                "model-card",
                "openapi",
                "profile",
                "prometheus",
                "runbook"),
            Recipient.SERVER,
            List.of(
                "compose",
                "docker",
                "grafana",
                "handover",
                "model-card",
                "openapi",
                "prometheus",
                "runbook"),
            Recipient.AWS,
            List.of("docker", "ecs", "handover", "model-card", "openapi", "prometheus", "runbook"),
            Recipient.REGULATED,
            List.of(
                "alertmanager",
                "annex-iv",
                "data-contract",
                "docker",
                "grafana",
                "handover",
                "kubernetes",
                "ml-bom",
                "model-card",
                "openapi",
                "policy",
                "profile",
                "prometheus",
                "runbook"),
            Recipient.EVERYTHING,
            targets.targets().stream()
                .map(Target::id)
                .filter(id -> !id.equals("batch") && !id.equals("spark"))
                .toList()),
        handed(targets, Voyager.project(Voyager.TEXT, Map.of()).objectives()));
  }

  private static Map<Recipient, List<String>> handed(TargetCatalogue targets, Objectives stated) {
    return Stream.of(Recipient.values())
        .collect(Collectors.toMap(each -> each, each -> targets.handedTo(each, stated)));
  }

  @Test
  void whatScoresInBatchIsHandedOverWhereItIsAskedFor() throws ProblemException {
    Objectives stated = Paces.objectives(Paces.daily(1_000_000, Duration.ofHours(1)));

    Map<Recipient, List<String>> handed = handed(TargetCatalogue.builtIn(), stated);

    assertEquals(
        Set.of(Recipient.values()),
        handed.keySet().stream()
            .filter(each -> handed.getOrDefault(each, List.of()).contains("batch"))
            .collect(Collectors.toSet()));
    assertTrue(handed.values().stream().noneMatch(ids -> ids.contains("spark")), "only by name");
  }

  @Test
  void aValueThatDoesNotFitIsToldWhatWould() {
    Target.Option name =
        new Target.Option("name", "text", "", "|[a-z]([-a-z]*[a-z])?", "A name.", "birds", false);
    Target.Option count = new Target.Option("count", "number", "1", "1..3", "How many.", "", false);

    assertEquals(Optional.empty(), TargetOptions.complaint(name, "penguins"));
    assertEquals(
        Optional.of("\"My Birds\" does not fit: \"my-birds\" would."),
        TargetOptions.complaint(name, "My Birds"));
    assertEquals(
        Optional.of("\"42\" does not fit: \"birds\" would."), TargetOptions.complaint(name, "42"));
    assertEquals(
        Optional.of("\"9\" does not fit: it must be from 1 to 3."),
        TargetOptions.complaint(count, "9"));
  }

  @Test
  void aFolderAddsATargetWithOptions() throws Exception {
    TargetCatalogue catalogue = withBanner();
    BundleInput input = input(Map.of("greeting", "Ahoy", "loud", true, "times", 2));

    List<GeneratedFile> files = new BundleRenderer(catalogue).render(input, List.of("banner"));

    assertEquals(
        List.of("banner/banner.md", "banner/loud.md", "bundle.json"),
        files.stream().map(GeneratedFile::path).toList());
    assertEquals("Ahoy, wine-quality × 2\n", new String(files.get(0).content().bytes(), UTF_8));
    assertEquals("AHOY!\n", new String(files.get(1).content().bytes(), UTF_8));
  }

  @Test
  void aLaterFolderOverridesOneTemplateOnly() throws Exception {
    write("docker/dockerignore.yaml", "# mine\n");

    List<GeneratedFile> files =
        new BundleRenderer(TargetCatalogue.with(List.of(folder, folder.resolve("absent"))))
            .render(Voyager.input(), List.of("docker"));

    GeneratedFile ignore =
        files.stream()
            .filter(file -> file.path().equals("docker/.dockerignore"))
            .findFirst()
            .orElseThrow();
    assertEquals("# mine\n", new String(ignore.content().bytes(), UTF_8));
    assertTrue(files.stream().anyMatch(file -> file.path().equals("docker/Dockerfile")));
  }

  @Test
  void whatATargetRequiresComesWithIt() throws Exception {
    List<GeneratedFile> files =
        new BundleRenderer(TargetCatalogue.builtIn()).render(Voyager.input(), List.of("compose"));

    assertEquals(
        List.of("", "compose", "docker", "grafana", "prometheus"),
        files.stream().map(GeneratedFile::target).distinct().sorted().toList());
  }

  @Test
  void namesTheNearestTargetForAnUnknownOne() {
    Problem problem =
        assertThrows(
                ProblemException.class,
                () ->
                    new BundleRenderer(TargetCatalogue.builtIn())
                        .render(Voyager.input(), List.of("kubernets")))
            .problem();

    assertEquals("bundle.unknown-target", problem.code().id());
    assertTrue(problem.why().startsWith("The nearest one is kubernetes;"), problem.why());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          greting, x, The target banner has no option `greting`.
          times, 4, 'The option `times` of the target banner does not take "4".'
          times, many, 'The option `times` of the target banner does not take "many".'
          loud, yes, 'The option `loud` of the target banner does not take "yes".'
          tone, grave, 'The option `tone` of the target banner does not take "grave".'
          """)
  void refusesOptionsThatDoNotFit(String option, String value, String what) throws Exception {
    BundleRenderer renderer = new BundleRenderer(withBanner());

    var thrown =
        assertThrows(
            ProblemException.class,
            () -> renderer.render(input(Map.of(option, value)), List.of("banner")));

    assertEquals(what, thrown.problem().what());
    assertTrue(
        thrown.problem().remedy().contains("release.options.banner." + option),
        thrown.problem().remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          title: Banner                  | title: [                       | expected
          title: Banner                  | titel: Banner                  | unknown key `titel`
          steps: [6]                     | steps: [8]                     | steps are numbers from 1 to 7
          type: truth                    | type: boolean                  | has type boolean
          default: calm                  | default: loud                  | allowed are calm, merry
          path: banner/banner.md         | path: ../banner.md             | must be relative
          path: banner/banner.md         | path: /etc/banner.md           | must be relative
          template: banner.md            | template: other.md             | other.md, which does not exist
          template: loud.md, path        | copy: secrets, path            | copies secrets
          steps: [6]                     | requires: [sail]               | requires sail
          steps: [6]                     | requires: [banner]             | requires it in turn
          help: How it sounds.           | title: x                       | unknown key `title`
          """)
  void saysWhatIsWrongWithATarget(String good, String bad, String why) throws Exception {
    withBanner();
    write("banner/target.yaml", BANNER.replaceFirst(java.util.regex.Pattern.quote(good), bad));

    var thrown = assertThrows(ProblemException.class, () -> TargetCatalogue.with(List.of(folder)));

    assertEquals("bundle.bad-target", thrown.problem().code().id());
    assertTrue(
        thrown.problem().why().contains(why) || thrown.problem().why().contains("while parsing"),
        thrown.problem().why());
  }

  /// Another word than true and false would have been taken for the opposite of what it says.
  @Test
  void refusesAnotherWordThanTrueAndFalse() throws Exception {
    withBanner();
    for (var wrong :
        Map.of(
                "`offered` is no;", BANNER + "offered: no\n",
                "`executable` is yes;",
                    BANNER.replace("loud.md, when", "loud.md, executable: yes, when"),
                "`advanced` is yes;",
                    BANNER.replace("calm|merry, help", "calm|merry, advanced: yes, help"))
            .entrySet()) {
      write("banner/target.yaml", wrong.getValue());

      var thrown =
          assertThrows(ProblemException.class, () -> TargetCatalogue.with(List.of(folder)));

      assertTrue(
          thrown.problem().why().contains(wrong.getKey() + " it is true or false"),
          thrown.problem().why());
    }
  }

  @Test
  void refusesATemplateThatBelongsToNoTarget() throws Exception {
    write("sails/sail.md", "x");

    var thrown = assertThrows(ProblemException.class, () -> TargetCatalogue.with(List.of(folder)));

    assertEquals("bundle.bad-target", thrown.problem().code().id());
  }

  @Test
  void refusesTwoTargetsThatMakeTheSameFile() throws Exception {
    write("banner/target.yaml", BANNER.replace("banner/banner.md", "docker/Dockerfile"));
    write("banner/banner.md", "x");
    write("banner/loud.md", "x");
    BundleRenderer renderer = new BundleRenderer(TargetCatalogue.with(List.of(folder)));

    var thrown =
        assertThrows(
            ProblemException.class,
            () -> renderer.render(input(Map.of()), List.of("docker", "banner")));

    assertEquals("bundle.path-clash", thrown.problem().code().id());
  }

  @Test
  void refusesAModelThatWasNotTheOneInspected() throws Exception {
    BundleInput changed =
        AlteredInput.of(Voyager.input()).model(ByteContent.of("another model")).input();

    var thrown =
        assertThrows(
            ProblemException.class,
            () -> new BundleRenderer(TargetCatalogue.builtIn()).render(changed, List.of("docker")));

    assertEquals("bundle.changed-model", thrown.problem().code().id());
  }

  @Test
  void readsBuiltInTargetsFromAJar() throws Exception {
    Path jar = folder.resolve("core.jar");
    Path classes =
        Path.of(TargetCatalogue.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        zip.write(Files.readAllBytes(file));
      }
    }

    try (URLClassLoader loader = new OnlyFrom(jar.toUri().toURL())) {
      Object read =
          loader.loadClass(TargetCatalogue.class.getName()).getMethod("builtIn").invoke(null);
      List<?> found = (List<?>) read.getClass().getMethod("targets").invoke(read);
      assertEquals(Voyager.ALL.size() + 2, found.size());
    }
  }

  /// Takes our classes from the jar, not from this test's class path.
  private static final class OnlyFrom extends URLClassLoader {
    OnlyFrom(URL jar) {
      super(new URL[] {jar}, TargetCatalogueTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.slipway.bundle")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    @Override
    public URL getResource(String name) {
      return findResource(name);
    }
  }
}
