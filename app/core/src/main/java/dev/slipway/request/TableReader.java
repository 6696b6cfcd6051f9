// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads a CSV file with a header, in UTF-8. The separator is found in the header: comma,
/// semicolon, tab or bar.
public final class TableReader {

  /// About 2 GB of heap when every value is different.
  public static final long MOST_VALUES = 20_000_000;

  private static final int LONGEST_HEADER = 1 << 16;

  private static final Pattern LINE = Pattern.compile("line:? ([\\d,]*\\d)");

  private final Path path;

  private TableReader(Path path) {
    this.path = path;
  }

  public static Table read(Path path) throws ProblemException {
    var reader = new TableReader(path);
    return reader.opened(reader::parse);
  }

  /// The header alone, refused for the same reasons.
  static CsvHeader header(Path path) throws ProblemException {
    var reader = new TableReader(path);
    return reader.opened(text -> {
      skipByteOrderMark(text);
      char separator = separator(text);
      try (CSVParser parser = parser(text, separator)) {
        return new CsvHeader(separator, reader.header(parser.iterator()));
      }
    });
  }

  /// The lines on which some rows begin.
  ///
  /// @param rows counted from 0, ascending
  public static List<Integer> lines(Path path, List<Long> rows) throws ProblemException {
    var reader = new TableReader(path);
    return reader.opened(text -> reader.lines(text, rows));
  }

  private List<Integer> lines(BufferedReader text, List<Long> rows)
      throws IOException, ProblemException {
    skipByteOrderMark(text);
    List<Integer> lines = new ArrayList<>();
    try (CSVParser parser = parser(text, separator(text))) {
      Iterator<CSVRecord> records = parser.iterator();
      header(records);
      long before = parser.getCurrentLineNumber();
      for (long row = 0; lines.size() < rows.size() && records.hasNext(); row++) {
        records.next();
        if (row == rows.get(lines.size())) {
          lines.add((int) before + 1);
        }
        before = parser.getCurrentLineNumber();
      }
    }
    return lines;
  }

  private interface Reading<T> {
    T of(BufferedReader text) throws ProblemException, IOException;
  }

  private <T> T opened(Reading<T> reading) throws ProblemException {
    refuseWhatIsNoFile();
    try (var text = new BufferedReader(new InputStreamReader(Unpacked.open(path), strict()))) {
      return reading.of(text);
    } catch (CharacterCodingException e) {
      throw notUtf8(e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException ? notUtf8(e) : malformed(e);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private static CSVParser parser(BufferedReader text, char separator) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get();
    return CSVParser.builder().setReader(text).setFormat(format).get();
  }

  private void refuseWhatIsNoFile() throws ProblemException {
    if (!Files.exists(path)) {
      throw problem(
          "data.missing-file",
          "There is no file " + path,
          "Looked for it in " + path.toAbsolutePath().normalize().getParent() + ".",
          "Check the name under data: in slipway.yaml; it is relative to the project's folder.");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw problem(
          "data.unreadable",
          path + " cannot be read as a file",
          Files.isDirectory(path) ? "It is a folder." : "The file system does not allow it.",
          "Name a CSV file that your user may read.");
    }
  }

  private Table parse(BufferedReader text) throws IOException, ProblemException {
    skipByteOrderMark(text);
    try (CSVParser parser = parser(text, separator(text))) {
      Iterator<CSVRecord> records = parser.iterator();
      return new Body(header(records), parser).read(records);
    }
  }

  /// Collects rows below the header.
  private final class Body {

    private final List<String> columns;
    private final CSVParser parser;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();

    Body(List<String> columns, CSVParser parser) {
      this.columns = columns;
      this.parser = parser;
    }

    Table read(Iterator<CSVRecord> records) throws ProblemException, IOException {
      long before = parser.getCurrentLineNumber();
      while (records.hasNext()) {
        add(records.next(), (int) before + 1);
        before = parser.getCurrentLineNumber();
      }
      if (rows.isEmpty()) {
        throw problem(
            "data.empty",
            path + " has no rows",
            "It has a header with " + columns.size() + " columns and nothing below.",
            "Give a file with at least one row of data.");
      }
      return new Table(path.toString().replace('\\', '/'), Sha256.of(path), columns, rows, lines);
    }

    private void add(CSVRecord row, int line) throws ProblemException {
      if (row.size() != columns.size()) {
        throw problem(
            "data.ragged-row",
            "Line %d of %s has %d values; the header has %d columns"
                .formatted(line, path, row.size(), columns.size()),
            "A value with a separator in it may lack its quotes, or the row was cut.",
            "Correct line " + line + ", or write the file again with quotes around texts.");
      }
      if ((long) rows.size() * columns.size() > MOST_VALUES) {
        throw problem(
            "data.too-large",
            path + " has more than " + MOST_VALUES + " values",
            "The whole table is held in memory.",
            "Take a random sample of the rows; some ten thousand suffice for an evaluation.");
      }
      rows.add(row.toList().stream().map(value -> value.isBlank() ? "" : value).toList());
      lines.add(line);
    }
  }

  private List<String> header(Iterator<CSVRecord> records) throws ProblemException {
    if (!records.hasNext()) {
      throw problem(
          "data.empty",
          path + " is empty",
          "It has not even a header.",
          "Give a CSV file whose first line names the columns.");
    }
    List<String> columns = records.next().toList().stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (column.isEmpty()) {
        throw problem(
            "data.unnamed-column",
            "Column " + (i + 1) + " of " + path + " has no name",
            "The first line must name every column.",
            "Name it in the header, or leave the column out.");
      }
      if (!seen.add(column)) {
        throw problem(
            "data.duplicate-column",
            "Two columns of " + path + " are named '" + column + "'",
            "A column is known by its name.",
            "Give each column a name of its own in the header.");
      }
    }
    return columns;
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != 0xfeff) {
      text.reset();
    }
  }

  /// The most frequent separator of the header line, outside quotes; a comma if there is none.
  private static char separator(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER + 1);
    String candidates = ",;\t|";
    int[] counts = new int[candidates.length()];
    boolean quoted = false;
    for (int i = 0; i < LONGEST_HEADER; i++) {
      int c = text.read();
      if (c < 0 || (!quoted && c == '\n')) {
        break;
      }
      quoted ^= c == '"';
      int candidate = candidates.indexOf(c);
      if (!quoted && candidate >= 0) {
        counts[candidate]++;
      }
    }
    text.reset();
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return candidates.charAt(best);
  }

  private static CharsetDecoder strict() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private ProblemException notUtf8(Exception cause) {
    return new ProblemException(
        Problem.input(
            "data.not-utf8",
            path + " is not UTF-8 text",
            "It may be in another encoding (Latin-1, UTF-16), or no text at all (Parquet, Excel).",
            "Save it as CSV in UTF-8. On Linux: iconv -f latin1 -t utf-8 OLD > NEW"),
        cause);
  }

  private ProblemException malformed(Exception cause) {
    String message =
        cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null
            ? String.valueOf(unchecked.getCause().getMessage())
            : String.valueOf(cause.getMessage());
    Matcher line = LINE.matcher(message);
    String where = line.find() ? "Line " + line.group(1).replace(",", "") + " of " : "";
    return new ProblemException(
        Problem.input(
            "data.malformed",
            where + path + " cannot be read as CSV",
            message.replaceFirst("^\\(startline [\\d,]+\\) ", ""),
            "Correct that place: quotes open and close around a value, and are doubled inside it."),
        cause);
  }

  private static ProblemException problem(String id, String what, String why, String remedy) {
    return Problem.input(id, what, why, remedy).asException();
  }
}
