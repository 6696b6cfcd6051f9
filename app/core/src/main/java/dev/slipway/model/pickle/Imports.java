// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Name;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names that Python would import, in the order of the file, and which of them it would call.
final class Imports {

  /// What Python 3 makes of names that Python 2 wrote.
  private static final Map<String, String> RENAMED =
      Map.of("__builtin__", "builtins", "copy_reg", "copyreg");

  private static final int MOST = 100_000;
  private static final int LONGEST = 1000;

  private final Map<Name, Name> names = new LinkedHashMap<>();
  private final Set<Name> called = new LinkedHashSet<>();

  /// One name of the file.
  Name name(String module, String name) throws MalformedException {
    if (module.isEmpty() || name.isEmpty() || module.length() + name.length() > LONGEST) {
      throw new MalformedException("a name to import is empty or endless", false);
    }
    var found = new Name(RENAMED.getOrDefault(module, module), name);
    Name known = names.putIfAbsent(found, found);
    if (names.size() > MOST) {
      throw new MalformedException("it imports more than %d names".formatted(MOST), false);
    }
    return known == null ? found : known;
  }

  void called(Name name) {
    called.add(name);
  }

  List<Import> all() {
    return names.keySet().stream().map(name -> new Import(name, called.contains(name))).toList();
  }
}
