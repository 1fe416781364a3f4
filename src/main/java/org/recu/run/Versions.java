package org.recu.run;

/**
 * What a run was made with.
 *
 * @param recu this program's version
 * @param tensorflow the version of the TensorFlow runtime
 * @param java the Java runtime's version
 */
public record Versions(String recu, String tensorflow, String java) {

  /** The given versions and this Java runtime's. */
  public static Versions of(String recu, String tensorflow) {
    return new Versions(recu, tensorflow, Runtime.version().toString());
  }
}
