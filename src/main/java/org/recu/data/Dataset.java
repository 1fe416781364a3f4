package org.recu.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A labelled set of images with a half to train on and a half to test on.
 *
 * <p>A half is found and read when it is asked for, so testing needs no training files. Closing it
 * frees what its mappings hold of native memory; no mapping may be at work then or later.
 *
 * @param <R> what a record is before it is mapped, such as {@link Pixels}
 */
public interface Dataset<R> extends AutoCloseable {

  /** Name, classes, size and normalisation. */
  DatasetInfo info();

  /**
   * Reads the training half.
   *
   * @throws IOException if its files are missing, cannot be read or are not what they should be
   */
  Split<R> train() throws IOException;

  /**
   * Reads the test half.
   *
   * @throws IOException if its files are missing, cannot be read or are not what they should be
   */
  Split<R> test() throws IOException;

  /** How a training record becomes an image, with the set's usual random augmentation. */
  Mapping<R> augmented();

  /** How a record becomes an image without chance: for testing, and training unaugmented. */
  Mapping<R> plain();

  /**
   * What whoever reads the set should know, such as how many files were passed over: sentences,
   * about the halves that were asked for.
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Keeps what took time to find out about the halves that were asked for, so that {@link
   * DataSource#listings} can spare it a run that goes on. Sets without such things write nothing.
   *
   * @param folder to write to, made if it is not there
   */
  default void saveListings(Path folder) throws IOException {}

  /** Does nothing where the set holds no native memory. */
  @Override
  default void close() {}
}
