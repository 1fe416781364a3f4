package org.recu.packed;

import java.util.List;
import java.util.Locale;
import org.recu.packed.proto.OperationMessage;

/**
 * An operation of a network whose sizes have been checked.
 *
 * @param number of the value that it yields; the images are value 0
 * @param inputs numbers of the values that it takes
 * @param shape of the value that it yields
 * @param message its kind and parameters
 */
record Node(int number, List<Integer> inputs, Shape shape, OperationMessage message) {

  OperationMessage.KindCase kind() {
    return message.getKindCase();
  }

  /** The number of its only, or its first, input. */
  int input() {
    return inputs.get(0);
  }

  /** Its name in messages, as in the file: {@code operations[4].binary_convolution}. */
  String field() {
    return field(number - 1, message);
  }

  static String field(int index, OperationMessage message) {
    return operation(index) + "." + message.getKindCase().name().toLowerCase(Locale.ROOT);
  }

  /** An operation's name without its kind: {@code operations[4]}. */
  static String operation(int index) {
    // Not formatted: each is named, in case of an error, and a formatter takes long to load.
    return "operations[" + index + "]";
  }
}
