package org.recu.train;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.tensorflow.types.TFloat32;

/**
 * The checksum of a variable's bytes.
 *
 * @param name of the variable
 * @param value CRC-32C
 */
record VariableChecksum(String name, long value) {

  /** The checksum of a tensor. */
  static VariableChecksum of(String name, TFloat32 tensor) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes(tensor));
    return new VariableChecksum(name, checksum.getValue());
  }

  private static ByteBuffer bytes(TFloat32 tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.numBytes())];
    tensor.asRawTensor().data().read(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
