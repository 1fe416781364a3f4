package org.recu.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Reads a Python pickle that holds plain data: numbers, text, bytes, lists, tuples, dictionaries
 * and numpy's arrays of uint8. A pickle is a program; this runs only the part of it that builds
 * such values. A name outside of {@link PickleName} is refused where it is met.
 *
 * <p>Protocols 2 to 5, as Python 2 and 3 write them. Source: Python's {@code pickletools}.
 *
 * <p>Values are Long, Double, Boolean, null, String, {@link ByteBuffer} (Python's bytes, and str of
 * Python 2), List (list and tuple), Map (keys are Strings where Python's are text or bytes) and
 * {@link NumpyBytes}.
 */
final class PickleReader {
  private static final int HIGHEST_PROTOCOL = 5;

  private final DataFile file;
  private final PickleInput input;
  private final PickleStack stack;

  private PickleReader(DataFile file, PickleInput input) {
    this.file = file;
    this.input = input;
    this.stack = new PickleStack(input);
  }

  /**
   * Reads a whole pickle.
   *
   * @param file that the bytes are of, for messages
   * @param bytes of the file; what is returned may be views of them
   * @throws DataException if the pickle is corrupt, truncated, followed by something, or more than
   *     plain data
   */
  static Object read(DataFile file, byte[] bytes) throws DataException {
    if (bytes.length == 0) {
      throw file.wrong("is empty: expected a pickle, found 0 bytes");
    }
    PickleInput input = new PickleInput(file, bytes);
    PickleReader reader = new PickleReader(file, input);
    int opcode;
    while ((opcode = input.unsignedByte()) != '.') {
      reader.run(opcode);
    }
    if (input.remaining() > 0) {
      throw file.wrong(
          "is too long: the pickle ends after "
              + input.position()
              + " bytes, found "
              + bytes.length);
    }
    return reader.stack.pop();
  }

  private void run(int opcode) throws DataException {
    switch (opcode) {
      case 0x80 -> protocol(input.unsignedByte());
      case 0x95 -> input.view(8); // FRAME: what it holds follows as if there were no frame
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) input.unsignedByte());
      case 'M' -> stack.push((long) input.unsignedShort());
      case 'J' -> stack.push((long) input.signedInt());
      case 0x8a -> stack.push(input.number(input.unsignedByte()));
      case 'G' -> stack.push(input.float64());
      case 'U', 'C' -> stack.push(input.view(input.unsignedByte()));
      case 'T' -> stack.push(input.view(input.signedInt()));
      case 'B' -> stack.push(input.view(input.unsignedInt()));
      case 0x8e, 0x96 -> stack.push(input.view(input.signedLong()));
      case 0x8c -> stack.push(input.text(input.unsignedByte()));
      case 'X' -> stack.push(input.text(input.unsignedInt()));
      case 0x8d -> stack.push(input.text(input.signedLong()));
      case '(' -> stack.mark();
      case ')' -> stack.push(List.of());
      case 0x85, 0x86, 0x87 -> stack.push(stack.last(opcode - 0x84));
      case 't', 'l' -> stack.push(stack.sinceMark());
      case ']' -> stack.push(new ArrayList<>());
      case 'a' -> stack.append(stack.last(1));
      case 'e' -> stack.append(stack.sinceMark());
      case '}' -> stack.push(new HashMap<>());
      case 's' -> stack.setItems(stack.last(2));
      case 'u' -> stack.setItems(stack.sinceMark());
      case '0' -> stack.pop();
      case '1' -> stack.sinceMark();
      case 'q' -> stack.memoize(input.unsignedByte());
      case 'r' -> stack.memoize(input.unsignedInt());
      case 0x94 -> stack.memoizeNext();
      case 'h' -> stack.remember(input.unsignedByte());
      case 'j' -> stack.remember(input.unsignedInt());
      case 'c' -> stack.push(PickleName.of(file, input.line(), input.line()));
      case 0x93 -> stack.push(onLastTwo(PickleName::of));
      case 'R' -> stack.push(onLastTwo(PickleName::call));
      case 'b' -> stack.push(onLastTwo(PickleName::build));
      default ->
          throw input.corrupt(
              "opcode 0x" + Integer.toHexString(opcode) + " is not one of plain data");
    }
  }

  private void protocol(int number) throws DataException {
    if (number > HIGHEST_PROTOCOL) {
      throw input.corrupt("protocol " + number + ", expected at most " + HIGHEST_PROTOCOL);
    }
  }

  private interface OnTwo {
    Object apply(DataFile file, Object first, Object second) throws DataException;
  }

  private Object onLastTwo(OnTwo function) throws DataException {
    List<Object> two = stack.last(2);
    return function.apply(file, two.get(0), two.get(1));
  }
}
