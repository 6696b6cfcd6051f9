// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.measure.service.ServiceLoad;
import dev.slipway.verify.Verification.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Collects what checks find, in the order in which they find it.
public final class Report {

  private final List<Finding> findings = new ArrayList<>();
  private final SortedMap<String, Measurement> measurements = new TreeMap<>();
  private final Consumer<Finding> listener;
  private Optional<ServiceLoad.Result> load = Optional.empty();
  private Optional<Problem> trouble = Optional.empty();

  public Report() {
    this(finding -> {});
  }

  /// @param listener hears each finding at once
  public Report(Consumer<Finding> listener) {
    this.listener = listener;
  }

  public void passed(String check, String detail) {
    add(new Finding.Passed(check, detail));
  }

  public void failed(String check, Problem problem) {
    add(new Finding.Failed(check, problem));
  }

  public void notRun(String check, String because) {
    add(new Finding.NotRun(check, because));
  }

  /// Passed when there are no problems; otherwise failed once for each.
  public void judge(String check, String detail, List<Problem> problems) {
    if (problems.isEmpty()) {
      passed(check, detail);
    }
    problems.forEach(problem -> failed(check, problem));
  }

  /// A measured value under its evidence key.
  public void measure(String key, Object value, String unit) {
    measurements.put(key, new Measurement(String.valueOf(value), unit));
  }

  /// The load that the service was put under, with its verdicts.
  public void loaded(ServiceLoad.Result result) {
    load = Optional.of(result);
  }

  /// What the engine suffered: no fault of the bundle, and no verdict on it.
  public void trouble(Problem problem) {
    trouble = Optional.of(problem);
  }

  public Optional<Problem> trouble() {
    return trouble;
  }

  public Optional<ServiceLoad.Result> load() {
    return load;
  }

  private synchronized void add(Finding finding) {
    findings.add(finding);
    listener.accept(finding);
  }

  public synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }

  public SortedMap<String, Measurement> measurements() {
    return Collections.unmodifiableSortedMap(measurements);
  }

  /// The value under an evidence key, where it was measured.
  public Optional<String> measured(String key) {
    return Optional.ofNullable(measurements.get(key)).map(Measurement::value);
  }
}
