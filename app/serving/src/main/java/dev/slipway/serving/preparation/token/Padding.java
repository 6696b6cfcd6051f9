// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// What fills a row up to a length that the model fixes.
///
/// @param left whether it goes before the text
record Padding(Token token, int type, boolean left) {}
