// SPDX-License-Identifier: Apache-2.0

/// What the server says about its own life, one event a line, never with payloads.
@NullMarked
package dev.slipway.serving.journal;

import org.jspecify.annotations.NullMarked;
