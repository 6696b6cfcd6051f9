// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.util.List;

/// What the service answers over REST, for whoever writes it down: the one list of its statuses.
///
/// @param meaning what has happened, as the end of a sentence
/// @param remedy what a caller does
/// @param again whether the same request may be sent again
/// @param saysWhen whether `Retry-After` comes with it
public record RestAnswer(
    int status, String meaning, String remedy, boolean again, boolean saysWhen) {

  private static final String CORRECT = "correct the request; sent again unchanged, it fails again";

  /// In the order of their statuses.
  public static final List<RestAnswer> ALL =
      List.of(
          new RestAnswer(200, "the prediction", "", false, false),
          refused(
              400,
              "the request is malformed, does not fit the model, or asks for an extension that the"
                  + " service does not have; the body says what and where"),
          new RestAnswer(
              401,
              "no token was brought, or one that the service does not know",
              "bring a token that is valid now: Authorization: Bearer TOKEN",
              false,
              false),
          refused(404, "there is no such model, version or path"),
          refused(405, "another method is wanted, as the header Allow says"),
          new RestAnswer(
              408,
              "the request came too slowly, or slowly while its memory was needed for others",
              "send it faster, and wait as long as Retry-After says before trying again",
              true,
              true),
          new RestAnswer(
              413,
              "the body is larger than the service takes, also when it is unpacked",
              "send fewer rows at once, or binary tensors",
              false,
              false),
          refused(414, "the path is too long"),
          refused(415, "the body is packed by something else than gzip"),
          refused(431, "the headers are too large, or too many"),
          new RestAnswer(
              500,
              "the model failed, or its answer cannot be shown as JSON",
              "tell operations",
              false,
              false),
          refused(501, "the model's types go beyond the protocol or the service"),
          new RestAnswer(
              503,
              "the queue or the memory for requests is full, the deadline cannot be met, or the"
                  + " service is starting or stopping",
              "wait as long as Retry-After says, then try again",
              true,
              true),
          new RestAnswer(
              504,
              "the request waited longer than its deadline",
              "try again once, then go on without an answer",
              true,
              false),
          refused(505, "the port does not speak this version of HTTP"));

  private static RestAnswer refused(int status, String meaning) {
    return new RestAnswer(status, meaning, CORRECT, false, false);
  }
}
