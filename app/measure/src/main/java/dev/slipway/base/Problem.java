// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// An expected failure as the user reads it: what happened, why, and what to do.
public record Problem(Code code, String what, String why, String remedy) {

  /// Who has to act; each front end maps it to an exit code or a colour.
  public enum Category {
    /// The input or the usage is wrong.
    INPUT,
    /// The environment lacks something.
    ENVIRONMENT,
    /// A stated gate is not met.
    GATE,
    /// Slipway itself failed.
    INTERNAL
  }

  /// A stable name in dotted form, such as `project.unknown-key`, and who has to act.
  public record Code(Category category, String id) {
    public Code {
      if (!id.matches("[a-z]+(-[a-z]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+")) {
        throw new IllegalArgumentException("not a problem code: " + id);
      }
    }

    @Override
    public String toString() {
      return id;
    }
  }

  public Problem {
    if (what.isBlank() || remedy.isBlank()) {
      throw new IllegalArgumentException("a problem says what happened and what to do");
    }
  }

  /// A problem with what the user gave.
  public static Problem input(String id, String what, String why, String remedy) {
    return new Problem(new Code(Category.INPUT, id), what, why, remedy);
  }

  /// A problem with the machine: a missing tool, a port in use, a full disk.
  public static Problem environment(String id, String what, String why, String remedy) {
    return new Problem(new Code(Category.ENVIRONMENT, id), what, why, remedy);
  }

  /// A stated limit that is not met.
  public static Problem gate(String id, String what, String why, String remedy) {
    return new Problem(new Code(Category.GATE, id), what, why, remedy);
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }
}
