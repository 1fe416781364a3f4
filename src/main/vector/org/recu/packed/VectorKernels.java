package org.recu.packed;

import java.util.Optional;
import jdk.incubator.vector.VectorOperators;

/** Makes the kernel of the Vector API: by whether its vectors count bits. */
final class VectorKernels implements KernelFactory {

  /** For {@link VectorSupport}, which makes it by name. */
  VectorKernels() {}

  @Override
  public Optional<Kernel> kernel() {
    return Optional.of(bitCount().isPresent() ? new VectorKernel() : new CarrySaveKernel());
  }

  /** The operation that counts bits: by name, since the API of Java 17 and 18 lacks it. */
  static Optional<VectorOperators.Unary> bitCount() {
    try {
      return Optional.of(
          (VectorOperators.Unary) VectorOperators.class.getField("BIT_COUNT").get(null));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
