// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Formats.Quantity;
import dev.slipway.desktop.parts.StageSign;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.StageStates;
import dev.slipway.measure.load.Latencies;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Stage;
import dev.slipway.workbench.report.Stage.Standing;
import dev.slipway.workbench.report.Stage.State;
import dev.slipway.workbench.report.VoyageStages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Each stated objective as a tile: the value against its limit, the verdict, and on what it rests.
final class ObjectiveTiles {

  private static final List<Stage> ORDER =
      List.of(Stage.QUALITY, Stage.PROFILE, Stage.COST, Stage.VERIFY);

  private final Session.Opened opened;
  private final List<Standing> standings;

  ObjectiveTiles(Session.Opened opened, List<Standing> standings) {
    this.opened = opened;
    this.standings = standings;
  }

  /// Quality first; without any objective, what was measured.
  List<Tile> all() {
    List<Tile> tiles =
        opened.objectives().stream()
            .sorted(
                Comparator.comparingInt(each -> ORDER.indexOf(VoyageStages.judging(each.name()))))
            .map(this::tile)
            .toList();
    return tiles.isEmpty() ? measured() : tiles;
  }

  private Tile tile(JudgedObjective objective) {
    Stage stage = VoyageStages.judging(objective.name());
    Standing standing = Standing.of(stage, standings);
    Optional<Quantity> value = value(stage, objective);
    Said said = said(objective, standing);
    return new Tile(
        title(stage, objective),
        value,
        objective.stated().replace("/month", ""),
        said.word(),
        said.tone(),
        conditions(stage, objective, said),
        objective.verdict().because(),
        value.flatMap(found -> gauge(stage, objective, found)),
        StageStates.screen(stage));
  }

  private static String title(Stage stage, JudgedObjective objective) {
    String title = objective.title();
    return stage == Stage.COST
        ? Texts.of("overview.cost")
        : title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  /// A verdict in a word; without one, why there is none.
  private record Said(String word, Tone tone) {}

  private Said said(JudgedObjective objective, Standing standing) {
    Verdict verdict = objective.verdict();
    if (!(verdict instanceof Verdict.Inconclusive)) {
      return new Said(verdict.word(), Tone.of(verdict));
    }
    if (isBatch(objective)) {
      boolean stale = opened.voyage().batch().flatMap(Recorded::stale).isPresent();
      return stale
          ? new Said(StageSign.word(State.STALE, false), Tone.UNSURE)
          : objective.lines().isEmpty()
              ? new Said(Texts.of("overview.not-measured"), Tone.OPEN)
              : new Said(verdict.word(), Tone.UNSURE);
    }
    if (standing.state() == State.STALE) {
      return new Said(StageSign.word(State.STALE, false), Tone.UNSURE);
    }
    if (standing.state() == State.NOT_BEGUN) {
      return new Said(
          Texts.of(
              switch (standing.stage()) {
                case QUALITY -> "overview.not-evaluated";
                case COST -> "overview.not-priced";
                case VERIFY -> "overview.not-built";
                default -> "overview.not-measured";
              }),
          Tone.OPEN);
    }
    if (standing.stage() == Stage.COST && standing.state() == State.FAILING) {
      return new Said(Texts.of("overview.no-plan"), Tone.BAD);
    }
    if (!objective.lines().isEmpty() && !served(objective)) {
      return new Said(Texts.of("overview.not-served"), Tone.OPEN);
    }
    return objective.measured().isEmpty() && objective.lines().isEmpty()
        ? new Said(Texts.of("overview.not-measured"), Tone.OPEN)
        : new Said(verdict.word(), Tone.UNSURE);
  }

  /// It is measured by scoring, and not with the profile.
  private static boolean isBatch(JudgedObjective objective) {
    return objective.name().equals(VoyageStages.BATCH);
  }

  /// How long a run takes, likely.
  private Optional<Quantity> batch() {
    return opened
        .voyage()
        .batch()
        .flatMap(found -> found.value().planned().seconds())
        .map(seconds -> {
          boolean hours = seconds.value() >= 3600;
          return new Quantity(
              Numbers.brief(seconds.value() / (hours ? 3600 : 60)), hours ? "h" : "min");
        });
  }

  /// Whether a service was measured, which alone can meet a latency objective.
  private static boolean served(JudgedObjective objective) {
    return objective.lines().stream().skip(1).anyMatch(line -> !line.measured().isEmpty());
  }

  /// As far as it was found once, though it may be stale.
  private Optional<Quantity> value(Stage stage, JudgedObjective objective) {
    if (isBatch(objective)) {
      return batch();
    }
    return switch (stage) {
      case QUALITY ->
          opened
              .voyage()
              .evaluation()
              .map(Recorded::value)
              .filter(found -> objective.title().equals(found.metric()))
              .map(found -> new Quantity(Numbers.score(found.score().value()), ""));
      case COST ->
          opened
              .voyage()
              .estimate()
              .flatMap(estimate -> estimate.chosen())
              .map(chosen -> chosen.month().likely())
              .map(
                  month -> new Quantity(Numbers.amount(month), month.currency().getCurrencyCode()));
      case VERIFY ->
          opened
              .voyage()
              .verification()
              .flatMap(found ->
                  Optional.ofNullable(found.value().measurements().get("container.image_mb")))
              .map(size -> new Quantity(size.value(), size.unit()));
      default -> latency(objective);
    };
  }

  /// Of the measurement that decides, else of the last one, which may be stale.
  private Optional<Quantity> latency(JudgedObjective objective) {
    return objective.lines().reversed().stream()
        .map(JudgedObjective.Line::measured)
        .filter(measured -> !measured.isEmpty())
        .findFirst()
        .map(measured -> measured.split(" ", 3))
        .map(words -> new Quantity(words[0], words[1]))
        .or(() -> before(objective));
  }

  private Optional<Quantity> before(JudgedObjective objective) {
    return opened
        .voyage()
        .profile()
        .flatMap(profile ->
            profile.value().users().response().percentiles().stream()
                .filter(at -> objective.name().equals("latency." + at.percentile()))
                .findFirst())
        .map(at -> Formats.duration(at.value()));
  }

  /// What a verdict rests on, else what keeps it open.
  private String conditions(Stage stage, JudgedObjective objective, Said said) {
    if (isBatch(objective)) {
      return objective.lines().isEmpty()
          ? objective.verdict().because()
          : objective.lines().getLast().conditions();
    }
    if (objective.verdict() instanceof Verdict.Inconclusive open) {
      boolean more =
          said.tone() == Tone.UNSURE || said.tone() == Tone.BAD || !objective.lines().isEmpty();
      Standing standing = Standing.of(stage, standings);
      return standing.state() == State.STALE
          ? standing.because()
          : more && standing.state() != State.NOT_BEGUN ? open.because() : "";
    }
    return switch (stage) {
      case QUALITY ->
          opened
              .voyage()
              .evaluation()
              .map(Recorded::value)
              .map(found ->
                  Texts.of(
                      "overview.quality-context", Numbers.count(found.rows()), found.interval()))
              .orElse("");
      case COST ->
          opened
              .voyage()
              .estimate()
              .flatMap(estimate -> estimate.chosen())
              .map(chosen -> Formats.range(chosen.month()))
              .orElse("");
      default ->
          objective.lines().reversed().stream()
              .filter(line -> !line.measured().isEmpty())
              .findFirst()
              .map(line -> line.place() + " " + line.conditions())
              .orElse(objective.verdict().because());
    };
  }

  private Optional<Tile.Gauge> gauge(Stage stage, JudgedObjective objective, Quantity value) {
    Objectives stated = opened.voyage().project().project().objectives();
    if (isBatch(objective)) {
      return stated
          .batch()
          .flatMap(asked ->
              opened
                  .voyage()
                  .batch()
                  .flatMap(found -> found.value().planned().seconds())
                  .map(seconds ->
                      new Tile.Gauge(seconds.value(), (double) asked.within().toSeconds(), true)));
    }
    return switch (stage) {
      case QUALITY ->
          stated
              .quality()
              .map(quality ->
                  new Tile.Gauge(
                      Double.parseDouble(value.number()),
                      quality.floor(),
                      !quality.stated().startsWith("floor")));
      case COST ->
          stated
              .budget()
              .flatMap(budget ->
                  opened
                      .voyage()
                      .estimate()
                      .flatMap(estimate -> estimate.chosen())
                      .map(chosen ->
                          new Tile.Gauge(
                              chosen.month().likely().amount().doubleValue(),
                              budget.amount().doubleValue(),
                              true)));
      case PROFILE ->
          stated.latency().stream()
              .filter(limit -> objective.name().equals("latency." + limit.at()))
              .findFirst()
              .map(limit -> new Tile.Gauge(nanos(value), (double) limit.limit().toNanos(), true));
      default -> Optional.empty();
    };
  }

  private static double nanos(Quantity value) {
    double number = Double.parseDouble(value.number().replace(",", ""));
    return number
        * switch (value.unit()) {
          case "ns" -> 1;
          case "µs" -> 1e3;
          case "ms" -> 1e6;
          default -> 1e9;
        };
  }

  /// What is known where nothing is demanded.
  private List<Tile> measured() {
    var tiles = new ArrayList<Tile>();
    opened
        .voyage()
        .evaluation()
        .ifPresent(found ->
            tiles.add(
                fact(
                    Stage.QUALITY,
                    Texts.of("overview.quality-of", found.value().metric()),
                    new Quantity(Numbers.score(found.value().score().value()), ""),
                    Texts.of(
                        "overview.quality-context",
                        Numbers.count(found.value().rows()),
                        found.value().interval()))));
    opened.voyage().profile().map(Recorded::value).ifPresent(profile -> speed(profile, tiles));
    opened
        .voyage()
        .estimate()
        .flatMap(estimate -> estimate.chosen())
        .ifPresent(chosen ->
            tiles.add(
                fact(
                    Stage.COST,
                    Texts.of("overview.cost"),
                    new Quantity(
                        Numbers.amount(chosen.month().likely()),
                        chosen.month().likely().currency().getCurrencyCode()),
                    Formats.range(chosen.month()))));
    return tiles;
  }

  private void speed(Profile profile, List<Tile> tiles) {
    Latencies latencies = profile.users().response();
    String sample = Texts.of("overview.sample", Numbers.count(latencies.count()));
    for (Percentile at : List.of(new Percentile(50), new Percentile(99))) {
      latencies
          .at(at)
          .ifPresent(found ->
              tiles.add(
                  fact(
                      Stage.PROFILE,
                      Texts.of("overview.latency", at),
                      Formats.duration(found.value()),
                      sample)));
    }
    profile
        .knownCapacity()
        .ifPresent(rate ->
            tiles.add(
                fact(
                    Stage.PROFILE,
                    Texts.of("overview.capacity"),
                    Formats.rate(rate),
                    Texts.of("overview.one-worker"))));
  }

  private Tile fact(Stage stage, String title, Quantity value, String conditions) {
    boolean stale = Standing.of(stage, standings).state() == State.STALE;
    return new Tile(
        title,
        Optional.of(value),
        "",
        stale ? StageSign.word(State.STALE, false) : Texts.of("overview.no-objective"),
        stale ? Tone.UNSURE : Tone.OPEN,
        conditions,
        conditions,
        Optional.empty(),
        StageStates.screen(stage));
  }
}
