// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.slipway.model.MalformedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.common.tree.Node;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.protos.core.ModelProto;

/// Makes a file safe for Tribuo's loader, which makes objects of whatever classes the file names.
///
/// Every message is looked at before any object is made. A class may be named only if it is
/// Tribuo's own and made for this; provenance, through which more classes could be named, is
/// replaced by an empty one, since [TribuoProvenance] reads what it says without making anything; a
/// booster must be sound before native code sees it.
final class TribuoGuard {

  /// Models nest: an ensemble of ensembles of trees is at 12.
  private static final int DEEPEST = 40;

  private static final String CLASS = "class_name";
  private static final String DATA = "tribuo.core.ModelDataProto";
  private static final String TRANSFORMS = "tribuo.core.TransformerMapProto";
  private static final String XGBOOST = "tribuo.common.xgboost.XGBoostModelProto";

  private final TribuoTypes types = new TribuoTypes();
  private final Set<String> checked = new HashSet<>();

  /// @throws MalformedException naming what may not be in the file
  ModelProto safe(ModelProto model) throws MalformedException {
    return (ModelProto) clean(model, 0);
  }

  private Message clean(Message message, int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw new MalformedException("it nests deeper than " + DEEPEST + " levels", false);
    }
    Descriptor type = message.getDescriptorForType();
    if (type.getFullName().equals("google.protobuf.Any")) {
      return unwrapped(message, depth);
    }
    FieldDescriptor named = type.findFieldByName(CLASS);
    if (named != null && message.getField(named) instanceof String name) {
      requireTribuos(name);
    }
    Message.Builder builder = message.toBuilder();
    for (var field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        replace(builder, field.getKey(), field.getValue(), depth);
      }
    }
    switch (type.getFullName()) {
      case DATA -> EmptyProvenance.ofModel(builder);
      case TRANSFORMS -> EmptyProvenance.ofTransforms(builder);
      case XGBOOST -> requireSoundBoosters(message, type);
      default -> {}
    }
    return builder.build();
  }

  private void replace(Message.Builder builder, FieldDescriptor field, Object value, int depth)
      throws MalformedException {
    if (field.getMessageType().getFullName().equals("olcut.RootProvenanceProto")) {
      builder.clearField(field);
    } else if (field.isRepeated()) {
      int at = 0;
      for (Object element : (List<?>) value) {
        builder.setRepeatedField(field, at++, clean((Message) element, depth + 1));
      }
    } else {
      builder.setField(field, clean((Message) value, depth + 1));
    }
  }

  private Message unwrapped(Message any, int depth) throws MalformedException {
    FieldDescriptor url = any.getDescriptorForType().findFieldByName("type_url");
    FieldDescriptor value = any.getDescriptorForType().findFieldByName("value");
    String named = (String) any.getField(url);
    ByteString bytes = (ByteString) any.getField(value);
    if (named.isEmpty() && bytes.isEmpty()) {
      return any;
    }
    Descriptor type =
        types
            .of(named)
            .orElseThrow(() ->
                new MalformedException(
                    "it holds data of the kind \"" + shown(named) + "\", which is not known",
                    false));
    try {
      Message inner = clean(DynamicMessage.parseFrom(type, bytes), depth + 1);
      return any.toBuilder().setField(value, inner.toByteString()).build();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedException(
          "the data of a " + type.getName() + " is damaged: " + e.getMessage(), false);
    }
  }

  private void requireTribuos(String name) throws MalformedException {
    if (checked.contains(name)) {
      return;
    }
    if (!name.matches("org\\.tribuo\\.[\\w.$]+")) {
      throw new MalformedException(
          "it names the class \"" + shown(name) + "\", which is none of Tribuo's", false);
    }
    try {
      Class<?> type = Class.forName(name, false, TribuoGuard.class.getClassLoader());
      // A tree's nodes are saved with their classes too, but made without looking at them
      boolean saved =
          ProtoSerializable.class.isAssignableFrom(type) || Node.class.isAssignableFrom(type);
      if (!saved) {
        throw new MalformedException(
            "it names " + shown(name) + ", which is not a class that Tribuo saves", false);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new MalformedException(
          "it names " + shown(name) + ", which is in no Tribuo module that Slipway carries", false);
    }
    checked.add(name);
  }

  private static void requireSoundBoosters(Message message, Descriptor type)
      throws MalformedException {
    for (Object booster : (List<?>) message.getField(type.findFieldByName("models"))) {
      Boosters.check(((ByteString) booster).toByteArray());
    }
  }

  private static String shown(String name) {
    return name.length() > 120 ? name.substring(0, 120) + "..." : name;
  }
}
