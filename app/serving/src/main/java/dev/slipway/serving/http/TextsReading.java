// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;

/// Takes texts as JSON, in one of its forms.
record TextsReading(TextsRun.Work work) implements PreparingEndpoint.Reading {

  /// What a byte of the request takes at most as a text: two, as much again while it is read, and
  /// its part of the objects of short ones. What tokens take is asked for when they are made.
  private static final long BYTE = 10;

  @Override
  public PreparingEndpoint.Run of(Exchange exchange, Held held) throws InferenceException {
    RequestBody body = exchange.body();
    held.take(BYTE * body.jsonLength());
    return new TextsRun(work, exchange, work.dialect().read(body.json(), body.jsonLength()), held);
  }
}
