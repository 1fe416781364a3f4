package org.recu.pickle;

/** Resolves a pickle's references to objects stored outside of it. */
@FunctionalInterface
public interface PersistentValues {

  /**
   * Returns the object with an identity.
   *
   * @param identity as {@link PickleReader} read it
   * @throws PickleException if there is no object with that identity
   */
  Object get(Object identity) throws PickleException;
}
