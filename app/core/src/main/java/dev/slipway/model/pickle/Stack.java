// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// The values that a pickle works on, and the marks that it set among them.
final class Stack {

  private final Meter meter;
  private final List<Value> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  private int highest;

  Stack(Meter meter) {
    this.meter = meter;
  }

  void push(Value value) throws MalformedException {
    if (values.size() >= meter.bounds().values()) {
      throw new MalformedException("its stack grows without end", false);
    }
    values.add(value);
    // References to what is kept make no value, but each has its place
    if (values.size() > highest) {
      highest = values.size();
      meter.hold(Meter.PLACE);
    }
  }

  Value pop() throws MalformedException {
    check();
    return values.removeLast();
  }

  Value top() throws MalformedException {
    check();
    return values.getLast();
  }

  void replaceTop(Value value) throws MalformedException {
    check();
    values.set(values.size() - 1, value);
  }

  void mark() throws MalformedException {
    marks.add(values.size());
    meter.depth(marks.size());
  }

  /// The values above the last mark, which go with it.
  List<Value> popToMark() throws MalformedException {
    if (marks.isEmpty()) {
      throw new MalformedException("it asks for a mark that it did not set", false);
    }
    List<Value> above = values.subList(marks.removeLast(), values.size());
    List<Value> taken = List.copyOf(above);
    above.clear();
    return taken;
  }

  /// Takes the last value, or the last mark where no value is above it.
  void drop() throws MalformedException {
    if (!marks.isEmpty() && marks.getLast() == values.size()) {
      marks.removeLast();
    } else {
      pop();
    }
  }

  private void check() throws MalformedException {
    int floor = marks.isEmpty() ? 0 : marks.getLast();
    if (values.size() <= floor) {
      throw new MalformedException("it takes a value from an empty stack", false);
    }
  }
}
