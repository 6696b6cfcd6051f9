// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.DataFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns failures to read a data file into problems.
final class Refusals {

  /// The code of what did not fit into memory, nor onto disk.
  static final String MEMORY = "data.memory";

  private static final Pattern LINE = Pattern.compile("(?i)CSV Error on Line: (\\d+)");

  private static final Pattern REASON = Pattern.compile("\n([^\n]+)\n+Possible (fixes|Solution)");

  /// `Invalid Input Error: `
  private static final Pattern KIND = Pattern.compile("^([A-Z][A-Za-z]+ )+Error: ");

  private static final Pattern COLUMNS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  private static final Pattern NOT_UTF8 = Pattern.compile("(?i)invalid unicode|not utf-8 encoded");

  /// What systems say of a disk, a share of files or a mount that failed: behind the name of the
  /// file, which may hold the same words.
  private static final Pattern VOLUME =
      Pattern.compile(
          "(?is)^io error.*\": [^\"]*(stale (nfs )?file handle|input/output error|remote i/o error"
              + "|not connected|host is down|timed out)");

  /// What the engine, its driver or Java says where memory or the disk for what it does not hold is
  /// too small: alone, or on a line below what it was doing.
  private static final Pattern SHORTAGE =
      Pattern.compile(
          "(?im)^(Error: )?(Out of Memory Error\\b.*|IO Error: .*\": [^\"]*(no space left on"
              + " device|quota exceeded|not enough space on the"
              + " disk).*|java\\.lang\\.OutOfMemoryError.*)");

  private Refusals() {}

  static DataFormat formatOf(Path path, String source) throws ProblemException {
    if (!Files.exists(path)) {
      throw Problem.input(
              "data.missing-file",
              "There is no file " + source,
              "Looked for it in " + path.toAbsolutePath().normalize().getParent() + ".",
              "Check the name under data: in slipway.yaml; it is relative to the project's folder.")
          .asException();
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw Problem.input(
              "data.unreadable",
              source + " cannot be read as a file",
              Files.isDirectory(path) ? "It is a folder." : "The file system does not allow it.",
              "Name a CSV, Parquet or JSON lines file that your user may read.")
          .asException();
    }
    try {
      return DataFormat.of(path);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      throw new ProblemException(
          Reading.isOfTheFile(e)
              ? Problem.input(
                  "data.unreadable",
                  source + " cannot be read as a file",
                  why,
                  "Name a CSV, Parquet or JSON lines file that your user may read.")
              : volume(source, why),
          e);
    }
  }

  static ProblemException noRows(String source, int columns) {
    return Problem.input(
            "data.empty",
            source + " has no rows",
            "It has a header with " + columns + " columns and nothing below.",
            "Give a file with at least one row of data.")
        .asException();
  }

  static ProblemException unreadable(
      String source, String doing, DataFormat format, SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    Optional<String> shortage = shortage(message);
    if (shortage.isPresent()) {
      return new ProblemException(shortage(doing, shortage.get()), cause);
    }
    Matcher columns = COLUMNS.matcher(message);
    if (columns.find()) {
      return new ProblemException(
          Problem.input(
              "data.ragged-row",
              line(message)
                  + source
                  + " has "
                  + columns.group(2)
                  + " values; the header has "
                  + columns.group(1)
                  + " columns",
              "A value with a separator in it may lack its quotes, or the row was cut.",
              "Correct that row, or write the file again with quotes around texts."),
          cause);
    }
    if (NOT_UTF8.matcher(message).find()) {
      return new ProblemException(
          Problem.input(
              "data.not-utf8",
              source + " is not UTF-8 text",
              "It may be in another encoding, such as Latin-1 or UTF-16.",
              "Save it in UTF-8. On Linux: iconv -f latin1 -t utf-8 OLD > NEW"),
          cause);
    }
    if (VOLUME.matcher(message).find()) {
      return new ProblemException(volume(source, firstLine(message)), cause);
    }
    return new ProblemException(
        Problem.input(
            "data.malformed",
            line(message) + source + " cannot be read as " + name(format),
            firstLine(message),
            "Correct that place, or write the file again with the tool that made it."),
        cause);
  }

  /// Of a statement over rows that are loaded: the file is not to blame any more.
  static ProblemException failed(String source, String doing, SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    Optional<String> shortage = shortage(message);
    if (shortage.isPresent()) {
      return new ProblemException(shortage(doing, shortage.get()), cause);
    }
    return new ProblemException(
        message.startsWith("IO Error")
            ? Problem.environment(
                "data.temporary",
                "Temporary files failed while " + doing,
                firstLine(message),
                "See that the disk of " + System.getProperty("java.io.tmpdir") + " is well.")
            : new Problem(
                new Problem.Code(Problem.Category.INTERNAL, "data.engine-failed"),
                "The data engine failed while " + doing,
                firstLine(message),
                "This is a defect. Report it with these words; " + source + " is not to blame."),
        cause);
  }

  private static Problem shortage(String doing, String said) {
    return Problem.environment(
        MEMORY,
        "Memory ran out while " + doing,
        said,
        "Free memory or disk space for temporary files, or give a sample of the rows.");
  }

  /// Whether the memory did not suffice, nor the disk for what it does not hold.
  static boolean isOfShortage(SQLException cause) {
    return shortage(String.valueOf(cause.getMessage())).isPresent();
  }

  /// What is said of it. A line of a CSV that the engine quotes may hold the same words.
  private static Optional<String> shortage(String message) {
    Matcher said = SHORTAGE.matcher(message);
    return said.find() && (said.start() == 0 || !LINE.matcher(message).find())
        ? Optional.of(KIND.matcher(said.group().replaceFirst("^Error: ", "")).replaceFirst(""))
        : Optional.empty();
  }

  static ProblemException gone(String source, IOException cause) {
    String why = String.valueOf(cause.getMessage());
    return new ProblemException(
        Reading.isOfTheFile(cause)
            ? Problem.input(
                "data.unreadable",
                source + " cannot be read to its end",
                why,
                "See that nobody removes or replaces it meanwhile.")
            : volume(source, why),
        cause);
  }

  private static Problem volume(String source, String why) {
    return Problem.environment(
        "data.volume",
        "What " + source + " lies on cannot be read",
        why,
        "See that the disk or the mounted volume is well.");
  }

  private static String name(DataFormat format) {
    return switch (format) {
      case CSV -> "CSV";
      case PARQUET -> "Parquet";
      case JSON_LINES -> "JSON lines";
    };
  }

  private static String line(String message) {
    Matcher line = LINE.matcher(message);
    return line.find() ? "Line " + line.group(1) + " of " : "";
  }

  /// What the engine says of a line of CSV stands after the line itself and before its advice.
  private static String firstLine(String message) {
    Matcher reason = REASON.matcher(message);
    if (LINE.matcher(message).find() && reason.find()) {
      return reason.group(1).strip();
    }
    return KIND.matcher(message.lines().findFirst().orElse("")).replaceFirst("");
  }
}
