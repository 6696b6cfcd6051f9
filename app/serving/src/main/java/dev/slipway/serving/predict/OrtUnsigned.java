// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Makes tensors of UINT16, UINT32 and UINT64. ONNX Runtime takes them, and its Java binding would,
/// but has no public way in for them; so they go in by its private one. A version that has it no
/// more refuses these types as it always did.
final class OrtUnsigned {

  private OrtUnsigned() {}

  /// Wraps the tensor's own buffer: the tensor must outlive the value.
  static OnnxTensor wrap(Tensor tensor) throws OrtException, InferenceException {
    Binding binding = Holder.BINDING;
    if (binding == null) {
      throw new InferenceException(
          Kind.UNSUPPORTED, "ONNX Runtime's Java binding takes no " + tensor.datatype());
    }
    try {
      return binding.wrap(OrtBoot.environment(), tensor);
    } catch (OrtException | RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class Holder {
    private static final @Nullable Binding BINDING = find();

    private static @Nullable Binding find() {
      try {
        return Binding.find();
      } catch (ReflectiveOperationException otherVersion) {
        return null;
      }
    }
  }

  /// What the binding's own methods do for the types that it knows.
  private record Binding(
      MethodHandle api,
      MethodHandle allocator,
      MethodHandle create,
      MethodHandle info,
      MethodHandle construct) {

    static Binding find() throws ReflectiveOperationException {
      Lookup tensor = MethodHandles.privateLookupIn(OnnxTensor.class, MethodHandles.lookup());
      Class<?> runtime = tensor.findClass("ai.onnxruntime.OnnxRuntime");
      Class<?> allocator = tensor.findClass("ai.onnxruntime.OrtAllocator");
      MethodHandle environmentsAllocator =
          tensor.findGetter(OrtEnvironment.class, "defaultAllocator", allocator);
      return new Binding(
          tensor.findStaticGetter(runtime, "ortApiHandle", long.class),
          MethodHandles.filterReturnValue(
              environmentsAllocator, tensor.findGetter(allocator, "handle", long.class)),
          tensor.findStatic(
              OnnxTensor.class,
              "createTensorFromBuffer",
              MethodType.methodType(
                  long.class,
                  long.class,
                  long.class,
                  Buffer.class,
                  int.class,
                  long.class,
                  long[].class,
                  int.class)),
          tensor.findConstructor(
              TensorInfo.class,
              MethodType.methodType(
                  void.class, long[].class, OnnxJavaType.class, OnnxTensorType.class)),
          tensor.findConstructor(
              OnnxTensor.class,
              MethodType.methodType(
                  void.class,
                  long.class,
                  long.class,
                  TensorInfo.class,
                  Buffer.class,
                  boolean.class)));
    }

    OnnxTensor wrap(OrtEnvironment environment, Tensor tensor) throws Throwable {
      OnnxTensorType type = type(tensor.datatype());
      long[] shape = tensor.shape();
      ByteBuffer data = tensor.data();
      long api = (long) api().invoke();
      long memory = (long) allocator().invoke(environment);
      TensorInfo described =
          (TensorInfo) info().invoke(shape, OnnxJavaType.mapFromOnnxTensorType(type), type);
      long handle =
          (long)
              create()
                  .invoke(api, memory, (Buffer) data, 0, (long) data.capacity(), shape, type.value);
      return (OnnxTensor) construct().invoke(handle, memory, described, (Buffer) data, false);
    }

    private static OnnxTensorType type(DataType datatype) {
      return switch (datatype) {
        case UINT16 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16;
        case UINT32 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32;
        case UINT64 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64;
        default -> throw new IllegalArgumentException(datatype + " has a public way");
      };
    }
  }
}
