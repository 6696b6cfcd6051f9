// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Gives the classes of a jar the format of Java 8, with the stack maps that it demands, and leaves
/// what they do as it is: Java's class cache takes none that is older than Java 6, and loads and
/// checks it anew at each start.
///
/// `java NewerClasses.java JAR`: the jar, which must not be signed, is replaced. It ends with 1
/// where no class of it is that old.
final class NewerClasses {

  private NewerClasses() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path made = Path.of(jar + ".newer");
    int count = 0;
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(made)))) {
      var format =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)));
      for (ZipEntry entry : in.stream().toList()) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel old = format.parse(bytes);
          if (old.majorVersion() < ClassFile.JAVA_6_VERSION) {
            bytes = format.transformClass(old, NEWER);
            count++;
          }
        }
        var written = new ZipEntry(entry.getName());
        written.setTime(entry.getTime());
        out.putNextEntry(written);
        out.write(bytes);
        out.closeEntry();
      }
    }
    if (count == 0) {
      Files.delete(made);
      System.err.println("no class in " + jar + " is older than Java 6 any more");
      System.exit(1);
    }
    Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Each method is read and written as it is, for which its stack maps are made.
  private static final ClassTransform NEWER =
      ((ClassTransform)
              (builder, element) -> {
                if (element instanceof ClassFileVersion) {
                  builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                  builder.with(element);
                }
              })
          .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL));
}
