package org.recu.run;

import java.nio.file.Path;

/** A process that begins a run and holds its folder until its input ends. */
final class HoldingProcess {

  private HoldingProcess() {}

  /** The folder. One line of output when it is held. */
  public static void main(String[] args) throws Exception {
    RunLock lock = new RunFolder(Path.of(args[0])).create();
    System.out.println("held");
    while (System.in.read() >= 0) {
      // Only the end of the input counts.
    }
    lock.close();
  }
}
