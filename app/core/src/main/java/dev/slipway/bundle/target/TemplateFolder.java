// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Reads a folder of templates into memory: on disk, or within our own jar.
final class TemplateFolder {

  private static final String RESOURCES = "/dev/slipway/templates/";
  private static final String KNOWN = "docker/target.yaml";
  private static final long LARGEST = 4 << 20;

  private TemplateFolder() {}

  /// The templates that come with Slipway.
  static SortedMap<String, byte[]> builtIn() {
    URL known =
        Objects.requireNonNull(
            TemplateFolder.class.getResource(RESOURCES + KNOWN), "core carries its templates");
    try {
      if (known.openConnection() instanceof JarURLConnection connection) {
        try (ZipFile jar = new ZipFile(pathOf(connection.getJarFileURL()).toFile())) {
          return files(jar);
        }
      }
      Path file = pathOf(known);
      return files(Objects.requireNonNull(file.getParent()).resolveSibling("."));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("core's own templates can be read: " + known, e);
    }
  }

  /// Java has the jar open, and knows what is in it: as a file system it would be read once more,
  /// which took longer than reading the templates.
  private static SortedMap<String, byte[]> files(ZipFile jar) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String root = RESOURCES.substring(1);
    for (var entries = jar.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      if (entry.getName().startsWith(root) && !entry.isDirectory()) {
        try (InputStream in = jar.getInputStream(entry)) {
          files.put(entry.getName().substring(root.length()), in.readAllBytes());
        }
      }
    }
    return files;
  }

  /// The templates in a folder; none where it does not exist.
  static SortedMap<String, byte[]> read(Path folder) throws ProblemException {
    if (!Files.isDirectory(folder)) {
      return new TreeMap<>();
    }
    try {
      return files(folder);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.unreadable-templates",
              "The templates in " + folder + " cannot be read.",
              String.valueOf(e.getMessage()),
              "Make the folder and its files readable, or name another folder."),
          e);
    }
  }

  private static SortedMap<String, byte[]> files(Path given) throws IOException {
    Path root = given.toAbsolutePath().normalize();
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (Stream.of(path.split("/")).anyMatch(part -> part.startsWith("."))) {
        continue;
      }
      if (Files.size(file) > LARGEST) {
        throw new IOException(file + " is larger than 4 MiB, which no template is");
      }
      files.put(path, Files.readAllBytes(file));
    }
    return files;
  }

  private static Path pathOf(URL url) throws URISyntaxException {
    return Path.of(new URI(url.toString()));
  }
}
