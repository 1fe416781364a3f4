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
 * Downloads an archive, verifies and unpacks it. The folder of the data set appears only when it is
 * complete; an existing one is left alone.
 *
 * @param archive to download
 * @param dataPath folder in which to create the archive's folder; created if missing
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
   * @param alreadyThere whether it existed before, so that nothing was done
   */
  public record Result(Path folder, boolean alreadyThere) {}

  /**
   * Downloads, resuming an earlier attempt, and unpacks.
   *
   * @param progress is notified of every chunk received
   * @throws IOException if the server refuses or cannot be reached, if size or checksum differ from
   *     the archive's, or if it cannot be written
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
