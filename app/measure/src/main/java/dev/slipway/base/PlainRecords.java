// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads records as Jackson does, but without the model of each of their classes that Jackson makes
/// first, which takes a command longer than to read what it reads. What is not plain (a value that
/// is left out, a name that is unknown, a type that is not ours) is left to Jackson, to read or to
/// refuse: there is no value here then. It knows no annotation of Jackson's.
final class PlainRecords {

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private final JsonParser json;

  /// What the type variable of the outermost record stands for.
  private final @Nullable Type held;

  private PlainRecords(JsonParser json, @Nullable Type held) {
    this.json = json;
    this.held = held;
  }

  /// @param json before its first token, and of nothing else
  /// @param held what the record's type variable stands for, if it has one
  /// @return a record of the type
  static Optional<Object> read(JsonParser json, Class<?> type, @Nullable Class<?> held)
      throws IOException {
    if (!type.isRecord()) {
      return Optional.empty();
    }
    try {
      json.nextToken();
      Object found = new PlainRecords(json, held).value(type);
      return json.nextToken() == null ? Optional.ofNullable(found) : Optional.empty();
    } catch (UnusualException | ReflectiveOperationException | RuntimeException jacksonTells) {
      return Optional.empty();
    }
  }

  private @Nullable Object value(Type type)
      throws IOException, UnusualException, ReflectiveOperationException {
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return generic(raw, generic.getActualTypeArguments());
    }
    if (type instanceof TypeVariable<?> && held != null) {
      return value(held);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new UnusualException();
    }
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return nothing(plain);
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> object(plain);
      case VALUE_STRING -> text(plain, json.getText());
      case VALUE_TRUE, VALUE_FALSE -> truth(plain);
      case VALUE_NUMBER_INT -> whole(plain);
      case VALUE_NUMBER_FLOAT -> number(plain);
      default -> throw new UnusualException();
    };
  }

  private static @Nullable Object nothing(Class<?> type) throws UnusualException {
    if (type.isPrimitive()) {
      throw new UnusualException();
    }
    return type == OptionalInt.class
        ? OptionalInt.empty()
        : type == OptionalLong.class
            ? OptionalLong.empty()
            : type == OptionalDouble.class ? OptionalDouble.empty() : null;
  }

  private static Object text(Class<?> type, String text) throws UnusualException {
    if (type == String.class) {
      return text;
    }
    if (type == Sha256.class) {
      return new Sha256(text);
    }
    if (type == Duration.class) {
      return Duration.parse(text);
    }
    if (type == Instant.class) {
      return Instant.parse(text);
    }
    if (type == LocalDate.class) {
      return LocalDate.parse(text);
    }
    if (type == Currency.class) {
      return Currency.getInstance(text);
    }
    for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
      if (((Enum<?>) constant).name().equals(text)) {
        return constant;
      }
    }
    throw new UnusualException();
  }

  private Object truth(Class<?> type) throws IOException, UnusualException {
    if (type != boolean.class && type != Boolean.class) {
      throw new UnusualException();
    }
    return json.getBooleanValue();
  }

  private Object whole(Class<?> type) throws IOException, UnusualException {
    if (type == int.class || type == Integer.class) {
      return json.getIntValue();
    }
    if (type == long.class || type == Long.class) {
      return json.getLongValue();
    }
    if (type == OptionalInt.class) {
      return OptionalInt.of(json.getIntValue());
    }
    if (type == OptionalLong.class) {
      return OptionalLong.of(json.getLongValue());
    }
    return type == Bytes.class ? new Bytes(json.getLongValue()) : number(type);
  }

  private Object number(Class<?> type) throws IOException, UnusualException {
    if (type == double.class || type == Double.class) {
      return json.getDoubleValue();
    }
    if (type == OptionalDouble.class) {
      return OptionalDouble.of(json.getDoubleValue());
    }
    if (type == BigDecimal.class) {
      return json.getDecimalValue();
    }
    throw new UnusualException();
  }

  private @Nullable Object generic(Class<?> raw, Type[] arguments)
      throws IOException, UnusualException, ReflectiveOperationException {
    boolean nothing = json.currentToken() == JsonToken.VALUE_NULL;
    if (raw == Optional.class) {
      return nothing ? Optional.empty() : Optional.ofNullable(value(arguments[0]));
    }
    if (nothing) {
      return null;
    }
    if (raw == List.class) {
      return all(new ArrayList<>(), arguments[0]);
    }
    if (raw == Set.class || raw == SortedSet.class) {
      return all(raw == Set.class ? new HashSet<>() : new TreeSet<>(), arguments[0]);
    }
    if ((raw == Map.class || raw == SortedMap.class) && arguments[0] == String.class) {
      return all(raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>(), arguments[1]);
    }
    throw new UnusualException();
  }

  private Collection<Object> all(Collection<Object> values, Type type)
      throws IOException, UnusualException, ReflectiveOperationException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(type);
      if (value == null) {
        throw new UnusualException();
      }
      values.add(value);
    }
    return values;
  }

  private Map<String, @Nullable Object> all(Map<String, @Nullable Object> values, Type type)
      throws IOException, UnusualException, ReflectiveOperationException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      values.put(name, value(type));
    }
    return values;
  }

  private Object object(Class<?> type)
      throws IOException, UnusualException, ReflectiveOperationException {
    Shape shape = SHAPES.get(type);
    if (shape.kinds().isEmpty()) {
      return record(shape);
    }
    require(json.nextToken() == JsonToken.FIELD_NAME && json.currentName().equals(Json.KIND));
    require(json.nextToken() == JsonToken.VALUE_STRING);
    Class<?> kind = shape.kinds().get(json.getText());
    if (kind == null) {
      throw new UnusualException();
    }
    return record(SHAPES.get(kind));
  }

  /// Of what follows, up to the end of the object.
  private Object record(Shape shape)
      throws IOException, UnusualException, ReflectiveOperationException {
    Constructor<?> constructor = shape.constructor().orElseThrow(UnusualException::new);
    @Nullable Object[] values = new @Nullable Object[shape.types().size()];
    int found = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Integer place = shape.places().get(json.currentName());
      if (place == null) {
        throw new UnusualException();
      }
      json.nextToken();
      values[place] = value(shape.types().get(place));
      found++;
    }
    // Each name comes once: the parser refuses it a second time.
    require(found == values.length && json.currentToken() == JsonToken.END_OBJECT);
    return constructor.newInstance(values);
  }

  private static void require(boolean plain) throws UnusualException {
    if (!plain) {
      throw new UnusualException();
    }
  }

  /// How a class is made.
  ///
  /// @param kinds by name, where its JSON tells which of them it is
  /// @param constructor of a record; other classes have none here
  private record Shape(
      Map<String, Class<?>> kinds,
      Optional<Constructor<?>> constructor,
      Map<String, Integer> places,
      List<Type> types) {

    static Shape of(Class<?> type) {
      Map<String, Class<?>> kinds = new HashMap<>();
      if (JsonTypes.isChosen(type)) {
        Class<?>[] all = type.isRecord() ? new Class<?>[] {type} : type.getPermittedSubclasses();
        for (Class<?> kind : all) {
          kinds.put(JsonTypes.nameOf(kind), kind);
        }
      }
      RecordComponent[] components = type.getRecordComponents();
      boolean isWrittenAsOneValue = type == Sha256.class || type == Bytes.class;
      if (components == null || isWrittenAsOneValue) {
        return new Shape(kinds, Optional.empty(), Map.of(), List.of());
      }
      Map<String, Integer> places = new HashMap<>();
      Class<?>[] classes = new Class<?>[components.length];
      Type[] types = new Type[components.length];
      for (int i = 0; i < components.length; i++) {
        places.put(components[i].getName(), i);
        classes[i] = components[i].getType();
        types[i] = components[i].getGenericType();
      }
      try {
        Constructor<?> made = type.getDeclaredConstructor(classes);
        made.setAccessible(true);
        return new Shape(kinds, Optional.of(made), places, List.of(types));
      } catch (NoSuchMethodException eachRecordHasIt) {
        throw new IllegalStateException(eachRecordHasIt);
      }
    }
  }

  /// Jackson is to read it.
  private static final class UnusualException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UnusualException() {
      super("", null, false, false);
    }
  }
}
