// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which calls make an object, and of which class.
final class Instances {

  /// What pickles of objects without a code of their own call: class, base, state of the base.
  private static final Set<String> RECONSTRUCTORS =
      Set.of("copyreg._reconstructor", "copy_reg._reconstructor");

  private Instances() {}

  /// The object that a value describes; empty for anything else.
  static Optional<Instance> of(String path, Value value) {
    if (!(value instanceof Call call) || !(call.callee() instanceof Name callee)) {
      return Optional.empty();
    }
    if (RECONSTRUCTORS.contains(callee.qualified())) {
      return call.arguments().isEmpty() || !(call.arguments().getFirst() instanceof Name type)
          ? Optional.empty()
          : Optional.of(new Instance(path, type, List.of(), attributes(call)));
    }
    return Optional.of(new Instance(path, callee, call.arguments(), attributes(call)));
  }

  /// A state is a dictionary, or a pair of one and of what `__slots__` hold.
  private static Entries attributes(Call call) {
    var all = new Entries();
    call.state().ifPresent(state -> add(all, state));
    return all;
  }

  private static void add(Entries all, Value state) {
    if (state instanceof Entries entries) {
      entries.entries().forEach(entry -> all.put(entry.key(), entry.value()));
    } else if (state instanceof Items pair && pair.values().size() == 2) {
      pair.values().stream().filter(Entries.class::isInstance).forEach(part -> add(all, part));
    }
  }

  static List<Value> flat(NdArray array) {
    return switch (array.cells()) {
      case Value.Objects(List<Value> values) -> values;
      case Value.Numbers numbers -> {
        List<Value> values = new ArrayList<>(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
          values.add(new Value.Real(numbers.at(i)));
        }
        yield values;
      }
      case Value.Records ignored -> List.of();
    };
  }
}
