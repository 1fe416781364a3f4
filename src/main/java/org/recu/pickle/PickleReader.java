package org.recu.pickle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python pickles that contain plain data: numbers, text, bytes, lists, tuples, dictionaries,
 * and whatever the names of a {@link PickleVocabulary} create. Any other name is rejected when it
 * is encountered, or becomes a {@link PickledObject}, as the vocabulary says.
 *
 * <p>Supports protocols 2 to 5, as written by Python 2 and 3. Source: Python's {@code pickletools}.
 *
 * <p>Values are Long, java.math.BigInteger, Double, Boolean, null, String, {@link ByteBuffer}
 * (Python's bytes, and str of Python 2), List (list, tuple and set), Map (in the order of the
 * pickle; text and bytes as keys become Strings) and what the vocabulary creates. A list or
 * dictionary may contain itself.
 */
public final class PickleReader {

  private static final int HIGHEST_PROTOCOL = 5;

  /**
   * More than any file of weights or labels needs (CIFAR-100: 0.3 million), yet few enough that the
   * values created, at about sixty bytes each, fit in memory easily.
   */
  private static final int MOST_OPERATIONS = 1 << 21;

  /**
   * Letters that calls may take in all, beyond four times the size of the file. A function may copy
   * the text it is given, and a pickle can pass it the same text again and again.
   */
  private static final int SPARE_LETTERS = 1 << 25;

  private final PickleVocabulary vocabulary;
  private final PickleInput input;
  private PickleStack stack;
  private final long mostLetters;
  private long operations;
  private long letters;

  /**
   * Creates a reader of consecutive pickles.
   *
   * @param bytes from its position to its limit; values may be views of it
   * @param vocabulary the names that are allowed
   */
  public PickleReader(ByteBuffer bytes, PickleVocabulary vocabulary) {
    this.vocabulary = vocabulary;
    input = new PickleInput(bytes);
    stack = new PickleStack(input);
    mostLetters = 4L * bytes.remaining() + SPARE_LETTERS;
  }

  /**
   * Reads one pickle that takes up all of the bytes.
   *
   * @throws PickleException if it is empty, corrupt, truncated, followed by other bytes, or
   *     contains more than plain data
   */
  public static Object readAll(ByteBuffer bytes, PickleVocabulary vocabulary)
      throws PickleException {
    if (!bytes.hasRemaining()) {
      throw new PickleException("is empty: expected a pickle, found 0 bytes");
    }
    PickleReader reader = new PickleReader(bytes, vocabulary);
    Object value = reader.next();
    if (reader.input.remaining() > 0) {
      throw new PickleException(
          "is too long: the pickle ends after %d bytes, found %d"
              .formatted(reader.position(), bytes.remaining()));
    }
    return value;
  }

  /**
   * Reads the next pickle.
   *
   * @throws PickleException if it is corrupt, truncated, or contains more than plain data
   */
  public Object next() throws PickleException {
    stack = new PickleStack(input);
    int opcode;
    while ((opcode = input.unsignedByte()) != '.') {
      charge(1);
      run(opcode);
    }
    return stack.pop();
  }

  /** Number of bytes read so far. */
  public int position() {
    return input.position();
  }

  private void run(int opcode) throws PickleException {
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
      case 't', 'l', 0x91 -> stack.push(stack.sinceMark());
      case ']', 0x8f -> stack.push(new ArrayList<>());
      case 'a' -> stack.append(stack.last(1));
      case 'e', 0x90 -> stack.append(stack.sinceMark());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 's' -> stack.setItems(stack.last(2), vocabulary);
      case 'u' -> stack.setItems(stack.sinceMark(), vocabulary);
      case '0' -> stack.pop();
      case '1' -> stack.sinceMark();
      case '2' -> stack.push(stack.top());
      case 'q' -> stack.memoize(input.unsignedByte());
      case 'r' -> stack.memoize(input.unsignedInt());
      case 0x94 -> stack.memoizeNext();
      case 'h' -> stack.remember(input.unsignedByte());
      case 'j' -> stack.remember(input.unsignedInt());
      case 'c' -> stack.push(vocabulary.find(input.line(), input.line()));
      case 0x93 -> name(stack.last(2));
      case 'R', 0x81 -> call(stack.last(2)); // NEWOBJ makes an object where REDUCE calls
      case 'b' -> build(stack.pop());
      case 'Q' -> stack.push(vocabulary.outside().get(stack.pop()));
      default -> object(opcode);
    }
  }

  /** The ways of making an object that plain data does not need: the object stays its name. */
  private void object(int opcode) throws PickleException {
    if (vocabulary.inert() && opcode == 'i') { // INST
      stack.sinceMark();
      stack.push(vocabulary.find(input.line(), input.line()));
    } else if (vocabulary.inert() && opcode == 'o') { // OBJ
      List<Object> classAndArguments = stack.sinceMark();
      stack.push(classAndArguments.isEmpty() ? null : classAndArguments.get(0));
    } else if (vocabulary.inert() && opcode == 0x92) { // NEWOBJ_EX
      List<Object> classAndArguments = stack.last(3);
      call(classAndArguments.subList(0, 2));
    } else {
      throw input.corrupt("opcode 0x" + Integer.toHexString(opcode) + " is not one of plain data");
    }
  }

  private void protocol(int number) throws PickleException {
    if (number > HIGHEST_PROTOCOL) {
      throw input.corrupt("protocol " + number + ", expected at most " + HIGHEST_PROTOCOL);
    }
  }

  private void name(List<Object> moduleAndName) throws PickleException {
    stack.push(vocabulary.find(moduleAndName.get(0), moduleAndName.get(1)));
  }

  private void call(List<Object> calleeAndArguments) throws PickleException {
    if (!(calleeAndArguments.get(0) instanceof PickleFunction function)
        || !(calleeAndArguments.get(1) instanceof List<?> arguments)) {
      throw input.corrupt("what is called is not a known name");
    }
    // A function may copy its arguments, and a pickle can pass it the same ones again and again.
    charge(arguments.size());
    for (Object argument : arguments) {
      charge(size(argument));
      letters += argument instanceof String text ? text.length() : 0;
    }
    if (letters > mostLetters) {
      throw input.corrupt("it repeats its text more often than any file of its kind");
    }
    stack.push(function.call(arguments));
  }

  /**
   * Sets the state of the value on top. The state of a dictionary is ignored, and with inert names
   * that of any other value: it would be attributes, which are not data.
   */
  private void build(Object state) throws PickleException {
    Object value = stack.top();
    if (value instanceof PickleState stateful) {
      charge(size(state));
      stateful.set(state);
    } else if (!(value instanceof Map<?, ?>) && !vocabulary.inert()) {
      throw input.corrupt("a state is set of a value that has none");
    }
  }

  private static int size(Object value) {
    if (value instanceof Collection<?> collection) {
      return collection.size();
    }
    return value instanceof Map<?, ?> map ? map.size() : 0;
  }

  private void charge(int work) throws PickleException {
    operations += work;
    if (operations > MOST_OPERATIONS) {
      throw input.corrupt(
          "it has more than %d operations, more than any file of its kind"
              .formatted(MOST_OPERATIONS));
    }
  }
}
