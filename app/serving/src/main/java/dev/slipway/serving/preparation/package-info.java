// SPDX-License-Identifier: Apache-2.0

/// Makes tensors of what people have, such as rows by name, and named values of a model's answers.
/// Whoever asks a model goes through here: the service, and Slipway where it evaluates and
/// predicts.
@NullMarked
package dev.slipway.serving.preparation;

import org.jspecify.annotations.NullMarked;
