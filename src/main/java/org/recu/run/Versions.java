package org.recu.run;

import java.util.Optional;
import org.tensorflow.TensorFlow;

/**
 * The software versions that a run was started with.
 *
 * @param recu this program's version
 * @param tensorflow the version of the TensorFlow runtime
 * @param java the Java runtime's version
 */
public record Versions(String recu, String tensorflow, String java) {

  /** The versions of this process. */
  static Versions ofThisProgram() {
    return new Versions(recuVersion(), TensorFlow.version(), Runtime.version().toString());
  }

  /** The versions that all workers of a run must have, in words. */
  public static String ofProgram() {
    return "recu %s with TensorFlow %s".formatted(recuVersion(), TensorFlow.version());
  }

  /** This program's version from its jar; classes outside a jar have none. */
  public static String recuVersion() {
    return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
