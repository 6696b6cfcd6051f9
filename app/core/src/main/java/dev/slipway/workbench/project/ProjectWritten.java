// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

/// What a change made of `slipway.yaml`; writing `before` over `after` undoes it.
public record ProjectWritten(String before, String after) {}
