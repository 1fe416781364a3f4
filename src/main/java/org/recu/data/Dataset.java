package org.recu.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A labelled set of images with a training and a test split.
 *
 * <p>A split is read on first use, so testing needs no training files. Closing the set frees the
 * native memory of its mappings; none of them may be in use then or later.
 *
 * @param <R> what a record is before it is mapped, such as {@link Pixels}
 */
public interface Dataset<R> extends AutoCloseable {

  /** Name, classes, size and normalisation. */
  DatasetInfo info();

  /**
   * Reads the training split.
   *
   * @throws IOException if its files are missing, unreadable or invalid
   */
  Split<R> train() throws IOException;

  /**
   * Reads the test split.
   *
   * @throws IOException if its files are missing, unreadable or invalid
   */
  Split<R> test() throws IOException;

  /** Turns a training record into an image, with the set's usual random augmentation. */
  Mapping<R> augmented();

  /**
   * Turns a record into an image without randomness: for testing, and for training without
   * augmentation.
   */
  Mapping<R> plain();

  /**
   * Remarks for the user about the splits read so far, such as the number of files skipped; one
   * sentence each.
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * What is known, without decoding them, of images of the splits read so far that cannot be read;
   * one sentence each.
   */
  default List<String> unreadable() {
    return List.of();
  }

  /**
   * Saves the file listings of the splits read so far, which {@link DataSource#listings} hands to a
   * resumed run. Sets without files write nothing.
   *
   * @param folder to write to, created if missing
   */
  default void saveListings(Path folder) throws IOException {}

  /** Does nothing for a set without native memory. */
  @Override
  default void close() {}
}
