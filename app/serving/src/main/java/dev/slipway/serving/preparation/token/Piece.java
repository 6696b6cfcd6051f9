// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// A part of a text on its way to becoming tokens.
///
/// @param begins whether it stands at the very beginning of the text
record Piece(String text, boolean begins) {}
