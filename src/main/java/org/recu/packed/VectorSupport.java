package org.recu.packed;

import java.util.Optional;

/**
 * Finds the kernels that are written with the Vector API, an incubator module: a JVM has it only if
 * it is started with {@code --add-modules jdk.incubator.vector}.
 */
final class VectorSupport {

  private static final String MODULE = "jdk.incubator.vector";

  /** Compiled apart, and loaded by name, since without the module it cannot be linked. */
  private static final String FACTORY = "org.recu.packed.VectorKernels";

  private VectorSupport() {}

  /** The best such kernel; empty without the module. */
  static Optional<Kernel> kernel() {
    return Found.KERNEL;
  }

  /** Looked for when first asked for. */
  private static final class Found {
    static final Optional<Kernel> KERNEL = find();
  }

  private static Optional<Kernel> find() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Class.forName(FACTORY)
          .asSubclass(KernelFactory.class)
          .getDeclaredConstructor()
          .newInstance()
          .kernel();
    } catch (ReflectiveOperationException | LinkageError e) {
      // Another version of an interface that may still change, or a build without the class.
      return Optional.empty();
    }
  }
}
