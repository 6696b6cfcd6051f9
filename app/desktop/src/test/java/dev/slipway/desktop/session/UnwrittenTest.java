// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnwrittenTest {

  private final List<String> done = new ArrayList<>();
  private final Unwritten unwritten = new Unwritten();
  private final Note first = new Note("first");
  private final Note second = new Note("second");

  /// A draft that writes into a list.
  private final class Note implements Unwritten.Draft {
    private final String name;
    private boolean typed = true;

    Note(String name) {
      this.name = name;
      unwritten.watch(this);
    }

    @Override
    public boolean isUnwritten() {
      return typed;
    }

    @Override
    public String what() {
      return name;
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void write(Runnable then) {
      done.add("wrote " + name);
      typed = false;
      then.run();
    }

    @Override
    public void discard() {
      done.add("forgot " + name);
      typed = false;
    }
  }

  @Test
  void asksAboutOneDraftAfterTheOtherAndGoesOn() {
    unwritten.before(() -> done.add("went"));
    assertEquals(Optional.of("first"), asked());
    unwritten.save();
    assertEquals(Optional.of("second"), asked());
    unwritten.discard();

    assertEquals(List.of("wrote first", "forgot second", "went"), done);
    assertFalse(unwritten.isAny());
  }

  @Test
  void whoStaysKeepsAllAndIsAskedAgain() {
    unwritten.before(() -> done.add("went"));
    unwritten.stay();

    assertEquals(List.of(), done);
    assertTrue(first.isUnwritten() && second.isUnwritten());
    unwritten.before(() -> done.add("went"));
    assertEquals(Optional.of("first"), asked());
  }

  private Optional<String> asked() {
    return unwritten.questionProperty().get().map(question -> question.draft().what());
  }
}
