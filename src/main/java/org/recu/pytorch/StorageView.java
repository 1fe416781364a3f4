package org.recu.pytorch;

/**
 * The part of a storage that a pickle refers to.
 *
 * @param storage the whole storage
 * @param type of the elements, in which the other numbers count
 * @param first index of the first element
 * @param elements number of elements
 */
record StorageView(Storage storage, ElementType type, long first, long elements) {

  /** The whole storage. */
  StorageView(Storage storage) {
    this(storage, storage.type(), 0, storage.elements());
  }

  /** The same bytes as elements of another type; bytes at the end may be left over. */
  StorageView as(ElementType other) {
    return new StorageView(
        storage,
        other,
        first * type.bytes() / other.bytes(),
        elements * type.bytes() / other.bytes());
  }
}
