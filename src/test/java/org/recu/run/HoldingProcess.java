package org.recu.run;

import java.nio.file.Path;

/** A process that begins a run and locks its folder until standard input ends. */
final class HoldingProcess {

  private HoldingProcess() {}

  /** Takes the folder; prints one line when it is locked. */
  public static void main(String[] args) throws Exception {
    RunLock lock = new RunFolder(Path.of(args[0])).create();
    System.out.println("held");
    while (System.in.read() >= 0) {
      // Input is ignored until it ends.
    }
    lock.close();
  }
}
