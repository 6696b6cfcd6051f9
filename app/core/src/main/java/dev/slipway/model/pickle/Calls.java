// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Binary;
import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Entry;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Items.Kind;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a call is told as. Most stay [Call]s; those of Python's own containers, and of NumPy's
/// arrays, are the values that they would give.
final class Calls {

  private final Meter meter;
  private final Imports imports;
  private final Optional<Joblib> joblib;

  Calls(Meter meter, Imports imports, Optional<Joblib> joblib) {
    this.meter = meter;
    this.imports = imports;
    this.joblib = joblib;
  }

  Value call(Value callee, List<Value> arguments, Optional<Entries> keywords)
      throws MalformedException {
    meter.places(arguments.size(), Meter.PLACE);
    if (!(callee instanceof Name name)) {
      return new Call(callee, arguments, keywords.orElse(null));
    }
    imports.called(name);
    return known(name, arguments)
        .orElseGet(() -> new Call(callee, arguments, keywords.orElse(null)));
  }

  private Optional<Value> known(Name callee, List<Value> arguments) throws MalformedException {
    return switch (callee.qualified()) {
      case "copyreg.__newobj__" -> Optional.of(made(arguments));
      case "copyreg.__newobj_ex__" -> newObject(arguments);
      case "builtins.set" -> container(Kind.SET, arguments);
      case "builtins.frozenset" -> container(Kind.FROZEN_SET, arguments);
      case "collections.deque" -> container(Kind.LIST, arguments);
      case "collections.OrderedDict" -> dictionary(arguments);
      case "collections.defaultdict" ->
          dictionary(arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size()));
      case "builtins.bytes", "builtins.bytearray" -> bytes(arguments);
      case "_codecs.encode" -> arguments.isEmpty() ? Optional.empty() : bytes(arguments);
      default -> Numpy.call(callee, arguments, meter);
    };
  }

  /// What `copyreg.__newobj__` makes: an object of its first argument.
  private Value made(List<Value> arguments) throws MalformedException {
    if (arguments.isEmpty() || !(arguments.getFirst() instanceof Name type)) {
      throw new MalformedException("an object is made of no class", false);
    }
    imports.called(type);
    return new Call(type, arguments.subList(1, arguments.size()), null);
  }

  private Optional<Value> newObject(List<Value> arguments) throws MalformedException {
    if (arguments.size() == 3
        && arguments.get(0) instanceof Name type
        && arguments.get(1) instanceof Items positional
        && arguments.get(2) instanceof Entries keywords) {
      imports.called(type);
      meter.places(positional.values().size(), Meter.PLACE);
      return Optional.of(new Call(type, positional.values(), keywords));
    }
    throw new MalformedException("an object is made of no class", false);
  }

  private Optional<Value> container(Kind kind, List<Value> arguments) throws MalformedException {
    if (arguments.isEmpty()) {
      return Optional.of(new Items(kind, List.of()));
    }
    if (!(arguments.getFirst() instanceof Items items)) {
      return Optional.empty();
    }
    meter.places(items.values().size(), Meter.PLACE);
    return Optional.of(new Items(kind, items.values()));
  }

  private Optional<Value> dictionary(List<Value> arguments) throws MalformedException {
    var entries = new Entries();
    if (arguments.isEmpty()) {
      return Optional.of(entries);
    }
    List<Entry> pairs = pairs(arguments.getFirst(), meter);
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    meter.places(pairs.size(), Meter.PAIR);
    pairs.forEach(pair -> entries.put(pair.key(), pair.value()));
    return Optional.of(entries);
  }

  /// The pairs of a dictionary or of a list of pairs; empty where it is something else.
  private static List<Entry> pairs(Value value, Meter meter) throws MalformedException {
    if (value instanceof Entries entries) {
      return entries.entries();
    }
    List<Entry> pairs = new ArrayList<>();
    for (Value pair : value instanceof Items items ? items.values() : List.<Value>of()) {
      meter.work(1);
      if (!(pair instanceof Items two) || two.values().size() != 2) {
        return List.of();
      }
      pairs.add(new Entry(two.values().get(0), two.values().get(1)));
    }
    return pairs;
  }

  /// Bytes, which protocols below 3 write as a text of Latin-1.
  private Optional<Value> bytes(List<Value> arguments) throws MalformedException {
    if (arguments.isEmpty()) {
      return Optional.of(new Binary(new byte[0]));
    }
    Optional<byte[]> bytes = bytes(arguments.getFirst());
    if (bytes.isPresent()) {
      meter.hold(bytes.get().length);
    }
    return bytes.map(Binary::new);
  }

  /// Bytes that are held as such, or as a text of Latin-1; empty for anything else.
  static Optional<byte[]> bytes(Value value) {
    return switch (value) {
      case Binary binary -> Optional.of(binary.shared());
      case Text(String text) when text.chars().allMatch(c -> c < 256) ->
          Optional.of(text.getBytes(StandardCharsets.ISO_8859_1));
      default -> Optional.empty();
    };
  }

  /// Whether it becomes something else once its state is known.
  boolean isOpen(Value value) {
    return value instanceof Call call
        && call.state().isEmpty()
        && call.callee() instanceof Name name
        && (Numpy.isOpenArray(name) || Joblib.isWrapper(name));
  }

  /// Gives a value its state, and returns what then takes its place; empty where it stays.
  Optional<Value> build(Value target, Value state, Source source)
      throws MalformedException, IOException {
    if (target instanceof Entries) {
      // An ordered dictionary's own attributes, which nothing here asks for
      return Optional.empty();
    }
    if (!(target instanceof Call call)) {
      throw new MalformedException("a state is given to what has none", false);
    }
    if (call.state().isPresent()) {
      throw new MalformedException("an object gets its state twice", false);
    }
    boolean open = isOpen(call);
    call.state(state);
    if (!open || !(call.callee() instanceof Name name)) {
      return Optional.empty();
    }
    if (Numpy.isOpenArray(name)) {
      return Optional.of(Numpy.built(state, meter));
    }
    return joblib.isPresent() ? Optional.of(joblib.get().array(call, source)) : Optional.empty();
  }
}
