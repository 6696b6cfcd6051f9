// SPDX-License-Identifier: Apache-2.0

/// Who may ask, and over which wire: bearer tokens, and the server's certificate, both of files
/// that are mounted and may change while the server runs.
@NullMarked
package dev.slipway.serving.access;

import org.jspecify.annotations.NullMarked;
