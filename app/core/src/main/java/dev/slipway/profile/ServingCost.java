// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import java.time.Duration;

/// What a request costs besides the model, measured here: the serving runtime answered the
/// project's own requests over HTTP, from 16 connections that always had one under way, with the
/// model's answer ready instead of the model.
///
/// @param cpu CPU time of a request: sockets, HTTP, reading, queue, writing
/// @param perCore what a container can serve with each of its cores, foretold: see [ServedCapacity]
/// @param requests that it is the mean of
/// @param settled whether it was steady at the end; until the server has compiled itself, it costs
///   more
public record ServingCost(Duration cpu, Rate perCore, long requests, boolean settled) {}
