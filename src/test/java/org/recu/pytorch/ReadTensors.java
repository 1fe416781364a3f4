package org.recu.pytorch;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Reads a file as the program does: its weights, and of their numbers what a network asks for. */
final class ReadTensors {

  /** Elements of a tensor; no small network asks for larger ones. */
  private static final int LARGEST = 10_000;

  /** Tensors that a network asks for. */
  private static final int MOST = 100;

  private ReadTensors() {}

  static void of(byte[] file) {
    Path path = ScratchFile.of("weights.pth", file);
    Bounds.check(file.length, PyTorchException.class, () -> read(path));
  }

  private static void read(Path path) throws IOException {
    PyTorchFile found = PyTorchFile.read(path);
    found.holding();
    found.stateDict().values().stream()
        .filter(tensor -> tensor.obstacle().isEmpty() && tensor.size() <= LARGEST)
        .limit(MOST)
        .forEach(TorchTensor::floats);
  }
}
