// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.NumpyType.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The head of a `.npy` file: a Python dictionary in text, such as `{'descr': '<f8',
/// 'fortran_order': False, 'shape': (3, 2), }`.
///
/// @param columns whether the bytes come column by column
record NpyHeader(NumpyType type, boolean columns, List<Integer> shape) {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:'([^'\\\\]*)'|(True|False)|([0-9]{1,9})L?|([{}()\\[\\],:]))");
  private static final int DEEPEST = 8;

  NpyHeader {
    shape = List.copyOf(shape);
  }

  static NpyHeader of(String text) throws MalformedException {
    var reader = new Reader(text);
    if (!(reader.value(0) instanceof Map<?, ?> head)
        || !(head.get("fortran_order") instanceof Boolean columns)
        || !(head.get("shape") instanceof List<?> axes)) {
      throw damaged();
    }
    return new NpyHeader(type(head.get("descr"), 0), columns, shape(axes));
  }

  private static NumpyType type(@Nullable Object described, int depth) throws MalformedException {
    if (described instanceof String plain) {
      NumpyType type = NumpyType.of(plain);
      if (type.isObject()) {
        throw new MalformedException("an array of objects is a pickle in disguise", false);
      }
      return type;
    }
    if (!(described instanceof List<?> parts) || depth > DEEPEST) {
      throw damaged();
    }
    List<Field> fields = new ArrayList<>();
    int at = 0;
    for (Object part : parts) {
      if (!(part instanceof List<?> pair)
          || pair.size() != 2
          || !(pair.get(0) instanceof String name)) {
        throw damaged();
      }
      NumpyType type = type(pair.get(1), depth + 1);
      if (type.size() > Integer.MAX_VALUE - at) {
        throw damaged();
      }
      // Fields without a name fill gaps
      if (!name.isEmpty()) {
        fields.add(new Field(name, type, at));
      }
      at += type.size();
    }
    return new NumpyType('V', at, false, List.of(), fields);
  }

  private static List<Integer> shape(List<?> axes) throws MalformedException {
    List<Integer> shape = new ArrayList<>();
    for (Object axis : axes) {
      if (!(axis instanceof Integer size)) {
        throw damaged();
      }
      shape.add(size);
    }
    return shape;
  }

  static MalformedException damaged() {
    return new MalformedException("the head of an array's file is damaged", false);
  }

  /// Reads what NumPy writes there of Python: texts, truths, numbers, tuples, lists, dictionaries.
  private static final class Reader {
    private final Matcher matcher;

    Reader(String text) {
      matcher = TOKEN.matcher(text);
    }

    private void next() throws MalformedException {
      int end = matcher.hasMatch() ? matcher.end() : 0;
      if (!matcher.region(end, matcher.regionEnd()).lookingAt()) {
        throw damaged();
      }
    }

    private boolean is(String token) {
      return token.equals(matcher.group(4));
    }

    Object value(int depth) throws MalformedException {
      next();
      return current(depth);
    }

    private Object current(int depth) throws MalformedException {
      if (matcher.group(1) != null) {
        return matcher.group(1);
      }
      if (matcher.group(2) != null) {
        return matcher.group(2).equals("True");
      }
      if (matcher.group(3) != null) {
        return Integer.valueOf(matcher.group(3));
      }
      if (depth > DEEPEST) {
        throw damaged();
      }
      return is("{") ? dictionary(depth) : list(is("(") ? ")" : "]", depth);
    }

    private List<Object> list(String end, int depth) throws MalformedException {
      if (!is("(") && !is("[")) {
        throw damaged();
      }
      List<Object> list = new ArrayList<>();
      next();
      while (!is(end)) {
        list.add(current(depth + 1));
        next();
        if (is(",")) {
          next();
        } else if (!is(end)) {
          throw damaged();
        }
      }
      return list;
    }

    private Map<String, Object> dictionary(int depth) throws MalformedException {
      Map<String, Object> map = new LinkedHashMap<>();
      next();
      while (!is("}")) {
        String key = matcher.group(1);
        next();
        if (key == null || !is(":") || map.put(key, value(depth + 1)) != null) {
          throw damaged();
        }
        next();
        if (is(",")) {
          next();
        } else if (!is("}")) {
          throw damaged();
        }
      }
      return map;
    }
  }
}
