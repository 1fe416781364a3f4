package org.recu.packed;

import java.util.List;

/** Arrays of the numbers in a message. */
final class Floats {

  private Floats() {}

  static float[] of(List<Float> numbers) {
    float[] array = new float[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return array;
  }
}
