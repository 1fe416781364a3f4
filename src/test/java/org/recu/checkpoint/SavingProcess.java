package org.recu.checkpoint;

import java.nio.file.Path;

/** A process that saves one checkpoint after another until it is killed. */
final class SavingProcess {

  private SavingProcess() {}

  /**
   * Arguments: the folder, and the first epoch to save. Prints the line "writing" in the middle of
   * every save, and a line with the epoch's number after it.
   */
  public static void main(String[] args) throws Exception {
    CheckpointStore store = new CheckpointStore(Path.of(args[0]));
    for (int epoch = Integer.parseInt(args[1]); epoch < 100_000; epoch++) {
      String content = content(epoch);
      VariablesWriter variables =
          prefix -> {
            System.out.println("writing");
            CheckpointFixture.variables(content).write(prefix);
          };
      store.save(CheckpointFixture.after(epoch), variables, 2);
      System.out.println(epoch);
    }
  }

  /** Content of this epoch's variables. */
  static String content(int epoch) {
    return ("weights of epoch " + epoch + "\n").repeat(5000);
  }
}
