package org.recu.packed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A packed file: the logits of one image, and how long the file takes to load. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PackedNetworkBenchmark {

  /** A packed file, given as {@code -p file=PATH}; without it a small network is made up. */
  @Param("made_up")
  public String file;

  private Path path;
  private PackedModel model;
  private byte[] pixels;

  @Setup
  public void load() throws IOException {
    path = file.equals("made_up") ? madeUp() : Path.of(file);
    model = PackedModel.load(path);
    pixels = new byte[3 * model.imageSize() * model.imageSize()];
    new SplittableRandom(1).nextBytes(pixels);
  }

  private static Path madeUp() throws IOException {
    Path made = Files.createTempFile("made-up", ".recu");
    return Files.write(made, PackedFiles.of(SmallNetworks.oneShortcut(64).toByteString()));
  }

  @TearDown
  public void close() throws IOException {
    model.close();
    if (file.equals("made_up")) {
      Files.delete(path);
    }
  }

  @Benchmark
  public float[] logits() {
    return model.logits(pixels);
  }

  @Benchmark
  public PackedModel loads() throws IOException {
    try (PackedModel loaded = PackedModel.load(path)) {
      return loaded;
    }
  }
}
