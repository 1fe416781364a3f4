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
 * Keeps every other process from training into a run's folder until the lock is closed or the
 * process ends for any reason. The lock file itself stays: deleting it would let two processes in.
 *
 * <p>Two bytes of the file are locked. The first is the lock itself: only a process that trains
 * ever touches it. The second is a sign that a process is training: others test only that one, so
 * the test cannot interfere with a run that is starting.
 */
public final class RunLock implements AutoCloseable {

  private static final long LOCK = 0;
  private static final long SIGN = 1;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a file, creating it if it does not exist.
   *
   * @param folder the run's folder, for the error message
   * @throws CheckpointException if another process holds the lock
   */
  static RunLock acquire(Path file, Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      held = channel.tryLock(LOCK, 1, false) != null;
      if (held) {
        // Waits until any test of the sign has ended, which takes no time.
        channel.lock(SIGN, 1, false);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: rejected below like any other holder.
      held = false;
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw new CheckpointException(
          "%s is in use: another process is training into it (%s is locked)"
              .formatted(folder, file.getFileName()));
    }
    return new RunLock(channel);
  }

  /**
   * Whether a process holds the lock of a file; creates no file.
   *
   * <p>Must not be called for a file whose lock this process holds: on some systems the test would
   * release it.
   */
  static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock shared = channel.tryLock(SIGN, 1, true)) {
      return shared == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Releases the folder. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
