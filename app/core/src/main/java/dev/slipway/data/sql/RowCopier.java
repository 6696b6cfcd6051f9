// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.RowCopy.Copied;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Copies rows through a function into Parquet, in their order and in one pass. Where a row is
/// refused, or a text is no plain number, the copy is made again with more care: each row knows its
/// place then, and rows that are refused go to a file of their own. Where the memory does not
/// suffice for a row group of each thread, it is made again, and each one after it, by one thread.
/// The engine stays for the next copy, unless one failed.
public final class RowCopier implements AutoCloseable {

  private static final Pattern FULL =
      Pattern.compile(
          "(?i)no space left|disk (is )?full|quota exceeded|could not write|failed to write");

  private static final Pattern UNFIT = Pattern.compile("(?i)conversion error|could not convert");

  /// What no file is to blame for.
  private static final Pattern ENGINE =
      Pattern.compile("(?i)^(internal|fatal|catalog|parser|permission|interrupt) error");

  /// That a statement is not of the columns that are there; those of a CSV are found as it is read.
  private static final Pattern OTHER_COLUMNS = Pattern.compile("^Binder Error");

  /// The engine names it where the disk does not suffice, which fewer threads do not mend.
  private static final String SPILL = "max_temp_directory_size";

  private final List<Path> files;
  private final LongConsumer rows;
  private Limits limits;
  private @Nullable CopyEngine kept;

  /// @param files of all copies, the only ones that are read or written
  /// @param rows hears how many rows were answered so far, some twenty times a second
  public RowCopier(List<Path> files, Limits limits, LongConsumer rows) {
    this.files = List.copyOf(files);
    this.limits = limits;
    this.rows = rows;
  }

  /// For one copy, and others of its file that go where it goes.
  public static RowCopier of(RowCopy copy, Limits limits) {
    return new RowCopier(
        List.of(copy.file().path(), copy.part(), copy.rejected()), limits, rows -> {});
  }

  /// @throws ProblemException when the file cannot be read, its part cannot be written, or the
  ///   function ends the copy; what was written then is nothing
  public Copied copy(RowCopy copy, RowFunction function)
      throws ProblemException, InterruptedException {
    return fitting(() -> attempt(copy, function));
  }

  /// What reads rows, with as many threads as memory suffices for.
  private <T> T fitting(Reading<T> reading) throws ProblemException, InterruptedException {
    try {
      return reading.read();
    } catch (ProblemException e) {
      boolean isOfRowGroups =
          e.problem().code().id().equals(Refusals.MEMORY) && !e.problem().why().contains(SPILL);
      if (!isOfRowGroups || limits.threads() == 1) {
        throw e;
      }
      // Each thread holds a row group of its own.
      limits = new Limits(1, limits.memory(), limits.disk());
      return reading.read();
    }
  }

  private interface Reading<T> {
    T read() throws ProblemException, InterruptedException;
  }

  private Copied attempt(RowCopy copy, RowFunction function)
      throws ProblemException, InterruptedException {
    var relation = new RowRelation(copy, false);
    CopyEngine engine = engine();
    CopyFunctions quick =
        engine.functions(new CopyFunctions.Kind(relation.types(), copy.answers(), false));
    quick.begin(function);
    boolean done = false;
    try {
      run(
          engine,
          quick,
          to(copy.part(), all(copy, quick, "SELECT *, " + ask(copy, quick, relation))));
      done = true;
      return new Copied(quick.asked(), 0, "", limits.threads());
    } catch (SQLException e) {
      if (!quick.isRefused() && !isUnfit(copy, e)) {
        throw ended(copy, quick, e);
      }
    } catch (IOException e) {
      throw Refusals.gone(copy.file().name(), e);
    } finally {
      if (!done) {
        close();
      }
    }
    return carefully(copy, function);
  }

  /// A number that only care can tell: in a CSV texts become numbers on the way.
  private static boolean isUnfit(RowCopy copy, SQLException e) {
    return copy.file().format() == DataFormat.CSV
        && UNFIT.matcher(String.valueOf(e.getMessage())).find();
  }

  private Copied carefully(RowCopy copy, RowFunction function)
      throws ProblemException, InterruptedException {
    var relation = new RowRelation(copy, true);
    CopyEngine engine = engine();
    CopyFunctions functions =
        engine.functions(new CopyFunctions.Kind(relation.types(), copy.answers(), true));
    functions.begin(function);
    try {
      run(
          engine,
          functions,
          "CREATE TEMP TABLE answered AS " + answered(copy, functions, relation));
      Row counts =
          engine
              .queries()
              .rows("SELECT count(*), count(refusal) FROM answered", Progress.NONE, "counting")
              .getFirst();
      run(engine, functions, to(copy.part(), part(copy)));
      if (counts.whole(1) == 0) {
        return new Copied(counts.whole(0), 0, "", limits.threads());
      }
      run(engine, functions, to(copy.rejected(), rejected(copy)));
      Row first =
          engine
              .queries()
              .rows(
                  "SELECT place + 1, refusal FROM answered WHERE refusal IS NOT NULL"
                      + " ORDER BY place LIMIT 1",
                  Progress.NONE,
                  "looking")
              .getFirst();
      return new Copied(
          counts.whole(0),
          counts.whole(1),
          "row %d: %s".formatted(first.whole(0), first.text(1).orElse("")),
          limits.threads());
    } catch (SQLException e) {
      throw ended(copy, functions, e);
    } catch (IOException e) {
      throw Refusals.gone(copy.file().name(), e);
    } finally {
      // Its table goes with the engine.
      close();
    }
  }

  /// Gives the first rows to a function, whose answers are not read.
  public void look(RowCopy copy, int most, RowFunction function)
      throws ProblemException, InterruptedException {
    var _ = fitting(() -> looked(copy, most, function));
  }

  private boolean looked(RowCopy copy, int most, RowFunction function)
      throws ProblemException, InterruptedException {
    var relation = new RowRelation(copy, true);
    CopyEngine engine = engine();
    CopyFunctions functions =
        engine.functions(new CopyFunctions.Kind(relation.types(), List.of(), true));
    functions.begin(function);
    boolean done = false;
    try {
      String first = "SELECT * FROM (" + relation.sql() + ") LIMIT " + most;
      String asked = "SELECT max(" + functions.ask(cells(copy)) + ") FROM (" + first + ")";
      engine.queries().rows(asked, Progress.NONE, "looking");
      done = true;
      return true;
    } catch (SQLException e) {
      throw ended(copy, functions, e);
    } catch (IOException e) {
      throw Refusals.gone(copy.file().name(), e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private CopyEngine engine() throws ProblemException {
    CopyEngine ready = kept == null ? CopyEngine.over(files, limits) : kept;
    kept = ready;
    return ready;
  }

  private void run(CopyEngine engine, CopyFunctions functions, String sql)
      throws SQLException, InterruptedException {
    engine.queries().rows(sql, (fraction, doing) -> rows.accept(functions.asked()), "copying");
  }

  private static String ask(RowCopy copy, CopyFunctions functions, RowRelation relation)
      throws ProblemException, IOException {
    return functions.ask(cells(copy)) + " AS ticket FROM (" + relation.sql() + ")";
  }

  private static List<String> cells(RowCopy copy) {
    return numbered("c", copy.taken().size());
  }

  private static List<String> numbered(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
  }

  private static String all(RowCopy copy, CopyFunctions functions, String asked) {
    List<String> values = new ArrayList<>();
    kept(copy, values);
    for (int i = 0; i < copy.answers().size(); i++) {
      values.add(functions.answer(i) + " AS " + Quoted.name(copy.answers().get(i).name()));
    }
    constants(copy, values);
    return "SELECT " + String.join(", ", values) + " FROM (" + asked + ")";
  }

  private static String answered(RowCopy copy, CopyFunctions functions, RowRelation relation)
      throws ProblemException, IOException {
    List<String> values = new ArrayList<>(List.of("place"));
    values.addAll(numbered("k", copy.kept().size()));
    for (int i = 0; i < copy.answers().size(); i++) {
      values.add(functions.answer(i) + " AS a" + i);
    }
    values.add(functions.refusal() + " AS refusal");
    return "SELECT %s FROM (SELECT *, %s)"
        .formatted(String.join(", ", values), ask(copy, functions, relation));
  }

  private static String part(RowCopy copy) {
    List<String> values = new ArrayList<>();
    kept(copy, values);
    for (int i = 0; i < copy.answers().size(); i++) {
      values.add("a%d AS %s".formatted(i, Quoted.name(copy.answers().get(i).name())));
    }
    constants(copy, values);
    return "SELECT " + String.join(", ", values) + " FROM answered WHERE refusal IS NULL";
  }

  private static String rejected(RowCopy copy) {
    List<String> values = new ArrayList<>();
    values.add(Quoted.text(copy.file().name()) + " AS " + RowCopy.REFUSED_FILE);
    values.add("place + 1 AS " + RowCopy.REFUSED_ROW);
    values.add("refusal AS " + RowCopy.REFUSED_REASON);
    kept(copy, values);
    return "SELECT " + String.join(", ", values) + " FROM answered WHERE refusal IS NOT NULL";
  }

  private static void kept(RowCopy copy, List<String> values) {
    for (int i = 0; i < copy.kept().size(); i++) {
      values.add("k%d AS %s".formatted(i, Quoted.name(copy.kept().get(i).name())));
    }
  }

  private static void constants(RowCopy copy, List<String> values) {
    for (RowCopy.Constant constant : copy.constants()) {
      values.add(
          "CAST(%s AS %s) AS %s"
              .formatted(
                  Quoted.text(constant.value()), constant.type(), Quoted.name(constant.name())));
    }
  }

  private static String to(Path file, String rows) {
    return "COPY (" + rows + ") TO " + Quoted.text(FileQueries.plain(file)) + " (FORMAT parquet)";
  }

  /// Ends the engine; the next copy begins another.
  @Override
  public void close() {
    CopyEngine ending = kept;
    kept = null;
    if (ending != null) {
      ending.close();
    }
  }

  private static ProblemException ended(RowCopy copy, CopyFunctions functions, SQLException cause) {
    ProblemException failure = functions.failure();
    if (failure != null) {
      return failure;
    }
    String name = copy.file().name();
    String message = String.valueOf(cause.getMessage());
    String said = message.lines().findFirst().orElse("");
    Throwable fault = functions.fault();
    if (fault != null || isOfTheEngine(copy, message)) {
      return new ProblemException(
          Problem.environment(
              "data.copy-failed",
              "The answers to " + name + " could not be made",
              fault == null ? said : "What answers its rows failed: " + fault,
              "Run the same command again: what is finished stays. Where it ends here again, report"
                  + " it with these words; the file is not to blame."),
          cause);
    }
    boolean written =
        said.contains(FileQueries.plain(copy.part()))
            || said.contains(FileQueries.plain(copy.rejected()));
    boolean full = FULL.matcher(message).find();
    if (full || written) {
      return new ProblemException(
          Problem.environment(
              "data.unwritable",
              full
                  ? "There is no room for the answers to " + name
                  : "The answers to " + name + " cannot be written",
              said,
              (full ? "Free some space in " : "Let your user write to ")
                  + copy.part().toAbsolutePath().getParent()
                  + " and run the same command again: what is finished stays."),
          cause);
    }
    return Refusals.unreadable(name, "reading " + name, copy.file().format(), cause);
  }

  private static boolean isOfTheEngine(RowCopy copy, String message) {
    return ENGINE.matcher(message).find()
        || (copy.file().format() != DataFormat.CSV && OTHER_COLUMNS.matcher(message).find());
  }
}
