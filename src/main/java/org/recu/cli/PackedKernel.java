package org.recu.cli;

import java.util.Map;
import org.recu.console.Message;
import org.recu.packed.PackedModel;

/** The kernel that computes packed networks in this process. */
final class PackedKernel {

  private PackedKernel() {}

  /** Its name as a log message, shown with {@code --verbose}. */
  static Message message() {
    String name = PackedModel.chosenKernel();
    return Message.detail("kernel", Map.of("kernel", name), "kernel of packed networks: " + name);
  }
}
