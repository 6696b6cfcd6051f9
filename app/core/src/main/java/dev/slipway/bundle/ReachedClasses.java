// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.CodePlace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Those of our own classes that a program can reach, as its class files name them: what an image
/// of its own needs of the rooms. A name in a text counts too, so that none is missed which is
/// loaded by its name.
final class ReachedClasses {

  private static final Pattern OURS = Pattern.compile("dev[/.]slipway[/.][A-Za-z0-9_/.$]+");

  private ReachedClasses() {}

  /// @return the bytes of each class by its path in a jar
  static SortedMap<String, byte[]> from(Class<?> program) throws IOException {
    return from(program.getName());
  }

  /// @param program name of a class that may be of a room that this one does not see
  static SortedMap<String, byte[]> from(String program) throws IOException {
    SortedMap<String, byte[]> reached = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(program.replace('.', '/') + ".class");
    while (!open.isEmpty()) {
      String path = open.remove();
      if (reached.containsKey(path)) {
        continue;
      }
      try (InputStream in = CodePlace.class.getResourceAsStream("/" + path)) {
        if (in == null) {
          // A word of a text, or the name of a package.
          continue;
        }
        byte[] bytes = in.readAllBytes();
        reached.put(path, bytes);
        for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
          if (entry instanceof Utf8Entry text) {
            named(text.stringValue(), open);
          }
        }
      }
    }
    if (reached.isEmpty()) {
      throw new FileNotFoundException(program);
    }
    return reached;
  }

  private static void named(String text, Deque<String> open) {
    for (Matcher name = OURS.matcher(text); name.find(); ) {
      open.add(name.group().replace('.', '/') + ".class");
    }
  }
}
