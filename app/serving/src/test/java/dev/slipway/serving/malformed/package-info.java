// SPDX-License-Identifier: Apache-2.0

/// Requests broken in every way we know, in numbers: the server must blame the caller, stay as it
/// was and go on.
@NullMarked
package dev.slipway.serving.malformed;

import org.jspecify.annotations.NullMarked;
