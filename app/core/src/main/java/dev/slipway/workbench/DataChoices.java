// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

/// What a person looks up and decides in a project's data.
///
/// @param columns how personal columns are, and what they fill
/// @param rules single quality rules
/// @param rows those behind a bar
record DataChoices(DecideColumns columns, EditRules rules, DataRows rows) {}
