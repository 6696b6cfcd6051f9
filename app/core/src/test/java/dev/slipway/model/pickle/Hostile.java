// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Files that a hostile hand would write, each with what is said of it: a part of the reason why it
/// is refused, or the dangerous name that it imports.
final class Hostile {

  /// @param says part of the reason, or a name; `a value` where it is harmless but strange
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Attack(byte[] bytes, String says) {}

  private static final int BOMB = 12 << 20;

  private final Map<String, Attack> attacks = new LinkedHashMap<>();
  private final String command;

  private Hostile(String command) {
    this.command = command;
  }

  /// @param command that none of them may run
  static Map<String, Attack> all(String command) {
    var hostile = new Hostile(command);
    hostile.calls();
    hostile.hiding();
    hostile.elsewhere();
    hostile.lengths();
    hostile.shapes();
    hostile.nonsense();
    hostile.arrays();
    hostile.bombs();
    HostileSkops.all(BOMB)
        .forEach((name, attack) -> hostile.add(name, attack.bytes(), attack.says()));
    return hostile.attacks;
  }

  private static PickleWriter pickle() {
    return new PickleWriter();
  }

  private void add(String name, PickleWriter writer, String says) {
    add(name, writer.stop(), says);
  }

  private void add(String name, byte[] bytes, String says) {
    if (attacks.put(name, new Attack(bytes, says)) != null) {
      throw new IllegalStateException("twice: " + name);
    }
  }

  /// Every way to call, and what is worth calling.
  private void calls() {
    add("REDUCE", pickle().call("os", "system", command), "os.system");
    add("an instance", pickle().ops("(").text(command).ops("ios\nsystem\n"), "os.system");
    add("an object", pickle().ops("(").name("os", "system").text(command).ops("o"), "os.system");
    add(
        "NEWOBJ",
        pickle().name("subprocess", "Popen").text(command).ops("\u0085\u0081"),
        "subprocess.Popen");
    add(
        "NEWOBJ_EX",
        pickle().name("subprocess", "Popen").ops(")}").text("args").text(command).ops("s\u0092"),
        "subprocess.Popen");
    add(
        "a name of the stack",
        pickle().protocol(4).stackName("posix", "system").text(command).ops("\u0085R"),
        "posix.system");
    add("Python 2", pickle().call("__builtin__", "execfile", command), "builtins.execfile");
    add(
        "a call of what a call gave",
        pickle()
            .name("builtins", "getattr")
            .name("mine", "thing")
            .text("system")
            .ops("\u0086R")
            .text(command)
            .ops("\u0085R"),
        "builtins.getattr");
    add(
        "by way of another module",
        pickle()
            .protocol(4)
            .stackName("sklearn.datasets._base", "os.system")
            .text(command)
            .ops("\u0085R"),
        "sklearn.datasets._base.os.system");
    for (String name :
        new String[] {
          "builtins.eval",
          "builtins.exec",
          "numpy.testing._private.utils.runstring",
          "numpy.core._ufunc_reconstruct",
          "operator.methodcaller",
          "importlib.import_module",
          "runpy._run_code",
          "webbrowser.open",
          "ctypes.CDLL",
          "pickle.loads",
          "shutil.rmtree",
          "socket.create_connection",
          "types.FunctionType",
          "cloudpickle.cloudpickle._make_function",
          "pandas.io.pickle.read_pickle",
          "pandas.core.computation.expr.Expr",
          "numpy.lib.format.read_array",
          "sklearn.datasets._covtype.GzipFile",
          "pty.spawn",
        }) {
      int dot = name.lastIndexOf('.');
      add(name, pickle().call(name.substring(0, dot), name.substring(dot + 1), command), name);
    }
  }

  private void hiding() {
    add("thrown away", pickle().call("os", "system", command).ops("0N"), "os.system");
    add("under a mark", pickle().ops("(").call("os", "system", command).ops("1N"), "os.system");
    add(
        "through the memo",
        pickle().name("os", "system").ops("q\u00070h\u0007").text(command).ops("\u0085R"),
        "os.system");
    add(
        "in a state",
        pickle()
            .name("sklearn.dummy", "DummyRegressor")
            .ops(")\u0081}")
            .text("constant_")
            .call("os", "system", command)
            .ops("sb"),
        "os.system");
    add("as a key", pickle().ops("}").call("os", "system", command).ops("Ns"), "os.system");
    byte[] call = pickle().protocol(2).call("os", "system", command).stop();
    add(
        "in an array of objects of joblib",
        pickle()
            .name("joblib.numpy_pickle", "NumpyArrayWrapper")
            .ops(")\u0081}(")
            .text("dtype")
            .dtype("O8", "|")
            .ops("ub")
            .raw(call)
            .ops("0N"),
        "os.system");
    for (Packing packing : Packing.values()) {
      if (packing != Packing.NONE) {
        add("within " + packing.word(), Samples.packed(packing, call), "os.system");
      }
    }
  }

  private void elsewhere() {
    add("EXT1", pickle().code(0x82, 1), "extension registry");
    add("EXT4", pickle().code(0x84).int4(-1), "extension registry");
    add("PERSID", pickle().ops("Phttp://x\n"), "persistent id");
    add("BINPERSID", pickle().text("x").ops("Q"), "persistent id");
    add("NEXT_BUFFER", pickle().protocol(5).code(0x97), "a buffer outside the file");
    add(
        "old joblib",
        pickle()
            .name("joblib.numpy_pickle", "NDArrayWrapper")
            .ops(")\u0081}")
            .text("filename")
            .text("/etc/passwd")
            .ops("sb"),
        "joblib before 0.10");
  }

  private void lengths() {
    add("bytes of 2^63 - 1", pickle().code(0x8e).int8(Long.MAX_VALUE), "of memory");
    add("bytes of 2^64 - 1", pickle().code(0x8e).int8(-1), "of memory");
    add("a text of 2^40", pickle().code(0x8d).int8(1L << 40), "of memory");
    add("a text of 4 GB", pickle().ops("X").int4(-1), "of memory");
    add("a negative length", pickle().ops("T").int4(-5), "of memory");
    add("a number of 2 GB", pickle().code(0x8b).int4(Integer.MAX_VALUE), "a number of 2147483647");
    add("a negative number", pickle().code(0x8b).int4(-1), "a number of -1");
    add("many digits", pickle().ops("L" + "9".repeat(5000) + "\n"), "a whole number in it");
    add("a frame of 2^63", pickle().code(0x95).int8(Long.MIN_VALUE), "a frame of");
    add("a memo of 2^32", pickle().ops("Nr").int4(-1), "keeps a value under number 4294967295");
    add("a memo of 10^18", pickle().ops("Np999999999999999999\n"), "keeps a value under number");
    add("a negative memo", pickle().ops("Np-1\n"), "the number of a kept value");
    add("nothing kept", pickle().ops("h\u0009"), "it kept no value under number 9");
    add("an endless name", pickle().name("a".repeat(5000), "b"), "endless");
  }

  private void shapes() {
    var laughs = pickle().text("ha").ops("q\u0000");
    for (int i = 0; i < 100; i++) {
      laughs.ops("h\u0000h\u0000\u0086q\u0000");
    }
    add("a billion laughs", laughs, "a value");
    var lists = pickle().ops("]q\u0000");
    for (int i = 0; i < 100; i++) {
      lists.ops("](h\u0000h\u0000h\u0000eq\u0000");
    }
    add("a billion lists", lists, "a value");
    add("a list in itself", pickle().ops("]q\u0000h\u0000a"), "a value");
    add("nested tuples", pickle().ops("N" + "\u0085".repeat(5000)), "nests values");
    add("nested marks", pickle().ops("(".repeat(5000)), "nests values");
    add("nested calls", pickle().name("a", "b").ops(")R".repeat(5000)), "nests values");
    add("a chain seen from its end", chain(), "nests values");
    add("many objects of one large state", shared(), "a value");
    add("values without end", pickle().ops("N0".repeat(1_000_000)), "more than");
    add("a stack without end", pickle().ops("N" + "2".repeat(1_000_000)), "stack grows");
    add("a memo without end", pickle().ops("N" + "\u0094".repeat(1_000_000)), "keeps a value");
    add(
        "arguments again and again",
        pickle()
            .ops("(" + "N".repeat(20_000) + "tq\u0000")
            .name("a", "b")
            .ops("q\u0001" + "h\u0001h\u0000R".repeat(5_000)),
        "more than");
    add(
        "sets again and again",
        pickle()
            .ops("(" + "N".repeat(20_000) + "lq\u0000")
            .name("builtins", "set")
            .ops("q\u0001" + "h\u0001h\u0000\u0085R".repeat(5_000)),
        "more than");
  }

  /// The last of them is looked at first, so that each seems near.
  private static PickleWriter chain() {
    var chain = pickle().ops("]q\u0000]\u0094");
    for (int i = 0; i < 1500; i++) {
      chain.ops("]j").int4(i + 1).ops("a\u0094");
    }
    chain.ops("(");
    for (int i = 1; i < 1500; i++) {
      chain.ops("j").int4(i);
    }
    return chain.ops("t");
  }

  private static PickleWriter shared() {
    var shared = pickle().ops("}(");
    for (int i = 0; i < 5_000; i++) {
      shared.text("a" + i).ops("N");
    }
    return shared
        .ops("uq\u00000")
        .name("a", "B")
        .ops("q\u00010](" + "h\u0001)\u0081h\u0000b".repeat(1_000) + "e");
  }

  private void nonsense() {
    add("nothing", new byte[0], "ends at byte 0");
    add("no value", pickle(), "empty stack");
    add("no instruction", pickle().code(0xff), "0xff, which is no instruction");
    add("protocol 9", pickle().protocol(9), "pickle protocol 9");
    add("below the mark", pickle().ops("N(a"), "empty stack");
    add("no mark", pickle().ops("Nt"), "a mark that it did not set");
    add("no quotes", pickle().ops("Sx\n"), "no quotes");
    add("half an escape", pickle().ops("S'\\\n"), "no quotes");
    add("a broken escape", pickle().ops("V\\u12g4\n"), "broken escape");
    add("no character", pickle().ops("V\\UFFFFFFFF\n"), "names no character");
    add("bad UTF-8", pickle().ops("X").int4(2).code(0xc3, 0x28), "no UTF-8");
    add("a name in bad UTF-8", pickle().ops("c\u00ff\nx\n"), "no UTF-8");
    add("a float of words", pickle().ops("Fone\n"), "a number in it is none");
    add("append to a text", pickle().text("x").ops("Na"), "what is no list");
    add("half a pair", pickle().ops("}(Nu"), "a key without a value");
    add("a pair for a number", pickle().ops("NNNs"), "what is no dictionary");
    add("arguments of no tuple", pickle().name("a", "b").ops("NR"), "no tuple");
    add("keywords of no dictionary", pickle().name("a", "b").ops(")N\u0092"), "no dictionary");
    add("a name of no text", pickle().ops("NN\u0093"), "no text");
    add("a state for a number", pickle().ops("K\u0001Nb"), "has none");
    add("two states", pickle().name("a", "b").ops(")RNbNb"), "its state twice");
    add("an object of no class", pickle().name("copyreg", "__newobj__").ops(")R"), "no class");
    add("a call of nothing", pickle().ops("(o"), "no callee");
  }

  private void arrays() {
    byte[] eight = PickleWriter.doubles(1);
    add(
        "a shape that overflows",
        pickle().array("f8", false, eight, Integer.MAX_VALUE, 99),
        "shape");
    add("a shape around zero", pickle().array("f8", false, eight, 70_000, 70_000, 0), "shape");
    add("a negative shape", pickle().array("f8", false, eight, -1), "a size of an array");
    add("too few bytes", pickle().array("f8", false, eight, 2), "has 8 bytes");
    add("too many axes", pickle().array("f8", false, eight, new int[70]), "70 axes");
    add("an odd type", pickle().array("q8", false, eight, 1), "type q8");
    add("a float of 3 bytes", pickle().array("f3", false, eight, 1), "type f3");
    add("a text of 2^31", pickle().array("U999999999", false, eight, 1), "type U999999999");
    add("objects without a list", pickle().array("O8", false, eight, 1), "objects");
    add("a text beyond Unicode", pickle().array("U2", false, eight, 1), "names no character");
    add("a scalar of 3 bytes", scalar(), "has 3 bytes");
    add("a type in itself", typeInItself(), "nested without end");
    add("a type of other size than its element", noAxes(), "the type of an array");
    add("a field outside", field(8), "lies outside");
    add("a field of objects", field(0), "lies outside");
    add(
        "joblib's array of 8 GB",
        pickle().joblibArray("f8", "C", eight, 1_000_000_000).bytes(),
        "of memory");
    add(
        "joblib's array cut off",
        pickle().joblibArray("f8", "C", eight, 2).bytes(),
        "ends at byte");
    add(
        "few bytes as many numbers",
        pickle().array("u1", false, new byte[3 << 20], 3 << 20),
        "of memory");
  }

  private static PickleWriter scalar() {
    return pickle()
        .name("numpy._core.multiarray", "scalar")
        .dtype("f8", "<")
        .bytes(new byte[3])
        .ops("\u0086R");
  }

  private static PickleWriter typeInItself() {
    return pickle()
        .name("numpy._core.multiarray", "scalar")
        .name("numpy", "dtype")
        .text("V8")
        .ops("\u0085Rq\u0000(K\u0003")
        .text("|")
        .ops("N(")
        .text("a")
        .ops("t}")
        .text("a")
        .ops("h\u0000K\u0000\u0086sK\u0008tb")
        .bytes(new byte[8])
        .ops("\u0086R");
  }

  /// An element of one byte that is said to be an array, of no axes, of one of eight.
  private static PickleWriter noAxes() {
    return pickle()
        .name("numpy._core.multiarray", "scalar")
        .name("numpy", "dtype")
        .text("V1")
        .ops("\u0085R(K\u0003")
        .text("|")
        .dtype("f8", "<")
        .ops(")\u0086NNtb")
        .bytes(new byte[1])
        .ops("\u0086R");
  }

  /// @param at where the field begins; objects where it begins at 0
  private static PickleWriter field(int at) {
    return pickle()
        .name("numpy._core.multiarray", "scalar")
        .name("numpy", "dtype")
        .text("V8")
        .ops("\u0085R(K\u0003")
        .text("|")
        .ops("N(")
        .text("a")
        .ops("t}")
        .text("a")
        .dtype(at == 0 ? "O8" : "f8", "<")
        .number(at)
        .ops("\u0086sK\u0008tb")
        .bytes(new byte[8])
        .ops("\u0086R");
  }

  private void bombs() {
    byte[] zeros = new byte[BOMB];
    byte[] bomb = pickle().ops("B").int4(BOMB).raw(zeros).stop();
    byte[] marks = pickle().ops("N0".repeat(BOMB / 2)).stop();
    for (Packing packing : Packing.values()) {
      if (packing != Packing.NONE) {
        add("bytes from " + packing.word(), Samples.packed(packing, bomb), "of memory");
        byte[] packed = Samples.packed(packing, new byte[64]);
        add("zeros in " + packing.word(), packed, "0x00, which is no instruction");
      }
    }
    add("steps from gzip", Samples.packed(Packing.GZIP, marks), "more than");
    add(
        "a dictionary of 4 GB",
        new PickleWriter().code(0x5d, 0, 0, 0, 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9).bytes(),
        "lzma stream is cut off or damaged");
    byte[] gzip = Samples.packed(Packing.GZIP, Samples.pipeline());
    byte[] half = Arrays.copyOf(gzip, gzip.length / 2);
    add("half a gzip", half, "gzip stream is cut off or damaged");
  }
}
