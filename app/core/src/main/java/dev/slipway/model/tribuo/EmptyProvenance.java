// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.impl.EmptyDatasetProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;
import org.tribuo.transform.TransformationMap;

/// Replaces a file's provenance while Tribuo loads it, because Tribuo requires one.
final class EmptyProvenance {

  private EmptyProvenance() {}

  static void ofModel(Message.Builder data) {
    // An ensemble's serves for every kind of model
    set(
        data,
        "provenance",
        new EnsembleModelProvenance(
            Model.class.getName(),
            OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
            new EmptyDatasetProvenance(),
            new EmptyTrainerProvenance(),
            Map.of(),
            false,
            new ListProvenance<>()));
  }

  static void ofTransforms(Message.Builder map) {
    set(map, "datasetProvenance", new EmptyDatasetProvenance());
    set(
        map,
        "transformationMapProvenance",
        new TransformationMap(List.of(), Map.of()).getProvenance());
  }

  private static void set(Message.Builder builder, String name, ObjectProvenance provenance) {
    FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
    var proto =
        new ProtoProvenanceSerialization(false)
            .serializeToProto(ProvenanceUtil.marshalProvenance(provenance));
    try {
      // The builder may be of either sort, generated or dynamic; each takes only its own
      Message.Builder own = builder.newBuilderForField(field);
      builder.setField(
          field,
          own instanceof DynamicMessage.Builder
              ? DynamicMessage.parseFrom(field.getMessageType(), proto.toByteString())
              : proto);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("What was just written cannot be read", e);
    }
  }
}
