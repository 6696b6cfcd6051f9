// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.MalformedException;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.Model;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/// A Tribuo model as it was loaded.
///
/// @param proto what it was loaded from, cleaned
/// @param facts what its provenance and its metadata say
record TribuoModel(Model<?> model, ModelProto proto, SortedMap<String, String> facts) {

  private static final int METADATA_FIELD = 1;

  /// @param name the file's, for problems
  static TribuoModel load(byte[] bytes, String name) throws ProblemException {
    try {
      ModelProto given = parsed(bytes);
      var kind = ModelKind.of(given.getClassName());
      if (kind.isPresent()) {
        throw kind.get().problem(name).asException();
      }
      ModelProto safe = new TribuoGuard().safe(given);
      SortedMap<String, String> facts = facts(given);
      return new TribuoModel(made(safe), safe, facts);
    } catch (MalformedException e) {
      throw refused(name, e.reason(), e);
    }
  }

  private static ModelProto parsed(byte[] bytes) throws MalformedException {
    try {
      var in = CodedInputStream.newInstance(bytes);
      in.setRecursionLimit(50);
      return ModelProto.parseFrom(in);
    } catch (IOException e) {
      throw new MalformedException(
          "its bytes are no message of protobuf's: " + e.getMessage(), true);
    }
  }

  /// Tribuo says that a file is bad by whatever its code runs into.
  private static Model<?> made(ModelProto safe) throws MalformedException {
    try {
      return Model.deserialize(safe);
    } catch (RuntimeException e) {
      throw new MalformedException("Tribuo does not load it: " + innermost(e), false);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw new MalformedException("loading it takes more memory than there is", false);
    } catch (LinkageError e) {
      throw new MalformedException(
          "XGBoost's native library does not run on this machine: " + innermost(e), false);
    }
  }

  private static SortedMap<String, String> facts(ModelProto given) throws MalformedException {
    SortedMap<String, String> facts = new TreeMap<>();
    try {
      Any data = given.getSerializedData();
      // Every kind of model has its metadata in the first field
      var type = new TribuoTypes().of(data.getTypeUrl());
      if (type.isPresent() && type.get().findFieldByNumber(METADATA_FIELD) != null) {
        Message inner = DynamicMessage.parseFrom(type.get(), data.getValue());
        Object metadata = inner.getField(type.get().findFieldByNumber(METADATA_FIELD));
        if (metadata instanceof Message message
            && message.getDescriptorForType().equals(ModelDataProto.getDescriptor())) {
          ModelDataProto read = ModelDataProto.parseFrom(message.toByteString());
          RootProvenanceProto provenance = read.getProvenance();
          facts.putAll(TribuoProvenance.facts(provenance));
          facts.put("tribuo-version", read.getTribuoVersion());
          if (!read.getName().isEmpty()) {
            facts.put("name", read.getName());
          }
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedException("its metadata is damaged: " + e.getMessage(), false);
    }
    String kind = given.getClassName();
    facts.put("model", kind.substring(kind.lastIndexOf('.') + 1));
    return facts;
  }

  static ProblemException refused(String name, String why, Throwable cause) {
    return new ProblemException(
        Problem.input(
            "model.tribuo-refused",
            name + " is not a Tribuo model that Slipway can load",
            "Reading it, " + why + ".",
            "Save the model again with model.serializeToFile(path), and compare the file sizes. A"
                + " model with classes of your own must be converted by the program that made it."),
        cause);
  }

  static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String all = cause.getClass().getSimpleName() + said;
    return all.length() > 300 ? all.substring(0, 300) + "..." : all;
  }
}
