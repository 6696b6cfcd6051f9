// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Sizing.Capacity;
import java.util.List;

/// The replicas that a speed needs, at peak and over a day.
///
/// @param peak replicas at the planned peak, so that nine in ten targets of this speed hold the
///   objectives
/// @param planned what one replica serves at the speed that nine in ten targets reach
/// @param meetsSlo probability that the latency objectives hold at the stated peak
/// @param size what a replica asks for
/// @param low replicas in each step of the day if the target is fast and traffic low
/// @param likely the same as stated
/// @param high the same if the target is slow and traffic high
record Fleet(
    Sizing peak,
    Capacity planned,
    double meetsSlo,
    ReplicaSize size,
    List<Integer> low,
    List<Integer> likely,
    List<Integer> high) {}
