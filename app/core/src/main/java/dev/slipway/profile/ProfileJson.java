// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.slipway.base.Verdict;

/// Profiles as JSON: durations and times in ISO 8601, a `kind` where a record is one of several.
public final class ProfileJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addMixIn(Arrival.class, ArrivalKinds.class)
          .addMixIn(ArrivalPattern.class, PatternKinds.class)
          .addMixIn(Verdict.class, VerdictKinds.class)
          .addMixIn(Job.class, JobKinds.class)
          .addMixIn(Message.class, MessageKinds.class)
          .build();

  private ProfileJson() {}

  /// Indented, for a file.
  public static String write(Profile profile) {
    return text(MAPPER.writerWithDefaultPrettyPrinter(), profile) + "\n";
  }

  /// @throws IllegalArgumentException when the text is no profile
  public static Profile read(String text) {
    return parse(text, Profile.class);
  }

  /// On one line.
  static String line(Object record) {
    return text(MAPPER.writer(), record);
  }

  static JsonNode tree(Object record) {
    return MAPPER.valueToTree(record);
  }

  static <T> T part(JsonNode tree, Class<T> type) {
    return parse(tree.toString(), type);
  }

  static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static String text(com.fasterxml.jackson.databind.ObjectWriter writer, Object record) {
    try {
      return writer.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record cannot be written as JSON: " + record, e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Arrival.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Arrival.Poisson.class, name = "poisson"),
    @JsonSubTypes.Type(value = Arrival.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Arrival.Burst.class, name = "burst"),
    @JsonSubTypes.Type(value = Arrival.Trace.class, name = "trace")
  })
  private interface ArrivalKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ArrivalPattern.Poisson.class, name = "poisson"),
    @JsonSubTypes.Type(value = ArrivalPattern.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = ArrivalPattern.Burst.class, name = "burst"),
    @JsonSubTypes.Type(value = ArrivalPattern.Trace.class, name = "trace")
  })
  private interface PatternKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Met.class, name = "met"),
    @JsonSubTypes.Type(value = Verdict.NotMet.class, name = "not-met"),
    @JsonSubTypes.Type(value = Verdict.Inconclusive.class, name = "inconclusive")
  })
  private interface VerdictKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Message.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Message.Doing.class, name = "doing"),
    @JsonSubTypes.Type(value = Message.Took.class, name = "took"),
    @JsonSubTypes.Type(value = Message.Block.class, name = "block"),
    @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Message.Failed.class, name = "failed")
  })
  private interface MessageKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ProfileJob.class, name = "profile"),
    @JsonSubTypes.Type(value = DuelJob.class, name = "duel"),
    @JsonSubTypes.Type(value = PointJob.class, name = "point"),
    @JsonSubTypes.Type(value = OperatorsJob.class, name = "operators"),
    @JsonSubTypes.Type(value = OptimiseJob.class, name = "optimise")
  })
  private interface JobKinds {}
}
