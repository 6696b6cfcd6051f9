// SPDX-License-Identifier: Apache-2.0
// The least that a program can do with ONNX Runtime's C API: one input, one output, both allocated
// once, one call after the other. Reads a number of milliseconds a line and answers with the number
// of calls, their median in nanoseconds, and processor nanoseconds a call.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "onnxruntime_c_api.h"

static const OrtApi* ort;

static void check(OrtStatus* status) {
  if (status != NULL) {
    fprintf(stderr, "%s\n", ort->GetErrorMessage(status));
    exit(1);
  }
}

static int64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int by_size(const void* a, const void* b) {
  int64_t x = *(const int64_t*)a, y = *(const int64_t*)b;
  return x < y ? -1 : x > y;
}

static OrtValue* tensor(OrtAllocator* allocator, char* shape) {
  int64_t dims[8], size = 1;
  size_t rank = 0;
  for (char* at = shape; *at;) {
    dims[rank] = strtoll(at, &at, 10);
    size *= dims[rank++];
    if (*at == 'x') at++;
  }
  OrtValue* value = NULL;
  check(ort->CreateTensorAsOrtValue(allocator, dims, rank, ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, &value));
  float* data = NULL;
  check(ort->GetTensorMutableData(value, (void**)&data));
  for (int64_t i = 0; i < size; i++) data[i] = (float)(i % 7) * 0.125f;
  return value;
}

// Arguments: model input-name input-shape output-name output-shape, shapes as 1x3x32x32.
int main(int count, char** args) {
  if (count != 6) return 2;
  ort = OrtGetApiBase()->GetApi(ORT_API_VERSION);
  OrtEnv* env;
  OrtSessionOptions* options;
  OrtSession* session;
  OrtAllocator* allocator;
  check(ort->CreateEnv(ORT_LOGGING_LEVEL_FATAL, "reference", &env));
  check(ort->CreateSessionOptions(&options));
  check(ort->SetIntraOpNumThreads(options, 1));
  check(ort->SetInterOpNumThreads(options, 1));
  check(ort->SetSessionExecutionMode(options, ORT_SEQUENTIAL));
  check(ort->SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL));
  check(ort->AddSessionConfigEntry(options, "session.intra_op.allow_spinning", "0"));
  check(ort->AddSessionConfigEntry(options, "session.inter_op.allow_spinning", "0"));
  check(ort->CreateSession(env, args[1], options, &session));
  check(ort->GetAllocatorWithDefaultOptions(&allocator));
  const char* inputs[] = {args[2]};
  const char* outputs[] = {args[4]};
  const OrtValue* in[] = {tensor(allocator, args[3])};
  OrtValue* out[] = {tensor(allocator, args[5])};
  static int64_t times[4000000];
  long millis;
  while (scanf("%ld", &millis) == 1) {
    int64_t cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    int64_t start = now(CLOCK_MONOTONIC), end = start + millis * 1000000LL;
    size_t calls = 0;
    while (start < end && calls < 4000000) {
      check(ort->Run(session, NULL, inputs, in, 1, outputs, 1, out));
      int64_t done = now(CLOCK_MONOTONIC);
      times[calls++] = done - start;
      start = done;
    }
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    qsort(times, calls, sizeof(times[0]), by_size);
    printf("%zu %lld %lld\n", calls, (long long)times[calls / 2], (long long)(cpu / (int64_t)calls));
    fflush(stdout);
  }
  return 0;
}
