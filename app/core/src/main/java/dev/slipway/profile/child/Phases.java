// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The phases of a profile as somebody who watches sees them, one after the other.
public final class Phases {

  public static final String START = "starting";
  static final String LOAD = "loading the model";
  static final String WARM_UP = "warming up";
  static final String ONE_CLIENT = "one client";
  static final String LENGTHS = "requests by length";
  static final String CAPACITY = "capacity";
  static final String USERS = "users at random";
  public static final String SERVICE = "starting the service";
  static final String SERVICE_WARM_UP = "warming up the service";
  static final String SERVING = "cost of serving";
  static final String ONE_SERVED = "one client, over a socket";
  static final String SERVED = "users, over a socket";

  private final Consumer<Message> out;
  private Optional<String> now = Optional.empty();

  Phases(Consumer<Message> out) {
    this.out = out;
  }

  /// What a profile goes through, as far as it is known before.
  public static List<String> of(ProfileJob job) {
    List<String> all = new ArrayList<>(List.of(START, LOAD, WARM_UP, ONE_CLIENT));
    if (!job.latency().isEmpty()) {
      all.add(CAPACITY);
    }
    all.addAll(List.of(USERS, SERVICE, SERVICE_WARM_UP));
    if (!job.pace().serving().isZero()) {
      all.add(SERVING);
    }
    all.addAll(List.of(ONE_SERVED, SERVED));
    return List.copyOf(all);
  }

  /// Ends the phase before, and begins this.
  void begin(String phase) {
    end();
    now = Optional.of(phase);
    out.accept(new Message.Began(phase));
  }

  void end() {
    now.ifPresent(phase -> out.accept(new Message.Over(phase)));
    now = Optional.empty();
  }
}
