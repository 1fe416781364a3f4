package org.recu.packed;

import java.util.Optional;

/** Makes a kernel, if this JVM runs it. */
interface KernelFactory {

  Optional<Kernel> kernel();
}
