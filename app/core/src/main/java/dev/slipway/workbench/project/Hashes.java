// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Project;
import dev.slipway.request.TokenizerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The current hashes of everything that evidence may depend on.
public final class Hashes {

  /// The model as it is, where a variant of it may ship.
  public static final String ORIGINAL = "original";

  /// The objective on quality alone: a verdict on it outlives other changes of `slipway.yaml`.
  public static final String FLOOR = "floor";

  /// What requests are made of, and how large they are.
  public static final String REQUESTS = "source of the requests";

  /// What `slipway.yaml` says of the data: what was found in them outlives other changes.
  public static final String DATA = "data section";

  /// What the data are looked at for: what a look found outlives decisions about columns.
  public static final String LOOK = "label, mapping or split of the data";

  /// The bundle with its files as they lie there.
  public static final String BUNDLE = "bundle";

  /// The file of quality rules.
  public static final String RULES = "rules";

  /// The largest load that is stated: a verdict on a limit holds for it, see [#latency].
  public static final String PEAK = "peak";

  /// What is asked of scoring in batch.
  public static final String BATCH = "batch objective";

  private Hashes() {}

  /// Of what is stated of requests, of the file that they are taken from, and of what makes
  /// requests of it: the tokenizer that cuts texts, the mapping of a table's columns.
  public static Sha256 requests(OpenedProject opened) throws ProblemException {
    var said = new StringBuilder(opened.project().model().requests().shapes().toString());
    Optional<Path> texts = opened.texts();
    Optional<Path> file = texts.or(opened::holdout).or(opened::golden).filter(Files::isRegularFile);
    if (file.isPresent()) {
      said.append(' ').append(of(file.get()).hex());
    }
    if (texts.isPresent()) {
      Optional<Path> tokenizer = TokenizerFile.beside(opened.imported().file());
      if (tokenizer.isPresent()) {
        said.append(' ').append(of(tokenizer.get()).hex());
      }
    } else if (opened.holdout().isPresent()) {
      Optional<Project.DataSource> data = opened.project().data();
      said.append(data.map(stated -> " " + stated.label() + " " + stated.inputs()).orElse(""));
    }
    return Sha256.of(said.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Of the section `data`.
  public static Sha256 data(OpenedProject opened) {
    String stated = opened.project().data().map(Record::toString).orElse("");
    return Sha256.of(stated.getBytes(StandardCharsets.UTF_8));
  }

  /// Of the section `data` but for the classes of columns.
  public static Sha256 look(OpenedProject opened) {
    String stated =
        opened
            .project()
            .data()
            .map(data ->
                List.of(
                        data.reference(),
                        data.holdout(),
                        data.label(),
                        data.inputs(),
                        data.rules(),
                        data.split())
                    .toString())
            .orElse("");
    return Sha256.of(stated.getBytes(StandardCharsets.UTF_8));
  }

  /// Of what is asked of scoring in batch, or of nothing.
  public static Sha256 batch(OpenedProject opened) {
    String stated = opened.project().objectives().batch().map(Batch::stated).orElse("");
    return Sha256.of((BATCH + " " + stated).getBytes(StandardCharsets.UTF_8));
  }

  /// Of the peak, or of none.
  public static Sha256 peak(OpenedProject opened) {
    // As rates were once written for persons: what was found stands where that changes.
    Optional<String> stated =
        opened
            .project()
            .objectives()
            .traffic()
            .map(traffic -> Numbers.digits(traffic.peak().perSecond(), 3) + "/s");
    return Sha256.of((PEAK + " " + stated).getBytes(StandardCharsets.UTF_8));
  }

  /// Of the metric and its floor.
  public static Optional<Sha256> floor(OpenedProject opened) {
    return opened
        .project()
        .objectives()
        .quality()
        .map(quality ->
            Sha256.of((quality.metric() + " " + quality.floor()).getBytes(StandardCharsets.UTF_8)));
  }

  /// The name of one limit on latency: a verdict on it outlives other changes of `slipway.yaml`.
  ///
  /// @param at such as `p99`
  public static String latency(String at) {
    return "latency " + at;
  }

  /// Of one limit on latency.
  ///
  /// @param millis as [Durations#millis] writes it
  public static Sha256 latency(String at, String millis) {
    return Sha256.of((latency(at) + " " + millis).getBytes(StandardCharsets.UTF_8));
  }

  /// The same inputs, and one limit on latency.
  public static Fact.Inputs and(Fact.Inputs inputs, LatencyVerdict judged) {
    String at = judged.at().toString();
    return inputs.and(latency(at), latency(at, Durations.millis(judged.limit())));
  }

  /// The name of a variant's file.
  public static String variant(String name) {
    return "variant " + name;
  }

  /// SHA-256 by the names that [Fact.Inputs] uses; without a file that is not there.
  public static SortedMap<String, String> of(OpenedProject opened, Path bundle)
      throws ProblemException {
    var hashes = new TreeMap<String, String>();
    hashes.put("objectives", opened.objectivesHash().hex());
    floor(opened).ifPresent(floor -> hashes.put(FLOOR, floor.hex()));
    for (LatencyLimit limit : opened.project().objectives().latency()) {
      String at = limit.at().toString();
      hashes.put(latency(at), latency(at, Durations.millis(limit.limit())).hex());
    }
    hashes.put(DATA, data(opened).hex());
    hashes.put(LOOK, look(opened).hex());
    hashes.put(BATCH, batch(opened).hex());
    put(hashes, RULES, opened.rules());
    put(hashes, "model", Optional.of(opened.model()));
    put(hashes, ORIGINAL, Optional.of(opened.original()));
    for (VariantForm form : VariantForm.values()) {
      put(hashes, variant(form.text()), Optional.of(VariantForm.file(opened, form.text())));
    }
    hashes.put(REQUESTS, requests(opened).hex());
    put(hashes, "reference", opened.reference());
    put(hashes, "holdout", opened.holdout());
    hashes.put(PEAK, peak(opened).hex());
    if (Files.isRegularFile(bundle.resolve(BundleManifest.FILE))) {
      hashes.put(BUNDLE, KnownBundle.hash(bundle, opened.hashes()).hex());
    }
    return hashes;
  }

  private static void put(SortedMap<String, String> hashes, String name, Optional<Path> file)
      throws ProblemException {
    if (file.isPresent() && Files.isRegularFile(file.get())) {
      hashes.put(name, of(file.get()).hex());
    }
  }

  /// Of a bundle and its files as they lie there, all of which are read.
  ///
  /// @param bundle a folder, or a zip file, that holds a `bundle.json`; one that nobody can read
  ///   stands for itself
  public static Sha256 bundle(Path bundle) throws ProblemException {
    try {
      return new BundleReader().snapshot(bundle).asItLies();
    } catch (ProblemException noBundle) {
      return of(bundle.resolve(BundleManifest.FILE));
    }
  }

  public static Sha256 of(Path file) throws ProblemException {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "project.unreadable",
              "Cannot read " + file,
              String.valueOf(e.getMessage()),
              "Check that it is a file and that you may read it."),
          e);
    }
  }
}
