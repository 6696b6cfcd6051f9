// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// How many tokens a row may have.
///
/// @param left whether the beginning goes, and not the end
record Truncation(int longest, boolean left) {}
