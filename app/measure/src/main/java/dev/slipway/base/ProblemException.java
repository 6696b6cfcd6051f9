// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// Carries a [Problem] to the user.
public final class ProblemException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.what());
    this.problem = problem;
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.what(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
