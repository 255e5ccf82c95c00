package dev.halley;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** What a class, a field or a name must not be like. */
final class Shapes {

  /** Words that say nothing about what a type is for. */
  private static final Pattern EMPTY_WORD =
      Pattern.compile(
          ".*(Manager|Helper|Utils?|Impl|Abstract|Base|Common|Misc|Data|Info|Processor)(?![a-z]).*"
              + "|I[A-Z][a-z].*");

  /** Declared types that are there to be changed. */
  private static final List<String> CHANGEABLE =
      List.of(
          "java.util.concurrent.atomic.",
          "java.util.concurrent.locks.",
          "java.util.concurrent.Concurrent",
          "java.util.concurrent.CopyOnWrite",
          "java.lang.ThreadLocal",
          "java.lang.StringBuilder",
          "java.util.BitSet",
          "com.github.benmanes.caffeine.cache.");

  private Shapes() {}

  static DescribedPredicate<JavaClass> anAbstractClass() {
    return DescribedPredicate.describe(
        "an abstract class",
        c -> !c.isInterface() && !c.isEnum() && c.getModifiers().contains(JavaModifier.ABSTRACT));
  }

  static DescribedPredicate<JavaClass> notFinal() {
    return DescribedPredicate.describe(
        "a class that is not final",
        c ->
            !c.isInterface()
                && !c.isEnum()
                && !c.isAnonymousClass()
                && !c.getModifiers().contains(JavaModifier.FINAL));
  }

  static DescribedPredicate<JavaClass> anExtensionOfOurs(String root) {
    return DescribedPredicate.describe(
        "a class that extends another of ours",
        c ->
            c.getRawSuperclass()
                .filter(above -> above.getPackageName().startsWith(root))
                // A constant of an enum that has a body.
                .filter(above -> !above.isEnum())
                .isPresent());
  }

  static DescribedPredicate<JavaClass> namedWithoutMeaning() {
    return DescribedPredicate.describe(
        "named with a word that says nothing",
        c -> EMPTY_WORD.matcher(c.getSimpleName()).matches());
  }

  static DescribedPredicate<JavaField> staticState() {
    return DescribedPredicate.describe(
        "static and able to change",
        f -> {
          if (!f.getModifiers().contains(JavaModifier.STATIC)
              || f.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return false;
          }
          JavaClass type = f.getRawType();
          return !f.getModifiers().contains(JavaModifier.FINAL)
              || CHANGEABLE.stream().anyMatch(type.getName()::startsWith)
              || type.isAssignableTo(Executor.class)
              || type.isAssignableTo(Thread.class)
              || isChangeableCollection(type)
              || (type.isArray() && !f.getModifiers().contains(JavaModifier.PRIVATE));
        });
  }

  /** A concrete collection; what is declared as a {@code List} or a {@code Map} can be fixed. */
  private static boolean isChangeableCollection(JavaClass type) {
    return !type.isInterface()
        && !type.isEnum()
        && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
  }

  static DescribedPredicate<JavaField> anOptional() {
    return DescribedPredicate.describe("an Optional", f -> isOptional(f.getRawType()));
  }

  static boolean isOptional(JavaClass type) {
    return type.isEquivalentTo(Optional.class);
  }
}
