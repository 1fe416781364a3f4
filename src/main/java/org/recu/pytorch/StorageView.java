package org.recu.pytorch;

/**
 * The part of a storage that a pickle refers to.
 *
 * @param storage whole
 * @param first element of it
 * @param elements how many
 */
record StorageView(Storage storage, long first, long elements) {}
