package org.recu.run;

import java.nio.file.Path;

/** A process that repeatedly checks whether a run's folder is in use, until it is killed. */
final class ProbingProcess {

  private ProbingProcess() {}

  /** Takes the folder; prints one line before the first check. */
  public static void main(String[] args) throws Exception {
    RunFolder folder = new RunFolder(Path.of(args[0]));
    System.out.println("probing");
    while (true) {
      folder.isInUse();
    }
  }
}
