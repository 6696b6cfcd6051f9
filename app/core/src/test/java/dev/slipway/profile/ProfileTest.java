// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProfileTest {

  private static final List<String> DISTURBED = List.of("other programs used 83 % of the machine");

  @Test
  void tellsTheCapacityThatWasFound() {
    Profile profile = profile(new Rate(400), List.of());

    assertEquals(Optional.of(new Rate(400)), profile.knownCapacity());
    assertEquals("400/s", profile.capacityText());
    assertEquals("with one worker", profile.capacityReason());
  }

  /// A rate that was kept all the same may be a small part of what the model can do.
  @Test
  void believesNoCapacityThatWasFoundOnADisturbedMachine() {
    assertEquals(Optional.empty(), profile(new Rate(400), DISTURBED).knownCapacity());
  }

  @Test
  void saysThatOneWorkerIsTooSlowWhereNothingElseCanBeToBlame() {
    Profile profile = profile(new Rate(0), List.of());

    assertEquals(Optional.of(new Rate(0)), profile.knownCapacity());
    assertEquals("none", profile.capacityText());
    assertEquals(
        "one worker keeps the objectives at no rate that was tried", profile.capacityReason());
  }

  @Test
  void takesNoDisturbedMachineForAModelWithoutCapacity() {
    Profile profile = profile(new Rate(0), DISTURBED);

    assertEquals(Optional.empty(), profile.knownCapacity());
    assertEquals("not known", profile.capacityText());
    assertEquals(
        "the machine was disturbed: other programs used 83 % of the machine",
        profile.capacityReason());
  }

  @Test
  void aProfileOfAnEarlierVersionIsReadWithoutItsForecast() {
    Profile now = profile(new Rate(400), List.of());
    ObjectNode before = (ObjectNode) ProfileJson.tree(now);
    before
        .putObject("serving")
        .put("request", "PT0.0000121S")
        .put("requests", 1_000)
        .put("settled", true)
        .putObject("perCore")
        .put("perSecond", 82_800);
    before.remove(List.of("peak", "responses", "here", "unserved", "lengths"));

    assertEquals(now, ProfileJson.read(before.toString()));
  }

  private static Profile profile(Rate capacity, List<String> invalid) {
    var latencies =
        new Latencies(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of());
    var block =
        new Block(
            new Arrival.Closed(1),
            Duration.ofSeconds(1),
            latencies,
            latencies,
            new Rate(400),
            0,
            0,
            Duration.ZERO,
            0,
            invalid,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Profile(
        Sha256.of(new byte[0]),
        Instant.EPOCH,
        Tier.STANDARD,
        new Profile.Settings(1, "ALL", 1),
        new Environment(
            "Linux", "amd64", "CPU", List.of(), 4, "none", "none", "?", "mains", "25", "1.28"),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        block,
        block,
        capacity,
        Bytes.mebibytes(1),
        Bytes.mebibytes(1),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
