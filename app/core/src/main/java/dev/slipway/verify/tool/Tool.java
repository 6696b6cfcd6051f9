// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A program that Slipway can use, and how to tell whether a file on the path is that program.
///
/// @param name what people call it
/// @param enables what works with it
/// @param remedy how to get it
/// @param control what it must accept before its word counts
/// @param invocations how it can be called, the best first
public record Tool(
    String name, String enables, String remedy, Control control, List<Invocation> invocations) {

  public Tool {
    invocations = List.copyOf(invocations);
    if (invocations.isEmpty()) {
      throw new IllegalArgumentException("a tool is called in some way");
    }
  }

  /// A way to call a tool: kustomize also comes inside kubectl.
  ///
  /// @param command the program, and the words that stand before all arguments
  /// @param probe arguments of the program that make it say what it is
  /// @param identity what it says then and no other program does; the group `version` may be absent
  /// @param minimum the oldest version that can do the work
  /// @param refusals exit codes by which it refuses what it was given; by any other but 0 it says
  ///   that it could not do its work
  public record Invocation(
      List<String> command,
      List<String> probe,
      Pattern identity,
      String minimum,
      Set<Integer> refusals) {

    public Invocation {
      command = List.copyOf(command);
      probe = List.copyOf(probe);
      refusals = Set.copyOf(refusals);
    }

    public String program() {
      return command.getFirst();
    }
  }

  /// Files that are known to be good, in the shape of those that Slipway writes. A program that
  /// does not take them is too old, may not read them, or lacks something: it judges nothing.
  ///
  /// @param files names of resources in the folder `controls` of this package
  public record Control(List<String> arguments, List<String> files) {

    public Control {
      arguments = List.copyOf(arguments);
      files = List.copyOf(files);
    }
  }
}
