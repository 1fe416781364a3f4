package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.recu.data.DataException;

/** How the files of one half of a set lie on the disk. */
interface SplitFolder {

  /** The folder of the half. */
  Path root();

  /**
   * Names of the classes, in the order of their labels: that of their code points.
   *
   * @throws DataException if there are none, or they cannot be found out
   */
  List<String> classes() throws IOException;

  /**
   * Looks for all files.
   *
   * @throws DataException if a class has none, or a folder cannot be listed
   */
  FileListing list() throws IOException;
}
