package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.recu.data.DataException;

/** The layout of one split on disk. */
interface SplitFolder {

  /** The folder of the split. */
  Path root();

  /**
   * Names of the classes, in the order of their labels: that of their code points.
   *
   * @throws DataException if there are none, or they cannot be determined
   */
  List<String> classes() throws IOException;

  /**
   * Lists all files.
   *
   * @throws DataException if a class has none, or a folder cannot be listed
   */
  FileListing list() throws IOException;
}
