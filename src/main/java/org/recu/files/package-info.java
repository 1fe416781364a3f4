/**
 * Writing files and folders so that a reader, or the next process after a crash, finds the old
 * content or the new, never a part of one. Everything else that writes goes through this package.
 *
 * <p>{@link org.recu.files.AtomicFile} is for one file, {@link org.recu.files.AtomicFolder} for a
 * folder of any depth, {@link org.recu.files.FolderStore} for a folder whose sub-folders come and
 * go. {@link org.recu.files.FileTree} deletes and syncs trees, {@link org.recu.files.FileError}
 * says what an I/O error means, and {@link org.recu.files.ByteCount} how many bytes there are.
 * Knows nothing of the other packages.
 */
package org.recu.files;
