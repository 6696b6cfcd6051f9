// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.CodePlace;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.measure.target.TargetMain;
import dev.slipway.serving.RuntimeDependencies;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The serving runtime that this program runs with, as files for an image: the code that was
/// measured is the code that ships. And the profiler that this program measures with, for the image
/// that measures beside the deployed service.
public final class ServingRuntime {

  private static final String NATIVES = "ai/onnxruntime/native/";
  private static final Map<String, String> ARCHITECTURES =
      Map.of("linux-x64", "native-amd64", "linux-aarch64", "native-arm64");

  /// What the program of the profiler image needs beside our own; a test starts it with nothing
  /// else.
  private static final List<String> PROFILER =
      List.of(
          "HdrHistogram",
          "commons-numbers-core",
          "commons-numbers-fraction",
          "commons-numbers-gamma",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "jackson-datatype-jdk8",
          "jackson-datatype-jsr310");

  private static final List<String> HEALTH_CHECKS = List.of("amd64", "arm64");

  private static final Pattern LIBRARY = Pattern.compile("lib[A-Za-z0-9_]+\\.so");

  private final Path serving;
  private final Path measure;
  private final List<String> dependencies;
  private final List<Path> classPath;

  private ServingRuntime(
      Path serving, Path measure, List<String> dependencies, List<Path> classPath) {
    this.serving = serving;
    this.measure = measure;
    this.dependencies = List.copyOf(dependencies);
    this.classPath = List.copyOf(classPath);
  }

  /// The one on the class path of the running program.
  public static ServingRuntime running() throws ProblemException {
    List<Path> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        classPath.add(Path.of(entry));
      }
    }
    return of(classPath);
  }

  /// The one of this program's rooms with the libraries of a class path.
  static ServingRuntime of(List<Path> classPath) {
    return new ServingRuntime(
        locationOf(RuntimeDependencies.class),
        locationOf(TargetMain.class),
        RuntimeDependencies.names(),
        classPath);
  }

  private static Path locationOf(Class<?> one) {
    return CodePlace.of(one)
        .orElseThrow(() -> new IllegalStateException("our own rooms are read from files"));
  }

  /// Its files: jars without native code, the native libraries and the program of the health check
  /// by architecture; and the profiler's jars.
  public List<RuntimeFile> files() throws ProblemException {
    List<RuntimeFile> files = new ArrayList<>();
    GeneratedFile.Content servingJar = jar(serving);
    files.add(new RuntimeFile("runtime", "slipway-serving.jar", servingJar));
    files.add(new RuntimeFile("profiler", "slipway-serving.jar", servingJar));
    files.add(new RuntimeFile("profiler", "slipway-measure.jar", jar(measure)));
    for (String name : PROFILER) {
      Path jar = find(name);
      files.add(
          new RuntimeFile("profiler", String.valueOf(jar.getFileName()), FileContent.of(jar)));
    }
    for (String architecture : HEALTH_CHECKS) {
      files.add(new RuntimeFile("health-check", architecture, healthCheck(architecture)));
    }
    for (String name : dependencies) {
      Path jar = find(name);
      if (name.equals("onnxruntime")) {
        addOnnxRuntime(jar, files);
      } else {
        files.add(
            new RuntimeFile("runtime", String.valueOf(jar.getFileName()), FileContent.of(jar)));
      }
    }
    return List.copyOf(files);
  }

  private static GeneratedFile.Content healthCheck(String architecture) throws ProblemException {
    String name = "health-check/" + architecture;
    try (InputStream in = ServingRuntime.class.getResourceAsStream(name)) {
      if (in == null) {
        throw incomplete(name, new IOException("it is not in the installed program"));
      }
      return ByteContent.owned(in.readAllBytes());
    } catch (IOException e) {
      throw incomplete(name, e);
    }
  }

  Path find(String name) throws ProblemException {
    for (Path entry : classPath) {
      if (isJarOf(name, String.valueOf(entry.getFileName())) && Files.isRegularFile(entry)) {
        return entry;
      }
    }
    throw incomplete(name, new IOException("it is not on the class path"));
  }

  /// Whether a file is a library's jar, whatever its version.
  private static boolean isJarOf(String library, String file) {
    return file.startsWith(library + "-")
        && file.endsWith(".jar")
        && file.length() > library.length() + 1
        && Character.isDigit(file.charAt(library.length() + 1));
  }

  /// A room of ours: its jar, or one made of its classes.
  private static GeneratedFile.Content jar(Path room) throws ProblemException {
    if (Files.isRegularFile(room)) {
      return FileContent.of(room);
    }
    SortedMap<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(room)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        entries.put(room.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
      return jar(entries);
    } catch (IOException e) {
      throw incomplete(room.toString(), e);
    }
  }

  /// A jar whose bytes depend on its entries only.
  static GeneratedFile.Content jar(SortedMap<String, byte[]> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (PlainZip zip = new PlainZip(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.add(entry.getKey(), false, out -> out.write(entry.getValue()));
      }
    }
    return ByteContent.owned(bytes.toByteArray());
  }

  private static void addOnnxRuntime(Path jar, List<RuntimeFile> files) throws ProblemException {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        String name = entry.getName();
        if (!name.startsWith(NATIVES)) {
          classes.put(name, read(zip, entry));
          continue;
        }
        String[] parts = name.substring(NATIVES.length()).split("/");
        String kind = ARCHITECTURES.get(parts[0]);
        if (kind != null && parts.length == 2 && LIBRARY.matcher(parts[1]).matches()) {
          files.add(new RuntimeFile(kind, parts[1], ByteContent.owned(read(zip, entry))));
        }
      }
      files.add(new RuntimeFile("runtime", String.valueOf(jar.getFileName()), jar(classes)));
    } catch (IOException e) {
      throw incomplete(jar.toString(), e);
    }
  }

  /// Those entries of a jar that are wanted, by name.
  static SortedMap<String, byte[]> entries(Path jar, Predicate<String> wanted) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        if (wanted.test(entry.getName())) {
          entries.put(entry.getName(), read(zip, entry));
        }
      }
    }
    return entries;
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  static ProblemException incomplete(String what, IOException cause) {
    return new ProblemException(
        Problem.environment(
            "bundle.incomplete-installation",
            "The serving runtime cannot be copied into the bundle: " + what + " is missing.",
            String.valueOf(cause.getMessage()),
            "Install Slipway again."),
        cause);
  }
}
