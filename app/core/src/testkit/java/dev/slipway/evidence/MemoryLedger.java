// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A ledger and run log that forget when they are closed. The tracker's tests hold it to what they
/// hold the real ones to.
public final class MemoryLedger implements Ledger, RunLog {

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> heads = new HashMap<>();
  private final List<Waiver> waivers = new ArrayList<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();

  @Override
  public synchronized void take(List<Evidence> records, List<Waiver> granted) {
    append(records);
    waivers.addAll(granted);
  }

  @Override
  public synchronized void append(List<Evidence> records) {
    for (Evidence evidence : records) {
      String hash = Chain.link(heads.getOrDefault(evidence.project(), Chain.START), evidence);
      entries.add(new Entry(entries.size() + 1L, evidence, hash, true));
      heads.put(evidence.project(), hash);
    }
  }

  @Override
  public synchronized List<Entry> entries(String project) {
    return entries.stream().filter(e -> e.evidence().project().equals(project)).toList();
  }

  @Override
  public synchronized void waive(Waiver waiver) {
    waivers.add(waiver);
  }

  @Override
  public synchronized List<Waiver> waivers(String project) {
    return waivers.stream().filter(w -> w.project().equals(project)).toList();
  }

  @Override
  public int alteredWaivers(String project) {
    return 0;
  }

  @Override
  public synchronized void keep(Run run) {
    if (runs.putIfAbsent(run.id(), run) != null) {
      throw new IllegalArgumentException("a run of this id is already kept: " + run.id());
    }
  }

  @Override
  public Optional<Run> latest(String project, String kind) {
    return history(project, kind, 1).stream().findFirst();
  }

  @Override
  public Optional<Run> latest(String project, String kind, String release) {
    return history(project, kind, Integer.MAX_VALUE).stream()
        .filter(run -> run.release().equals(release))
        .findFirst();
  }

  @Override
  public synchronized List<Run> history(String project, String kind, int limit) {
    return new ArrayList<>(runs.values())
        .reversed().stream()
            .filter(run -> run.project().equals(project) && run.kind().equals(kind))
            .limit(limit)
            .toList();
  }

  @Override
  public synchronized void close() {
    entries.clear();
    heads.clear();
    waivers.clear();
    runs.clear();
  }
}
