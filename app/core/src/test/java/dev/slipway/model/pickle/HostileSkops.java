// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.pickle.Hostile.Attack;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The same for archives of skops.
final class HostileSkops {

  private final Map<String, Attack> attacks = new LinkedHashMap<>();
  private final int bombSize;

  private HostileSkops(int bombSize) {
    this.bombSize = bombSize;
  }

  /// @param bombSize bytes that a small archive unpacks to
  static Map<String, Attack> all(int bombSize) {
    var hostile = new HostileSkops(bombSize);
    hostile.archives();
    return hostile.attacks;
  }

  private void add(String name, byte[] bytes, String says) {
    attacks.put(name, new Attack(bytes, says));
  }

  private void archives() {
    add("no schema", Samples.zip(Map.of("a", new byte[1])), "without schema.json");
    add("a way out", zip("../../x", new byte[1]), "names a file outside");
    add("a way from the root", zip("/etc/passwd", new byte[1]), "names a file outside");
    add("a way out for Windows", zip("..\\x", new byte[1]), "names a file outside");
    add("two of a name", twice(), "its zip archive");
    add("no array", zip("18.npy", new byte[1]), "lacks 17.npy");
    add("a link", zip("17.npy", "/etc/passwd".getBytes(StandardCharsets.UTF_8)), "none");
    add(
        "an array of objects",
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"),
        "disguise");
    String large = "('a', '|V999999999')";
    add(
        "fields beyond 2^31",
        npy(
            "{'descr': [%s, %s, %s], 'fortran_order': False, 'shape': (1,)}"
                .formatted(large, large, large)),
        "head of an array's file");
    add("code for a head", npy("{'descr': __import__('os')}"), "head of an array's file");
    add(
        "an array of 8 EB",
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999, 999999999)}"),
        "shape");
    add(
        "an array of 8 GB",
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999,)}"),
        "of memory");
    add("a deep head", npy("{'descr': " + "(".repeat(900) + "}"), "head of an array's file");
    add("no JSON", schema("{"), "no JSON");
    add("keys twice", schema("{\"a\": 1, \"a\": 2}"), "no JSON");
    add("deep JSON", schema("[".repeat(90_000)), "no JSON");
    add("a list for a node", schema("[]"), "lacks __loader__");
    add("an unknown node", schema(node("EvilNode", "a", "b")), "a EvilNode of a.b");
    add("a dangerous type", schema(node("TypeNode", "os", "system")), "os.system");
    add("a dangerous function", schema(node("FunctionNode", "builtins", "eval")), "builtins.eval");
    add(
        "a dangerous factory",
        schema(
            """
            {"__loader__": "DefaultDictNode", "__class__": "defaultdict",
             "__module__": "collections", "content": {
              "main": {"__loader__": "JsonNode", "content": "{}"}, "default_factory": %s}}
            """
                .formatted(node("FunctionNode", "os", "system"))),
        "os.system");
    Map<String, byte[]> bomb = new TreeMap<>();
    bomb.put("17.npy", new byte[bombSize]);
    bomb.put(SkopsFile.SCHEMA, new byte[bombSize]);
    add("a zip bomb", Samples.zip(bomb), "of memory");
    byte[] skops = Samples.skops();
    byte[] half = Arrays.copyOf(skops, skops.length / 2);
    add("half a zip", half, "zip archive is damaged");
  }

  private static String node(String loader, String module, String type) {
    return "{\"__loader__\": \"%s\", \"__module__\": \"%s\", \"__class__\": \"%s\"}"
        .formatted(loader, module, type);
  }

  private static byte[] schema(String json) {
    return Samples.zip(Map.of(SkopsFile.SCHEMA, json.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] npy(String head) {
    return zip("17.npy", Samples.npy(head, 1));
  }

  private static byte[] zip(String name, byte[] bytes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(name, bytes);
    entries.put(SkopsFile.SCHEMA, Samples.schema("17.npy").getBytes(StandardCharsets.UTF_8));
    return Samples.zip(entries);
  }

  /// Two entries of other names, one of which is then written over.
  private static byte[] twice() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("17.npy", new byte[1]);
    entries.put("71.npy", new byte[1]);
    entries.put(SkopsFile.SCHEMA, Samples.schema("17.npy").getBytes(StandardCharsets.UTF_8));
    return Literals.latin(Samples.zip(entries))
        .replace("71.npy", "17.npy")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
