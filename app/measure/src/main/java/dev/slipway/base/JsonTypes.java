// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How our closed choices and paths look in JSON.
final class JsonTypes {

  private JsonTypes() {}

  /// @param property that tells which record of a sealed interface it is
  static SimpleModule module(String property) {
    return new SimpleModule("slipway") {
      @Serial private static final long serialVersionUID = 1L;

      @Override
      public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new SealedTypes(property));
      }
    }.addSerializer(Path.class, new PathText());
  }

  /// Whether its JSON says which record of a sealed interface it is.
  static boolean isChosen(Class<?> type) {
    return choiceOf(type).isPresent();
  }

  private static Optional<Class<?>> choiceOf(Class<?> type) {
    if (isChoice(type)) {
      return Optional.of(type);
    }
    return Arrays.<Class<?>>stream(type.getInterfaces()).filter(JsonTypes::isChoice).findAny();
  }

  private static boolean isChoice(Class<?> type) {
    return type.isSealed() && type.isInterface() && type.getName().startsWith("dev.slipway.");
  }

  /// `NotMet` is `not-met`.
  static String nameOf(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /// A choice among the records of a sealed interface of ours says which one it is.
  private static final class SealedTypes extends NopAnnotationIntrospector {

    @Serial private static final long serialVersionUID = 1L;

    private final String property;

    SealedTypes(String property) {
      this.property = property;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
        MapperConfig<?> config, AnnotatedClass annotated, JavaType type) {
      if (!isChosen(annotated.getRawType())) {
        return null;
      }
      // As every Jackson 2 has it: on Spark we are given an older one.
      return new StdTypeResolverBuilder()
          .init(JsonTypeInfo.Id.NAME, null)
          .inclusion(JsonTypeInfo.As.PROPERTY)
          .typeProperty(property);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
      Class<?> type = annotated.getRawType();
      if (!isChoice(type)) {
        return null;
      }
      return Arrays.stream(type.getPermittedSubclasses())
          .map(kind -> new NamedType(kind, nameOf(kind)))
          .toList();
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass annotated) {
      Class<?> type = annotated.getRawType();
      return isChosen(type) && !type.isInterface() ? nameOf(type) : null;
    }
  }

  /// As the user writes it, with forward slashes; Jackson's own form is a URI.
  private static final class PathText extends JsonSerializer<Path> {
    @Override
    public void serialize(Path path, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(path.toString().replace('\\', '/'));
    }
  }
}
