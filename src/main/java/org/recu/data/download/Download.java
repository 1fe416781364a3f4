package org.recu.data.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.recu.data.Archive;
import org.recu.data.DataException;
import org.recu.files.FileError;
import org.recu.files.FileTree;

/**
 * Brings an archive, checks it and unpacks it. Until all of that is done nothing is where a data
 * set is looked for, and what is there already is left alone.
 *
 * @param archive what is brought
 * @param dataPath folder in which the archive's folder is made; made itself if it is missing
 * @param idleTimeout how long the server may send nothing before the download fails
 */
public record Download(Archive archive, Path dataPath, Duration idleTimeout) {

  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  /** A download that fails when the server sends nothing for a minute. */
  public Download(Archive archive, Path dataPath) {
    this(archive, dataPath, IDLE_TIMEOUT);
  }

  /**
   * How a download ended.
   *
   * @param folder where the data set is
   * @param alreadyThere whether it was there before, and nothing was done
   */
  public record Result(Path folder, boolean alreadyThere) {}

  /**
   * Downloads, going on with what an earlier attempt left, and unpacks.
   *
   * @param progress is told of every piece that arrives
   * @throws IOException if the server refuses or cannot be reached, if what it sends has not the
   *     archive's size and checksum, or if it cannot be written
   */
  public Result run(DownloadProgress progress) throws IOException {
    Path folder = dataPath.resolve(archive.folder());
    if (Files.exists(folder)) {
      return new Result(folder, true);
    }
    makeDataPath();
    checkSpace();
    PartFile part = new PartFile(dataPath.resolve(archive.fileName() + ".part"), archive);
    new Fetch(archive, part, progress, idleTimeout).run();
    part.verify();
    new Unpacking(archive, part.path()).into(dataPath);
    Files.delete(part.path());
    return new Result(folder, false);
  }

  private void makeDataPath() throws IOException {
    try {
      FileTree.createFolders(dataPath);
    } catch (IOException e) {
      throw new DataException(
          "data path " + dataPath + " cannot be created: " + FileError.reason(e), e);
    }
  }

  private void checkSpace() throws IOException {
    long needed = archive.size() + archive.unpackedSize();
    long free = Files.getFileStore(dataPath).getUsableSpace();
    if (free < needed) {
      throw new DataException(
          "not enough room in "
              + dataPath
              + ": "
              + archive.fileName()
              + " and what it holds take "
              + needed
              + " bytes, "
              + free
              + " are free");
    }
  }
}
