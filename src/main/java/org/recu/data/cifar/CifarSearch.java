package org.recu.data.cifar;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recu.data.DataException;

/**
 * Finds the files of CIFAR in the usual places.
 *
 * @param name of the set
 * @param versions layouts that it may have, the preferred one first
 * @param dataPath folder of the files, or one that holds it
 */
record CifarSearch(String name, List<CifarVersion> versions, Path dataPath) {

  /**
   * The files of one split and their folder.
   *
   * @param folder that holds all of them
   * @param files of the half
   * @param reader that understands them
   */
  record Found(Path folder, CifarFiles files, CifarReader reader) {}

  /**
   * Finds a folder that holds all files of a split.
   *
   * @param half its name for a message, such as {@code training}
   * @param files of the half, of a version
   * @throws DataException if there is none; the message says what is missing and which folders were
   *     searched
   */
  Found find(String half, Function<CifarVersion, CifarFiles> files) throws DataException {
    DataException incomplete = null;
    for (CifarVersion version : versions) {
      CifarFiles wanted = files.apply(version);
      for (Path folder : folders(version)) {
        List<String> missing = wanted.missingIn(folder);
        if (missing.isEmpty()) {
          return new Found(folder, wanted, version.reader());
        }
        if (missing.size() < wanted.names().size() && incomplete == null) {
          incomplete =
              new DataException(
                  folder.resolve(missing.get(0))
                      + " is missing: the "
                      + half
                      + " files of "
                      + name
                      + " are "
                      + wanted);
        }
      }
    }
    throw incomplete != null ? incomplete : nothing(half, files);
  }

  private DataException nothing(String half, Function<CifarVersion, CifarFiles> files) {
    return new DataException(
        versions.stream()
            .map(
                version ->
                    files.apply(version)
                        + " in "
                        + folders(version).stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(", ")))
            .collect(
                Collectors.joining(
                    "; nor ",
                    "no " + half + " files of " + name + ": there is no ",
                    "; get them with: " + download(name, dataPath))));
  }

  private List<Path> folders(CifarVersion version) {
    return List.of(
        dataPath.resolve(version.folder()),
        dataPath,
        dataPath.resolve(name).resolve(version.folder()),
        dataPath.resolve(name));
  }

  /** The command that downloads the set. */
  static String download(String name, Path dataPath) {
    return "recu download " + name + " --data_path " + dataPath;
  }
}
