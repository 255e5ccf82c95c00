package dev.halley.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the runtime let go of the application's records.
 *
 * <p>On JDK 17 {@link ObjectMethods} keeps the method handles of the record whose {@code hashCode}
 * or {@code equals} it linked last, and with them that record's types and their class loader: an
 * application that was undeployed would stay in memory. Linking methods that speak of a class of
 * the JDK alone takes their place.
 */
final class RecordMethods {

  private RecordMethods() {}

  /**
   * To be called when nothing else of the application runs any more.
   *
   * @throws ReflectiveOperationException never, as far as anybody knows
   */
  static void forget() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType ofText = MethodType.methodType(String.class);
    MethodHandle getter = lookup.findVirtual(String.class, "strip", ofText);
    link(lookup, "hashCode", MethodType.methodType(int.class, String.class), getter);
    link(
        lookup, "equals", MethodType.methodType(boolean.class, String.class, Object.class), getter);
  }

  private static void link(
      MethodHandles.Lookup lookup, String method, MethodType type, MethodHandle getter)
      throws ReflectiveOperationException {
    try {
      ObjectMethods.bootstrap(lookup, method, type, String.class, "text", getter);
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }
}
