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
import dev.slipway.model.pickle.Value.Nothing;
import dev.slipway.model.pickle.Value.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The nodes of a skops file as the values that a pickle of the same object would give. A node says
/// in `__loader__` which kind it is, and in `__module__` and `__class__` whose.
///
/// Nodes lie in nodes no deeper than [SkopsJson] reads.
final class SkopsNodes {

  /// The kind of node whose class is not looked for.
  private static final Optional<Value> JSON = Optional.of(new Text("JsonNode"));

  private final SkopsFile file;
  private final Meter meter;
  private final Imports imports;
  private final Calls calls;
  private final SkopsArrays arrays;

  /// What was read already, under the number that the file gives it.
  private final Map<Value, Value> known = new HashMap<>();

  SkopsNodes(SkopsFile file, Meter meter, Imports imports) {
    this.file = file;
    this.meter = meter;
    this.imports = imports;
    this.calls = new Calls(meter, imports, Optional.empty());
    this.arrays = new SkopsArrays(file, meter);
  }

  /// What any node names, also where no value is made of it: skops imports them all the same.
  void nameAll(Value schema) throws MalformedException {
    List<Value> nodes = new ArrayList<>();
    Walk.over(
        schema,
        value -> {
          if (value instanceof Entries && !SkopsJson.of(value, "__loader__").equals(JSON)) {
            nodes.add(value);
          }
        });
    for (Value node : nodes) {
      meter.work(1);
      note(node, "__module__", "__class__");
      note(node, "module_path", "function");
    }
  }

  private void note(Value node, String moduleKey, String nameKey) throws MalformedException {
    if (SkopsJson.of(node, moduleKey).orElse(null) instanceof Text(String module)
        && SkopsJson.of(node, nameKey).orElse(null) instanceof Text(String name)) {
      imports.name(module, name);
    }
  }

  Value value(Value node) throws MalformedException, IOException {
    Optional<Value> id = SkopsJson.of(node, "__id__").filter(Value.Whole.class::isInstance);
    Value before = id.map(known::get).orElse(null);
    if (before != null) {
      return before;
    }
    meter.value();
    meter.hold(Meter.CONTAINER);
    Value made = make(text(node, "__loader__"), node);
    id.ifPresent(number -> known.put(number, made));
    return made;
  }

  private Value make(String loader, Value node) throws MalformedException, IOException {
    return switch (loader) {
      case "JsonNode" -> SkopsJson.read(text(node, "content"), meter);
      case "DictNode" -> dictionary(node);
      case "DefaultDictNode", "_DictWithDeprecatedKeysNode" ->
          value(get(get(node, "content"), "main"));
      case "ListNode" -> list(node, Kind.LIST, "builtins.list");
      case "SetNode" -> list(node, Kind.SET, "builtins.set");
      case "TupleNode" -> list(node, Kind.TUPLE, "builtins.tuple");
      case "ObjectNode", "RandomStateNode" -> object(node, List.of());
      case "TreeNode", "LossNode", "SGDNode", "ReduceNode" ->
          object(node, items(value(get(get(node, "__reduce__"), "args"))));
      case "ConstructorFromReduceNode" -> call(node, items(value(get(node, "content"))));
      case "OperatorFuncNode" -> call(node, items(value(get(node, "attrs"))));
      case "TypeNode", "FunctionNode" -> function(node);
      case "MethodNode" -> method(node);
      case "PartialNode" -> partial(node);
      case "SliceNode" -> slice(node);
      case "NdArrayNode" -> array(node);
      case "MaskedArrayNode" -> {
        Value content = get(node, "content");
        yield call(node, List.of(value(get(content, "data")), value(get(content, "mask"))));
      }
      case "DTypeNode" -> call(node, List.of(arrays.type(get(node, "content"))));
      case "RandomGeneratorNode" -> call(node, List.of());
      case "BytesNode", "BytearrayNode" -> new Binary(file.bytes(text(node, "file")));
      default ->
          throw new MalformedException(
              "it holds a %s of %s, which is not read".formatted(loader, name(node).qualified()),
              false);
    };
  }

  private Value dictionary(Value node) throws MalformedException, IOException {
    var entries = new Entries();
    List<Value> types = items(value(get(node, "key_types")));
    int at = 0;
    for (Entry entry : entries(get(node, "content"))) {
      meter.places(1, Meter.PAIR);
      Value type = at < types.size() ? types.get(at) : Nothing.NONE;
      entries.put(SkopsArrays.key(entry.key(), type), value(entry.value()));
      at++;
    }
    Name of = name(node);
    boolean plain =
        of.qualified().equals("builtins.dict") || of.qualified().equals("collections.OrderedDict");
    if (plain) {
      return entries;
    }
    var call = new Call(of, List.of(), null);
    entries.entries().forEach(entry -> call.put().put(entry.key(), entry.value()));
    return call;
  }

  private Value list(Value node, Kind kind, String plain) throws MalformedException, IOException {
    List<Value> values = values(get(node, "content"));
    Name of = name(node);
    if (of.qualified().equals(plain)) {
      return new Items(kind, values);
    }
    if (kind == Kind.TUPLE) {
      return new Call(of, values, null);
    }
    var call = new Call(of, List.of(), null);
    values.forEach(call::append);
    return call;
  }

  private Value object(Value node, List<Value> arguments) throws MalformedException, IOException {
    Name of = name(node);
    imports.called(of);
    var call = new Call(of, arguments, null);
    Optional<Value> content = SkopsJson.of(node, "content");
    if (content.isPresent() && content.get() != Nothing.NONE) {
      call.state(value(content.get()));
    }
    return call;
  }

  private Value call(Value node, List<Value> arguments) throws MalformedException {
    return calls.call(name(node), arguments, Optional.empty());
  }

  /// Older files say it once more in their content.
  private Value function(Value node) throws MalformedException {
    Value content = SkopsJson.of(node, "content").orElse(Nothing.NONE);
    if (SkopsJson.of(content, "function").isPresent()) {
      return imports.name(text(content, "module_path"), text(content, "function"));
    }
    return name(content instanceof Entries ? content : node);
  }

  private Value method(Value node) throws MalformedException, IOException {
    Value content = get(node, "content");
    Name owner = name(node);
    String method = owner.name() + "." + text(content, "func");
    return new Call(
        imports.name(owner.module(), method), List.of(value(get(content, "obj"))), null);
  }

  private Value partial(Value node) throws MalformedException, IOException {
    Value content = get(node, "content");
    List<Value> arguments = new ArrayList<>();
    arguments.add(value(get(content, "func")));
    arguments.addAll(items(value(get(content, "args"))));
    Value keywords = value(get(content, "kwds"));
    return calls.call(
        name(node),
        arguments,
        keywords instanceof Entries named ? Optional.of(named) : Optional.empty());
  }

  private Value slice(Value node) throws MalformedException {
    Value content = get(node, "content");
    return call(node, List.of(get(content, "start"), get(content, "stop"), get(content, "step")));
  }

  /// An array's numbers are in a file; those of objects are nodes, in lists of lists.
  private Value array(Value node) throws MalformedException, IOException {
    if (text(node, "type").equals("numpy")) {
      return arrays.array(text(node, "file"));
    }
    List<Integer> shape =
        SkopsJson.of(node, "shape").isPresent()
            ? Numpy.shape(value(get(node, "shape")))
            : List.of(items(get(node, "content")).size());
    List<Value> flat = values(get(node, "content"));
    for (int axis = 1; axis < shape.size(); axis++) {
      List<Value> rows = flat;
      flat = new ArrayList<>();
      for (Value row : rows) {
        List<Value> cells = items(row);
        meter.places(cells.size(), Meter.PLACE);
        flat.addAll(cells);
      }
    }
    return NumpyArray.ofObjects(NumpyType.of("O"), shape, flat, meter);
  }

  private List<Value> values(Value nodes) throws MalformedException, IOException {
    List<Value> values = new ArrayList<>();
    for (Value node : items(nodes)) {
      meter.places(1, Meter.PLACE);
      values.add(value(node));
    }
    return values;
  }

  private Name name(Value node) throws MalformedException {
    return imports.name(text(node, "__module__"), text(node, "__class__"));
  }

  private static List<Entry> entries(Value value) throws MalformedException {
    if (value instanceof Entries entries) {
      return entries.entries();
    }
    throw new MalformedException("a dictionary in its schema.json is none", false);
  }

  private static List<Value> items(Value value) throws MalformedException {
    return switch (value) {
      case Items items -> items.values();
      case Nothing nothing -> List.of();
      default -> throw new MalformedException("a list in its schema.json is none", false);
    };
  }

  private static Value get(Value node, String key) throws MalformedException {
    return SkopsJson.of(node, key)
        .orElseThrow(() -> new MalformedException("a node of its schema.json lacks " + key, false));
  }

  private static String text(Value node, String key) throws MalformedException {
    if (get(node, key) instanceof Text(String text)) {
      return text;
    }
    throw new MalformedException(
        "%s of a node of its schema.json is no text".formatted(key), false);
  }
}
