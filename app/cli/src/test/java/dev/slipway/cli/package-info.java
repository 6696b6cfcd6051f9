// SPDX-License-Identifier: Apache-2.0

/// The command line: one class a command, which calls the workbench and prints records.
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
