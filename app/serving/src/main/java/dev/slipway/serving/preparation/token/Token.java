// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// A piece of text that the model has a number for.
///
/// @param text as the vocabulary writes it, such as `##ing` or `Ġthe`
public record Token(int id, String text) {}
