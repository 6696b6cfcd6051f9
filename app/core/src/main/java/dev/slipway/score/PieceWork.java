// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Words;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Scores pieces one after the other, and passes by those that are finished. A file that cannot be
/// read is noted, and the others go on.
final class PieceWork {

  private final ScoreOrder order;
  private final OutFolder out;
  private final ScoringProcess process;
  private final RowPlan plan;
  private final RunSettings settings;
  private final FileHashes hashes;

  private final Map<String, Problem> broken = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<ScoreSpeed.Paced> paced = new ArrayList<>();
  private int done;
  private long peak;
  private int threads;

  PieceWork(
      ScoreOrder order,
      OutFolder out,
      ScoringProcess process,
      RowPlan plan,
      RunSettings settings,
      FileHashes hashes) {
    this.order = order;
    this.out = out;
    this.process = process;
    this.plan = plan;
    this.settings = settings;
    this.hashes = hashes;
    this.threads = order.terms().limits().threads();
  }

  /// @param pieces that are scored, or were
  /// @param all pieces, those of other shares too
  void run(List<Piece> pieces, List<Piece> all, ScoreProgress progress)
      throws ProblemException, InterruptedException {
    Set<String> names = pieces.stream().map(Piece::part).collect(Collectors.toSet());
    Map<String, Part> finished = out.finished(names);
    if (!finished.keySet().containsAll(names)) {
      out.reopen();
    }
    var shares = new Shares(pieces);
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (broken.containsKey(piece.file().name())) {
        continue;
      }
      double share = shares.of(piece);
      progress.at(piece, share, 0, 0);
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while scoring");
      }
      hashes.begin(piece.file());
      // The next piece may be another file's, which is hashed while this one is scored.
      hashes.begin(pieces.get(Math.min(i + 1, pieces.size() - 1)).file());
      try {
        Part before = finished.get(piece.part());
        if (before != null) {
          refuseChanged(piece, before, hashes.of(piece.file()));
          parts.add(before);
          progress.finished(share, 0);
        } else {
          Duration began = progress.took();
          Part part = score(piece, share, progress);
          paced.add(new ScoreSpeed.Paced(part.rows(), progress.took().minus(began)));
          parts.add(part);
          done++;
          progress.finished(share, part.rows());
        }
      } catch (ProblemException e) {
        if (!e.problem().code().id().startsWith("data.")
            || e.problem().code().category() != Problem.Category.INPUT) {
          throw e;
        }
        broken.put(piece.file().name(), e.problem());
        hashes.drop(piece.file());
      }
      refuseTooMany(parts, total(all));
    }
  }

  private static OptionalLong total(List<Piece> pieces) {
    Map<String, RowFile> files = new LinkedHashMap<>();
    pieces.forEach(piece -> files.put(piece.file().name(), piece.file()));
    return files.values().stream().allMatch(file -> file.rows().isPresent())
        ? OptionalLong.of(files.values().stream().mapToLong(f -> f.rows().orElse(0)).sum())
        : OptionalLong.empty();
  }

  private Part score(Piece piece, double share, ScoreProgress progress)
      throws ProblemException, InterruptedException {
    OutFolder.Draft draft = out.draft();
    long rows = piece.rows();
    try {
      Said.Word word =
          process.copy(
              copy(piece, draft),
              now -> progress.at(piece, share, rows == 0 ? 0.5 : (double) now / rows, now));
      peak = Math.max(peak, word.peak());
      threads = Math.min(threads, word.threads());
      Sha256 input = hashes.of(piece.file());
      piece.file().refuseChanged();
      return out.finish(
          draft,
          new Part(
              piece.part(),
              piece.file().name(),
              input,
              piece.from(),
              piece.to(),
              word.rows(),
              word.rejected(),
              word.firstRejected().isEmpty()
                  ? ""
                  : piece.file().name() + ", " + word.firstRejected(),
              input,
              Optional.empty(),
              word.drift()));
    } catch (ProblemException e) {
      // What is written to meanwhile seems broken in many ways.
      piece.file().refuseChanged();
      throw e;
    } finally {
      out.drop(draft);
    }
  }

  private RowCopy copy(Piece piece, OutFolder.Draft draft) {
    return new RowCopy(
        piece.file(),
        piece.from(),
        piece.to(),
        plan.taken(),
        settings.kept(),
        settings.answers(),
        List.of(
            new RowCopy.Constant(RowScoring.VERSION, "VARCHAR", order.model().sha256().hex()),
            new RowCopy.Constant(
                RowScoring.AT, "TIMESTAMP WITH TIME ZONE", settings.scoredAt().toString())),
        draft.part(),
        draft.rejected());
  }

  private static void refuseChanged(Piece piece, Part before, Sha256 input)
      throws ProblemException {
    if (!before.input().equals(input)) {
      throw Problem.input(
              "score.other-input",
              piece.file().name() + " has changed since it was scored into this folder",
              "Its part was made from other bytes.",
              "Choose another folder with --out. Or delete _manifest/"
                  + piece.part()
                  + ".json and those of its other pieces, to score this file again.")
          .asException();
    }
  }

  /// @param total rows of all files, where they are known before they are read
  private void refuseTooMany(List<Part> parts, OptionalLong total) throws ProblemException {
    long rejected = parts.stream().mapToLong(Part::rejected).sum();
    double allowed = order.terms().maxRejected();
    if (rejected > 0
        && (allowed == 0 || (total.isPresent() && rejected > allowed * total.getAsLong()))) {
      throw tooMany(parts, rejected, total.orElse(0));
    }
  }

  /// When all is read.
  void refuseTooManyOf(List<Part> all) throws ProblemException {
    refuseTooMany(all, OptionalLong.of(all.stream().mapToLong(Part::rows).sum()));
  }

  private ProblemException tooMany(List<Part> parts, long rejected, long of) {
    String first =
        parts.stream()
            .map(Part::firstRejected)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return Problem.gate(
            "score.too-many-rejected",
            "%s cannot be scored, and %s allowed"
                .formatted(
                    of == 0
                        ? Words.count(rejected, "row")
                        : Numbers.count(rejected) + " of " + Numbers.count(of) + " rows",
                    order.terms().maxRejected() == 0
                        ? "none is"
                        : Numbers.percent(order.terms().maxRejected()) + " of them are"),
            "The first: " + first + ".",
            "See "
                + out.folder().resolve("rejected")
                + ". Correct the rows, or allow a share of"
                + " them with --max-rejected 1%; what is finished stays.")
        .asException();
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }

  Map<String, Problem> broken() {
    return broken;
  }

  /// Pieces that were scored now.
  int done() {
    return done;
  }

  /// How long each of them took.
  List<ScoreSpeed.Paced> paced() {
    return List.copyOf(paced);
  }

  /// Memory that the process starts with.
  Bytes least() {
    return process.least(order.terms().limits().memory());
  }

  long peak() {
    return peak;
  }

  /// Those that read rows: fewer than were allowed where the memory did not suffice for them.
  int threads() {
    return threads;
  }
}
