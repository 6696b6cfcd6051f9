// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the window's thread was seen doing, call by call, each with how often it was seen there.
/// Our own calls stand as they are; what the toolkit and the JVM do within them stands as one word.
final class CallTree {

  private static final String OURS = "dev.slipway.";

  /// What the toolkit or the JVM does, by how its calls begin.
  private record Work(String call, String word) {}

  private static final List<Work> WORK =
      List.of(
          new Work("java.lang.ClassLoader.loadClass", "(loads classes)"),
          new Work("jdk.internal.loader.", "(loads classes)"),
          new Work("java.lang.invoke.MethodHandleNatives.link", "(links lambdas)"),
          new Work("javafx.scene.Scene.doCSSPass", "(styles)"),
          new Work("javafx.scene.Node.applyCss", "(styles)"),
          new Work("javafx.scene.Scene.doLayoutPass", "(lays out)"),
          new Work("javafx.scene.Parent.layout", "(lays out)"),
          new Work("javafx.scene.Scene$ScenePulseListener.synchronizeSceneNodes", "(hands over)"),
          new Work("javafx.scene.control.skin.VirtualFlow.", "(fills a list)"),
          new Work("org.fxmisc.", "(fills a text)"),
          new Work("com.sun.javafx.text.PrismTextLayout.", "(measures text)"),
          new Work("javafx.scene.control.Tooltip.<init>", "(makes tips)"));

  /// Calls seen less often than once in so many looks are left out.
  private static final int RARE = 10;

  private final Map<String, CallTree> within = new LinkedHashMap<>();
  private int seen;

  /// @param stacks each from the innermost call on
  static CallTree of(List<StackTraceElement[]> stacks) {
    var tree = new CallTree();
    stacks.forEach(tree::add);
    return tree;
  }

  private void add(StackTraceElement[] stack) {
    seen++;
    CallTree at = this;
    String last = "";
    for (StackTraceElement frame : List.of(stack).reversed()) {
      Optional<String> name = name(frame);
      if (name.isPresent() && !name.get().equals(last)) {
        last = name.get();
        at = at.within.computeIfAbsent(last, unseen -> new CallTree());
        at.seen++;
      }
    }
  }

  private static Optional<String> name(StackTraceElement frame) {
    String call = frame.getClassName() + "." + frame.getMethodName();
    if (call.startsWith(OURS)) {
      return Optional.of(
          "%s (%s:%d)"
              .formatted(
                  call.substring(OURS.length()), frame.getFileName(), frame.getLineNumber()));
    }
    if (frame.getMethodName().equals("<clinit>")) {
      return Optional.of("(begins classes)");
    }
    return WORK.stream().filter(work -> call.startsWith(work.call())).map(Work::word).findFirst();
  }

  /// A line for each call that was seen often; what was seen as often as its caller, which it alone
  /// fills, stands for both.
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    print(seen, 1, lines);
    return String.join("\n", lines);
  }

  private void print(int all, int depth, List<String> lines) {
    within.forEach((name, call) -> {
      if (call.seen * RARE < all) {
        return;
      }
      boolean passes = call.within.values().stream().anyMatch(inner -> inner.seen == call.seen);
      if (!passes) {
        lines.add("  ".repeat(depth) + call.seen + " of " + all + " " + name);
      }
      call.print(all, passes ? depth : depth + 1, lines);
    });
  }
}
