package org.recu.data.pipeline;

import java.util.List;
import org.recu.data.DataException;
import org.recu.data.Dataset;

/** The policy for a record that cannot be read or decoded. */
public enum BadImages {
  /** The batch fails with an error that names the record. */
  STOP,
  /** Another record takes its place and is reported in {@link Batch#substitutions}. */
  SUBSTITUTE;

  /**
   * Rejects a data set with images that are known to be unreadable, unless others may take their
   * place. The splits that are used must have been read.
   *
   * @throws DataException if there are any; the message names the first
   */
  public void accept(Dataset<?> dataset) throws DataException {
    List<String> unreadable = dataset.unreadable();
    if (this == STOP && !unreadable.isEmpty()) {
      throw new DataException(
          String.join("; ", unreadable) + "; --on_bad_image substitute uses other images instead");
    }
  }
}
