// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.base.Words;
import dev.slipway.data.DriftReference;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import dev.slipway.data.sql.RowFiles;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Scores what is asked for, piece by piece. What is finished stays: a run that was ended, by
/// whatever, is taken up by the next one over the same data into the same folder.
public final class Scorer {

  private final ScoreOrder order;
  private final OutFolder out;
  private final Progress told;
  private final ScoringProcess.Start start;

  /// Files that cannot be scored, and why.
  private final Map<String, Problem> broken = new LinkedHashMap<>();

  private Scorer(ScoreOrder order, OutFolder out, Progress told, ScoringProcess.Start start) {
    this.order = order;
    this.out = out;
    this.told = told;
    this.start = start;
  }

  /// @param now the time that rows carry, where the folder is begun
  /// @throws ProblemException when something stands in the way; what was finished stays
  public static Scored score(ScoreOrder order, Instant now, LongSupplier nanoTime, Progress told)
      throws ProblemException, InterruptedException {
    return score(order, now, nanoTime, told, ScoringProcess.Start.CHILD);
  }

  static Scored score(
      ScoreOrder order,
      Instant now,
      LongSupplier nanoTime,
      Progress told,
      ScoringProcess.Start start)
      throws ProblemException, InterruptedException {
    SortedMap<String, Path> files = InputFiles.of(order.data().patterns());
    InputFiles.refuseAmong(order.data().patterns(), order.out());
    try (OutFolder out = OutFolder.open(order.out(), order.share())) {
      return new Scorer(order, out, told, start).score(files, now, nanoTime);
    }
  }

  private Scored score(SortedMap<String, Path> paths, Instant now, LongSupplier nanoTime)
      throws ProblemException, InterruptedException {
    List<RowFile> files = look(paths);
    if (files.isEmpty()) {
      throw unscored();
    }
    RowPlan plan = RowPlan.of(files.getFirst(), order.model(), order.data(), order.terms().keep());
    List<RowFile> sound = new ArrayList<>();
    for (RowFile file : files) {
      try {
        plan.check(file);
        sound.add(file);
      } catch (ProblemException e) {
        broken.put(file.name(), e.problem());
      }
    }
    List<Piece> pieces = sound.stream().flatMap(file -> Piece.of(file).stream()).toList();
    refuseOtherParts(pieces);
    List<Piece> own = own(List.copyOf(paths.keySet()), sound);
    var progress = new ScoreProgress(told, nanoTime);
    try (FileHashes hashes = new FileHashes(own.stream().map(Piece::file).findFirst());
        ScoringProcess process = ScoringProcess.start(order, plan.slots(), doors(sound), start)) {
      RunSettings settings = settle(process, plan, sound, division(paths), now);
      sound.stream().filter(file -> broken.containsKey(file.name())).forEach(hashes::drop);
      var work = new PieceWork(order, out, process, plan, settings, hashes);
      work.run(
          own.stream().filter(p -> !broken.containsKey(p.file().name())).toList(),
          pieces,
          progress);
      broken.putAll(work.broken());
      var others = new LinkedHashSet<>(broken.keySet());
      others.removeIf(file -> isOwn(file, paths) || work.broken().containsKey(file));
      if (broken.size() > others.size()) {
        broken.keySet().removeAll(others);
        throw unscored();
      }
      if (!others.isEmpty()) {
        throw BrokenFiles.elsewhere(broken.values());
      }
      return finish(work, pieces, settings, progress);
    }
  }

  /// Whether this share is the one to tell that a file cannot be scored. One that cannot be read
  /// has no pieces that tell whose it is.
  private boolean isOwn(String file, SortedMap<String, Path> paths) {
    return order.share().holds(List.copyOf(paths.keySet()).indexOf(file), 0);
  }

  /// The pieces of this share.
  ///
  /// @param names of all files, those that cannot be read among them
  private List<Piece> own(List<String> names, List<RowFile> sound) {
    List<Piece> own = new ArrayList<>();
    for (RowFile file : sound) {
      int place = names.indexOf(file.name());
      List<Piece> pieces = Piece.of(file);
      for (int i = 0; i < pieces.size(); i++) {
        if (order.share().holds(place, i)) {
          own.add(pieces.get(i));
        }
      }
    }
    return own;
  }

  private List<RowFile> look(SortedMap<String, Path> paths)
      throws ProblemException, InterruptedException {
    List<RowFile> files = new ArrayList<>();
    told.step(0, "looking at " + Words.count(paths.size(), "file"));
    try (RowFiles reader = RowFiles.open(List.copyOf(paths.values()))) {
      for (var path : paths.entrySet()) {
        try {
          files.add(reader.look(path.getValue(), path.getKey()));
        } catch (ProblemException e) {
          broken.put(path.getKey(), e.problem());
        }
      }
    }
    return files;
  }

  /// Parts of a file that cannot be read today are not of other data.
  private void refuseOtherParts(List<Piece> pieces) throws ProblemException {
    if (broken.isEmpty()) {
      Set<String> known = new LinkedHashSet<>();
      pieces.forEach(piece -> known.add(piece.part()));
      out.refuseOtherParts(known);
    }
  }

  private Optional<OutFolder.Division> division(SortedMap<String, Path> paths) {
    return order.share().isAll()
        ? Optional.empty()
        : Optional.of(OutFolder.Division.of(order.share(), paths.keySet()));
  }

  /// What all parts have in common, in agreement with what the folder holds already.
  private RunSettings settle(
      ScoringProcess process,
      RowPlan plan,
      List<RowFile> files,
      Optional<OutFolder.Division> division,
      Instant now)
      throws ProblemException, InterruptedException {
    List<AnswerColumn> answers = List.of();
    for (RowFile file : files) {
      try {
        answers = answers.isEmpty() ? process.look(first(file, plan)) : answers;
      } catch (ProblemException e) {
        if (!e.problem().code().id().startsWith("data.")) {
          throw e;
        }
        broken.put(file.name(), e.problem());
      }
    }
    if (answers.isEmpty()) {
      throw broken.isEmpty() ? empty(plan) : unscored();
    }
    List<RowCopy.Kept> kept = plan.beside(answers).kept();
    Optional<Path> baseline = order.terms().baseline();
    return out.settled(
        new RunSettings(
            RunSettings.FORMAT,
            order.model().sha256(),
            plan.taken().stream().map(RowCopy.Taken::column).toList(),
            kept,
            answers,
            Piece.ROWS,
            baseline.isEmpty()
                ? Optional.empty()
                : Optional.of(Sha256.of(Reading.bytes(baseline.get()))),
            now),
        division);
  }

  /// What the process reads and writes, and nothing else.
  private List<Path> doors(List<RowFile> files) {
    OutFolder.Draft draft = out.draft();
    List<Path> doors = new ArrayList<>(List.of(draft.part(), draft.rejected()));
    files.forEach(file -> doors.add(file.path()));
    return doors;
  }

  private RowCopy first(RowFile file, RowPlan plan) {
    OutFolder.Draft unwritten = out.draft();
    return new RowCopy(
        file,
        0,
        RowCopy.TO_THE_END,
        plan.taken(),
        List.of(),
        List.of(),
        List.of(),
        unwritten.part(),
        unwritten.rejected());
  }

  private static ProblemException empty(RowPlan plan) {
    return Problem.input(
            "data.empty",
            "There is no row to score",
            "None of the files has any; " + plan.first().name() + " is one of them.",
            "Give a file with at least one row of data.")
        .asException();
  }

  private ProblemException unscored() {
    return BrokenFiles.unscored(broken.values(), order.share().isAll());
  }

  private Scored finish(
      PieceWork work, List<Piece> all, RunSettings settings, ScoreProgress progress)
      throws ProblemException {
    Optional<Scored.Report> whole = whole(work, all, settings);
    return new Scored(
        out.folder(),
        whole.isPresent() ? whole.get() : report(work.parts(), settings),
        whole.isPresent(),
        new Scored.Now(
            work.done(),
            work.parts().size() - work.done(),
            progress.rows(),
            progress.took(),
            new Bytes(work.peak()),
            work.least(),
            work.threads(),
            work.paced()));
  }

  /// The one that finds all parts finished says that the folder is whole; of shares, the last. One
  /// that finds a part of another lost says that it is not.
  ///
  /// @param all pieces of all shares
  private Optional<Scored.Report> whole(PieceWork work, List<Piece> all, RunSettings settings)
      throws ProblemException {
    try (FileLock _ = out.telling()) {
      List<Part> parts = order.share().isAll() ? work.parts() : finished(all);
      if (parts.size() < all.size()) {
        out.reopen();
        if (out.names(names(all))) {
          throw lost();
        }
        return Optional.empty();
      }
      refuseMixed(parts);
      work.refuseTooManyOf(parts);
      Scored.Report report = report(parts, settings);
      out.succeed(Json.text(report));
      return Optional.of(report);
    } catch (IOException e) {
      throw OutFolder.unwritable(out.folder(), e);
    }
  }

  private static Set<String> names(List<Piece> pieces) {
    return pieces.stream().map(Piece::part).collect(Collectors.toUnmodifiableSet());
  }

  /// That all shares seem finished and are not: whoever waits for the last one waits for ever.
  private ProblemException lost() {
    return Problem.environment(
            "score.lost-part",
            "The share is done, but a part of another one in " + out.folder() + " is lost",
            "Its manifest is there, and the part is not, or holds other bytes than were written.",
            "Run the other shares again: the one whose part it is makes it again.")
        .asException();
  }

  /// A file that is replaced between two shares is half of the one and half of the other.
  private void refuseMixed(List<Part> parts) throws ProblemException {
    Map<String, Part> first = new LinkedHashMap<>();
    for (Part part : parts) {
      Part before = first.putIfAbsent(part.file(), part);
      if (before != null && !before.input().equals(part.input())) {
        throw Problem.input(
                "score.other-input",
                part.file() + " has changed while it was scored in shares",
                "Some of its parts were made from other bytes than the others.",
                "Choose another folder with --out. Or delete _manifest/%s.json and those of its"
                        .formatted(part.part())
                    + " other pieces, and run all shares again, to score this file again.")
            .asException();
      }
    }
  }

  /// The finished parts of pieces, in their order. They are read only where each has a manifest,
  /// since a part counts once its bytes are seen to be those that were written.
  private List<Part> finished(List<Piece> pieces) throws ProblemException {
    if (!out.names(names(pieces))) {
      return List.of();
    }
    SortedMap<String, Part> finished = out.finished(names(pieces));
    return pieces.stream()
        .flatMap(piece -> Optional.ofNullable(finished.get(piece.part())).stream())
        .toList();
  }

  private Scored.Report report(List<Part> parts, RunSettings settings) throws ProblemException {
    Map<String, Scored.File> files = new LinkedHashMap<>();
    List<Scored.Written> written = new ArrayList<>();
    var names = new StringBuilder();
    for (Part part : parts) {
      files.merge(
          part.file(),
          new Scored.File(part.file(), part.input(), part.rows(), part.rejected()),
          (one, two) ->
              new Scored.File(
                  one.name(),
                  one.sha256(),
                  one.rows() + two.rows(),
                  one.rejected() + two.rejected()));
      written.add(
          new Scored.Written(
              part.part() + ".parquet",
              part.output(),
              part.rejectedOutput(),
              part.rows() - part.rejected()));
    }
    files
        .values()
        .forEach(
            file -> names.append(file.name()).append(' ').append(file.sha256().hex()).append('\n'));
    return new Scored.Report(
        order.model().sha256(),
        Sha256.of(names.toString().getBytes(StandardCharsets.UTF_8)),
        parts.stream().mapToLong(Part::rows).sum(),
        parts.stream().mapToLong(Part::rejected).sum(),
        parts.stream().map(Part::firstRejected).filter(s -> !s.isEmpty()).findFirst().orElse(""),
        settings.kept().stream().map(RowCopy.Kept::name).toList(),
        settings.answers(),
        settings.scoredAt(),
        drift(parts),
        List.copyOf(files.values()),
        written);
  }

  private List<Scored.DriftFound> drift(List<Part> parts) throws ProblemException {
    Optional<Path> baseline = order.terms().baseline();
    if (baseline.isEmpty()) {
      return List.of();
    }
    String name = String.valueOf(baseline.get().getFileName());
    return DriftJudgement.of(
        DriftReference.parse(Reading.text(baseline.get()), name),
        parts.stream().map(Part::drift).toList());
  }
}
