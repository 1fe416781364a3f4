package org.recu.packed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who writes and reads the float values of a plan, and which of them can lie in the same memory: a
 * value gives its memory to the next of its size once it has been read for the last time.
 */
final class Planes {

  private enum Kind {
    WRITE,
    READ,
    READ_ELEMENT_WISE
  }

  private record Access(Kind kind, int plane, int pass) {}

  /** Where the values lie. */
  static final class Places {

    private final int[] of;
    private final int[] sizes;

    /**
     * Takes its parts.
     *
     * @param of for each plane, the number of its memory
     * @param sizes of the memories
     */
    Places(int[] of, int[] sizes) {
      this.of = of;
      this.sizes = sizes;
    }

    int[] of() {
      return of;
    }

    int[] sizes() {
      return sizes;
    }
  }

  /** In the order in which a pass makes them. */
  private final List<Access> accesses = new ArrayList<>();

  private final int[] sizes;

  /** For each plane, the place in the list of its last access. */
  private final int[] last;

  Planes(int count) {
    sizes = new int[count];
    last = new int[count];
  }

  /** A pass writes a plane, pixel by pixel. */
  void write(int plane, int size, int pass) {
    sizes[plane] = size;
    add(new Access(Kind.WRITE, plane, pass));
  }

  /** A pass reads any pixels of a plane. */
  void read(int plane, int pass) {
    add(new Access(Kind.READ, plane, pass));
  }

  /** A pass reads, of a plane, the pixels that it has at hand. */
  void readElementWise(int plane, int pass) {
    add(new Access(Kind.READ_ELEMENT_WISE, plane, pass));
  }

  private void add(Access access) {
    last[access.plane] = accesses.size();
    accesses.add(access);
  }

  Places places() {
    int[] places = new int[sizes.length];
    List<Integer> memories = new ArrayList<>();
    Map<Integer, Deque<Integer>> free = new HashMap<>();
    List<Integer> freedLater = new ArrayList<>();
    int pass = 0;
    for (int i = 0; i < accesses.size(); i++) {
      Access access = accesses.get(i);
      if (access.pass != pass) {
        for (int plane : freedLater) {
          release(plane, places, free);
        }
        freedLater.clear();
        pass = access.pass;
      }
      if (access.kind == Kind.WRITE) {
        Deque<Integer> fitting = free.get(sizes[access.plane]);
        if (fitting == null || fitting.isEmpty()) {
          places[access.plane] = memories.size();
          memories.add(sizes[access.plane]);
        } else {
          places[access.plane] = fitting.pop();
        }
      }
      // The logits are read after the last pass.
      if (i == last[access.plane] && access.plane != sizes.length - 1) {
        if (access.kind == Kind.READ_ELEMENT_WISE && !isReadBy(access.plane, pass)) {
          release(access.plane, places, free);
        } else {
          freedLater.add(access.plane);
        }
      }
    }
    return new Places(places, array(memories));
  }

  /** Numbers as an array. */
  static int[] array(List<Integer> numbers) {
    int[] array = new int[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return array;
  }

  /** Whether a pass reads any pixels of a plane. */
  private boolean isReadBy(int plane, int pass) {
    for (Access access : accesses) {
      if (access.kind == Kind.READ && access.plane == plane && access.pass == pass) {
        return true;
      }
    }
    return false;
  }

  private void release(int plane, int[] places, Map<Integer, Deque<Integer>> free) {
    Deque<Integer> fitting = free.get(sizes[plane]);
    if (fitting == null) {
      fitting = new ArrayDeque<>();
      free.put(sizes[plane], fitting);
    }
    fitting.push(places[plane]);
  }
}
