package org.recu.data;

import java.io.IOException;

/**
 * The labelled records of the training or test split of a data set. Thread-safe.
 *
 * @param <R> what a record is before it is mapped
 */
public interface Split<R> {

  /** Number of records. */
  int size();

  /**
   * Label of a record, from 0.
   *
   * @param index from 0, below {@link #size()}
   */
  int label(int index);

  /**
   * A record as it is stored.
   *
   * @param index from 0, below {@link #size()}
   * @throws IOException if the record cannot be read
   */
  R record(int index) throws IOException;

  /**
   * The name of a record in messages, such as the path of its file.
   *
   * @param index from 0, below {@link #size()}
   */
  default String name(int index) {
    return "record " + index;
  }
}
