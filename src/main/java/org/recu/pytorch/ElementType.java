package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.util.List;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleFunction;

/**
 * The element type of a storage, little-endian. A pickle specifies it by the name of the storage
 * class, which it does not call.
 */
public enum ElementType implements PickleFunction {
  FLOAT32("FloatStorage", 4),
  FLOAT64("DoubleStorage", 8),
  FLOAT16("HalfStorage", 2),
  BFLOAT16("BFloat16Storage", 2),
  INT64("LongStorage", 8),
  INT32("IntStorage", 4),
  INT16("ShortStorage", 2),
  INT8("CharStorage", 1),
  UINT8("ByteStorage", 1),
  BOOL("BoolStorage", 1);

  private final String storageClass;
  private final int bytes;

  ElementType(String storageClass, int bytes) {
    this.storageClass = storageClass;
    this.bytes = bytes;
  }

  /** The storage's class in Python's module {@code torch}. */
  String storageClass() {
    return storageClass;
  }

  /** Size of an element in bytes. */
  int bytes() {
    return bytes;
  }

  /** Whether the elements are integers or booleans. */
  boolean whole() {
    return switch (this) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> false;
      case INT64, INT32, INT16, INT8, UINT8, BOOL -> true;
    };
  }

  /** Reads an integer, or a boolean as 1 or 0. */
  long whole(ByteBuffer storage, int index) {
    return switch (this) {
      case INT64 -> storage.getLong(index * bytes);
      case INT32 -> storage.getInt(index * bytes);
      case INT16 -> storage.getShort(index * bytes);
      case INT8 -> storage.get(index);
      case UINT8 -> storage.get(index) & 0xff;
      case BOOL -> storage.get(index) == 0 ? 0 : 1;
      default -> throw new IllegalArgumentException(this + " is no type of whole numbers");
    };
  }

  /** Reads an element as the nearest float32; large integers are rounded too. */
  float real(ByteBuffer storage, int index) {
    return switch (this) {
      case FLOAT32 -> storage.getFloat(index * bytes);
      case FLOAT64 -> (float) storage.getDouble(index * bytes);
      case FLOAT16 -> half(storage.getShort(index * bytes));
      case BFLOAT16 -> Float.intBitsToFloat(storage.getShort(index * bytes) << 16);
      default -> whole(storage, index);
    };
  }

  /** IEEE 754 binary16: a sign, five bits of exponent (bias 15), ten of fraction. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      // Zero and the subnormal numbers: fractions of 2^-24.
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  @Override
  public Object call(List<?> arguments) throws PickleException {
    throw PickleException.corrupt("torch." + storageClass + " is called");
  }
}
