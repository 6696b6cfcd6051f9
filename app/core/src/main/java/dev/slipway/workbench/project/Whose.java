// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import java.util.Optional;

/// Whose records the project in a folder has.
///
/// @param records what they are kept under: the project's name, or with a mark where another folder
///   has the records of that name
/// @param note what a person should know of it; empty where the folder is the only one of its name
public record Whose(String records, Optional<String> note) {}
