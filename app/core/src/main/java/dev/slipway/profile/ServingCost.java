// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import dev.slipway.measure.service.ServedCapacity;
import java.time.Duration;

/// What a request costs when it is served, measured here: the serving runtime, set up as in a
/// container of one core, answered the project's own requests over HTTP, from 16 connections that
/// always had one under way.
///
/// @param request CPU time of a request: sockets, HTTP, reading, queue, model, writing
/// @param perCore what a container can serve with each of its cores, predicted: see
///   [ServedCapacity]
/// @param requests that it is the mean of
/// @param settled whether it was steady at the end; until the server has compiled itself, it costs
///   more
public record ServingCost(Duration request, Rate perCore, long requests, boolean settled) {

  /// @param inference CPU time of one inference in process
  /// @return what is not the model; 0 where running rows together saves more than serving costs
  public Duration besides(Duration inference) {
    Duration rest = request.minus(inference);
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
