// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.slipway.model.MalformedException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a JSON file as a stream.
final class JsonDoc {

  private final JsonParser parser;
  private final DocBuilder.Quota quota = new DocBuilder.Quota();

  private JsonDoc(JsonParser parser) {
    this.parser = parser;
  }

  static Doc read(Path file) throws IOException, MalformedException {
    try (var in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  static Doc read(InputStream in) throws IOException, MalformedException {
    // XGBoost writes NaN and Infinity as such
    var factory = JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    try (JsonParser parser = factory.createParser(in)) {
      var reader = new JsonDoc(parser);
      Doc doc = reader.value(parser.nextToken(), "", 0);
      if (parser.nextToken() != null) {
        throw new MalformedException("something follows after its end", false);
      }
      return doc;
    } catch (JsonProcessingException e) {
      throw new MalformedException(
          "line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          false);
    } catch (CharConversionException e) {
      throw new MalformedException("it holds bytes that are no text", false);
    }
  }

  private Doc value(@Nullable JsonToken token, String path, int depth)
      throws IOException, MalformedException {
    quota.take(depth);
    return switch (token) {
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> {
        var items = new DocBuilder();
        int i = 0;
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          boolean plain =
              next == JsonToken.VALUE_NUMBER_INT || next == JsonToken.VALUE_NUMBER_FLOAT;
          items.add(value(next, plain ? "" : path + "/" + i, depth + 1));
          i++;
        }
        yield items.done();
      }
      case VALUE_STRING -> new Doc.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Doc.Num(parser.getDoubleValue());
      case VALUE_TRUE -> new Doc.Bool(true);
      case VALUE_FALSE -> new Doc.Bool(false);
      case VALUE_NULL -> new Doc.Null();
      case null, default -> throw new MalformedException("the JSON ends too early", true);
    };
  }

  private Doc object(String path, int depth) throws IOException, MalformedException {
    Map<String, Doc> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (fields.put(name, value(parser.nextToken(), path + "/" + name, depth + 1)) != null) {
        throw new MalformedException(path + "/" + name + " is there twice", false);
      }
    }
    return new Doc.Obj(path, fields);
  }
}
