// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.service.Http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Malformed and oversized requests are the caller's fault, get an error in the protocol's form,
/// and leave the service as it was.
final class BadRequests implements ServiceCheck {

  /// The first value of an input that takes numbers, or the null of a missing one; data may be
  /// nested.
  private static final Pattern NUMBER =
      Pattern.compile("(?<data>\"data\":\\[+)(?=[-0-9n])[^,\\]]*");

  private static final String CHECK = "Bad requests are refused and do no harm";

  /// A larger body is announced only: sending it would take memory and time that tell nothing.
  private static final long MOST_SENT = 64L << 20;

  /// Distinctive texts that the log must not repeat.
  static final String CANARY = "canary-7391@example.org";

  @Override
  public String title() {
    return "malformed and oversized requests";
  }

  @Override
  public boolean needsAnswers() {
    return true;
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> bodies = bodies(rehearsal.example());
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      judge(body.getKey(), rehearsal.infer(body.getValue()), problems);
    }
    URI data = rehearsal.service().data();
    judge(
        "an unknown model",
        rehearsal.http().post(data, "/v2/models/nobody/infer", rehearsal.example()),
        problems);
    judge("an unknown path", rehearsal.http().get(data, "/nowhere"), problems);
    judge("GET on infer", rehearsal.http().get(data, rehearsal.inferPath()), problems);
    boolean oversized = oversized(rehearsal, problems);
    notHttp(data, problems);
    if (!rehearsal.service().isRunning() || rehearsal.infer(rehearsal.example()).status() != 200) {
      problems.add(
          ServiceCheck.problem(
              "harmed",
              "After bad requests the service no longer answers good ones.",
              "It was asked its stored example.",
              "Look at the service's log."));
    }
    if (!oversized) {
      report.notRun(
          "Bodies over the limit are refused",
          "the service waits for the body of an announced request, and %s is too much to send"
              .formatted(new Bytes(rehearsal.sheet().largestRequest())));
    }
    report.judge(CHECK, (bodies.size() + (oversized ? 5 : 4)) + " requests", problems);
  }

  /// What is wrong by the request's body.
  static Map<String, String> bodies(String good) {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("no body", " ");
    bodies.put("text instead of JSON", CANARY);
    bodies.put("JSON cut off", good.substring(0, good.length() / 2));
    bodies.put("a list instead of an object", "[" + good + "]");
    bodies.put("no inputs", "{}");
    bodies.put("inputs of the wrong type", "{\"inputs\":{\"a\":1}}");
    bodies.put("an unknown input", good.replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"zzz\""));
    bodies.put(
        "a wrong datatype", good.replaceFirst("\"datatype\":\"[^\"]*\"", "\"datatype\":\"FP99\""));
    bodies.put("a negative size", good.replaceFirst("\"shape\":\\[[0-9]+", "\"shape\":[-1"));
    bodies.put(
        "a shape that overflows",
        good.replaceFirst("\"shape\":\\[[0-9]+", "\"shape\":[4611686018427387904"));
    bodies.put(
        "a shape that does not fit", good.replaceFirst("\"shape\":\\[[0-9]+", "\"shape\":[77"));
    // A model of texts alone has no numbers.
    if (NUMBER.matcher(good).find()) {
      bodies.put("a text among numbers", numbered(good, "\"" + CANARY + "\""));
      bodies.put("NaN among numbers", numbered(good, "NaN"));
      bodies.put("a number that overflows", numbered(good, "1e400"));
    }
    bodies.put("deep nesting", "[".repeat(20_000));
    return bodies;
  }

  /// Something else in the place of the first number.
  private static String numbered(String good, String instead) {
    return NUMBER.matcher(good).replaceFirst("${data}" + instead);
  }

  private static void judge(String name, Reply reply, List<Problem> problems) {
    boolean refused = reply.status() >= 400 && reply.status() < 500;
    boolean inForm = reply.body().strip().startsWith("{\"error\"");
    if (!refused || !inForm) {
      problems.add(
          ServiceCheck.problem(
              "bad-request",
              "A request with " + name + " is answered with " + reply.status() + ".",
              "Expected is 400 to 499 with {\"error\": …}; the body is: " + brief(reply.body()),
              "The service must refuse it."));
    }
  }

  private static String brief(String text) {
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }

  /// False where it could not be tried: the body is too large to send, and the service does not
  /// answer before it has come.
  private static boolean oversized(Rehearsal rehearsal, List<Problem> problems)
      throws InterruptedException {
    long size = rehearsal.sheet().largestRequest() + 1024;
    boolean sent = size <= MOST_SENT;
    Optional<Reply> answer =
        sent
            ? Optional.of(rehearsal.infer(" ".repeat((int) size)))
            : Http.announce(rehearsal.service().data(), rehearsal.inferPath(), size);
    if (answer.isEmpty()) {
      return false;
    }
    Reply reply = answer.get();
    // A server may close the connection before it has read all: then there is no answer to read.
    if (reply.status() != 0 && reply.status() != 413) {
      problems.add(
          ServiceCheck.problem(
              "oversized",
              "A body over the limit is answered with " + reply.status() + " instead of 413.",
              size + (sent ? " bytes were sent." : " bytes were announced."),
              "Check request.max-bytes in serving.properties."));
    }
    return true;
  }

  private static void notHttp(URI data, List<Problem> problems) {
    String answer;
    try (Socket socket = new Socket(data.getHost(), data.getPort())) {
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write("\u0016\u0003\u0001 no HTTP at all\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      answer = new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
    } catch (IOException closedWithoutAnswer) {
      answer = "";
    }
    if (answer.matches("(?s)HTTP/1\\.[01] (2|5)..*")) {
      problems.add(
          ServiceCheck.problem(
              "not-http",
              "Bytes that are no HTTP are answered with " + answer.lines().findFirst().orElse(""),
              "Expected is 400 or a closed connection.",
              "Look at the service's log."));
    }
  }
}
