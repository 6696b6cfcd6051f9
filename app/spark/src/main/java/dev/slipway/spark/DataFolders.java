// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/// The files of the data and the folder of the answers, in whatever store the cluster knows.
final class DataFolders {

  private final Configuration settings;

  DataFolders(Configuration settings) {
    this.settings = settings;
  }

  /// By which another content of a file shows.
  record Seen(long bytes, Instant modified) {}

  /// The Parquet files that are meant, by their whole names.
  ///
  /// @param patterns files, folders (all that is in them but what begins with `.` or `_`), and
  ///   globs
  SortedMap<String, Seen> files(List<String> patterns) throws ProblemException {
    SortedMap<String, Seen> files = new TreeMap<>();
    for (String pattern : patterns) {
      try {
        Path path = StoreNames.path(pattern);
        FileSystem store = path.getFileSystem(settings);
        var tables = new TableFormats(store);
        FileStatus[] meant =
            store.exists(path)
                ? new FileStatus[] {store.getFileStatus(path)}
                : store.globStatus(path);
        for (FileStatus one : meant == null ? new FileStatus[0] : meant) {
          add(store, one, tables, files);
        }
      } catch (IOException | RuntimeException | LinkageError e) {
        throw StoreFailure.of(pattern, e);
      }
    }
    if (files.isEmpty()) {
      throw Problem.input(
              "score.no-files",
              "No file is meant by " + String.join(" ", patterns),
              "There is none of that name that the cluster can see.",
              "Give a Parquet file, a folder with such files, or a pattern in quotes.")
          .asException();
    }
    return files;
  }

  private static void add(
      FileSystem store, FileStatus meant, TableFormats tables, SortedMap<String, Seen> files)
      throws IOException, ProblemException {
    if (meant.isFile()) {
      tables.refuse(meant.getPath());
      put(meant, files);
      return;
    }
    RemoteIterator<LocatedFileStatus> all = store.listFiles(meant.getPath(), true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      TableFormats.refuseLog(file.getPath());
      if (!isHidden(meant.getPath(), file.getPath())) {
        tables.refuse(file.getPath());
        put(file, files);
      }
    }
  }

  private static void put(FileStatus file, SortedMap<String, Seen> files) throws ProblemException {
    String name = file.getPath().toString();
    String ending = file.getPath().getName().toLowerCase(Locale.ROOT);
    if (!ending.endsWith(".parquet")) {
      throw Problem.input(
              "spark.not-parquet",
              name + " is no Parquet file",
              "The job for Spark reads files whose names end with .parquet, and no others.",
              "Mean Parquet files alone, such as --data 'in/*.parquet', or write this one as"
                  + " Parquet; slipway score reads CSV and JSON lines too.")
          .asException();
    }
    files.put(name, new Seen(file.getLen(), Instant.ofEpochMilli(file.getModificationTime())));
  }

  /// What programs keep beside data, as a mark that the data are whole.
  private static boolean isHidden(Path folder, Path file) {
    for (Path at = file; at != null && !at.equals(folder); at = at.getParent()) {
      if (at.getName().startsWith(".") || at.getName().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  /// Columns that folders name, as in `day=2026-11-29/a.parquet`: files are read without them.
  static SortedSet<String> namedByFolders(Iterable<String> files) {
    SortedSet<String> columns = new TreeSet<>();
    for (String file : files) {
      for (Path at = new Path(file).getParent(); at != null; at = at.getParent()) {
        int equals = at.getName().indexOf('=');
        if (equals > 0) {
          columns.add(at.getName().substring(0, equals));
        }
      }
    }
    return columns;
  }

  /// The folder of the answers.
  ///
  /// @param data names of all files of the data
  /// @throws ProblemException where it holds something, or lies among the data, or they in it
  AnswerFolder answers(String out, List<String> patterns, Iterable<String> data)
      throws ProblemException {
    try {
      Path path = StoreNames.path(out);
      FileSystem store = path.getFileSystem(settings);
      Path folder = store.makeQualified(path);
      for (String file : data) {
        if (file.startsWith(folder + "/")) {
          throw among(folder, file + " lies in it.");
        }
      }
      for (String pattern : patterns) {
        Path root = StoreNames.path(pattern);
        if (takes(root.getFileSystem(settings).makeQualified(root).toString(), folder)) {
          throw among(folder, "The next run would take answers for data of " + pattern + ".");
        }
      }
      return new AnswerFolder(store, folder, UUID.randomUUID().toString());
    } catch (IOException | RuntimeException | LinkageError e) {
      throw StoreFailure.of(out, e);
    }
  }

  /// Whether answers in a folder, or a folder around it, are what a name or pattern means.
  private static boolean takes(String pattern, Path folder) throws IOException {
    // A slash within braces parts folders too.
    for (String one : GlobExpander.expand(pattern)) {
      for (Path at = new Path(folder, "part-0.parquet"); at != null; at = at.getParent()) {
        if (matches(one.split("/", -1), at.toString().split("/", -1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean matches(String[] pattern, String[] name) {
    return pattern.length == name.length
        && IntStream.range(0, name.length)
            .allMatch(
                i -> pattern[i].equals(name[i]) || new GlobPattern(pattern[i]).matches(name[i]));
  }

  private static ProblemException among(Path out, String why) {
    return Problem.input(
            "score.out-among-data",
            "The folder of the answers, " + out + ", is among the data",
            why,
            "Name a folder beside the data with --out, or mean fewer files with --data.")
        .asException();
  }
}
