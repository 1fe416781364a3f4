package org.recu.pickle;

/** What a pickle refers to outside of itself. */
@FunctionalInterface
public interface PersistentValues {

  /**
   * The value of an identity.
   *
   * @param identity as {@link PickleReader} has it
   * @throws PickleException if there is nothing of that identity
   */
  Object get(Object identity) throws PickleException;
}
