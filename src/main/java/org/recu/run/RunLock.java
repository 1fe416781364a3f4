package org.recu.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.recu.checkpoint.CheckpointException;

/**
 * Keeps every other process from training into a run's folder, until it is closed or the process
 * ends, however it ends. The lock file itself stays: removing it would let two in.
 */
public final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a file, which is created when it is not there.
   *
   * @param folder the run's folder, for the message
   * @throws CheckpointException when another process holds it
   */
  static RunLock acquire(Path file, Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      held = lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by this very process: refused below, as any other's.
      held = false;
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw new CheckpointException(
          "%s is in use: another process trains into it (%s is locked)"
              .formatted(folder, file.getFileName()));
    }
    return new RunLock(channel);
  }

  /**
   * Whether a process holds the lock of a file at this moment; no file is made.
   *
   * <p>Not for a file whose lock this very process holds: on some systems the look would end it.
   */
  static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Lets the folder go. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
