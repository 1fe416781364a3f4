package org.recu.data;

import java.io.IOException;

/**
 * The records of one half of a data set, each with its label. Safe for use by several threads.
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
   * What a message calls a record, such as its file's path.
   *
   * @param index from 0, below {@link #size()}
   */
  default String name(int index) {
    return "record " + index;
  }
}
