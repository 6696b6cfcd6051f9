// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.time.LocalDate;
import java.util.Optional;

/// The source and the date of a figure.
///
/// @param asOf date of the data; empty where the source does not say
/// @param source repository, file and commit, or address of a page
/// @param users whether the user's own file says so
public record Stamp(Optional<LocalDate> asOf, String source, boolean users) {}
