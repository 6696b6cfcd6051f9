// SPDX-License-Identifier: Apache-2.0
/// Text as the numbers that a language model takes, by the model's own tokenizer file.
@NullMarked
package dev.slipway.serving.preparation.token;

import org.jspecify.annotations.NullMarked;
