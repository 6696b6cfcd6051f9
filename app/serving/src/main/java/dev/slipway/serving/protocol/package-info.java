// SPDX-License-Identifier: Apache-2.0

/// Requests and answers of the Open Inference Protocol, read from and written as bytes.
@NullMarked
package dev.slipway.serving.protocol;

import org.jspecify.annotations.NullMarked;
