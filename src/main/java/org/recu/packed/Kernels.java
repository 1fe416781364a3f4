package org.recu.packed;

import java.util.List;
import java.util.Optional;

/** The kernels there are, and the choice among them. */
final class Kernels {

  /** The system property that names the kernel to use. */
  static final String PROPERTY = "recu.packed.kernel";

  private static final String PLAIN = "plain";

  private Kernels() {}

  /**
   * The kernel that the system property names, or else the fastest that this JVM runs.
   *
   * @throws IllegalArgumentException if the property names none that there is here
   */
  static Kernel chosen() {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return VectorSupport.kernel().orElseGet(PlainKernel::new);
    }
    return named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s (%s) is not one of %s".formatted(PROPERTY, name, names())));
  }

  /** Whether the system property names the kernel. */
  static boolean isForced() {
    return System.getProperty(PROPERTY) != null;
  }

  /** A kernel by its name, if this JVM runs it. */
  static Optional<Kernel> named(String name) {
    if (name.equals(PLAIN)) {
      return Optional.of(new PlainKernel());
    }
    return VectorSupport.kernel().filter(kernel -> kernel.name().equals(name));
  }

  private static List<String> names() {
    return VectorSupport.kernel()
        .map(kernel -> List.of(PLAIN, kernel.name()))
        .orElse(List.of(PLAIN));
  }
}
