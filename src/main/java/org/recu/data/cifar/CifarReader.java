package org.recu.data.cifar;

import java.io.IOException;
import org.recu.data.DataException;
import org.recu.data.DataFile;

/** Reads one file of a CIFAR set. */
interface CifarReader {

  /**
   * Reads all records of a file.
   *
   * @param file to read
   * @param records how many it must hold, no more and no fewer
   * @param images where they go
   * @param first index in the split of the file's first record
   * @throws DataException if the file is missing, unreadable or invalid
   */
  void read(DataFile file, int records, CifarImages images, int first) throws IOException;
}
