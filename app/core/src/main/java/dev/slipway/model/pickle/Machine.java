// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Items.Kind;
import dev.slipway.model.pickle.Value.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Follows the instructions of a pickle, and makes nothing but [Value]s of them: what Python would
/// import is a name, what it would call is a node with its arguments.
final class Machine {

  private final Source source;
  private final Meter meter;
  private final Imports imports;
  private final Literals literals;
  private final Stack stack;
  private final Memo memo;
  private final Calls calls;
  private int protocol;

  /// @param joblib follows what only joblib writes; empty where an array of objects is a pickle of
  ///   its own
  Machine(Source source, Meter meter, Imports imports, Optional<Joblib> joblib) {
    this.source = source;
    this.meter = meter;
    this.imports = imports;
    this.literals = new Literals(source);
    this.stack = new Stack(meter);
    this.memo = new Memo(meter);
    this.calls = new Calls(meter, imports, joblib);
  }

  int protocol() {
    return protocol;
  }

  /// Up to the instruction that ends the pickle; what follows is left unread.
  Value run() throws MalformedException, IOException {
    while (true) {
      meter.work(1);
      int code = source.u1();
      long at = source.at() - 1;
      Opcode opcode =
          Opcode.of(code)
              .orElseThrow(() ->
                  new MalformedException(
                      "byte %d is %#04x, which is no instruction".formatted(at, code), false));
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      step(opcode);
    }
  }

  private void step(Opcode opcode) throws MalformedException, IOException {
    Optional<Value> literal = literals.read(opcode);
    if (literal.isPresent()) {
      push(literal.get());
      return;
    }
    switch (opcode) {
      case PROTO -> protocol(source.u1());
      case FRAME -> frame(source.i8());
      case MARK -> stack.mark();
      case POP -> stack.drop();
      case POP_MARK -> stack.popToMark();
      case DUP -> stack.push(stack.top());
      case GET -> stack.push(memo.get(key(source.line())));
      case BINGET -> stack.push(memo.get(source.u1()));
      case LONG_BINGET -> stack.push(memo.get(source.u4()));
      case PUT -> keep(key(source.line()));
      case BINPUT -> keep(source.u1());
      case LONG_BINPUT -> keep(source.u4());
      case MEMOIZE -> memo.add(stack.top(), calls.isOpen(stack.top()));
      case GLOBAL -> name(Literals.utf8(source.line()), Literals.utf8(source.line()));
      case STACK_GLOBAL -> {
        String name = text(stack.pop());
        name(text(stack.pop()), name);
      }
      case REDUCE, NEWOBJ, NEWOBJ_EX, INST, OBJ -> push(call(opcode));
      case BUILD -> build();
      case READONLY_BUFFER -> stack.top();
      case PERSID, BINPERSID ->
          throw refused("refers to something outside the file (a persistent id)");
      case EXT1, EXT2, EXT4 ->
          throw refused("names a class by a number of copyreg's extension registry");
      case NEXT_BUFFER -> throw refused("leaves an array to a buffer outside the file");
      default -> contain(opcode);
    }
  }

  private void contain(Opcode opcode) throws MalformedException {
    switch (opcode) {
      case EMPTY_LIST -> push(items(Kind.LIST, List.of()));
      case EMPTY_TUPLE -> push(items(Kind.TUPLE, List.of()));
      case EMPTY_SET -> push(items(Kind.SET, List.of()));
      case EMPTY_DICT -> push(new Entries());
      case LIST -> push(items(Kind.LIST, stack.popToMark()));
      case TUPLE -> push(items(Kind.TUPLE, stack.popToMark()));
      case FROZENSET -> push(items(Kind.FROZEN_SET, stack.popToMark()));
      case TUPLE1 -> push(items(Kind.TUPLE, last(1)));
      case TUPLE2 -> push(items(Kind.TUPLE, last(2)));
      case TUPLE3 -> push(items(Kind.TUPLE, last(3)));
      case DICT -> {
        List<Value> pairs = stack.popToMark();
        push(new Entries());
        put(pairs);
      }
      case APPEND -> append(last(1), Kind.LIST);
      case APPENDS -> append(stack.popToMark(), Kind.LIST);
      case ADDITEMS -> append(stack.popToMark(), Kind.SET);
      case SETITEM -> put(last(2));
      case SETITEMS -> put(stack.popToMark());
      default -> throw new IllegalStateException(opcode + " is not carried out");
    }
  }

  private Value call(Opcode opcode) throws MalformedException, IOException {
    return switch (opcode) {
      case REDUCE, NEWOBJ -> {
        List<Value> arguments = tuple(stack.pop());
        yield calls.call(stack.pop(), arguments, Optional.empty());
      }
      case NEWOBJ_EX -> {
        Value keywords = stack.pop();
        List<Value> arguments = tuple(stack.pop());
        if (!(keywords instanceof Entries named)) {
          throw new MalformedException("a call has keywords that are no dictionary", false);
        }
        yield calls.call(stack.pop(), arguments, Optional.of(named));
      }
      case INST -> {
        name(Literals.utf8(source.line()), Literals.utf8(source.line()));
        Value callee = stack.pop();
        yield calls.call(callee, stack.popToMark(), Optional.empty());
      }
      default -> {
        List<Value> all = stack.popToMark();
        if (all.isEmpty()) {
          throw new MalformedException("a call has no callee", false);
        }
        yield calls.call(all.getFirst(), all.subList(1, all.size()), Optional.empty());
      }
    };
  }

  private void build() throws MalformedException, IOException {
    Value state = stack.pop();
    Value target = stack.top();
    Value built = calls.build(target, state, source);
    if (built != target) {
      meter.value();
      memo.replace(target, built);
      stack.replaceTop(built);
    }
  }

  private void push(Value value) throws MalformedException {
    meter.value();
    if (Walk.isContainer(value)) {
      meter.hold(Meter.CONTAINER);
    }
    stack.push(value);
  }

  private void name(String module, String name) throws MalformedException {
    push(imports.name(module, name));
  }

  private void keep(long key) throws MalformedException {
    memo.put(key, stack.top(), calls.isOpen(stack.top()));
  }

  private Items items(Kind kind, List<Value> values) throws MalformedException {
    meter.places(values.size(), Meter.PLACE);
    return new Items(kind, values);
  }

  private List<Value> last(int count) throws MalformedException {
    Value third = stack.pop();
    if (count == 1) {
      return List.of(third);
    }
    Value second = stack.pop();
    return count == 2 ? List.of(second, third) : List.of(stack.pop(), second, third);
  }

  private void append(List<Value> values, Kind kind) throws MalformedException {
    meter.places(values.size(), Meter.PLACE);
    switch (stack.top()) {
      case Items items when items.kind() == kind -> values.forEach(items::add);
      case Call call -> values.forEach(call::append);
      default -> throw new MalformedException("it appends to what is no list or set", false);
    }
  }

  private void put(List<Value> pairs) throws MalformedException {
    if (pairs.size() % 2 != 0) {
      throw new MalformedException("a dictionary has a key without a value", false);
    }
    meter.places(pairs.size() / 2, Meter.PAIR);
    Entries entries =
        switch (stack.top()) {
          case Entries plain -> plain;
          case Call call -> call.put();
          default ->
              throw new MalformedException("it puts a pair into what is no dictionary", false);
        };
    for (int i = 0; i < pairs.size(); i += 2) {
      entries.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void protocol(int version) throws MalformedException {
    if (version > 5) {
      throw new MalformedException("it is of pickle protocol " + version, false);
    }
    protocol = Math.max(protocol, version);
  }

  private void frame(long length) throws MalformedException {
    if (length < 0 || length > meter.bounds().unpacked()) {
      throw new MalformedException(
          "a frame of %s bytes is claimed".formatted(Long.toUnsignedString(length)), false);
    }
  }

  private static long key(byte[] line) throws MalformedException {
    String digits = Literals.latin(line).strip();
    if (!digits.matches("[0-9]{1,18}")) {
      throw new MalformedException("the number of a kept value is none", false);
    }
    return Long.parseLong(digits);
  }

  private static String text(Value value) throws MalformedException {
    if (value instanceof Text(String text)) {
      return text;
    }
    throw new MalformedException("a name to import is no text", false);
  }

  private static List<Value> tuple(Value value) throws MalformedException {
    if (value instanceof Items items && items.kind() == Kind.TUPLE) {
      return items.values();
    }
    throw new MalformedException("a call has arguments that are no tuple", false);
  }

  private static MalformedException refused(String what) {
    return new MalformedException("it " + what + ", which is not read", false);
  }
}
