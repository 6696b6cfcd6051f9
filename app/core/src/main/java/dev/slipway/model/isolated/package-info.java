// SPDX-License-Identifier: Apache-2.0

/// Runs models in a child process, with limits on its memory and time: a file that crashes native
/// code costs a problem, not the application.
@NullMarked
package dev.slipway.model.isolated;

import org.jspecify.annotations.NullMarked;
