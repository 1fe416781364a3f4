package org.recu.pytorch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.recu.pickle.Float16;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleFunction;

/**
 * The element type of a storage or a tensor. A pickle specifies it by the name of a storage class
 * or of a dtype, neither of which it calls.
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
  BOOL("BoolStorage", 1),
  UINT16("", 2),
  UINT32("", 4),
  UINT64("", 8),
  FLOAT8_E4M3FN("", 1),
  FLOAT8_E4M3FNUZ("", 1),
  FLOAT8_E5M2("", 1),
  FLOAT8_E5M2FNUZ("", 1),
  FLOAT8_E8M0FNU("", 1),
  COMPLEX32("", 4),
  COMPLEX64("ComplexFloatStorage", 8),
  COMPLEX128("ComplexDoubleStorage", 16),
  QINT8("QInt8Storage", 1),
  QUINT8("QUInt8Storage", 1),
  QINT32("QInt32Storage", 4),
  /** Two elements in a byte. */
  QUINT4X2("QUInt4x2Storage", 1),
  /** Four elements in a byte. */
  QUINT2X4("QUInt2x4Storage", 1),
  /** Bytes whose type only a tensor knows. */
  UNTYPED("UntypedStorage", 1),
  /** A type that this program knows nothing of. */
  OTHER("", 1);

  private final String storageClass;
  private final int bytes;

  ElementType(String storageClass, int bytes) {
    this.storageClass = storageClass;
    this.bytes = bytes;
  }

  /** The storage's class in Python's module {@code torch}; empty if there is none of this type. */
  String storageClass() {
    return storageClass;
  }

  /** Size of an element in bytes. */
  int bytes() {
    return bytes;
  }

  /** The name of the dtype, such as {@code float32}. */
  public String dtype() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the elements are real numbers, or booleans. */
  boolean isReal() {
    return compareTo(COMPLEX32) < 0;
  }

  /** Whether the elements are integers or booleans. */
  boolean whole() {
    return switch (this) {
      case INT64, INT32, INT16, INT8, UINT8, BOOL, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  /** Reads an integer, or a boolean as 1 or 0; a uint64 from 2^63 on comes out negative. */
  long whole(ByteBuffer storage, int index) {
    return switch (this) {
      case INT64, UINT64 -> storage.getLong(index * bytes);
      case INT32 -> storage.getInt(index * bytes);
      case UINT32 -> storage.getInt(index * bytes) & 0xffffffffL;
      case INT16 -> storage.getShort(index * bytes);
      case UINT16 -> storage.getShort(index * bytes) & 0xffff;
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
      case FLOAT16 -> Float16.toFloat(storage.getShort(index * bytes));
      case BFLOAT16 -> Float.intBitsToFloat(storage.getShort(index * bytes) << 16);
      case FLOAT8_E4M3FN -> Float8.E4M3FN.toFloat(storage.get(index));
      case FLOAT8_E4M3FNUZ -> Float8.E4M3FNUZ.toFloat(storage.get(index));
      case FLOAT8_E5M2 -> Float8.E5M2.toFloat(storage.get(index));
      case FLOAT8_E5M2FNUZ -> Float8.E5M2FNUZ.toFloat(storage.get(index));
      case FLOAT8_E8M0FNU -> Float8.E8M0FNU.toFloat(storage.get(index));
      case UINT64 -> unsigned(storage.getLong(index * bytes));
      default -> whole(storage, index);
    };
  }

  private static float unsigned(long bits) {
    // The lowest bit only decides ties, so half of the number with that bit kept rounds alike.
    return bits >= 0 ? bits : (float) ((bits >>> 1) | (bits & 1)) * 2;
  }

  @Override
  public Object call(List<?> arguments) throws PickleException {
    throw PickleException.corrupt("torch." + dtype() + " is called");
  }
}
