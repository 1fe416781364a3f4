package org.recu.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values that a pickle has created so far: the stack, its marks, and the memo. */
final class PickleStack {
  private final PickleInput input;

  /** The memo: values by the number that the pickle refers to them by. */
  private final Map<Long, Object> memo = new HashMap<>();

  /** The values below each mark. */
  private final Deque<List<Object>> beforeMarks = new ArrayDeque<>();

  /** The values above the last mark. */
  private List<Object> values = new ArrayList<>();

  /**
   * Creates an empty stack.
   *
   * @param input being read, for messages
   */
  PickleStack(PickleInput input) {
    this.input = input;
  }

  void push(Object value) {
    values.add(value);
  }

  Object top() throws PickleException {
    if (values.isEmpty()) {
      throw input.corrupt("a value is missing");
    }
    return values.get(values.size() - 1);
  }

  Object pop() throws PickleException {
    Object value = top();
    values.remove(values.size() - 1);
    return value;
  }

  /** Pops the last values, in the order in which they were pushed. */
  List<Object> last(int count) throws PickleException {
    if (values.size() < count) {
      throw input.corrupt("a value is missing");
    }
    List<Object> tail = values.subList(values.size() - count, values.size());
    List<Object> taken = new ArrayList<>(tail);
    tail.clear();
    return taken;
  }

  void mark() {
    beforeMarks.push(values);
    values = new ArrayList<>();
  }

  /** Pops the last mark and everything above it. */
  List<Object> sinceMark() throws PickleException {
    if (beforeMarks.isEmpty()) {
      throw input.corrupt("a mark is missing");
    }
    List<Object> taken = values;
    values = beforeMarks.pop();
    return taken;
  }

  /** Appends to the list on top. */
  @SuppressWarnings("unchecked") // every list of a pickle is made for Objects
  void append(List<Object> items) throws PickleException {
    if (top() instanceof PickledObject) {
      return; // A list of a class that nobody builds.
    }
    if (!(top() instanceof ArrayList<?> list)) {
      throw input.corrupt("a value is appended to something that is not a list");
    }
    ((List<Object>) list).addAll(items);
  }

  /** Puts alternating keys and values into the dictionary on top. */
  @SuppressWarnings("unchecked") // every dictionary of a pickle is made for Objects
  void setItems(List<Object> items, PickleVocabulary vocabulary) throws PickleException {
    if (top() instanceof PickledObject) {
      return; // A dictionary of a class that nobody builds.
    }
    if (!(top() instanceof HashMap<?, ?> map) || items.size() % 2 != 0) {
      throw input.corrupt("an item is put into something that is not a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      ((Map<Object, Object>) map).put(vocabulary.key(items.get(i)), items.get(i + 1));
    }
  }

  void memoize(long number) throws PickleException {
    memo.put(number, top());
  }

  /** Stores the value on top in the memo under the next number, as protocol 4 counts. */
  void memoizeNext() throws PickleException {
    memoize(memo.size());
  }

  void remember(long number) throws PickleException {
    if (!memo.containsKey(number)) {
      throw input.corrupt("memo " + number + " is used and was never set");
    }
    push(memo.get(number));
  }
}
