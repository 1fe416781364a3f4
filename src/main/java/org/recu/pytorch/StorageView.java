package org.recu.pytorch;

/**
 * The part of a storage that a pickle refers to.
 *
 * @param storage the whole storage
 * @param first index of the first element
 * @param elements number of elements
 */
record StorageView(Storage storage, long first, long elements) {}
