package org.recu.run;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process in the middle of asking whether a run's folder is in use, until standard input ends: it
 * holds the shared lock that {@link RunLock#isHeld} takes for a moment.
 */
final class AskingProcess {

  private AskingProcess() {}

  /** Takes the lock file; prints one line when it holds the shared lock. */
  public static void main(String[] args) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ);
        FileLock shared = channel.lock(1, 1, true)) {
      System.out.println(shared.isValid() ? "asking" : "");
      while (System.in.read() >= 0) {
        // Input is ignored until it ends.
      }
    }
  }
}
