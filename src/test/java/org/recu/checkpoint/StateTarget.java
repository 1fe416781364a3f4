package org.recu.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Fuzzes the state of a checkpoint: the bytes get the frame that belongs to them. */
public final class StateTarget {

  private StateTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data);
    byte[] file =
        ByteBuffer.allocate(16 + data.length)
            .put("ReCUckpt".getBytes(StandardCharsets.US_ASCII))
            .putInt(data.length)
            .putInt((int) checksum.getValue())
            .put(data)
            .array();
    Path folder = ScratchFile.of("checkpoints/epoch-0000/state.pb", file).getParent();
    Bounds.check(file.length, CheckpointException.class, () -> Checkpoint.open(folder));
    Bounds.check(
        file.length,
        CheckpointException.class,
        () -> new CheckpointStore(folder.getParent()).best());
  }
}
