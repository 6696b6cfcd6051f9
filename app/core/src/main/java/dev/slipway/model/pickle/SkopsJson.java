// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Items.Kind;
import dev.slipway.model.pickle.Value.Nothing;
import dev.slipway.model.pickle.Value.Real;
import dev.slipway.model.pickle.Value.Text;
import dev.slipway.model.pickle.Value.Truth;
import dev.slipway.model.pickle.Value.Whole;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// JSON as values: objects as dictionaries, arrays as lists. It is read as Python writes it, with
/// its `NaN` and `Infinity`, and counted as it is read.
final class SkopsJson {

  /// A nested estimator takes six of them.
  private static final int DEEPEST = 400;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final Meter meter;

  private SkopsJson(JsonParser parser, Meter meter) {
    this.parser = parser;
    this.meter = meter;
  }

  static Value read(byte[] json, Meter meter) throws MalformedException, IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      return new SkopsJson(parser, meter).read();
    }
  }

  static Value read(String text, Meter meter) throws MalformedException, IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      return new SkopsJson(parser, meter).read();
    }
  }

  private Value read() throws MalformedException, IOException {
    Deque<Value> open = new ArrayDeque<>();
    Deque<String> keys = new ArrayDeque<>();
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new MalformedException("its JSON ends in the midst", true);
      }
      if (token == JsonToken.FIELD_NAME) {
        keys.push(parser.currentName());
        meter.hold(keys.element().length());
        continue;
      }
      boolean ends = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
      Value value = ends ? open.pop() : value(token);
      if (!ends && Walk.isContainer(value)) {
        open.push(value);
      } else if (open.isEmpty()) {
        return end(value);
      } else if (open.element() instanceof Items list) {
        meter.places(1, Meter.PLACE);
        list.add(value);
      } else if (open.element() instanceof Entries entries) {
        meter.places(1, Meter.PAIR);
        entries.put(new Text(keys.pop()), value);
      }
    }
  }

  private Value end(Value value) throws MalformedException, IOException {
    if (parser.nextToken() != null) {
      throw new MalformedException("something follows its JSON", false);
    }
    return value;
  }

  private Value value(JsonToken token) throws MalformedException, IOException {
    meter.value();
    return switch (token) {
      case START_OBJECT -> new Entries();
      case START_ARRAY -> new Items(Kind.LIST, List.of());
      case VALUE_NULL -> Nothing.NONE;
      case VALUE_TRUE -> new Truth(true);
      case VALUE_FALSE -> new Truth(false);
      case VALUE_NUMBER_INT -> new Whole(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Real(parser.getDoubleValue());
      case VALUE_STRING -> {
        meter.hold(parser.getTextLength());
        yield new Text(parser.getText());
      }
      default -> throw new MalformedException("its JSON holds a " + token, false);
    };
  }

  /// What a dictionary holds under a key.
  static Optional<Value> of(Value node, String key) {
    return node instanceof Entries entries ? entries.get(key) : Optional.empty();
  }
}
