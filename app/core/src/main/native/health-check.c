// SPDX-License-Identifier: Apache-2.0
//
// health-check PORT: exits with 0 when the service beside it says that it is ready, with 1 in any other case.
//
// An engine starts a program for each check of a container, and the image has no shell and no curl. A Java for that
// costs a hundred times what this does. So it stands alone: no C library, no memory of its own, seven system calls.
// `make-health-check` compiles it for both architectures; what it made is committed, and goes into each bundle.

#if defined(__x86_64__)
enum { READ = 0, WRITE = 1, SOCKET = 41, CONNECT = 42, SETSOCKOPT = 54, EXIT_GROUP = 231 };

static long call(long number, long a, long b, long c, long d, long e) {
  register long fourth __asm__("r10") = d;
  register long fifth __asm__("r8") = e;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
                   : "rcx", "r11", "memory");
  return result;
}

__asm__(".globl _start\n_start:\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call begin\n");
#elif defined(__aarch64__)
enum { READ = 63, WRITE = 64, SOCKET = 198, CONNECT = 203, SETSOCKOPT = 208, EXIT_GROUP = 94 };

static long call(long number, long a, long b, long c, long d, long e) {
  register long which __asm__("x8") = number;
  register long first __asm__("x0") = a;
  register long second __asm__("x1") = b;
  register long third __asm__("x2") = c;
  register long fourth __asm__("x3") = d;
  register long fifth __asm__("x4") = e;
  __asm__ volatile("svc 0"
                   : "+r"(first)
                   : "r"(which), "r"(second), "r"(third), "r"(fourth), "r"(fifth)
                   : "memory");
  return first;
}

__asm__(".globl _start\n_start:\n  mov x0, sp\n  bl begin\n");
#else
#error "made for amd64 and arm64"
#endif

enum { AF_INET = 2, SOCK_STREAM = 1, SOL_SOCKET = 1, SO_RCVTIMEO = 20, SO_SNDTIMEO = 21, LIMIT_SECONDS = 2 };

struct address {
  unsigned short family;
  unsigned char port[2];
  unsigned char host[4];
  unsigned char unused[8];
};

struct time {
  long seconds;
  long micros;
};

static const char request[] = "GET /v2/health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
static const char ready[] = "HTTP/1.1 200";

// The port, or 0 for what is none.
static int port_of(const char *text) {
  int port = 0;
  do {
    if (*text < '0' || *text > '9') return 0;
    port = port * 10 + (*text - '0');
    if (port > 65535) return 0;
  } while (*++text);
  return port;
}

static int is_ready(int port) {
  struct address here = {AF_INET, {port >> 8, port & 255}, {127, 0, 0, 1}, {0}};
  struct time limit = {LIMIT_SECONDS, 0};
  char begin[sizeof ready - 1];
  unsigned long got = 0;
  long peer = call(SOCKET, AF_INET, SOCK_STREAM, 0, 0, 0);
  if (peer < 0) return 0;
  if (call(SETSOCKOPT, peer, SOL_SOCKET, SO_RCVTIMEO, (long)&limit, sizeof limit) < 0) return 0;
  if (call(SETSOCKOPT, peer, SOL_SOCKET, SO_SNDTIMEO, (long)&limit, sizeof limit) < 0) return 0;
  if (call(CONNECT, peer, (long)&here, sizeof here, 0, 0) < 0) return 0;
  if (call(WRITE, peer, (long)request, sizeof request - 1, 0, 0) != sizeof request - 1) return 0;
  while (got < sizeof begin) {
    long more = call(READ, peer, (long)(begin + got), sizeof begin - got, 0, 0);
    if (more <= 0) return 0;
    got += more;
  }
  for (got = 0; got < sizeof begin; got++) {
    if (begin[got] != ready[got]) return 0;
  }
  return 1;
}

// The stack as the kernel leaves it: the number of arguments, then where each is.
__attribute__((used)) static void begin(long *stack) {
  int port = stack[0] == 2 ? port_of((const char *)stack[2]) : 0;
  call(EXIT_GROUP, port != 0 && is_ready(port) ? 0 : 1, 0, 0, 0, 0);
  __builtin_unreachable();
}
