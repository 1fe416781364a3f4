package org.recu.packed;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of float32 as packed files hold them: four bytes a number, little-endian. */
public final class Floats {

  private Floats() {}

  /** The bytes of numbers. */
  public static ByteString bytes(float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return ByteString.copyFrom(bytes);
  }

  /** The numbers of bytes, of which a part of a number at the end is ignored. */
  static float[] of(ByteString bytes) {
    float[] numbers = new float[count(bytes)];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** How many numbers there are in bytes. */
  static int count(ByteString bytes) {
    return bytes.size() / Float.BYTES;
  }
}
