package org.recu.data.images;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.data.DataException;
import org.recu.data.DataFile;

/**
 * An encoded image in its own file, read by {@link #read} only.
 *
 * @param path of the file, by which messages name it
 */
public record ImageFile(Path path) {

  /**
   * Reads the whole file.
   *
   * @return its bytes, as they are stored: JPEG, PNG or whatever the file holds
   * @throws DataException if it cannot be read; the message names the file and says why
   */
  public byte[] read() throws IOException {
    return new DataFile(path).bytes();
  }
}
