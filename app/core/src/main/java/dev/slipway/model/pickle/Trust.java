// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.pickle.Value.Name;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// What is known of a name that loading a file would import.
public enum Trust {
  /// Makes a value and does nothing else: containers, arrays, estimators of known libraries.
  HARMLESS,
  /// Nothing is known of it: it may be the user's own class, or anything.
  UNKNOWN,
  /// Runs commands or code, opens files or connections, or reaches whatever does.
  DANGEROUS;

  /// Modules of which any name may do harm.
  private static final Set<String> DANGEROUS_MODULES =
      Set.of(
          ("os posix nt posixpath ntpath subprocess sys pty commands popen2 shutil socket"
                  + " socketserver ssl select selectors runpy importlib imp pkgutil zipimport"
                  + " ctypes _ctypes cffi mmap webbrowser urllib urllib2 http httplib requests"
                  + " httpx aiohttp ftplib smtplib poplib imaplib nntplib telnetlib xmlrpc"
                  + " asyncio multiprocessing concurrent threading _thread signal resource"
                  + " pickle _pickle cPickle pickletools marshal shelve dbm dill cloudpickle"
                  + " joblib.parallel types code codeop compileall py_compile pdb bdb trace"
                  + " timeit cProfile profile pstats doctest unittest inspect gc atexit"
                  + " faulthandler site pip _pip setuptools distutils ensurepip venv pydoc"
                  + " idlelib lib2to3 turtle tkinter tempfile glob fileinput pathlib io _io"
                  + " zipfile tarfile logging platform getpass pwd crypt sqlite3 winreg"
                  + " msvcrt _winapi _posixsubprocess nturl2path torch.hub"
                  + " numpy.testing numpy.f2py numpy.distutils numpy.ctypeslib gzip bz2 lzma"
                  + " pandas.io pandas.core.computation thread _socket _signal _imp"
                  + " _frozen_importlib _frozen_importlib_external")
              .split("\\s+"));

  /// Names that do harm wherever they are from; a module may hold another's.
  private static final Set<String> DANGEROUS_NAMES =
      Set.of(
          ("eval exec execfile compile open __import__ getattr setattr delattr globals locals"
                  + " vars input breakpoint apply help exit quit system popen spawn Popen"
                  + " check_output check_call run call import_module load loads runstring"
                  + " methodcaller attrgetter read_pickle load_module exec_command"
                  + " exec_mod_from_location query_engine memmap fromfile tofile loadtxt"
                  + " genfromtxt to_pickle rmtree unlink remove urlopen urlretrieve"
                  + " _ufunc_reconstruct save savez savez_compressed savetxt dump open_memmap"
                  + " GzipFile BZ2File LZMAFile ZipFile TarFile NamedTemporaryFile"
                  + " TemporaryDirectory TempMemmap HDFStore ExcelFile ExcelWriter RabitTracker"
                  + " read_array Unpickler _Unpickler NumpyUnpickler _unpickle")
              .split("\\s+"));

  private static final Set<String> HARMLESS_NAMES =
      Set.of(
          ("builtins.object builtins.list builtins.dict builtins.tuple builtins.set"
                  + " builtins.frozenset builtins.int builtins.float builtins.bool builtins.str"
                  + " builtins.bytes builtins.bytearray builtins.complex builtins.slice"
                  + " builtins.range builtins.type builtins.Ellipsis builtins.NotImplemented"
                  + " builtins.len builtins.abs builtins.min builtins.max builtins.sum"
                  + " copyreg._reconstructor copyreg.__newobj__ copyreg.__newobj_ex__"
                  + " collections.OrderedDict collections.defaultdict collections.deque"
                  + " collections.Counter _codecs.encode datetime.datetime datetime.date"
                  + " datetime.time datetime.timedelta datetime.timezone decimal.Decimal"
                  + " fractions.Fraction uuid.UUID functools.partial operator.itemgetter"
                  + " numpy.ndarray numpy.dtype numpy.core.multiarray._reconstruct"
                  + " numpy.core.multiarray.scalar numpy.core.numeric._frombuffer"
                  + " numpy.ma.core._mareconstruct numpy.ma.core.MaskedArray"
                  + " numpy.ma.MaskedArray joblib.numpy_pickle.NumpyArrayWrapper"
                  + " sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper"
                  + " scipy.sparse._csr.csr_matrix scipy.sparse._csc.csc_matrix"
                  + " scipy.sparse._coo.coo_matrix scipy.sparse._csr.csr_array"
                  + " scipy.sparse._csc.csc_array scipy.sparse.csr.csr_matrix"
                  + " scipy.sparse.csc.csc_matrix scipy.interpolate._bsplines.BSpline"
                  + " pathlib.Path pathlib.PosixPath pathlib.WindowsPath pathlib.PurePosixPath"
                  + " pathlib._local.PosixPath io.BytesIO _io.BytesIO logging.getLogger"
                  + " xgboost.core.Booster lightgbm.basic.Booster")
              .split("\\s+"));

  /// Types of NumPy, and their aliases.
  private static final Pattern NUMPY_TYPE =
      Pattern.compile(
          "numpy\\.(bool_?|u?int(8|16|32|64|c|p)?_?|float(16|32|64|128|_)|complex(64|128|_)|str_"
              + "|bytes_|object_|void|longlong|ulonglong|datetime64|timedelta64|generic)");

  private static final Pattern NUMPY_UFUNC =
      Pattern.compile(
          "(numpy|numpy\\.core\\._multiarray_umath|scipy\\.special(\\._ufuncs)?)"
              + "\\.(log(1p|10|2|addexp)?|exp(m1|2|it)?|logit|sqrt|cbrt|square|abs(olute)?|sign"
              + "|floor|ceil|rint|trunc|reciprocal|negative|a?(sin|cos|tan)h?"
              + "|arc(sin|cos|tan)h?|add|subtract|multiply|(true_)?divide|power|m(ax|in)imum"
              + "|isnan|isfinite|clip)");

  /// What NumPy 1.17 to 2.4 pickles its sources of random numbers with, as estimators hold them in
  /// `random_state`: states as numbers, and what makes objects of them. Of its other functions
  /// nothing is known.
  private static final Set<String> NUMPY_RANDOM =
      Set.of(
          ("__RandomState_ctor mtrand.RandomState _pickle.__randomstate_ctor"
                  + " _pickle.__bit_generator_ctor _pickle.__generator_ctor"
                  + " _generator.Generator generator.Generator bit_generator.SeedSequence"
                  + " bit_generator.__pyx_unpickle_SeedSequence _bit_generator.SeedSequence"
                  + " _bit_generator.__pyx_unpickle_SeedSequence _mt19937.MT19937"
                  + " _pcg64.PCG64 _pcg64.PCG64DXSM _philox.Philox _sfc64.SFC64"
                  + " mt19937.MT19937 pcg64.PCG64 philox.Philox sfc64.SFC64")
              .split("\\s+"));

  private static final String RANDOM = "numpy.random.";

  /// Classes, and what Cython's classes are made by: calling these makes an object. Not those of
  /// packages that fetch, draw and test: these open files, and hold what they import themselves.
  private static final Pattern OF_A_LIBRARY =
      Pattern.compile(
          "(?!.*\\.(datasets|externals|plotting|tests?|_?testing)\\.)"
              + "(sklearn|xgboost|lightgbm|catboost|imblearn|category_encoders|pandas)"
              + "(\\._?[a-z]\\w*)*"
              + "\\.(_?[A-Z]\\w*|__pyx_unpickle_\\w+|newObj|_new_Index|_unpickle_block"
              + "|strip_(accents_(unicode|ascii)|tags))");

  static Trust of(Name name) {
    String full = name.qualified().replaceFirst("^numpy\\._core\\.", "numpy.core.");
    String[] parts = name.name().split("\\.");
    boolean dangerous =
        isWithin(full, name.module())
            || DANGEROUS_NAMES.contains(parts[parts.length - 1])
            || (parts.length > 1 && Arrays.stream(parts).anyMatch(DANGEROUS_MODULES::contains));
    if (HARMLESS_NAMES.contains(full)) {
      return HARMLESS;
    }
    if (dangerous) {
      return DANGEROUS;
    }
    return NUMPY_TYPE.matcher(full).matches()
            || NUMPY_UFUNC.matcher(full).matches()
            || (full.startsWith(RANDOM) && NUMPY_RANDOM.contains(full.substring(RANDOM.length())))
            || (parts.length == 1 && OF_A_LIBRARY.matcher(full).matches())
        ? HARMLESS
        : UNKNOWN;
  }

  /// Whether a dangerous module, or one that holds it, is part of the name.
  private static boolean isWithin(String full, String module) {
    for (int dot = full.indexOf('.'); dot > 0; dot = full.indexOf('.', dot + 1)) {
      if (DANGEROUS_MODULES.contains(full.substring(0, dot))) {
        return true;
      }
    }
    return DANGEROUS_MODULES.contains(module);
  }
}
